"""``xianjian explain``: every figure of a report with its quote, page and position, and the checks that it met.

Belongs here: finding the report a person means, and printing it. Does not belong here: SQL of marts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.night.figures import FIGURES_SQL
from pipelines.publish import live_build
from pipelines.store import Store

Row = dict[str, Any]
OUTCOMES = {"pass": "通过", "fail": "不通过", "not_evaluable": "无法判定", "broken": "规则出错"}


def explain_report(warehouse: Path, wanted: str, figure: str | None) -> bool:
    """Print the report; False (with the candidates, if any) where it is not found."""
    console = Console(soft_wrap=True)
    build = live_build(warehouse)
    if build is None:
        console.print("还没有发布过，请先运行 xianjian run / nothing is published yet")
        return False
    with Store.open_read_only(build.database) as store:
        reports = _find(store, wanted)
        if len(reports) != 1:
            _print_candidates(console, store, wanted, reports)
            return False
        report = reports[0]
        figures = [row for row in store.rows(FIGURES_SQL, [report["version_id"]]) if _is_wanted(row, figure)]
        if not figures and figure:
            console.print(f"报告 {report['report_id']} 中没有数字“{figure}” / no such figure", markup=False)
            return False
        _print_head(console, report)
        _print_figures(console, figures)
        if figure is None:
            _print_missing(console, store, report)
        _print_checks(console, store, report, figures if figure else None)
    return True


def _find(store: Store, wanted: str) -> list[Row]:
    """Reports whose id begins with the words, or whose unit name and year are in them."""
    plain = "".join(wanted.split())
    return store.rows(
        """
        SELECT r.report_id, v.version_id, v.relation, r.unit_name, r.county, r.fiscal_year, r.title, d.file_name, d.is_sample
        FROM core.reports r
        JOIN core.report_versions v USING (report_id)
        JOIN core.documents d ON d.document_id = v.document_id
        WHERE (v.is_current OR r.version_id IS NULL)
          AND (starts_with(r.report_id, ?) OR v.version_id = ? OR replace(d.file_name, ' ', '') = ?
               OR replace(?, '年', '') IN (r.unit_name || r.fiscal_year, r.fiscal_year || r.unit_name, r.unit_name))
        ORDER BY r.report_id, v.version_id
        """,
        [plain, plain, plain, plain],
    )


def _print_candidates(console: Console, store: Store, wanted: str, reports: list[Row]) -> None:
    if reports:
        console.print(f"“{wanted}”对应多份报告，请用编号：", markup=False)
        rows = reports
    else:
        console.print(
            f"没有找到报告“{wanted}”。库中的报告例如：/ not found; reports there are, for example:",
            markup=False,
        )
        rows = store.rows(
            "SELECT report_id, unit_name, fiscal_year, version_id FROM core.reports ORDER BY report_id LIMIT 10"
        )
    for row in rows:
        console.print(
            f"  {row['report_id']}  {row['unit_name']} {row['fiscal_year']}  版本 {row['version_id']}",
            markup=False,
        )


def _is_wanted(row: Row, figure: str | None) -> bool:
    if figure is None:
        return True
    return figure in (row["figure"], row["fact_id"]) or figure in row["label"]


def _print_head(console: Console, report: Row) -> None:
    console.print(Text(f"{report['title'] or ''}", style="bold"))
    console.print(
        f"{report['unit_name']} · {report['fiscal_year']} 年度 · {report['file_name']}"
        f"{' · 示例（虚构数据）' if report['is_sample'] else ''}",
        markup=False,
    )
    console.print(
        f"报告 {report['report_id']}  版本 {report['version_id']}（{report['relation']}）\n", markup=False
    )


def _print_figures(console: Console, figures: list[Row]) -> None:
    table = Table(show_lines=False, header_style="bold")
    for heading in ("数字 figure", "值 value", "原文 quote", "页 page", "位置 chars", "可信度"):
        table.add_column(heading, overflow="fold")
    for row in figures:
        table.add_row(
            f"{row['label']}\n{row['figure']}",
            Text(row["value"] or "—"),
            Text(f"“{row['quote']}”"),
            "—" if row["page"] is None else str(row["page"]),
            f"{row['char_start']}–{row['char_end']}",
            f"{row['confidence']:.2f}",
        )
    console.print(table)


def _print_missing(console: Console, store: Store, report: Row) -> None:
    missing = store.rows(
        "SELECT category, stage, reason FROM core.missing_facts WHERE version_id = ? ORDER BY category, stage",
        [report["version_id"]],
    )
    if missing:
        said = "，".join(f"{m['category']}.{m['stage']}（{m['reason']}）" for m in missing)
        console.print(f"报告中没有的数字 missing: {said}", markup=False)
    problems = store.rows(
        "SELECT message_zh FROM quality.problems WHERE version_id = ? AND status = 'open'",
        [report["version_id"]],
    )
    for problem in problems:
        console.print(f"待处理 problem: {problem['message_zh']}", markup=False)


def _print_checks(console: Console, store: Store, report: Row, figures: list[Row] | None) -> None:
    rows = store.rows(
        """
        SELECT r.rule_id, r.branch, r.outcome, r.severity, u.name_zh, r.subject, r.message_zh, r.reason, r.result_id,
               list(e.evidence_id) FILTER (e.evidence_id IS NOT NULL) AS evidence_ids
        FROM quality.results r
        LEFT JOIN (SELECT DISTINCT rule_id, name_zh FROM quality.rules) u USING (rule_id)
        LEFT JOIN quality.result_evidence e USING (result_id)
        WHERE r.version_id = ? GROUP BY ALL ORDER BY r.rule_id, r.branch, r.subject
        """,
        [report["version_id"]],
    )
    if figures is not None:
        wanted = {row["evidence_id"] for row in figures}
        rows = [row for row in rows if wanted & set(row["evidence_ids"] or [])]
    console.print("\n核查 checks")
    for row in rows:
        if row["outcome"] in ("fail", "broken"):
            style = "red" if row["severity"] == "error" else "yellow"
            console.print(
                Text(
                    f"  ✗ {row['rule_id']} {row['name_zh']}（{row['severity']}）{row['message_zh']}",
                    style=style,
                )
            )
    passed = sorted({row["rule_id"] for row in rows if row["outcome"] == "pass"})
    unknown = sorted({row["rule_id"] for row in rows if row["outcome"] == "not_evaluable"} - set(passed))
    console.print(f"  ✓ 通过 {len(passed)}：{' '.join(passed)}", markup=False)
    console.print(f"  ○ 无法判定 {len(unknown)}：{' '.join(unknown)}", markup=False)
