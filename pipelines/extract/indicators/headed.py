"""Headed indicators: rows of a table that stands below the heading of another unit or of another year.

Belongs here: taking back the indicators of such a table. Does not belong here: finding indicators (indicators), which headings hold
where (tables.headings_above), points (score_headings).
"""

from __future__ import annotations

from pipelines.extract.context import Reader
from pipelines.extract.meaning import words
from pipelines.extract.prose.frames import REASON, line_doubt
from pipelines.extract.tables.headings_above import HeadingsAt
from pipelines.lexicon import load
from pipelines.model.claims import IndicatorClaim
from pipelines.model.document import Document
from pipelines.model.problem import Outcome, Problem


def without_headed(
    found: Outcome[IndicatorClaim], document: Document, reader: Reader
) -> Outcome[IndicatorClaim]:
    """The indicators of the report itself; of the others a person is told once a heading."""
    headings = HeadingsAt(document)
    kept: list[IndicatorClaim] = []
    left: dict[tuple[str, str], list[IndicatorClaim]] = {}
    for claim in found.values:
        doubt = _doubt(headings.lines(claim.span.start), reader)
        if doubt is None:
            kept.append(claim)
        else:
            left.setdefault(doubt, []).append(claim)
    return Outcome(tuple(kept), (*found.problems, *(_told(*doubt, claims) for doubt, claims in left.items())))


def _doubt(lines: tuple[str, ...], reader: Reader) -> tuple[str, str] | None:
    """The heading, and what it says: other_unit, other_year. Goals of the next year are no concern of a row with points."""
    for line in lines:
        if reader.fiscal_year is not None and f"{reader.fiscal_year}年" in line:
            return None
        code = None if words("frames", "year", "next").search(line) else line_doubt(line, reader)
        if code in ("other_unit", "other_year"):
            return line, code
    return None


def _told(line: str, code: str, claims: list[IndicatorClaim]) -> Problem:
    zh, en = load("frames")["message"][code]
    return Problem(
        REASON,
        f"标题“{line}”以下的 {len(claims)} 项指标：{zh}，未入库，请核对原文",
        f"{len(claims)} indicators below the heading '{line}': {en}; they were not stored",
        claims[0].span,
    )
