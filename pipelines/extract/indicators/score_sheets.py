"""Score sheets: the total row of a table that gives points for what is not called an indicator (评价内容 | 分值 | 自评得分).

Belongs here: finding the columns of points and the row that adds them up. Does not belong here: the total rows of
indicator tables (scores) and how points are worded (score_words).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from pipelines.extract.grids import Grid, grids
from pipelines.extract.indicators.columns import title_role
from pipelines.extract.indicators.score_clauses import Stated
from pipelines.extract.indicators.score_fields import bare_name
from pipelines.extract.indicators.tables import IndicatorTable
from pipelines.extract.indicators.values import read_points
from pipelines.extract.tables.subject import heads_money
from pipelines.lexicon import load
from pipelines.model.document import Document

_FULL = Decimal(100)


def sheet_totals(document: Document, tables: Sequence[IndicatorTable]) -> Iterator[Stated]:
    """The points of each total row with a full mark of 100 in a table that is none of the indicator ``tables``."""
    known = {id(table.grid) for table in tables}
    for grid in grids(document):
        if id(grid) not in known:
            yield from _totals(grid)


def _totals(grid: Grid) -> Iterator[Stated]:
    head = next((row for row in range(grid.table.rows) if _heads_points(grid.texts[row])), None)
    if head is None:
        return
    columns = _columns(grid.texts[head])
    body = range(head + 1, grid.table.rows)
    totals = [row for row in body if _adds_up(grid, row)] or list(body) * (
        len(body) == 1
    )  # 标准分 | 自评分 over 100 | 97
    if len(totals) != 1 or len(columns["weight"]) != 1:
        return  # two totals are those of two forms or of two halves
    texts, span = grid.texts[totals[0]], grid.row_span(totals[0])
    mark = read_points(texts[columns["weight"][0]])
    if mark != _FULL or span is None:
        return
    for scorer in ("self", "finance_review"):
        places = columns[scorer]
        points = read_points(texts[places[0]]) if len(places) == 1 else None
        cell = grid.cells[totals[0]][places[0]] if places else None
        if points is not None and points <= mark and cell is not grid.cells[totals[0]][columns["weight"][0]]:
            yield Stated(scorer, points, mark, None, None, 0, span)


def _heads_points(titles: Sequence[str]) -> bool:
    """Whether a row heads one column of full marks and one of points, of parts of the whole: not of projects, not of money."""
    columns = _columns(titles)
    if not columns["weight"] or not columns["self"] or heads_money(titles):
        return False
    return not any(_of_others().search(title) for title in titles)


def _columns(titles: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {"weight": [], "self": [], "finance_review": []}
    review = load("grades")["fields"]["finance_review"]
    for place, title in enumerate(titles):
        role = (title_role(title) or ("",))[0]
        if bare_name(title) in review:
            found["finance_review"].append(place)
        elif role == "weight":
            found["weight"].append(place)
        elif role == "score":
            found["self"].append(place)
    return found


def _adds_up(grid: Grid, row: int) -> bool:
    own = grid.own(row)
    opening = bare_name(grid.texts[row][own[0].column]) if own else ""
    return opening in load("indicators")["titles"]["total_rows"]


@cache
def _of_others() -> re.Pattern[str]:
    return re.compile(load("grades")["fields"]["of_others"])
