"""The checks that a report met, as ``xianjian explain`` prints them.

Belongs here: failed checks with their words, passed ones and those that could not be judged by name. Does not belong
here: running checks (quality).
"""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.text import Text

from pipelines.store import Store

Row = dict[str, Any]


def print_checks(console: Console, store: Store, report: Row, figure: Row | None) -> None:
    """The checks of the report, or those that a single figure met."""
    rows = store.rows(
        """
        SELECT r.rule_id, r.branch, r.outcome, r.severity, u.name_zh, u.needs, r.subject, r.message_zh, r.reason,
               list(e.evidence_id) FILTER (e.evidence_id IS NOT NULL) AS evidence_ids
        FROM quality.results r
        LEFT JOIN (SELECT rule_id, any_value(name_zh) AS name_zh, any_value(needs) AS needs
                   FROM quality.rules GROUP BY rule_id) u USING (rule_id)
        LEFT JOIN quality.result_evidence e USING (result_id)
        WHERE r.version_id = ? GROUP BY ALL ORDER BY r.rule_id, r.subject, r.branch
        """,
        [report["version_id"]],
    )
    if figure is not None:
        rows = [row for row in rows if _concerns(row, figure)]
    console.print("\n核查 checks", style="bold")
    for row in rows:
        if row["outcome"] in ("fail", "broken"):
            style = "red" if row["severity"] == "error" else "yellow"
            words = row["message_zh"] or row["reason"] or ""
            console.print(
                Text(f"  ✗ {row['rule_id']} {row['name_zh']}（{row['severity']}）{words}", style=style)
            )
    names = {row["rule_id"]: row["name_zh"] for row in rows}
    passed = {row["rule_id"] for row in rows if row["outcome"] == "pass"}
    failed = {row["rule_id"] for row in rows if row["outcome"] == "fail"}
    _print_rules(console, "✓ 通过", sorted(passed - failed), names)
    _print_rules(console, "○ 无法判定（缺少所需内容）", sorted(names.keys() - passed - failed), names)


def _concerns(result: Row, figure: Row) -> bool:
    """Whether a check looked at a figure: its evidence says so, or its subject names the figure's category or kind."""
    if figure["evidence_id"] in (result["evidence_ids"] or []):
        return True
    if figure["table_name"] not in (result["needs"] or []):
        return False
    words = set((result["subject"] or "").split("/")) - {""}
    return not words or bool(words & set(figure["figure"].split(".")))


def _print_rules(console: Console, heading: str, rules: list[str], names: dict[str, str]) -> None:
    if rules:
        told = "，".join(f"{rule} {names[rule]}" for rule in rules)
        console.print(f"  {heading} {len(rules)}：{told}", markup=False, highlight=False)
