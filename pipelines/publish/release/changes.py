"""``changes.json`` and ``CHANGES.md``: what a build says otherwise than the one before.

Belongs here: reports that came, changed or went, the figures that comparisons show otherwise, rules, findings. Does not
belong here: printing differences of any two builds (``xianjian diff``), alerts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines.lexicon import load
from pipelines.publish.build import Build
from pipelines.store import Store

JSON, TEXT = "changes.json", "CHANGES.md"
SHOWN = 200
"""Lines of a section of CHANGES.md; changes.json has all."""
Row = dict[str, Any]
_BEFORE = "before"
_REPORTS = """
    SELECT coalesce(a.report_id, b.report_id) AS report_id, coalesce(a.unit_name, b.unit_name) AS unit_name,
           coalesce(a.fiscal_year, b.fiscal_year) AS fiscal_year, d.file_name,
           CASE WHEN b.report_id IS NULL THEN 'new' WHEN a.report_id IS NULL THEN 'gone' ELSE 'changed' END AS how
    FROM core.reports AS a FULL JOIN before.core.reports AS b ON b.report_id = a.report_id
    LEFT JOIN core.documents AS d ON d.document_id = a.document_id
    WHERE a.version_id IS DISTINCT FROM b.version_id OR a.report_id IS NULL OR b.report_id IS NULL ORDER BY report_id
"""
_FIGURES = """
    WITH now AS (FROM (SELECT report_id, {columns} FROM mart.unit_year) UNPIVOT INCLUDE NULLS (value FOR figure IN ({names}))),
         old AS (FROM (SELECT report_id, {columns} FROM before.mart.unit_year) UNPIVOT INCLUDE NULLS (value FOR figure IN ({names})))
    SELECT n.report_id, r.unit_name, r.fiscal_year, n.figure, o.value AS old, n.value AS new, d.file_name
    FROM now AS n JOIN old AS o ON o.report_id = n.report_id AND o.figure = n.figure
    JOIN core.reports AS r ON r.report_id = n.report_id LEFT JOIN core.documents AS d ON d.document_id = r.document_id
    WHERE n.value IS DISTINCT FROM o.value ORDER BY n.report_id, n.figure
"""
_RULES = """
    SELECT coalesce(a.rule_id, b.rule_id) AS rule_id, coalesce(a.branch, b.branch) AS branch, coalesce(a.name_zh, b.name_zh) AS name_zh,
           CASE WHEN b.rule_id IS NULL THEN 'new' WHEN a.rule_id IS NULL THEN 'gone' ELSE 'changed' END AS how
    FROM (FROM quality.rules WHERE grain <> 'table') AS a
    FULL JOIN (FROM before.quality.rules WHERE grain <> 'table') AS b ON b.rule_id = a.rule_id AND b.branch = a.branch
    WHERE (a.version, a.severity, a.formula, a.parameters) IS DISTINCT FROM (b.version, b.severity, b.formula, b.parameters)
    ORDER BY rule_id, branch
"""
_FINDINGS = """
    SELECT count(*) FILTER (b.result_id IS NULL) AS new, count(*) FILTER (a.result_id IS NULL) AS gone
    FROM quality.open_findings AS a FULL JOIN before.quality.open_findings AS b
      ON b.rule_id = a.rule_id AND b.branch = a.branch AND b.report_id = a.report_id AND b.subject IS NOT DISTINCT FROM a.subject
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed. ``previous`` is None for the first build; ``is_compared`` is False where the two builds are not of one
    kind (samples against real reports), and then nothing is listed."""

    build_id: str
    previous: str | None
    is_compared: bool
    reports: tuple[Row, ...] = ()
    figures: tuple[Row, ...] = ()
    rules: tuple[Row, ...] = ()
    findings_new: int = 0
    findings_gone: int = 0


def write_changes(store: Store, folder: Path, build_id: str, previous: Build | None) -> Changes:
    """Write both files into ``folder``; ``previous``: the build that is live until now."""
    changes = compare_builds(store, build_id, previous)
    text = json.dumps(asdict(changes), ensure_ascii=False, indent=1, default=_plain)
    (folder / JSON).write_text(text + "\n", encoding="utf-8")
    (folder / TEXT).write_text("\n".join(_lines(changes, _names(store))) + "\n", encoding="utf-8")
    return changes


def compare_builds(store: Store, build_id: str, previous: Build | None) -> Changes:
    """The open candidate against a published build. Figures are those of ``mart.unit_year`` of reports that both have."""
    if previous is None:
        return Changes(build_id, None, False)
    with store.beside(previous.database, _BEFORE):
        sample = "SELECT coalesce(bool_or(is_sample), false) FROM {}core.documents"
        if store.scalar(sample.format("")) != store.scalar(sample.format(f"{_BEFORE}.")):
            return Changes(build_id, previous.build_id, False)
        found = store.rows(_FINDINGS)[0]
        return Changes(
            build_id,
            previous.build_id,
            True,
            tuple(store.rows(_REPORTS)),
            tuple(_figures(store)),
            tuple(store.rows(_RULES)),
            found["new"],
            found["gone"],
        )


def _figures(store: Store) -> list[Row]:
    """Changed numbers by their columns; a column that one of the builds lacks is no change of a figure."""
    mine, theirs = store.columns("mart.unit_year"), store.columns(f"{_BEFORE}.mart.unit_year")
    names = [
        name for name, kind in mine.items() if kind.startswith(("DECIMAL", "INTEGER")) and name in theirs
    ]
    names = [name for name in names if name not in ("fiscal_year", "coverage")]
    columns = ", ".join(f'CAST("{name}" AS DECIMAL(24,6)) AS "{name}"' for name in names)
    return store.rows(_FIGURES.format(columns=columns, names=", ".join(f'"{name}"' for name in names)))


def _names(store: Store) -> dict[str, str]:
    rows = store.rows(
        "SELECT column_name, comment FROM duckdb_columns() WHERE schema_name = 'mart' AND table_name = 'unit_year'"
    )
    return {row["column_name"]: (row["comment"] or row["column_name"]).partition("：")[0] for row in rows}


def _lines(changes: Changes, names: dict[str, str]) -> Iterator[str]:
    words = load("release")["changes"]
    yield f"# {words['title'].format(build=changes.build_id)}"
    yield ""
    if not changes.is_compared:
        yield words["other_kind"].format(previous=changes.previous) if changes.previous else words["first"]
        return
    of = {how: [row for row in changes.reports if row["how"] == how] for how in ("new", "changed", "gone")}
    rules = {how: sum(row["how"] == how for row in changes.rules) for how in ("new", "changed", "gone")}
    yield words["against"].format(previous=changes.previous)
    yield ""
    yield words["counts"].format(
        **{how: len(rows) for how, rows in of.items()},
        **{f"rules_{how}": n for how, n in rules.items()},
        figures=len(changes.figures),
        findings_new=changes.findings_new,
        findings_gone=changes.findings_gone,
    )
    for how, rows in of.items():
        said = [f"{_unit(row)}（{row['file_name'] or row['report_id']}）" for row in rows]
        yield from _section(words[f"reports_{how}"], said)
    yield from _section(words["figures"], [_figure(row, names) for row in changes.figures])
    yield from _section(words["rules"], [_rule(row) for row in changes.rules])


def _unit(row: Row) -> str:
    return f"{row['unit_name'] or row['report_id']} {row['fiscal_year'] or ''}".strip()


def _figure(row: Row, names: dict[str, str]) -> str:
    words = load("release")["changes"]
    said: str = words["figure"].format(
        unit=row["unit_name"],
        year=row["fiscal_year"],
        name=names.get(row["figure"], row["figure"]),
        old=_number(row["old"]) or words["none"],
        new=_number(row["new"]) or words["none"],
        file=row["file_name"],
    )
    return said


def _rule(row: Row) -> str:
    words = load("release")
    said: str = words["changes"]["rule"].format(
        rule=row["rule_id"], name=row["name_zh"], branch=row["branch"], how=words["how"][row["how"]]
    )
    return said


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", f"## {title}", "")
        yield from (f"- {line}" for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            yield f"- {load('release')['changes']['more'].format(n=len(lines) - SHOWN)}"


def _number(value: Decimal | None) -> str:
    text = f"{value:f}" if value is not None else ""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: object) -> str:
    return _number(value) if isinstance(value, Decimal) else str(value)
