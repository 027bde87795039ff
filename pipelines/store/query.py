"""Answers to SQL of analysts, as text.

Belongs here: the guarded connection in use and the three forms of an answer. Does not belong here: the command line.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal, TextIO, get_args

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.store.connection import Store
from pipelines.store.errors import QueryError

Format = Literal["table", "csv", "json"]
FORMATS: tuple[str, ...] = get_args(Format)

_WIDE = 10_000
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def query(path: Path, sql: str, form: Format = "table", width: int | None = None) -> str:
    """The answer to ``sql`` on the build at ``path``; ``width``: of the terminal, None for no limit.

    NULL is empty in a table and in CSV, null in JSON; decimals keep every digit. What has no rows (SET, a macro) may stand before
    the one query; of several queries DuckDB would keep the last answer and say nothing of the others. Raises QueryError for those,
    and with DuckDB's message for SQL that is wrong or reaches for a file, the network or an extension; StoreMissingError without a build.
    """
    if not _COMMENT.sub("", sql).strip(" \t\r\n;"):
        raise QueryError("没有写查询 there is no query")
    with Store.open_for_analyst(path) as store:
        if (count := store.answers(sql)) > 1:
            raise QueryError(
                f"这里有 {count} 条查询，一次只答一条：分开运行，或用 UNION ALL 合成一条"
                f" there are {count} queries, and one is answered at a time: run them one by one, or join them by UNION ALL"
            )
        names, rows = store.table(sql)
    if form == "csv":
        return _csv(names, rows)
    if form == "json":
        lines = (
            f"{{{', '.join(f'{_json(n)}: {_json(v)}' for n, v in zip(names, row, strict=True))}}}"
            for row in rows
        )
        return "[" + ",\n ".join(lines) + "]\n"
    return _table(names, rows, width)


def print_query(path: Path, sql: str, form: Format, out: TextIO) -> None:
    """Write the answer to a stream; on a terminal a table is as wide as that terminal. Raises as :func:`query`."""
    out.write(query(path, sql, form, shutil.get_terminal_size().columns if out.isatty() else None))


def _csv(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return text.getvalue()


def _table(names: Sequence[str], rows: Sequence[Sequence[object]], width: int | None) -> str:
    table = Table()
    for name in names:
        table.add_column(Text(name))
    for row in rows:
        table.add_row(*[Text(_shown(value)) for value in row])
    text = io.StringIO()
    console = Console(file=text, width=width or _WIDE, color_system=None)
    console.print(table)
    console.print(f"{len(rows)} 行")
    return text.getvalue()


def _shown(value: object) -> str:
    """For people: a decimal without the zeros that only its column type adds, beyond two places."""
    if isinstance(value, Decimal) and value.is_finite():
        whole, _, places = f"{value:f}".partition(".")
        return f"{whole}.{places[:2] + places[2:].rstrip('0')}" if places else whole
    return _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping | list | tuple):
        return _json(value)
    return str(value)


def _json(value: object) -> str:
    """JSON text; a decimal is a number with all its digits, which json.dumps would turn into a float."""
    if isinstance(value, Decimal) and value.is_finite():
        return f"{value:f}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_json(str(k))}: {_json(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_json, value)) + "]"
    if isinstance(value, date | datetime):
        return json.dumps(value.isoformat())
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return "null"
    return json.dumps(value, ensure_ascii=False, default=str)
