"""The numbers of a report that are no figures, as ``xianjian explain`` prints them.

Belongs here: figures that are missing, numbers left out with their reason, numbers that nothing explains, and other
problems: together with the figures, every printed number of the report. Does not belong here: figures (explain), checks.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from rich.console import Console

from pipelines.lexicon import load
from pipelines.night.explain.code_names import named
from pipelines.store import Store

Row = dict[str, Any]

_MISSING = f"""
WITH {named(names="category", stages="stage")}
SELECT m.category, m.stage, m.reason, coalesce(n.zh, m.category) || coalesce(s.zh, m.stage) AS label
FROM core.missing_facts m LEFT JOIN names n ON n.code = m.category LEFT JOIN stages s ON s.code = m.stage
WHERE m.version_id = ? AND m.category IS NOT NULL AND m.stage IS NOT NULL ORDER BY ALL
"""
_UNEXPLAINED = "number_unexplained"


def print_numbers(console: Console, store: Store, version_id: str) -> None:
    """What the figures above leave of the report's numbers."""
    _print_missing(console, store, version_id)
    _print_accounting(console, store, version_id)
    _print_problems(console, store, version_id)


def _print_missing(console: Console, store: Store, version_id: str) -> None:
    if missing := missing_figures(store, version_id):
        console.print(f"\n报告中没有的数字 missing: {'，'.join(missing)}", markup=False, highlight=False)


def missing_figures(store: Store, version_id: str) -> list[str]:
    """Each figure that is missing, with the reason."""
    reasons = load("site")["missing"]
    rows = store.rows(_MISSING, [version_id])
    return [f"{row['label']}（{reasons.get(row['reason'], row['reason'])}）" for row in rows]


def _print_accounting(console: Console, store: Store, version_id: str) -> None:
    """How many numbers with a unit there are, and each that was left out on purpose."""
    seen = store.rows(
        "SELECT numbers_seen, numbers_unexplained FROM core.filed_reports WHERE version_id = ?", [version_id]
    )
    ignored = store.rows(
        "SELECT reason_zh, quote, context, page, char_start FROM quality.ignored_numbers WHERE version_id = ? "
        "ORDER BY reason_zh, char_start",
        [version_id],
    )
    for row in seen[:1]:
        console.print(
            f"\n带单位的数字 numbers: {row['numbers_seen']} 个，有名目地不取 {len(ignored)} 个，"
            f"未能解释 {row['numbers_unexplained']} 个",
            style="bold",
            highlight=False,
        )
    for reason, rows in groupby(ignored, key=lambda row: row["reason_zh"]):
        console.print(f"  不取 {reason}", markup=False, highlight=False)
        for row in rows:
            cell = f"（表格：{row['context']}）" if row["context"] else ""
            console.print(f"    “{row['quote']}”{cell}  {_place(row)}", markup=False, highlight=False)


def _print_problems(console: Console, store: Store, version_id: str) -> None:
    problems = store.rows(
        "SELECT kind, message_zh, page, char_start FROM quality.problems WHERE version_id = ? AND status = 'open' "
        "ORDER BY kind <> ?, kind, char_start",
        [version_id, _UNEXPLAINED],
    )
    for row in problems:
        console.print(f"  待处理 {row['message_zh']}  {_place(row)}", markup=False, highlight=False)


def _place(row: Row) -> str:
    page = f"第 {row['page']} 页，" if row["page"] is not None else ""
    return f"{page}字符 {row['char_start']}" if row["char_start"] is not None else page.rstrip("，")
