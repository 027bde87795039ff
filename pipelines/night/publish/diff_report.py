"""``xianjian diff``: which figures differ between two builds, for people and for pipes.

Belongs here: finding the two builds, the three forms of the answer. Does not belong here: comparing (differing).
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.lexicon import load
from pipelines.night.publish.differing import FigureChange, changed_figures
from pipelines.night.verify.report import find_build
from pipelines.publish import Build, builds
from pipelines.store import Store

SHOWN: Final = 200
"""So many differences stand in a table; CSV and JSON have them all."""
_COLUMNS: Final = (
    "report_id", "county", "unit_name", "fiscal_year", "table_name", "field", "part", "change", "old_value", "new_value",
    "difference", "value_unit", "old_text", "new_text", "cause", "cause_zh", "file_name", "old_evidence_id", "evidence_id",
)  # fmt: skip


def find_builds(warehouse: Path, first: str | None, second: str | None) -> tuple[Build, Build] | None:
    """The older and the newer build that a person means: of one id that build and the live one, without any the live build and
    the one before it. None where one of them is not there, or an id fits several."""
    newer = find_build(warehouse, second)
    if newer is None:
        return None
    if first is None:
        earlier = [build for build in builds(warehouse) if build.build_id < newer.build_id]
        return (earlier[-1], newer) if earlier else None
    older = find_build(warehouse, first)
    return None if older is None else (older, newer)


def differences(older: Build, newer: Build) -> list[FigureChange]:
    """What differs. Raises QueryError where one of them has other tables."""
    with Store.open_read_only(newer.database) as store:
        return changed_figures(store, older.database, (older.manifest().inputs, newer.manifest().inputs))


def print_differences(older: Build, newer: Build, form: str, out: TextIO) -> None:
    """Write the answer in one of the forms ``table``, ``csv``, ``json``. Raises QueryError as :func:`differences`."""
    changes = differences(older, newer)
    if form == "csv":
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows([_plain(getattr(change, name)) for name in _COLUMNS] for change in changes)
    elif form == "json":
        out.write(f"[{_joined(changes)}]\n")
    else:
        _print_table(older, newer, changes, out)


def _joined(changes: Iterable[FigureChange]) -> str:
    return ",\n ".join(
        json.dumps({name: _value(getattr(change, name)) for name in _COLUMNS}, ensure_ascii=False)
        for change in changes
    )


def _value(value: object) -> object:
    """Decimals as text: a JSON number would be read as a float."""
    return _plain(value) if isinstance(value, Decimal) else value


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "" if value is None else str(value)


def _print_table(older: Build, newer: Build, changes: Sequence[FigureChange], out: TextIO) -> None:
    console = Console(file=out, soft_wrap=True, width=None if out.isatty() else 10_000)
    words = load("diff")
    console.print(f"{older.build_id} → {newer.build_id}", markup=False, highlight=False, style="bold")
    if not changes:
        console.print("现行版本的数字没有变化。no figure differs", markup=False)
        return
    reports = len({change.report_id for change in changes})
    console.print(_counted(changes, reports, words), markup=False, highlight=False)
    table = Table()
    for title in words["columns"].values():
        table.add_column(Text(title))
    for change in changes[:SHOWN]:
        table.add_row(*(Text(_cell(change, name, words)) for name in words["columns"]))
    console.print(table)
    if len(changes) > SHOWN:
        console.print(
            f"…… 另有 {len(changes) - SHOWN:,} 个，用 --format csv 全部列出 / more with --format csv",
            markup=False,
            highlight=False,
        )


def _counted(changes: Sequence[FigureChange], reports: int, words: Mapping[str, Mapping[str, str]]) -> str:
    kinds = Counter(change.change for change in changes)
    counts = "，".join(f"{words['change'][kind]} {n}" for kind, n in kinds.most_common())
    return f"{len(changes):,} 个数字不同，涉及 {reports:,} 份报告（{counts}）figures differ"


def _cell(change: FigureChange, name: str, words: Mapping[str, Mapping[str, str]]) -> str:
    if name == "change":
        return words["change"][change.change]
    if name == "difference" and change.difference is not None:
        unit = words["difference_unit"].get(change.value_unit or "", change.value_unit or "")
        return f"{_plain(change.difference)}{unit}"
    return _plain(getattr(change, name))
