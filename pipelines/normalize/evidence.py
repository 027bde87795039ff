"""Evidence: every stored figure leads to the words that state it.

Belongs here: evidence rows, links to further places, problem rows. Does not belong here: what a figure means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.model.document import BlockKind, Cell, Document, Span, Table
from pipelines.model.problem import Problem
from pipelines.model.rows import Evidence, FactEvidence, ProblemRow
from pipelines.normalize.ids import digest, row_id
from pipelines.normalize.masking import Mask


@dataclass(slots=True)
class EvidenceBook:
    """Collects the evidence of one document; a span cited twice is one row."""

    document: Document
    mask: Mask
    cited: dict[Span, Evidence] = field(default_factory=dict)
    links: dict[FactEvidence, None] = field(default_factory=dict)

    def cite(self, span: Span) -> str:
        """The id of the evidence row for a span."""
        if span not in self.cited:
            self.cited[span] = cite(self.document, span, self.mask)
        return self.cited[span].evidence_id

    def link(self, table: str, fact_id: str, first: Span, spans: Sequence[Span]) -> None:
        """Note the further places where a fact stands."""
        for span in spans:
            if span != first:
                self.links[FactEvidence(table, fact_id, self.cite(span))] = None

    def rows(self) -> tuple[Evidence, ...]:
        """All evidence in the order of the document."""
        return tuple(self.cited[span] for span in sorted(self.cited))


def cite(document: Document, span: Span, mask: Mask) -> Evidence:
    """The evidence row of a span: page, block and box, and the raw words with persons masked."""
    place = document.locate(span)
    block = None if place.block is None else document.blocks[place.block]
    in_table = block is not None and block.kind is BlockKind.TABLE and span in block.span
    return Evidence(
        evidence_id=row_id("evidence", document.document_id, span.start, span.end),
        document_id=document.document_id,
        page=place.page,
        block=place.block,
        bbox=place.box,
        char_start=span.start,
        char_end=span.end,
        quote=mask.quote(span),
        method="ocr" if document.is_recognised(span) else "table" if in_table else "text",
        context=mask.text(cell_context(document, document.tables[block.table], span), span) or None
        if in_table and block is not None and block.table is not None
        else None,
    )


def cell_context(document: Document, table: Table, span: Span) -> str:
    """Row label and column header of the cell that a span lies in, as far as there are any: ``人员经费 · 执行数``."""
    grid = table.grid()
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell is not None and any(span in piece for piece in cell.pieces):
                label = next(
                    (c for c in cells[:column] if c and c is not cell and _is_words(document, c)), None
                )
                above = [grid[r][column] for r in range(row)]
                header = next((c for c in above if c and c is not cell and _is_words(document, c)), None)
                return " · ".join(document.flow(c).folded().text for c in (label, header) if c is not None)
    return ""


def _is_words(document: Document, cell: Cell) -> bool:
    """Whether a cell holds more than a number or a sign: row numbers and empty cells label nothing."""
    return any(character.isalpha() for character in document.flow(cell).text)


def problem_row(
    document: Document, mask: Mask, problem: Problem, report_id: str | None, version_id: str | None
) -> ProblemRow:
    """The row of a problem, with page and quote where it has a place."""
    span = problem.span
    return ProblemRow(
        problem_id=digest(
            20,
            document.document_id,
            problem.kind,
            None if span is None else span.start,
            None if span is None else span.end,
            problem.message_zh,
        ),
        document_id=document.document_id,
        report_id=report_id,
        version_id=version_id,
        kind=problem.kind,
        page=problem.page if span is None else document.locate(span).page,
        char_start=None if span is None else span.start,
        char_end=None if span is None else span.end,
        quote=None if span is None else mask.quote(span),
        message_zh=mask.text(problem.message_zh, span),
        message_en=mask.text(problem.message_en, span),
        status="open",
    )
