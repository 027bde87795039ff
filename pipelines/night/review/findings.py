"""Findings: what ``xianjian review findings`` lists and ``xianjian review finding`` judges.

Belongs here: choosing and printing findings, and the entry that a verdict becomes. Does not belong here: what a verdict
does (assemble.verdicts, warehouse/schema/27_verdicts.sql), figures and problems that wait (items, desk).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from pipelines.lexicon import load
from pipelines.night.review.listing import short
from pipelines.night.review.record import Value
from pipelines.store import Store

Row = Mapping[str, Any]
SEVERITIES: Final = ("error", "warn", "info")
QUOTES: Final = 3
STYLE: Final = {"error": "red", "warn": "yellow", "info": "cyan"}

_OPEN_SQL: Final = """
SELECT * FROM quality.open_findings
ORDER BY region_code NULLS LAST, unit_name, fiscal_year, report_id, list_position(['error', 'warn', 'info'], severity), rule_id, subject, result_id
"""
_FINDINGS_SQL: Final = "SELECT * FROM quality.findings ORDER BY result_id"


def open_findings(
    store: Store, county: str | None, rule: str | None, severity: str | None
) -> list[dict[str, Any]]:
    """Findings that nobody has settled, by report, the grave ones first; ``county`` may be a part of its name, of its
    city's or its unit's."""
    return [
        row
        for row in store.rows(_OPEN_SQL)
        if rule in (None, row["rule_id"])
        and severity in (None, row["severity"])
        and (county is None or any(county in (row[key] or "") for key in ("county", "city", "unit_name", "region_code")))
    ]  # fmt: skip


def find_findings(store: Store, wanted: str) -> list[dict[str, Any]]:
    """Findings whose id begins so, settled ones included: a verdict can be replaced."""
    return [row for row in store.rows(_FINDINGS_SQL) if wanted and row["result_id"].startswith(wanted)]


def entry_of(finding: Row, verdict: str) -> dict[str, Value]:
    """The part of an entry that names the finding and guards the verdict: rule, report, and its figures' fingerprint."""
    named: dict[str, Value] = {
        "verdict": verdict,
        "rule": finding["rule_id"],
        "rule_version": finding["rule_version"],
        "branch": finding["branch"],
        "report": finding["report_id"],
    }
    if finding["subject"]:
        named["subject"] = finding["subject"]
    return named | {"fingerprint": finding["fingerprint"], "saw": finding["message_zh"] or "—"}


def print_findings(
    console: Console, rows: Sequence[Row], statistics: Iterable[Row], recorded: frozenset[str]
) -> None:
    """Counts, then findings by report with their quotes, then each rule's denominators. ``recorded``: ids that were judged
    since the last run."""
    if not rows:
        console.print("没有未了结的核查发现。no open findings")
        return
    counts = "，".join(f"{s} {n}" for s in SEVERITIES if (n := sum(row["severity"] == s for row in rows)))
    reports = len({row["report_id"] for row in rows})
    console.print(
        Text(f"未了结的核查发现 {len(rows)} 条，涉及 {reports} 份报告（{counts}）open findings", style="bold")
    )
    for _, of_report in groupby(rows, key=lambda row: row["report_id"]):
        listed = list(of_report)
        first = listed[0]
        place = first["county"] or first["city"] or "县未定"
        year = f" {first['fiscal_year']} 年度" if first["fiscal_year"] else ""
        console.print(
            Text(f"\n{place} {first['unit_name'] or '单位未定'}{year}  {first['report_id']}", style="bold")
        )
        for row in listed:
            _print_finding(console, row, row["result_id"] in recorded)
    found = {(row["rule_id"], row["branch"]) for row in rows}
    console.print("\n各规则 by rule", style="bold")
    for rule in statistics:
        if (rule["rule_id"], rule["branch"]) in found:
            branch = f"（{rule['branch_name']}）" if rule["branch_name"] else ""
            console.print(
                f"  {rule['rule_id']} {rule['name_zh']}{branch}：{rule['says_zh']}",
                markup=False,
                highlight=False,
            )
    console.print(
        "\n判定：xianjian review finding 编号 confirmed|false_alarm|explained --by 谁 --note 为什么",
        markup=False,
        highlight=False,
    )


def _telling_first(row: Row) -> list[Row]:
    """The quotes of a finding, those whose number its message names first."""
    message = row["message_zh"] or ""

    def is_named(quote: Row) -> bool:
        number = re.search(r"\d[\d.]*", quote["quote"] or "")
        return number is not None and number[0] in message

    return sorted(row["quotes"], key=lambda quote: (quote["role"] == "other", not is_named(quote)))


def _print_finding(console: Console, row: Row, is_recorded: bool) -> None:
    verdicts = load("review")["verdict"]
    marks = [verdicts[row["verdict"]]] if row["verdict"] else []
    marks += ["已记下判定，下次运行时生效"] if is_recorded else []
    mark = f"〔{'；'.join(marks)}〕" if marks else ""
    console.print(
        Text.assemble(
            (f"  {row['result_id']}  ", "cyan"),
            (f"{row['rule_id']} {row['rule_name']}（{row['severity']}）", STYLE[row["severity"]]),
            f"{mark} {row['message_zh'] or ''}",
        ),
        highlight=False,
        soft_wrap=True,
    )
    for quote in _telling_first(row)[:QUOTES]:
        page = f" 第 {quote['page']} 页" if quote["page"] is not None else ""
        cell = f"（表格：{quote['context']}）" if quote["context"] else ""
        console.print(
            Text(f"      “{short(quote['quote'])}”{cell}〔{quote['file_name']}{page}〕", style="dim"),
            soft_wrap=True,
        )
    if row["earlier_verdict"]:
        console.print(Text(f"      先前的判定 {row['earlier_verdict']}", style="dim"), soft_wrap=True)
