"""Goal tables: one goal per row (目标名称 | 目标内容), or one field for the goal and one for its result.

Belongs here: goals that stand in cells, found by their titles. Does not belong here: which titles those are (goal_titles), goals
in prose (goals).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipelines.extract.grids import Grid, grids, printed, reading
from pipelines.extract.indicators.columns import LEVELS, title_role
from pipelines.extract.indicators.goal_titles import (
    ROW_NUMBER,
    bare_title,
    beside_kind,
    is_goal_title,
    title_kind,
    titles_of,
)
from pipelines.extract.outline.list_items import split_items, trimmed
from pipelines.lexicon import load
from pipelines.model.document import Cell, Document, Span
from pipelines.model.flow import Flow

_NAME_END = re.compile(r"[，,；;。：:]")
_LONGEST_LABEL = 12
_NUMBERED = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,2}$")  # 年度目标1, 年度目标2: one row of the form each
_COUNT_ROW = re.compile(r"[栏行]次")
_NOTHING = re.compile(r"[.。…·*＊\s/／—–-]*|[Xx×]{2,}.*")


@dataclass(frozen=True, slots=True)
class Written:
    """A goal as it is written. ``part``: target or result.

    ``place``: what only its own result shares with it: the row of the form and, where several stand in one field, the
    number printed before it (目标1：…). None where nothing says so.
    """

    part: str
    name: str
    content: str
    span: Span
    place: tuple[int, int, int] | None = None


def table_goals(document: Document) -> list[Written]:
    """All goals that stand in tables, in reading order."""
    found: list[Written] = []
    for number, grid in enumerate(grids(document)):
        titles = {bare_title(text) for row in grid.texts for text in row}
        if not titles.isdisjoint(titles_of("rows", "name")) and not titles.isdisjoint(
            titles_of("rows", "content")
        ):
            found += _rows(document, grid)
        head = _task_row(grid)
        fields = list(_fields(document, grid, number, head))
        found += fields
        if head is not None and not any(goal.part == "target" for goal in fields):
            found += _tasks(document, grid, number, head)
    return found


def is_empty(text: str) -> bool:
    """Whether a form left this place unfilled (dashes, dots, XX, its own hint)."""
    folded = "".join(text.split())
    if folded in load("goals")["text"]["empty"] or _NOTHING.fullmatch(folded) is not None:
        return True
    return (
        re.search(load("goals")["text"]["hint"], folded[-20:].replace("（", "(").replace("）", ")"))
        is not None
    )


def _rows(document: Document, grid: Grid) -> Iterator[Written]:
    for header, texts in enumerate(grid.texts):
        titles = [bare_title(text) for text in texts]
        names = [c for c, title in enumerate(titles) if title in titles_of("rows", "name")]
        contents = [c for c, title in enumerate(titles) if title in titles_of("rows", "content")]
        if not names or not contents:
            continue
        for row in range(header + 1, grid.table.rows):
            if _heads_indicators(grid, row):
                return  # one grid may hold both: what follows are indicators
            name, content = grid.cells[row][names[0]], grid.cells[row][contents[0]]
            span = grid.row_span(row)
            if name is None or content is None or name is content or span is None:
                continue
            if grid.texts[row] == texts or _COUNT_ROW.fullmatch(grid.texts[row][0]):
                continue
            said = printed(document, name), printed(document, content)
            if not is_empty(said[0]):
                yield Written("target", said[0], said[1] or said[0], _span(name, content))
        return


def _task_row(grid: Grid) -> int | None:
    """The row that heads one task per row with its goal (年度工作任务 | 绩效目标 | 完成情况), where there is one."""
    for row in range(grid.table.rows - 1):
        kinds = [kind for cell in grid.own(row) if (kind := _task_kind(grid.texts[row][cell.column]))]
        if sorted(kinds) in (["goal", "task"], ["done", "goal", "task"]) and not _heads_indicators(grid, row):
            return row
    return None


@lru_cache(maxsize=4096)
def _task_kind(text: str) -> str | None:
    title, said = bare_title(text), load("goals")["rows"]
    return next((kind for kind in ("task", "goal", "done") if re.search(said[kind], title)), None)


def _tasks(document: Document, grid: Grid, number: int, head: int) -> Iterator[Written]:
    """The goals, then the results, of a table of tasks: named after their task, and of one row."""
    columns = {kind: column for column, text in enumerate(grid.texts[head]) if (kind := _task_kind(text))}
    for kind, part in (("goal", "target"), ("done", "result")):
        for row in range(head + 1, grid.table.rows if kind in columns else 0):
            name, content = grid.cells[row][columns["task"]], grid.cells[row][columns[kind]]
            if _heads_indicators(grid, row) or name is content:
                break  # another part of the form
            if name is None or content is None or content.row != row:
                continue
            said = printed(document, name), printed(document, content)
            if not (is_empty(said[0]) or is_empty(said[1])):
                yield Written(part, said[0], said[1], _span(name, content), (number, row, 0))


def _fields(document: Document, grid: Grid, number: int, tasks: int | None) -> Iterator[Written]:
    """Fields of a form: the text below the field's title, or beside it; a form without titles for them: the two texts.

    ``tasks``: the row that heads a table of tasks, whose titles are none of fields."""
    fields = list(_titled(grid, tasks)) or list(_beside(grid))
    adjusted = any(kind == "adjusted" and not is_empty(printed(document, text)) for kind, text in fields)
    for kind, text in fields:
        if kind == "target" and adjusted:
            continue
        for mark, goal in _marked_goals(reading(document, text)):
            if not is_empty(goal.text):
                stop = _NAME_END.search(goal.text)
                name = goal.text[: stop.start()] if stop and stop.start() else goal.text
                part = "target" if kind == "adjusted" else kind
                place = None if mark is None else (number, text.row, mark)
                yield Written(part, name, goal.text, Span(*goal.raw(0, len(goal.text))), place)


def _marked_goals(field: Flow) -> list[tuple[int | None, Flow]]:
    """The goals of one field with the numbers printed as 目标1, 目标2; 0 is the only goal of its field, None one of a list."""
    numbered = _named(field)
    if len(numbered) > 1:
        return [*numbered]
    goals = each_goal(field)
    return [(0 if len(goals) == 1 else None, goal) for goal in goals]


def each_goal(field: Flow) -> list[Flow]:
    """The goals of one field: 目标1：…目标2：…, or a numbered list; one goal where nothing numbers them."""
    if numbered := named_goals(field):
        return numbered
    items = [item.text for item in split_items([field])]
    return items if len(items) > 1 else [field]


def named_goals(field: Flow) -> list[Flow]:
    """The goals of 目标1：…目标2：…; none where they are not numbered so."""
    return [goal for _, goal in _named(field)]


def _named(field: Flow) -> list[tuple[int, Flow]]:
    places = Flow.alone(field.text).folded()
    marks = list(re.finditer(load("goals")["text"]["numbered"], places.text))
    numerals = load("goals")["text"]["numerals"]
    numbers = [numerals.index(m[1]) + 1 if m[1] in numerals else int(m[1]) for m in marks]
    is_one = len(marks) == 1 and marks[0].start() == 0  # 目标2：… in a row of its own
    if not marks or not (is_one or numbers == list(range(1, len(marks) + 1))):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(places.text)]
    texts = [
        (n, mark.end(), end) for n, mark, end in zip(numbers, marks, ends, strict=True) if mark.end() < end
    ]
    return [(n, trimmed(field.part(*places.raw(start, end)))) for n, start, end in texts]


def _titled(grid: Grid, tasks: int | None) -> Iterator[tuple[str, Cell]]:
    """Texts under titles that say what they are: 预期目标, 实际完成情况."""
    for cell in grid.table.cells:
        if cell.row == tasks:
            continue
        title = bare_title(grid.texts[cell.row][cell.column]) if cell.pieces else ""
        kind = title_kind(title)
        if kind is None and title in titles_of("fields", "paired_target") and _result_beside(grid, cell):
            kind = "target"
        if kind is None or not cell.pieces or _heads_indicators(grid, cell.row):
            continue
        text = _field_text(grid, cell) if kind else None
        if kind and text:
            yield kind, text
            for more in _rows_below(grid, cell, text):
                yield kind, more


def _heads_indicators(grid: Grid, row: int) -> bool:
    """Whether the row holds titles of an indicator table, where 实际完成情况 is a column of values."""
    roles = (title_role(text) for text in dict.fromkeys(grid.texts[row]) if text)
    return any(role is not None and role[0] in LEVELS for role in roles)


def _result_beside(grid: Grid, title: Cell) -> bool:
    """Whether the next title in the row is that of a result."""
    beside = title.column + title.column_span
    if beside >= grid.table.columns:
        return False
    return title_kind(bare_title(grid.texts[title.row][beside])) == "result"


def _beside(grid: Grid) -> list[tuple[str, Cell]]:
    """年度总体目标 | goal | result, and 年度目标 | goal above 完成情况 | result; no result where there is no goal."""
    found: list[tuple[str, Cell]] = []
    for cell in grid.table.cells:
        title = bare_title(grid.texts[cell.row][cell.column])
        kind = beside_kind(title) or beside_kind(_NUMBERED.sub("", title))
        if kind is None or _heads_indicators(grid, cell.row):
            continue
        beside = [c for c in grid.own(cell.row) if c.column > cell.column]
        if len(beside) not in (1, 2) or any(is_goal_title(grid.texts[c.row][c.column]) for c in beside):
            continue
        found.append((kind, beside[0]))
        if kind == "target" and len(beside) == 2:
            found.append(("result", beside[1]))
    return found if any(kind == "target" for kind, _ in found) else []


def _field_text(grid: Grid, title: Cell) -> Cell | None:
    """The text of a field: below its title, or beside it where a label of the form stands below."""
    if title.column_span == grid.table.columns:
        return _whole_row(grid, title.row + title.row_span)
    below = _text_at(grid, title.row + title.row_span, title.column)
    beside = _text_at(grid, title.row, title.column + title.column_span)
    if below is None or beside is None:
        return below or beside
    lengths = [len(grid.texts[cell.row][cell.column]) for cell in (below, beside)]
    return beside if lengths[0] <= _LONGEST_LABEL and lengths[0] < lengths[1] else below


def _whole_row(grid: Grid, row: int) -> Cell | None:
    """The text over the whole width below a title over the whole width, which is no further title."""
    if row >= grid.table.rows:
        return None
    cell, text = grid.cells[row][0], grid.texts[row][0]
    if cell is None or len(text) <= _LONGEST_LABEL or ROW_NUMBER.match(text) or is_goal_title(text):
        return None
    return cell if cell.column_span == grid.table.columns else None


def _rows_below(grid: Grid, title: Cell, text: Cell) -> Iterator[Cell]:
    """The texts of further rows below a title, one goal each, as far as the label on its left is merged down over them."""
    if text.row == title.row or (text.column, text.column_span) != (title.column, title.column_span):
        return
    labels = (cell for cell in grid.cells[title.row][: title.column] if cell is not None)
    end = max((label.row + label.row_span for label in labels), default=0)
    row = text.row + text.row_span
    while row < end:
        more = _text_at(grid, row, title.column)
        if more is None or (more.column, more.column_span) != (title.column, title.column_span):
            return
        yield more
        row = more.row + more.row_span


def _text_at(grid: Grid, row: int, column: int) -> Cell | None:
    """The cell at a place, where it holds text and is no title: neither by its words nor over the whole width."""
    if row >= grid.table.rows or column >= grid.table.columns:
        return None
    cell, text = grid.cells[row][column], grid.texts[row][column]
    if cell is None or not text or is_goal_title(text) or cell.column_span == grid.table.columns:
        return None
    return cell


def _span(first: Cell, last: Cell) -> Span:
    pieces = (*first.pieces, *last.pieces)
    return Span(min(p.start for p in pieces), max(p.end for p in pieces))
