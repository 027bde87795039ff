"""Headers of tables: which rows head which columns, also in the middle of a form.

Belongs here: rows of a grid told apart into titles, headers, rows of a form and rows of numbers. Does not belong here:
numbers under them (tables) and meaning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from pipelines.extract.meaning import understand
from pipelines.extract.tables.cells import BARE_YEAR, is_not_shown, is_placeholder, read_cell
from pipelines.lexicon import load
from pipelines.model.patterns import any_of

LONGEST_HEADER = 16
LONGEST_BROKEN = 6
"""Characters of the upper half of a title that is broken over two rows."""
YEAR_DIGITS = 4
OR = "或"
"""Between the titles that a column may have: no label with it is understood."""
Row = Sequence[str]


@cache
def header_pattern(*kinds: str) -> re.Pattern[str]:
    """Pattern of header cells of a kind (item, serial, total_row), or of any of several."""
    return any_of(says for kind in kinds for says in load("meaning")["header"][kind])


@lru_cache(maxsize=8192)
def heads_column(label: str) -> bool:
    """Whether a label is the title of a column of figures: 预算数, 年初预算, 执行率."""
    return header_pattern("new_header").search(label) is not None


@dataclass(frozen=True, slots=True)
class Header:
    """The labels of each column; ``serial`` columns only count the rows, ``code`` columns hold codes and no amounts.

    ``posts``: one of them counts posts (编制数), so that 在职 beside it counts people, whatever unit the form has.
    """

    columns: tuple[tuple[str, ...], ...]
    serial: tuple[bool, ...]
    code: tuple[bool, ...]
    posts: bool = False

    def is_value(self, column: int, text: str) -> bool:
        """Whether a cell of this column holds a number (and no code of a classification)."""
        return not self.code[column] and read_cell(text) is not None


def header_of(rows: Sequence[Row], width: int) -> Header:
    """The header that these rows make."""
    named = [cells for cells in rows if not is_numbering(cells) and not is_title(cells)]
    named = [_spread(cells, below) for cells, below in pairwise(named)] + named[-1:]
    columns = tuple(labels_of([cells[column] for cells in named]) for column in range(width))

    def are(kind: str) -> tuple[bool, ...]:
        says = header_pattern(kind).search
        return tuple([any(map(says, column)) for column in columns])

    return Header(columns, are("serial"), are("code"), any(are("posts")))


def _spread(cells: Row, below: Row) -> Row:
    """A row of titles that are not merged over their columns (项目 | 2023年 | | 2024年 | ), each over those right of it.

    Where groups of unlike size or an empty first column leave open whose a column is, it has all titles, as no figure can; so have
    all columns where the empty ones are the last, for the titles may have slipped to the left. A row that merges some of its
    titles has its empty cells for empty.
    """
    starts = [p for p, text in enumerate(cells) if p and text and below[p] and text != below[p]]
    years = [place for place in starts if _is_year_title(cells[place])]
    blank = [place for place, text in enumerate(cells) if place and not text and below[place]]
    is_merged = any(cells[place] == cells[place - 1] for place in starts)
    starts = years or ([] if is_merged else starts)
    if not starts or not blank:
        return cells
    own = {start: [start] for start in starts}
    for place in blank:
        own[max((s for s in starts if s < place), default=starts[0])].append(place)
    is_certain = blank[0] > starts[0] and len({*map(len, own.values())}) == 1
    has_slipped = not is_certain and len(starts) > 1 and blank[0] > starts[-1]
    shared = OR.join(dict.fromkeys(cells[start] for start in starts))
    spread = list(cells)
    for start, places in own.items():
        for place in places[not has_slipped :]:
            spread[place] = cells[start] if is_certain else shared
    if has_slipped and below[0] and below[0] != cells[0]:
        spread[0] = shared
    return spread


def _is_year_title(text: str) -> bool:
    return bool(text) and header_pattern("year_title").search(text) is not None


def labels_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Distinct non-empty texts in order; a merged cell counts once."""
    return tuple(dict.fromkeys([text for text in texts if text and not is_placeholder(text)]))


def with_named_years(texts: list[list[str]]) -> list[list[str]]:
    """Bare years as labels: one that opens a row (2022 → 2022年), and those of a row that has no other numbers."""
    for row in texts:
        if not [text for text in row if len(text) == YEAR_DIGITS and BARE_YEAR.fullmatch(text)]:
            continue
        filled = [text for text in row if text]
        leads = any(text and read_cell(text) is None for text in filled)  # 2024 | 2023 | 项目
        years = [text for text in filled[0 if leads else 1 :] if BARE_YEAR.fullmatch(text)]
        heads = len(set(years)) > 1 and not any(read_cell(t) for t in filled[1:] if t not in years)
        for place, text in enumerate(row):
            if BARE_YEAR.fullmatch(text) and (heads or not any(row[:place])):
                row[place] = f"{text}年"
    return texts


def with_years_below(texts: list[list[str]]) -> list[list[str]]:
    """A year that opens a row of figures also before the rows below it whose first cell is empty: 2023年 | 人员经费 over | 公用经费."""
    year = ""
    for row in texts:
        if row[0]:
            year = row[0] if _is_year_title(row[0]) and any(map(read_cell, row[1:])) else ""
        elif year and row[1:2] and row[1] and read_cell(row[1]) is None:
            row[0] = year
    return texts


def once(cells: Row) -> list[str]:
    """The texts of a row in order, each once: a merged cell repeats its own in every place that it covers."""
    return [text for text in dict.fromkeys(cells) if text]


def is_title(cells: Row) -> bool:
    """Whether a row is one text over the whole width."""
    return len(cells) > 1 and bool(cells[0]) and len(set(cells)) == 1


def is_numbering(cells: Row) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3 …"""
    digits = [cell for cell in cells if cell.isdigit()]
    if len(digits) < 2 or digits != [str(i) for i in range(1, len(digits) + 1)]:
        return False
    words = {cell for cell in cells if cell and not cell.isdigit()}
    return not words or (len(words) == 1 and all(map(header_pattern("serial").search, words)))


def header_rows(texts: Sequence[Row]) -> int:
    """Rows above the first one that holds a number; a row of column numbers (栏次 1 2 3) belongs to the header."""
    if texts and not is_numbering(texts[0]) and any(read_cell(cell) for cell in texts[0][1:]):
        return 0
    for row, cells in enumerate(texts):
        if is_numbering(cells):
            return row + 1
        if row > 0 and any(read_cell(cell) or is_not_shown(cell) for cell in cells[1:]):
            return row
    return min(1, len(texts))


def without_form_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows of a header without those of the form above it: 项目名称 | …, 主管部门 | … | 实施单位 | …, a goal in words."""
    last = next((row for row in reversed(range(len(rows))) if heads_anew(rows[row])), 0)
    if last == 0 and len(rows) == 1 and _says_whose(rows[0]):
        return []
    first = last
    while first and belongs_to_header(rows[first - 1], rows[first]):
        first -= 1
    return [row for row in rows[first:] if not _pairs_up(row)]


def _says_whose(cells: Row) -> bool:
    """Whether a row is label beside name (部门名称 | 石桥县民政局) and titles no column of numbers (项目名称 | 执行数)."""
    named = once(cells)
    if _pairs_up(cells):
        return True
    if header_pattern("form_label").search(cells[0]) is None or len(named) != 2 or heads_anew(cells):
        return False
    return bool(understand(named[1]).residue) and not header_pattern("people", "perhaps_people").search(
        named[1]
    )


def _pairs_up(cells: Row) -> bool:
    """Whether a row is two labels of a form, each beside its value: 单位名称 | 石桥县民政局 | 填报日期 | 2025年3月22日."""
    named = once(cells)
    labels = [bool(header_pattern("form_label").search(text)) for text in named]
    return labels == [True, False, True, False] and not heads_anew(cells)


def belongs_to_header(cells: Row, below: Row) -> bool:
    """Whether a row heads groups of the columns of the row below it: cells merged over both rows, or its words, tell so."""
    if any("。" in text for text in cells):
        return False
    if any(
        text != under and header_pattern("form_label").search(text)
        for text, under in zip(cells, below, strict=True)
    ):
        return False
    merged = any(text and text == under for text, under in zip(cells, below, strict=True))
    titles = [text for text, under in zip(cells, below, strict=True) if text and under]
    groups = bool(titles) and all(map(header_pattern("group_title").search, titles))
    if merged or groups or not (cells[0] or below[0]):
        return True
    return _groups_people(cells, below) or _begins_titles(cells, below) or _stands_over(cells, below)


def _stands_over(cells: Row, below: Row) -> bool:
    """Whether titles stand over more columns than their own, with no title left of these: 项目 | 合计 | | 财政拨款 | over | 预算 | 决算 | …."""
    over = [text for text, under in zip(cells[1:], below[1:], strict=True) if text and under]
    is_open = any(under and not text for text, under in zip(cells[1:], below[1:], strict=True))
    return (
        bool(over) and is_open and bool(cells[0]) and not below[0] and max(map(len, cells)) <= LONGEST_HEADER
    )


def _begins_titles(cells: Row, below: Row) -> bool:
    """Whether titles are broken over two rows: 年初 | 全年 | 全年 over 预算数 | 预算数 | 执行数 name stages that the lower row alone does not."""
    broken = [(text, under) for text, under in zip(cells, below, strict=True) if text and under]
    if len(broken) < 2 or any(len(text) > LONGEST_BROKEN for text, _ in broken):
        return False
    whole = [understand(f"{text}{under}") for text, under in broken]
    says_more = any(not understand(under).stages for _, under in broken)
    return says_more and all(said.stages and not said.residue for said in whole)


def _groups_people(cells: Row, below: Row) -> bool:
    """Whether a title of posts or people stands over several columns with titles of their own: 人员编制数 over 行政 | 事业 | 合计."""
    counts = header_pattern("people", "perhaps_people")
    return any(
        text and text == cells[place + 1] and below[place] != below[place + 1] and counts.search(text)
        for place, text in enumerate(cells[:-1])
    )


def heads_anew(cells: Row, below: Row = ()) -> bool:
    """Whether a row in the middle of a table heads the rows below it: 经费控制情况 | 2018年决算数 | 2019年预算数.

    Its words tell so, or the row right ``below`` it has numbers under its labels and no labels of its own, or each of its
    labels names money and has a number below (支出构成 | 合计 | 基本支出 | 项目支出).
    """
    labels = [text for text in dict.fromkeys(cells[1:]) if text and text != cells[0]]
    if any(read_cell(text) is not None or len(text) > LONGEST_HEADER for text in labels):
        return False
    named = sum(heads_column(text) for text in labels)
    return named >= 2 or (
        len(labels) >= 2 and (_is_bare(below, under=cells) or _names_money(labels, cells, below))
    )


def parts_titles(cells: Row, below: Row) -> bool:
    """Whether ``below`` is the second row of the header ``cells``: cells merged over both, and titles that part one of it.

    任务名称 | 全年预算数 | 全年预算数 over 任务名称 | 财政拨款 | 其他资金.
    """
    spread = {text for place, text in enumerate(cells[:-1]) if text and text == cells[place + 1]}
    parted = [under for text, under in zip(cells, below, strict=True) if text in spread and text != under]
    tied = any(text and text == under for text, under in zip(cells, below, strict=True))
    if not tied or len(parted) < 2 or any(read_cell(text) or len(text) > LONGEST_HEADER for text in parted):
        return False
    return all(text in spread or not under or text == under for text, under in zip(cells, below, strict=True))


def opens_groups(cells: Row, below: Row, values: Row) -> bool:
    """Whether a row of categories and sums stands over a second row of them: 基本支出 | 项目支出 | 合计 over 人员经费 | 公用经费.

    Cells merged over both rows tie them together, and the lower row has a number right below each of its labels.
    """
    labels = [text for text in dict.fromkeys(cells[1:]) if text and text != cells[0]]
    tied = [text for text, under in zip(cells, below, strict=True) if text and text == under]
    return len(labels) >= 2 and len(tied) >= 2 and _are_money(labels) and heads_anew(below, values)


def _are_money(labels: Sequence[str]) -> bool:
    for label in labels:
        meaning = understand(label)
        is_sum = header_pattern("total_row", "remark").search(label)
        if (meaning.residue and not is_sum) or not (meaning.category or meaning.source or is_sum):
            return False
    return True


def _names_money(labels: Sequence[str], cells: Row, below: Row) -> bool:
    """Whether each label is that of a category, a source or a sum, with a number right below it; remarks aside."""
    labels = [label for label in labels if not header_pattern("remark").search(label)]
    for label in labels:
        meaning = understand(label)
        if meaning.residue or not (
            meaning.category or meaning.source or header_pattern("total_row").search(label)
        ):
            return False
    places = [place for place in range(1, len(cells)) if cells[place] in labels]
    return bool(below) and all(read_cell(below[place]) is not None for place in places)


def _is_bare(cells: Row, under: Row) -> bool:
    """Whether a row holds only numbers, each of them under a label; its first cell may be that of the row above."""
    if not cells or (cells[0] and cells[0] != under[0]):
        return False
    filled = [place for place in range(1, len(cells)) if not is_placeholder(cells[place])]
    return len(filled) >= 2 and all(read_cell(cells[p]) is not None and under[p] for p in filled)
