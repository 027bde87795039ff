"""A passage found in a section, as a failing case.

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
    first, last = section.reading.raw(start, end)
    passage = Passage(report.document_id, first, last)
    return Case(Outcome.FAIL, branch, f"{section.code}@{first}", values=values, passages=(passage,))
