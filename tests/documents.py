"""Documents for tests, without a file: paragraphs as strings, tables as lists of rows."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model.document import Block, BlockKind, Cell, Document, Span, Table

Rows = Sequence[Sequence[str]]


def make_document(*parts: str | Rows, document_id: str = "0" * 16) -> Document:
    """One block per part. A string that starts with ``# `` is a heading; a paragraph may hold wraps (``\\n``)."""
    text = ""
    blocks: list[Block] = []
    tables: list[Table] = []
    for part in parts:
        if isinstance(part, str):
            kind = BlockKind.HEADING if part.startswith("# ") else BlockKind.PARAGRAPH
            pieces: list[Span] = []
            for line in part.removeprefix("# ").split("\n"):
                pieces.append(Span(len(text), len(text) + len(line)))
                text += line + "\n"
            blocks.append(Block(kind, tuple(pieces)))
            continue
        start, cells = len(text), []
        for row, values in enumerate(part):
            for column, value in enumerate(values):
                pieces = [Span(len(text), len(text) + len(value))] if value else []
                cells.append(Cell(row, column, 1, 1, tuple(pieces)))
                text += value + "\t"
            text += "\n"
        blocks.append(Block(BlockKind.TABLE, (Span(start, len(text)),), len(tables)))
        tables.append(Table(len(part), max(len(r) for r in part), tuple(cells)))
    return Document(document_id, "text/plain", "test", text, tuple(blocks), tuple(tables), (), ())
