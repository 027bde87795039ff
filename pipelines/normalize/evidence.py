"""Evidence: every stored figure leads to the words that state it.

Belongs here: evidence rows, links to further places, problem rows. Does not belong here: what a figure means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.model.document import Document, Span
from pipelines.model.problem import Problem
from pipelines.model.rows import Evidence, FactEvidence, ProblemRow
from pipelines.normalize.cell_labels import CellLabels
from pipelines.normalize.ids import digest, row_id
from pipelines.normalize.masking import Mask


@dataclass(slots=True)
class EvidenceBook:
    """Collects the evidence of one document; a span cited twice is one row."""

    document: Document
    mask: Mask
    cited: dict[Span, Evidence] = field(default_factory=dict)
    links: dict[FactEvidence, None] = field(default_factory=dict)
    labels: dict[int, CellLabels] = field(default_factory=dict)

    def cite(self, span: Span) -> str:
        """The id of the evidence row for a span."""
        if span not in self.cited:
            self.cited[span] = self._evidence(span)
        return self.cited[span].evidence_id

    def link(self, table: str, fact_id: str, first: Span, spans: Sequence[Span]) -> None:
        """Note the further places where a fact stands."""
        for span in spans:
            if span != first:
                self.links[FactEvidence(table, fact_id, self.cite(span))] = None

    def rows(self) -> tuple[Evidence, ...]:
        """All evidence in the order of the document."""
        return tuple(self.cited[span] for span in sorted(self.cited))

    def context(self, span: Span) -> str | None:
        """Row label and column header of the cell that a span lies in, persons masked; None outside of tables."""
        table = self.document.table_at(span)
        return None if table is None else self._labels(table, span)

    def _labels(self, table: int, span: Span) -> str | None:
        if table not in self.labels:
            self.labels[table] = CellLabels.of(self.document, self.document.tables[table])
        return self.mask.text(self.labels[table].around(span), span) or None

    def _evidence(self, span: Span) -> Evidence:
        place = self.document.locate(span)
        table = self.document.table_at(span)
        return Evidence(
            evidence_id=row_id("evidence", self.document.document_id, span.start, span.end),
            document_id=self.document.document_id,
            page=place.page,
            block=place.block,
            bbox=place.box,
            char_start=span.start,
            char_end=span.end,
            quote=self.mask.quote(span),
            method="ocr" if self.document.is_recognised(span) else "text" if table is None else "table",
            context=None if table is None else self._labels(table, span),
        )


def cite(document: Document, span: Span, mask: Mask) -> Evidence:
    """The evidence row of a span: page, block and box, and the raw words with persons masked."""
    book = EvidenceBook(document, mask)
    book.cite(span)
    return book.cited[span]


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
        page=problem.page if span is None else document.page_at(span),
        char_start=None if span is None else span.start,
        char_end=None if span is None else span.end,
        quote=None if span is None else mask.quote(span),
        message_zh=mask.text(problem.message_zh, span),
        message_en=mask.text(problem.message_en, span),
        status="open",
    )
