"""Tables with merged cells for tests: ``←`` goes on with the cell on the left, ``↑`` with the cell above."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.model.document import Block, BlockKind, Cell, Document, Span, Table
from pipelines.read.reading import read_bytes


def form(*rows: Sequence[str]) -> Document:
    """A document of one table; rows may be shorter than the widest."""
    columns = max(len(row) for row in rows)
    text = ""
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value not in ("←", "↑"):
                pieces = (Span(len(text), len(text) + len(value)),) if value else ()
                cells.append(Cell(r, c, _down(rows, r, c), _across(row, c), pieces))
                text += value + "\t"
        text += "\n"
    block = Block(BlockKind.TABLE, (Span(0, len(text)),), 0)
    table = Table(len(rows), columns, tuple(cells))
    return Document("0" * 16, "text/plain", "test", text, (block,), (table,), (), ())


def _across(row: Sequence[str], column: int) -> int:
    end = column + 1
    while end < len(row) and row[end] == "←":
        end += 1
    return end - column


def _down(rows: Sequence[Sequence[str]], row: int, column: int) -> int:
    end = row + 1
    while end < len(rows) and column < len(rows[end]) and rows[end][column] == "↑":
        end += 1
    return end - row


def real(shared: Path, name: str) -> tuple[Document, dict[str, Any]]:
    """A real report through the reader, and what it says."""
    path = shared / "reports" / f"{name}.txt"
    document = read_bytes(path.read_bytes(), path.name).document
    assert document is not None
    return document, json.loads((shared / "gold" / f"{name}.json").read_text(encoding="utf-8"))
