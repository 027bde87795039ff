"""A passage found in a section, as a case.

Belongs here: what every text rule does with a match. Does not belong here: matching.
"""

from __future__ import annotations

from pipelines.quality.cases import Case, Passage
from pipelines.quality.rules import MAIN, Outcome
from pipelines.quality.text import ReportText, SectionText


def found(
    report: ReportText, section: SectionText, start: int, end: int, branch: str = MAIN, **values: object
) -> Case:
    """A failure at ``section.reading.folded[start:end]``; its subject is the place in the raw text."""
    place, passage = place_of(section, start, end), passage_of(report, section, start, end)
    return Case(Outcome.FAIL, branch, place, values=values, passages=(passage,))


def held(report: ReportText, section: SectionText, start: int, end: int) -> Case:
    """A pass at that place: what stands there was worked out and is right."""
    passage = passage_of(report, section, start, end)
    return Case(Outcome.PASS, MAIN, place_of(section, start, end), passages=(passage,))


def place_of(section: SectionText, start: int, end: int) -> str:
    """The subject of a case at that place."""
    return f"{section.code}@{section.reading.raw(start, end)[0]}"


def passage_of(report: ReportText, section: SectionText, start: int, end: int) -> Passage:
    """The characters of the document at that place."""
    return Passage(report.document_id, *section.reading.raw(start, end))
