"""E11: what the department is there for, told as what it achieved.

Belongs here: holding the achievement part against the duties. Does not belong here: the measure (repeats).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.repeats import Sentence, Source, cut
from pipelines.quality.rules import MAIN, Outcome
from pipelines.quality.text import ReportText, SectionText
from pipelines.quality.text_rules.finding import passage_of
from pipelines.quality.text_rules.parameters import takes

DUTIES, ACHIEVEMENT = "duties", "achievement"


@takes(share=float, least_pieces=int, quotes=int)
def duties_repeated(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``share`` of the achievement part from which on it fails; ``least_pieces`` of both; ``quotes``: how many of the longest
    repeated sentences are shown."""
    name = report.unit_name or ""
    duties = [section for section in report.sections if section.code == DUTIES]
    source = Source.of((section.reading.folded for section in duties), name)
    if not source.pieces:
        yield not_evaluable("no_duties")
        return
    told = [
        (section, sentence)
        for section in report.of_parts(ACHIEVEMENT)
        for sentence in cut(section.reading.folded, name)
    ]
    pieces = sum(sentence.size for _, sentence in told)
    if min(pieces, len(source.pieces)) < params["least_pieces"]:
        yield not_evaluable("words_few")
        return
    same = [(source.repeated(sentence), section, sentence) for section, sentence in told]
    repeated = sum(n for n, _, _ in same)
    if Decimal(repeated) < Decimal(str(params["share"])) * pieces:
        yield Case(Outcome.PASS)
        return
    longest = sorted(same, key=lambda found: (-found[0], found[2].start))[: params["quotes"]]
    values = {
        "observed": (Decimal(100 * repeated) / pieces).quantize(Decimal(1)),
        "quote": _words(*longest[0][1:]),
    }
    passages = tuple(
        passage_of(report, section, sentence.start, sentence.end) for n, section, sentence in longest if n
    )
    yield Case(Outcome.FAIL, MAIN, values=values, passages=passages)


def _words(section: SectionText, sentence: Sentence) -> str:
    return section.reading.folded[sentence.start : sentence.end]
