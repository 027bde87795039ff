"""Missing figures: what one expects of such a report and does not find, with the reason.

Belongs here: comparing the rows with lexicon/expected_figures.toml. Does not belong here: the list itself, and any
figure: nothing absent is ever filled in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pipelines.lexicon import load
from pipelines.model.atlas import Atlas
from pipelines.model.document import Block, BlockKind, Document, Span
from pipelines.model.problem import Problem
from pipelines.model.rows import BudgetFact, MissingFact
from pipelines.normalize.filing import Filing
from pipelines.normalize.rows import DocumentRows

_SENTENCE_ENDS = "。;!?"
_FARTHEST = 500
"""Characters before a number in which a sentence is looked for: a list of thousands of amounts may be a single one."""


@dataclass(frozen=True, slots=True)
class Concern:
    """A problem whose words name a category of money, and perhaps a stage (None: any)."""

    kind: str
    category: str
    stage: str | None


def missing_facts(filing: Filing, rows: DocumentRows, problems: Sequence[Problem]) -> tuple[MissingFact, ...]:
    """A row for each expected figure that is absent, or that the report contradicts."""
    concerns = [c for p in problems if (c := _concern(filing.document, p)) is not None]
    reasons = load("expected_figures")["reason"]
    missing: dict[tuple[str, str | None, str | None], str] = {}
    for expected in load("expected_figures")["expected"]:
        table = expected["table"]
        if filing.identity.report_type not in expected["report_types"]:
            continue
        if "code" in expected:
            if expected["code"] not in _codes(rows, table):
                missing[table, None, None] = reasons["problem" if table in filing.unsettled else "absent"]
            continue
        contradicted = {(f.category, f.stage) for f in _of_year(filing, rows, expected)}
        for category, stage in _absent_pairs(filing, rows, expected):
            told = (category, stage) in contradicted
            missing[table, category, stage] = (
                reasons["problem"] if told else _reason(category, stage, concerns, reasons)
            )
    return tuple(MissingFact(filing.report_id, filing.version_id, *key, why) for key, why in missing.items())


def _codes(rows: DocumentRows, table: str) -> set[str]:
    """Codes of the figures that a table of single figures holds."""
    match table:
        case "staff_facts":
            return {
                f.kind for f in rows.staff_facts if f.basis == "actual" and f.staff_scope != "subordinate"
            }
        case "asset_facts":
            return {f.measure for f in rows.asset_facts}
        case "scores":
            return {f.scorer for f in rows.scores if f.total is not None}
        case _:
            raise ValueError(f"expected_figures.toml: no single figure is known for table {table}")


def _absent_pairs(
    filing: Filing, rows: DocumentRows, expected: Mapping[str, Any]
) -> Iterable[tuple[str, str]]:
    """Expected pairs of category and stage without a preferred figure of the report's year."""
    of_year = _of_year(filing, rows, expected)
    stages = dict.fromkeys(expected["stages"])
    if expected["spread"]:
        stages |= dict.fromkeys(f.stage for f in of_year if f.category in expected["categories"])
    stated = {(f.category, f.stage) for f in of_year if f.is_preferred}
    return [(c, s) for c in expected["categories"] for s in stages if (c, s) not in stated]


def _of_year(filing: Filing, rows: DocumentRows, expected: Mapping[str, Any]) -> list[BudgetFact]:
    """Figures of the report's year and of a source that counts; of a contradicted one every statement."""
    return [
        f
        for f in rows.budget_facts
        if f.fact_year == filing.identity.fiscal_year and f.fund_source in expected["fund_sources"]
    ]


def _reason(category: str, stage: str, concerns: Sequence[Concern], reasons: Mapping[str, Any]) -> str:
    for concern in concerns:
        if concern.category == category and concern.stage in (stage, None):
            return str(reasons["by_problem"].get(concern.kind, reasons["problem"]))
    return str(reasons["absent"])


def _concern(document: Document, problem: Problem) -> Concern | None:
    if problem.span is None:
        return None
    words = _words_up_to(document, problem.span)
    category = _last_named(words, "category")
    return None if category is None else Concern(problem.kind, category, _last_named(words, "stage"))


def _words_up_to(document: Document, span: Span) -> str:
    """The folded sentence from its start to the end of the span, of a very long one the last of it; in a table, the row."""
    block = document.remember("blocks by place", _blocks).first(span.start, span.start + 1)
    if block is None:
        return document.flow(span).folded().text
    if block.kind is BlockKind.TABLE and block.table is not None:
        rows = document.remember(f"rows of table {block.table}", lambda d: _rows(d, block.table or 0))
        return "".join(dict.fromkeys(rows.meeting(span.start, span.end)))
    flow = document.flow(block).folded()
    first, last = (bisect_left(flow.offsets, offset) for offset in (span.start, span.end))
    farthest = max(first - _FARTHEST, 0)
    start = max(flow.text.rfind(end, farthest, first) for end in _SENTENCE_ENDS) + 1
    return flow.text[max(start, farthest) : last]


def _blocks(document: Document) -> Atlas[Block]:
    return Atlas.of((block.span.start, block.span.end, block) for block in document.blocks)


def _rows(document: Document, table: int) -> Atlas[str]:
    """The words of the row of every piece of a cell."""
    cells = document.tables[table].cells
    words: dict[int, list[str]] = {}
    for cell in cells:
        words.setdefault(cell.row, []).append(document.flow(cell).folded().text)
    rows = {row: "".join(texts) for row, texts in words.items()}
    return Atlas.of((p.start, p.end, rows[cell.row]) for cell in cells for p in cell.pieces)


@lru_cache(maxsize=64)
def _last_named(words: str, group: str) -> str | None:
    """The code of the group whose wording stands last in the words."""
    places = [
        (found.start(), -order, code)
        for order, (code, pattern) in enumerate(_patterns(group))
        for found in pattern.finditer(words)
    ]
    return max(places)[2] if places else None


@cache
def _patterns(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["code"], re.compile("|".join(row["says"]))) for row in load("meaning")[group])
