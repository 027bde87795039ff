"""The data dictionary: every table and column with unit, meaning, formula and an example, read from the database itself.

Belongs here: what the dictionary says, as a page of the site and as Markdown. Does not belong here: the texts (COMMENTs in
warehouse/**/*.sql, lexicon/measures.toml), reading comments (store.catalog).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from pipelines.lexicon import load
from pipelines.publish.formulas import Formulas, said
from pipelines.publish.site.pages import Site
from pipelines.store import Column, Store, Table, describe
from pipelines.store.cores import on_one_core

PAGE = "dictionary.html"
SCHEMAS = ("mart", "core", "quality", "meta")
NOTE = "<!-- 由 make reference 生成：改说明改 warehouse/ 的 COMMENT，不改这里 made from the schema, do not edit -->"
_WITH_EXAMPLES = ("mart", "core")
_LOOKED_AT = 30
_LONGEST = 28
_SAME_COLUMNS = ("now_", "decided_")


@dataclass(frozen=True, slots=True)
class Described:
    """A column with the formulas it follows, their sources and an example."""

    column: Column
    formulas: tuple[str, ...]
    sources: tuple[str, ...]
    example: str

    @property
    def type(self) -> str:
        """The SQL type; the fields of a structure are left to DESCRIBE."""
        kind, _, rest = self.column.sql_type.partition("(")
        is_plain = kind in ("DECIMAL", "MAP") or not rest
        return self.column.sql_type if is_plain else kind + ("[]" if rest.endswith("[]") else "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A table with its columns; ``views``: those that show the same columns."""

    table: Table
    columns: tuple[Described, ...]
    views: tuple[str, ...]


def read_dictionary(store: Store) -> tuple[Entry, ...]:
    """Every table of the schemas, in the order of :data:`SCHEMAS`, then by name. Views of a table stand with the table."""
    tables = describe(store, SCHEMAS)
    formulas = Formulas.read(store)
    views = [table for table in tables if table.is_view]
    return tuple(
        Entry(table, tuple(_columns(store, table, formulas)), tuple(_views_of(table, views)))
        for table in tables
        if not (table.is_view and table.name.startswith(_SAME_COLUMNS))
    )


def write_dictionary(store: Store, site: Site) -> int:
    """Write ``dictionary.html``; how many columns it explains."""
    entries = read_dictionary(store)
    says = load("dictionary")
    site.write(
        PAGE,
        "dictionary.html",
        says=says,
        heads=_heads(says["page_column"].values()),
        measure_heads=_heads(says["measures"]["columns"]),
        schemas=[(name, list(group)) for name, group in groupby(entries, lambda entry: entry.table.schema)],
        measures=Formulas.read(store).measures,
    )
    return sum(len(entry.columns) for entry in entries)


def dictionary_page(store: Store) -> str:
    """The same as Markdown."""
    says = load("dictionary")
    lines = [
        f"# {says['page']['title']}",
        "",
        NOTE,
        "",
        says["page"]["lead"],
        says["page"]["example_note_samples"],
        "",
    ]
    for schema, entries in groupby(read_dictionary(store), lambda entry: entry.table.schema):
        lines += [f"## {schema}", "", says["schema"][schema], ""]
        for entry in entries:
            lines += _markdown(entry, says)
    lines += [f"## {says['measures']['title']}", "", says["measures"]["lead"], ""]
    heads = says["measures"]["columns"]
    lines += [_row(heads), _row("---" for _ in heads)]
    lines += [
        _row((m["name_zh"], m["unit_zh"], m["formula_zh"], m["caution_zh"], m["source"]))
        for m in Formulas.read(store).measures
    ]
    return "\n".join(lines) + "\n"


def _heads(titles: Iterable[str]) -> list[dict[str, str]]:
    return [{"key": f"c{at}", "title": title, "kind": ""} for at, title in enumerate(titles)]


def _columns(store: Store, table: Table, formulas: Formulas) -> Iterator[Described]:
    examples = _examples(store, table) if table.schema in _WITH_EXAMPLES else {}
    for column in table.columns:
        used = formulas.of(f"{table.full_name}.{column.name}")
        yield Described(
            column,
            tuple(map(said, used)),
            tuple(dict.fromkeys(row["source"] for row in used)),
            examples.get(column.name, ""),
        )


def _views_of(table: Table, views: Sequence[Table]) -> Iterator[str]:
    for view in views:
        if view.schema == table.schema and view.name in {f"{head}{table.name}" for head in _SAME_COLUMNS}:
            yield view.full_name


def _examples(store: Store, table: Table) -> dict[str, str]:
    """The first value of each column; a time is none, because it tells of the night and not of the reports."""
    order = "" if table.schema == "mart" else " ORDER BY 1, 2, 3"
    with on_one_core(store):  # two threads give the rows of a mart that is a view in any order
        names, rows = store.table(f"SELECT * FROM {table.full_name}{order} LIMIT {_LOOKED_AT}")
    timeless = {column.name for column in table.columns if not column.sql_type.startswith("TIMESTAMP")}
    return (
        {
            name: _short(value)
            for name, values in zip(names, zip(*rows, strict=True), strict=True)
            if name in timeless
            and (value := next((v for v in values if v not in (None, [], {}, "")), None)) is not None
        }
        if rows
        else {}
    )


def _short(value: Any) -> str:  # noqa: ANN401 - a value of any column
    if isinstance(value, Mapping):
        value = next((f"{key}={_short(item)}" for key, item in value.items()), "")
    if isinstance(value, list):
        value = _short(value[0]) + ("、…" if len(value) > 1 else "")
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _markdown(entry: Entry, says: Mapping[str, Any]) -> Iterator[str]:
    table, words = entry.table, says["column"]
    yield f"### {table.full_name}　{table.name_zh}"
    yield ""
    if table.grain:
        yield f"{says['page']['grain']}：{table.grain}"
        yield ""
    if entry.views:
        yield f"{says['page']['views']}：{'、'.join(f'`{name}`' for name in entry.views)}"
        yield ""
    yield _row(words.values())
    yield _row("---" for _ in words)
    for told in entry.columns:
        column = told.column
        formulas, sources = "；".join(told.formulas), "；".join(told.sources)
        example = f"`{told.example}`" if told.example else ""
        yield _row(
            (
                f"`{column.name}`",
                column.name_zh,
                told.type,
                column.unit or "",
                column.meaning,
                formulas,
                sources,
                example,
            )
        )
    yield ""


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
