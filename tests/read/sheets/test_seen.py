"""What is seen of a sheet, held against a slow and obvious answer; and cells held against openpyxl."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.read.sheets import xlsx
from pipelines.read.sheets.seen import Gaps, look
from pipelines.read.sheets.workbook import Merge, Sheet, SheetCell, place_name
from tests.read.sheets.books import saved

SIDE = 6
PLACES = st.tuples(st.integers(0, SIDE - 1), st.integers(0, SIDE - 1))
RANGES = st.lists(st.tuples(st.integers(0, SIDE - 1), st.integers(0, 3)), max_size=3)
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=8).filter(
        lambda text: text.strip() and not text.startswith("=") and "_x" not in text
    ),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.booleans(),
)


@given(RANGES)
def test_numbers_on_the_screen_are_numbers_without_the_hidden(hidden: list[tuple[int, int]]) -> None:
    ranges = [(first, first + more) for first, more in hidden]
    gaps = Gaps(ranges)
    gone = {n for first, last in ranges for n in range(first, last + 1)}
    for number in range(20):
        assert gaps.seen(number) == sum(n not in gone for n in range(number))
        assert gaps.first_seen(number) == next(n for n in range(number, 40) if n not in gone)


@settings(max_examples=300)
@given(
    st.dictionaries(PLACES, st.sampled_from(["甲", "乙"])),
    st.lists(st.tuples(PLACES, st.integers(0, 3), st.integers(0, 3)), max_size=4),
    RANGES,
    RANGES,
)
def test_a_sheet_is_seen_as_place_by_place(
    texts: dict[tuple[int, int], str],
    merges: list[tuple[tuple[int, int], int, int]],
    hidden_rows: list[tuple[int, int]],
    hidden_columns: list[tuple[int, int]],
) -> None:
    sheet = Sheet("表")
    sheet.cells = {place: SheetCell(text, False, False) for place, text in texts.items()}
    sheet.merges = [
        Merge(t, left, t + down, left + right) for (t, left), down, right in merges if down or right
    ]
    sheet.hidden_rows = [(first, first + more) for first, more in hidden_rows]
    sheet.hidden_columns = [(first, first + more) for first, more in hidden_columns]
    rows = [n for n in range(12) if not any(first <= n <= last for first, last in sheet.hidden_rows)]
    columns = [n for n in range(12) if not any(first <= n <= last for first, last in sheet.hidden_columns)]
    owners: dict[tuple[int, int], Merge] = {}
    for merge in sorted(sheet.merges):
        inside = [
            (row, column)
            for row in range(merge.top, merge.bottom + 1)
            for column in range(merge.left, merge.right + 1)
        ]
        if not any(place in owners for place in inside):
            owners |= dict.fromkeys(inside, merge)
    wanted, unseen = set(), set()
    for (row, column), text in texts.items():
        merge = owners.get((row, column), Merge(row, column, row, column))
        down = [n for n in rows if merge.top <= n <= merge.bottom]
        across = [n for n in columns if merge.left <= n <= merge.right]
        if (row, column) == (merge.top, merge.left) and down and across:
            wanted.add((rows.index(down[0]), columns.index(across[0]), len(down), len(across), text))
        else:
            unseen.add(place_name(row, column))
    seen = look(sheet)
    assert {(c.row, c.column, c.row_span, c.column_span, c.text) for c in seen.cells} == wanted
    assert set(seen.unseen) == unseen
    assert list(seen.cells) == sorted(seen.cells, key=lambda cell: (cell.row, cell.column))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(PLACES, VALUES, min_size=1))
def test_cells_hold_what_openpyxl_reads(values: dict[tuple[int, int], str | float | bool]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for (row, column), value in values.items():
        cell = sheet.cell(row + 1, column + 1)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    data = saved(book)
    found = xlsx.read_sheets(data)[0].cells
    oracle = openpyxl.load_workbook(io.BytesIO(data)).active
    assert isinstance(oracle, Worksheet)
    assert set(found) == set(values)
    for (row, column), read in found.items():
        theirs = oracle.cell(row + 1, column + 1).value
        if isinstance(theirs, bool):
            assert read.text == str(theirs).upper()
        elif isinstance(theirs, (int, float)):
            assert Decimal(read.text) == Decimal(f"{theirs:.15g}")
        else:
            assert read.text.split() == str(theirs).split()
