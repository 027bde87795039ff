"""``xianjian explain``: every figure of a report with its quote, page and position, and the checks that it met.

Belongs here: finding the report a person means, its head and its figures. Does not belong here: the numbers that are no
figures (numbers), the checks (checks), SQL of marts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from pipelines.lexicon import load
from pipelines.night.explain.checks import print_checks
from pipelines.night.explain.doubts import doubts_of, print_doubts
from pipelines.night.explain.figures import FIGURES_SQL
from pipelines.night.explain.numbers import missing_figures, print_numbers
from pipelines.night.no_build import say_no_build
from pipelines.publish import live_build
from pipelines.store import Store

Row = dict[str, Any]
LONGEST_QUOTE = 160
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
SHOWN = 30
"""So many figures are named where the one asked for is not there."""
_EXACTLY = """
    starts_with(r.report_id, $1) OR v.version_id = $1 OR replace(d.file_name, ' ', '') = $1
    OR regexp_replace($1, '年度?', '') IN (r.unit_name || r.fiscal_year, r.fiscal_year || r.unit_name, r.unit_name)
"""
_HOLDING = r"""
    length($1) >= 2 AND (contains(r.unit_name || r.fiscal_year, regexp_replace($1, '年度?', '')) OR contains(d.file_name, $1)
    OR contains(regexp_replace(r.title, '\s', '', 'g'), $1))
"""


def explain_report(warehouse: Path, wanted: str, figure: str | None) -> bool:
    """Print the report; False (with the candidates, if any) where it is not found."""
    console = Console(soft_wrap=True)
    build = live_build(warehouse)
    if build is None:
        console.print(say_no_build(warehouse), markup=False, highlight=False)
        return False
    with Store.open_read_only(build.database) as store:
        reports = _find(store, wanted)
        if len(reports) != 1:
            _print_candidates(console, store, wanted, reports)
            return False
        report = reports[0]
        known = store.rows(FIGURES_SQL, [report["version_id"]])
        figures = [row for row in known if _is_wanted(row, figure)]
        if not figures and figure:
            _print_no_figure(console, store, report, figure, known)
            return False
        _print_head(console, report)
        _print_figures(console, store, figures)
        if figure is None:
            print_numbers(console, store, report["version_id"])
        print_checks(console, store, report, figures[0] if figure else None)
    return True


def _find(store: Store, wanted: str) -> list[Row]:
    """Reports whose id begins with the words, or whose unit name and year are in them; else those that hold the words."""
    plain = "".join(wanted.split())
    return _matching(store, _EXACTLY, plain) or _matching(store, _HOLDING, plain)


def _matching(store: Store, condition: str, plain: str) -> list[Row]:
    return store.rows(
        f"""
        SELECT r.report_id, v.version_id, v.relation, r.unit_name, r.county, r.region_code, r.city, r.province, r.department_type,
               r.fiscal_year, r.report_type, r.subject, r.signed_on, r.title, d.file_name, d.is_sample
        FROM core.reports r
        JOIN core.report_versions v USING (report_id)
        JOIN core.documents d ON d.document_id = v.document_id
        WHERE (v.is_current OR r.version_id IS NULL)
          AND ({condition})
        ORDER BY r.report_id, v.version_id
        """,
        [plain],
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


def _print_no_figure(console: Console, store: Store, report: Row, figure: str, known: list[Row]) -> None:
    """Why there is no such figure, or which there are."""
    missing = [said for said in missing_figures(store, report["version_id"]) if figure in said]
    there = missing or [f"{row['label']} [{row['figure']}]" for row in known[:SHOWN]]
    left = "" if missing or len(known) <= SHOWN else "，……"
    heading = "缺的是 missing" if missing else "有的是 there are"
    console.print(
        f"报告 {report['report_id']} 中没有数字“{figure}” / no such figure。{heading}：{'，'.join(there)}{left}",
        markup=False,
        highlight=False,
    )


def _is_wanted(row: Row, figure: str | None) -> bool:
    if figure is None:
        return True
    if figure in (row["figure"], row["fact_id"]) or figure in row["label"]:
        return True
    return _NUMBER.fullmatch(figure) is not None and _plain(figure) in _numbers_of(row["value"] or "")


def _numbers_of(value: str) -> set[str]:
    """The numbers in the words of a value, in yuan and as printed: ``3552100.00 元（355.21万元）``."""
    return {_plain(number) for number in _NUMBER.findall(value)}


def _plain(number: str) -> str:
    """Without what changes no value: commas, noughts at the end."""
    whole, point, places = number.replace(",", "").partition(".")
    return f"{whole}{point}{places}".rstrip("0").rstrip(".") if point else whole


def _print_head(console: Console, report: Row) -> None:
    console.print(Text(f"{report['title'] or ''}", style="bold"))
    kind = load("site")["report_type"].get(report["report_type"], report["report_type"])
    place = " ".join(
        filter(None, (report["province"], report["city"], report["county"], report["region_code"]))
    )
    console.print(
        f"{report['unit_name'] or '单位不明'} · {report['fiscal_year'] or '年度不明'} 年度 · {kind}"
        f"{'：' + report['subject'] if report['subject'] else ''} · {report['file_name']}"
        f"{' · 示例（虚构数据）' if report['is_sample'] else ''}",
        markup=False,
        highlight=False,
    )
    console.print(
        f"{place or '县（区、市）不明'} · 部门类型 {report['department_type'] or '不明'} · 落款 {report['signed_on'] or '无'}",
        markup=False,
        highlight=False,
    )
    console.print(
        f"报告 {report['report_id']}  版本 {report['version_id']}（{report['relation']}）\n", markup=False
    )


def _print_figures(console: Console, store: Store, figures: list[Row]) -> None:
    """One figure after another: name and value, then the quote with its place, what is doubted and what was decided."""
    doubts = doubts_of(store, figures)
    for row in figures:
        console.print(
            Text.assemble((row["label"], "bold"), "  ", (row["value"] or "—", "cyan"), f"  [{row['figure']}]")
        )
        columns = ("quotes", "contexts", "pages", "starts", "ends", "other_files")
        for quote, context, page, start, end, other in zip(*(row[c] for c in columns), strict=True):
            cell = f"（表格：{context}）" if context else ""
            where = f"次年报告 {other}，" if other else ""
            where += f"第 {page} 页，" if page is not None else ""
            console.print(
                f"    “{_short(quote)}”{cell}  {where}字符 {start}–{end}", markup=False, highlight=False
            )
        print_doubts(console, row, doubts.get((row["table_name"], row["fact_id"]), ()))


def _short(quote: str) -> str:
    """A quote on one line; the middle of a long one is left out."""
    line = " ".join(quote.split())
    half = LONGEST_QUOTE // 2
    return line if len(line) <= LONGEST_QUOTE else f"{line[:half]} …… {line[-half:]}"
