"""Sheets: a table of the database → one sheet, whole or, where it is too long for people and Excel, its newest years.

Belongs here: names, headers, widths, frozen panes, filters, how many links Excel bears. Does not belong here: a single
cell (cells), the cover (cover).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING, Any

from pipelines.lexicon import load
from pipelines.publish.workbook.cells import SHORT, Writer, cells_wide, said_of
from pipelines.publish.workbook.fields import Field, Kind, leading, sheet_fields
from pipelines.publish.workbook.styles import Styles
from pipelines.store import Store, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from pipelines.publish.workbook.links import LinkedSheet

MOST_LINKS = 65_000
"""Excel bears 65,530 links in a sheet."""
LONGEST_NAME = 31
PAGE = 190
"""Characters across a printed page; a wider sheet is printed over several."""
_LOOKED_AT = 100
_SORTED = 5_000
"""Rows of a view that are sorted together."""
_NARROW, _WIDE = 8, 44
HEADER = 0.66
"""A header takes two lines."""
_IDS = 14
_REPORT_ID = 36
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a table: its sheet, the rows in it, and what a reader must know of it."""

    table: Table
    fields: tuple[Field, ...]
    sheet: str
    rows: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of a table that go into its sheet: how many of how many, and of which years on (None: of all)."""

    rows: int
    of: int
    since: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.rows == self.of


def write_table(
    book: Workbook,
    styles: Styles,
    store: Store,
    table: Table,
    codes: Mapping[str, Mapping[str, str]],
    most_rows: int,
    counted: int | None = None,
) -> Written:
    """Write the rows of ``table``, at most ``most_rows``. Without rows there is the header. ``counted``: its rows, where known."""
    from pipelines.publish.workbook.links import LinkedSheet  # xlsxwriter is loaded by now, not at import

    words = load("workbook")
    fields = sheet_fields(table, codes)
    chosen = choose_rows(store, table, most_rows, counted)
    where = "" if chosen.since is None else f" WHERE fiscal_year >= {chosen.since}"
    linked, note = _linked(store, table, fields, chosen.rows)
    name = sheet_name(table.name_zh, [sheet.get_name() for sheet in book.worksheets()])
    rows = islice(
        rows_in_order(store, table, where, {**words["also"], **words["sorted"]}.get(table.full_name)),
        chosen.rows,
    )
    _write_rows(book.add_worksheet(name, LinkedSheet), styles, table, fields, rows, linked)
    notes = [note.format(name=name)] if note else []
    if not chosen.is_whole:
        years = words["since"].format(year=chosen.since) if chosen.since is not None else ""
        place = table.full_name if table.is_view else f"parquet/{table.schema}/{table.name}.parquet"
        said = words["shortened"]
        notes.append(said.format(name=name, of=chosen.of, rows=chosen.rows, years=years, place=place))
    return Written(table, fields, name, chosen.rows, tuple(notes))


def rows_in_order(store: Store, table: Table, where: str, order: str | None) -> Iterator[tuple[Any, ...]]:
    """The rows of a table. Marts lie in their order; the rows of a view come in any, which would make other bytes every night, and
    are sorted some thousands at a time, by the first column of their order: all at once took a gigabyte."""
    if order is None:
        yield from store.each(f"SELECT * FROM {table.full_name}{where}")
        return
    first = order.partition(",")[0]
    counted = store.rows(
        f"SELECT {first} AS part, count(*) AS n FROM {table.full_name}{where} GROUP BY 1 ORDER BY 1"
    )
    for parts in _some_at_a_time(counted):
        last = [part for part in parts if part is not None]
        kept = [f"{first} BETWEEN '{last[0]}' AND '{last[-1]}'"] if last else []
        kept += [f"{first} IS NULL"] if None in parts else []
        among = f"{where} AND" if where else " WHERE"
        yield from store.each(
            f"SELECT * FROM {table.full_name}{among} ({' OR '.join(kept)}) ORDER BY {order}"
        )


def _some_at_a_time(counted: Sequence[Mapping[str, Any]]) -> Iterator[list[str | None]]:
    """Parts that follow each other, so many together as have at most _SORTED rows; one that has more stands alone."""
    parts: list[str | None] = []
    n = 0
    for row in counted:
        if parts and n + row["n"] > _SORTED:
            yield parts
            parts, n = [], 0
        parts.append(row["part"])
        n += row["n"]
    if parts:
        yield parts


def choose_rows(store: Store, table: Table, most_rows: int, counted: int | None = None) -> Chosen:
    """All rows where there is room; else those of the newest years that fit whole, or the first ones of the newest year."""
    if counted is None:
        counted = int(store.scalar(f"SELECT count(*) FROM {table.full_name}"))
    if counted <= most_rows:
        return Chosen(counted, counted)
    if all(column.name != "fiscal_year" for column in table.columns):
        return Chosen(most_rows, counted)
    years = store.rows(
        f"SELECT fiscal_year, count(*) AS n FROM {table.full_name} WHERE fiscal_year IS NOT NULL GROUP BY 1 ORDER BY 1 DESC"
    )
    totals = list(accumulate(row["n"] for row in years))
    fitting = [
        (row["fiscal_year"], total) for row, total in zip(years, totals, strict=True) if total <= most_rows
    ]
    if fitting:
        return Chosen(fitting[-1][1], counted, fitting[-1][0])
    return Chosen(most_rows, counted, years[0]["fiscal_year"] if years else None)


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """A name that Excel accepts and that no other sheet has, whatever the case of its letters."""
    plain = _FORBIDDEN.sub(" ", wanted).strip()[: LONGEST_NAME - 5]
    used = {name.casefold() for name in taken}
    numbered = (f"{plain} {n}" for n in range(2, 1000))
    return next(name for name in chain([plain], numbered) if name.casefold() not in used)


def _linked(
    store: Store, table: Table, fields: Sequence[Field], rows: int
) -> tuple[frozenset[str], str | None]:
    """Names of the columns whose cells are links, and the words of cover for those that cannot be."""
    words = load("workbook")
    own = [field.column.name for field in fields if field.is_linked]
    has_map = any(c.name == "evidence" and c.sql_type.startswith("MAP") for c in table.columns)
    figures = [f.column.name for f in fields if f.kind is Kind.NUMBER] if has_map else []
    links = rows * len(own)
    if figures:
        links += int(store.scalar(f"SELECT coalesce(sum(cardinality(evidence)), 0) FROM {table.full_name}"))
    if links <= MOST_LINKS:
        return frozenset(own + figures), None
    if rows <= MOST_LINKS and own:
        quotes = [field.column.name for field in fields if field.kind in (Kind.QUOTE, Kind.QUOTES)]
        return frozenset((quotes or own)[:1]), words["links_few"]
    return frozenset(), words["links_none"]


def _write_rows(
    sheet: LinkedSheet,
    styles: Styles,
    table: Table,
    fields: Sequence[Field],
    rows: Iterator[tuple[Any, ...]],
    linked: frozenset[str],
) -> None:
    from pipelines.publish.workbook.rows import RowWriter  # as above

    first = list(islice(rows, _LOOKED_AT))
    places = {column.name: at for at, column in enumerate(table.columns)}
    widths = _lay_out(sheet, styles, fields, first, places)
    if not first:
        sheet.write_string(1, 0, _nothing(table), styles.named("label"))
        sheet.autofilter(0, 0, 1, len(fields) - 1)
        return
    lines = RowWriter(sheet, len(fields))
    words = load("workbook")
    empty = words["empty"].get(table.full_name, {})
    writer = Writer(
        lines, styles, fields, places, linked, empty, widths if table.full_name in words["wrapped"] else ()
    )
    last = 0
    for last, row in enumerate(chain(first, rows), start=1):
        writer.write(last, row)
    lines.close(last)
    sheet.autofilter(0, 0, last, len(fields) - 1)


def _nothing(table: Table) -> str:
    """Why a sheet has no rows: an empty one looks like a broken one."""
    words: Mapping[str, str] = load("workbook")["nothing"]
    return words.get(table.full_name, words["other"])


def _lay_out(
    sheet: Worksheet,
    styles: Styles,
    fields: Sequence[Field],
    first: Sequence[Sequence[Any]],
    places: Mapping[str, int],
) -> Sequence[float]:
    """Widths, which are answered, header with the meaning of each column as a note, panes, and how it is printed."""
    lead = load("workbook")["lead"]
    panes = min(leading(fields, lead), 2)
    sheet.freeze_panes(1, panes)
    widths = [max(_width(field, first), _reasons_wide(field, first, places)) for field in fields]
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(-(-int(sum(widths)) // PAGE), 0)
    sheet.repeat_rows(0)
    if panes:
        # or nobody knows on the second page of a wide table whose numbers these are
        sheet.repeat_columns(0, panes - 1)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.set_row(0, 46)
    for at, field in enumerate(fields):
        sheet.set_column(at, at, widths[at])
        sheet.write_string(0, at, field.column.head, styles.named("header"))
        if field.column.meaning:
            sheet.write_comment(0, at, field.column.meaning, {"font_size": 9, "x_scale": 2})
    return widths


def _width(field: Field, first: Sequence[Sequence[Any]]) -> float:
    """In characters: what the first rows need, the header in three lines, within bounds."""
    header = int(cells_wide(field.column.head) * HEADER) + 3
    if field.kind is Kind.PASSAGES:
        return _WIDE
    if field.is_linked or field.column.name.endswith("_id"):
        return _REPORT_ID if field.kind is Kind.REPORT else max(_NARROW, min(header, _IDS))
    longest = max((cells_wide(_shown(field, row[field.at])) for row in first), default=0) + 2
    return max(_NARROW, min(max(longest, header), _WIDE))


def _reasons_wide(field: Field, first: Sequence[Sequence[Any]], places: Mapping[str, int]) -> int:
    """What the words for missing numbers need: they stand to the right of a cell that is full, which cuts them off."""
    if field.kind is not Kind.NUMBER or field.reason is None:
        return 0
    at = places[field.reason]
    said = [str(row[at]) for row in first if row[field.at] is None and row[at] is not None]
    return max((cells_wide(reason) + 2 for reason in said if len(reason) <= SHORT), default=0)


def _shown(field: Field, value: Any) -> str:  # noqa: ANN401 - a value of any column
    text = said_of(value, field.codes)
    return f"{text.partition('.')[0]},,.00" if field.kind is Kind.NUMBER and "." in text else text
