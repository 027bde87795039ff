"""``xianjian explain``: every figure of a report with its quote, page and position, and the checks that it met.

Belongs here: finding the report a person means, and printing it. Does not belong here: SQL of marts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from pipelines.night.figures import FIGURES_SQL
from pipelines.publish import live_build
from pipelines.store import Store

Row = dict[str, Any]
LONGEST_QUOTE = 160


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
        _print_checks(console, store, report, figures[0] if figure else None)
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
        console.print(
            f"“{wanted}”对应多份报告，或版本冲突未决，请用报告编号或版本号 be more exact:", markup=False
        )
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
    """One figure after another: name and value, then the quote with its place."""
    for row in figures:
        console.print(
            Text.assemble((row["label"], "bold"), "  ", (row["value"] or "—", "cyan"), f"  [{row['figure']}]")
        )
        places = zip(row["quotes"], row["contexts"], row["pages"], row["starts"], row["ends"], strict=True)
        for quote, context, page, start, end in places:
            cell = f"（表格：{context}）" if context else ""
            where = f"第 {page} 页，" if page is not None else ""
            console.print(
                f"    “{_short(quote)}”{cell}  {where}字符 {start}–{end}", markup=False, highlight=False
            )
        if row["confidence"] < 1:
            console.print(f"    可信度 {row['confidence']:.2f}", markup=False)


def _short(quote: str) -> str:
    """A quote on one line; the middle of a long one is left out."""
    line = " ".join(quote.split())
    half = LONGEST_QUOTE // 2
    return line if len(line) <= LONGEST_QUOTE else f"{line[:half]} …… {line[-half:]}"


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


def _print_checks(console: Console, store: Store, report: Row, figure: Row | None) -> None:
    """The checks of the report, or those that a single figure met."""
    rows = store.rows(
        """
        SELECT r.rule_id, r.outcome, r.severity, u.name_zh, u.needs, r.subject, r.message_zh, r.reason,
               list(e.evidence_id) FILTER (e.evidence_id IS NOT NULL) AS evidence_ids
        FROM quality.results r
        LEFT JOIN (SELECT rule_id, any_value(name_zh) AS name_zh, any_value(needs) AS needs
                   FROM quality.rules GROUP BY rule_id) u USING (rule_id)
        LEFT JOIN quality.result_evidence e USING (result_id)
        WHERE r.version_id = ? GROUP BY ALL ORDER BY r.rule_id, r.subject
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
