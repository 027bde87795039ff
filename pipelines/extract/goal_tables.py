"""Goal tables: one goal per row (目标名称 | 目标内容), or one field for the goal and one for its result.

Belongs here: goals that stand in cells, found by their titles. Does not belong here: goals in prose (goals).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.extract.grids import Grid, grids, printed
from pipelines.lexicon import load
from pipelines.model.document import Cell, Document, Span

_NAME_END = re.compile(r"[，,；;。：:]")
_COUNT_ROW = re.compile(r"[栏行]次")
_NOTHING = re.compile(r"[.。…·*＊\s/／—–-]*|[Xx×]{2,}.*")


@dataclass(frozen=True, slots=True)
class Written:
    """A goal as it is written. ``part``: target or result."""

    part: str
    name: str
    content: str
    span: Span


def table_goals(document: Document) -> list[Written]:
    """All goals that stand in tables, in reading order."""
    return [goal for grid in grids(document) for goal in (*_rows(document, grid), *_fields(document, grid))]


def is_empty(text: str) -> bool:
    """Whether a form left this place unfilled (dashes, dots, XX)."""
    folded = "".join(text.split())
    return folded in load("goals")["text"]["empty"] or _NOTHING.fullmatch(folded) is not None


@cache
def _titles(group: str, name: str) -> frozenset[str]:
    return frozenset(load("goals")[group][name])


def _title(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text).strip(":")


def _rows(document: Document, grid: Grid) -> Iterator[Written]:
    for header, texts in enumerate(grid.texts):
        titles = [_title(text) for text in texts]
        names = [c for c, title in enumerate(titles) if title in _titles("rows", "name")]
        contents = [c for c, title in enumerate(titles) if title in _titles("rows", "content")]
        if not names or not contents:
            continue
        for row in range(header + 1, grid.table.rows):
            name, content = grid.cells[row][names[0]], grid.cells[row][contents[0]]
            span = grid.row_span(row)
            if name is None or content is None or name is content or span is None:
                continue
            if grid.texts[row] == texts or _COUNT_ROW.fullmatch(grid.texts[row][0]):
                continue
            said = printed(document, name), printed(document, content)
            if not is_empty(said[0]):
                yield Written("target", said[0], said[1], _span(name, content))
        return


def _fields(document: Document, grid: Grid) -> Iterator[Written]:
    """Fields of a form: the text below the field's title, or beside it."""
    for cell in grid.table.cells:
        if not cell.pieces:
            continue
        title = _title(grid.texts[cell.row][cell.column])
        part = next((p for p in ("target", "result") if title in _titles("fields", p)), None)
        text = _field_text(grid, cell) if part else None
        if part is None or text is None:
            continue
        said = printed(document, text)
        if is_empty(said):
            continue
        stop = _NAME_END.search(said)
        name = said[: stop.start()] if stop and stop.start() else said
        yield Written(part, name, said, _span(text, text))


def _field_text(grid: Grid, title: Cell) -> Cell | None:
    below, beside = title.row + title.row_span, title.column + title.column_span
    places = [(below, title.column), (title.row, beside)]
    for row, column in places:
        if row < grid.table.rows and column < grid.table.columns:
            cell, text = grid.cells[row][column], grid.texts[row][column]
            if cell is not None and text and not _is_title(text):
                return cell
    return None


def _is_title(text: str) -> bool:
    title = _title(text)
    return (
        any(title in _titles("fields", name) for name in ("target", "result", "groups"))
        or title in (load("goals")["fields"]["other_titles"])
    )


def _span(first: Cell, last: Cell) -> Span:
    pieces = (*first.pieces, *last.pieces)
    return Span(min(p.start for p in pieces), max(p.end for p in pieces))
