"""The summary of a night for the person who ran it.

Belongs here: what a run did, in plain Chinese, from the ledger and the build. Does not belong here: doing it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.cells import set_cell_size
from rich.console import Console

from pipelines.lexicon import load
from pipelines.night.exhausted import say_exhausted
from pipelines.night.exit_code import ExitCode
from pipelines.night.gate.report import GateReport
from pipelines.night.review.items import group_of, groups
from pipelines.night.settings import Settings
from pipelines.publish import live_build, refused_build
from pipelines.state import RunRecord, State
from pipelines.store import Store

EXIT = {"published": ExitCode.OK, "unchanged": ExitCode.OK, "gate_closed": ExitCode.GATE_CLOSED}
MOST_REFUSED = 20
SEVERITIES = {"error": "错误 error", "warn": "警告 warn", "info": "提示 info"}
STATUS = {
    "published": "[bold green]已发布 published[/]",
    "unchanged": "[bold green]没有变化，沿用现有版本 nothing had changed[/]",
    "gate_closed": "[bold red]闸门关闭，现有版本未动 gate closed, live build untouched[/]",
    "crashed": "[bold red]运行中断 crashed[/]",
}


def print_summary(
    raw: Path,
    warehouse: Path,
    run_id: str,
    hop: str | None = None,
    error: str | None = None,
    kind: str | None = None,
) -> ExitCode:
    """Print what became of the run; its exit code (0 published or unchanged, 3 gate closed, 1 crash).

    ``hop``, ``error``, ``kind``: what failed in a run that crashed, how, and the name of the exception.
    """
    console = Console(soft_wrap=True)
    with State.open(warehouse) as state:
        record = next((run for run in state.runs() if run.run_id == run_id), None)
    if record is None:
        console.print("[bold red]运行没有开始 the run did not start[/]")
        console.print(error or "", markup=False)
        return ExitCode.CRASH
    console.print(f"\n[bold]县鉴 一夜小结[/]  {STATUS.get(record.status, record.status)}")
    if record.status == "crashed" and (error or kind):
        console.print(
            f"  {hop or '运行 run'}: {error or kind}",
            style="red",
            markup=False,
            highlight=False,
        )
        if said := say_exhausted(warehouse, f"{kind}: {error}"):
            console.print(f"  {said}", markup=False, highlight=False)
    console.print("\n".join(_counts(record)), markup=False, highlight=False)
    _print_quarantine(console, warehouse, record)
    _print_gate(console, raw, warehouse, record)
    _print_let_pass(console, warehouse, record)
    _print_findings(console, warehouse, record)
    _print_notes(console, record)
    _print_next(console, raw, record)
    return EXIT.get(record.status, ExitCode.CRASH)


def _counts(record: RunRecord) -> list[str]:
    """Lines; a table would fill them with blanks to the right, also when piped."""
    counts = record.counts
    lines: list[str] = []
    for name, label in (
        ("files_seen", "文件 files seen"),
        ("files_new", "其中新的 new"),
        ("documents_read", "本次读取 read"),
        ("quarantined", "隔离 quarantined"),
        ("reports", "报告 reports"),
        ("figures", "数字 figures"),
        ("problems", "待人处理 open problems"),
    ):
        if name in counts:
            lines.append(set_cell_size(f"  {label}", 26) + f"{counts[name]:,}")
    if seen := counts.get("numbers_seen"):
        left = counts["numbers_unexplained"]
        label = set_cell_size("  未能解释 unexplained", 26)
        lines.append(f"{label}{left:,}（{seen:,} 个带单位的数字的 {left / seen:.1%}）")
    if "verified" in counts:
        agreed, checked = counts["verified_agreed"], counts["verified"]
        scope = "全部 all" if counts["verified_all"] else "新增与变动 new"
        lines.append(set_cell_size("  引文复核 verified", 26) + f"{agreed:,}/{checked:,}（{scope}）")
    if "meanings_agreed" in counts:
        said = f"相符 {counts['meanings_agreed']:,}，相反 {counts['meanings_contradicted']:,}，未明 {counts['meanings_untold']:,}"
        lines.append(set_cell_size("  口径复核 meanings", 26) + said)
    if record.build_id:
        lines.append(set_cell_size("  版本 build", 26) + record.build_id)
    return lines


def _print_quarantine(console: Console, warehouse: Path, record: RunRecord) -> None:
    aside = refused_build(warehouse, record.build_id) if record.build_id else None
    build = aside or live_build(warehouse)
    if build is None or not record.counts.get("quarantined"):
        return
    with Store.open_read_only(build.database) as store:
        by_reason = store.rows(
            "SELECT reason, count(*) AS n FROM quality.quarantine GROUP BY reason ORDER BY n DESC, reason"
        )
        refused = store.rows(
            "SELECT path, file_name, message_zh, message_en, document_id IS NOT NULL AND path <> file_name AS in_folder"
            f" FROM quality.quarantine ORDER BY document_id, path LIMIT {MOST_REFUSED}"
        )
    words = load("alerts")["reason"]
    console.print("\n[bold]隔离的文件 quarantined[/]")
    for row in by_reason:
        label = words.get(row["reason"], words["unknown"])
        console.print(f"  {label} {row['reason']}: {row['n']}", highlight=False)
    console.print("\n".join(refused_lines(refused)), markup=False, highlight=False)
    if (more := sum(row["n"] for row in by_reason) - len(refused)) > 0:
        console.print(f"  另有 {more:,} 个 more: xianjian query 'FROM quality.quarantine'", highlight=False)


def refused_lines(files: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Two lines for each file of the quarantine: why and where, in Chinese and English. ``in_folder``: its name alone would not
    lead to it."""
    for file in files:
        place = f"〔{file['path']}〕" if file["in_folder"] else ""
        yield f"  · {file['message_zh']}{place}"
        yield f"    {file['message_en']}"


def _print_findings(console: Console, warehouse: Path, record: RunRecord) -> None:
    build = live_build(warehouse)
    if record.status not in ("published", "unchanged") or build is None:
        return
    with Store.open_read_only(build.database) as store:
        severity = store.rows(
            "SELECT severity, count(*) AS n, count(DISTINCT report_id) AS reports FROM quality.open_findings"
            " GROUP BY severity"
        )
        settled = store.scalar(
            "SELECT count(*) FROM quality.findings WHERE result_id NOT IN (SELECT result_id FROM quality.open_findings)"
        )
        waiting = store.rows(
            "SELECT kind, count(*) AS n, first(message_zh ORDER BY problem_id) AS message_zh,"
            " first(file_name ORDER BY problem_id) AS file_name"
            " FROM quality.open_problems LEFT JOIN core.documents USING (document_id)"
            " GROUP BY kind ORDER BY n DESC, kind"
        )
    found = {row["severity"]: row for row in severity}
    console.print("\n[bold]核查发现 findings[/]")
    for code, label in SEVERITIES.items():
        row = found.get(code)
        console.print(f"  {label}: {row['n'] if row else 0}（{row['reports'] if row else 0} 份报告）")
    if settled:
        console.print(f"  另有 {settled} 条人已判为误报或有合理原因 settled by a reviewer")
    if waiting:
        console.print("\n[bold]等人处理 to be reviewed[/]")
        console.print("\n".join(waiting_lines(waiting)), markup=False, highlight=False)


def waiting_lines(kinds: Sequence[Mapping[str, Any]]) -> list[str]:
    """Open problems by the groups that ``xianjian review`` lists them in, all of them: how many, and one of the commonest kind."""
    lines = []
    for code, name in groups().items():
        mine = [kind for kind in kinds if group_of(kind["kind"]) == code]
        if mine:
            file = f"〔{mine[0]['file_name']}〕" if mine[0]["file_name"] else ""
            lines.append(f"  {name} ×{sum(kind['n'] for kind in mine):,}，如 {file}{mine[0]['message_zh']}")
    return lines


def _print_gate(console: Console, raw: Path, warehouse: Path, record: RunRecord) -> None:
    """Why the gate is closed: the lines of the log do not go where the summary goes."""
    if record.status == "gate_closed":
        console.print("\n[bold red]闸门 gate[/]")
        GateReport(Settings(raw, warehouse), console).explain(every=False)


def _print_let_pass(console: Console, warehouse: Path, record: RunRecord) -> None:
    """What somebody let pass the gate for the build that is live now."""
    build = live_build(warehouse)
    if record.status not in ("published", "unchanged") or build is None:
        return
    if said := build.manifest().let_pass:
        console.print("\n[bold yellow]闸门放行 let pass once[/]")
        for line in said:
            console.print(f"  {line}", markup=False)


def _print_notes(console: Console, record: RunRecord) -> None:
    if record.counts.get("samples_used"):
        console.print(
            "\n[yellow]raw/ 中只有示例报告（虚构数据）。放入真实报告后示例自动退出。Sample data only.[/]"
        )


def _print_next(console: Console, raw: Path, record: RunRecord) -> None:
    console.print("\n[bold]下一步 next[/]")
    if record.status == "gate_closed":
        console.print("  1. 看上面闸门的说明，改正输入或规则后再运行 xianjian run")
        console.print("  2. xianjian gate --explain    # 逐条看到多少、限多少，能否由人放行一次")
        return
    if record.status == "crashed":
        console.print("  1. 现有版本未动。按上面的原因改正后再运行 xianjian run，已读完的文件不会重读")
        console.print(
            "  2. 从哪里查起：xianjian doctor；完整的出错记录在仓库的 state/logs/ 里，文件名末尾是",
            markup=False,
        )
        console.print(f"     {record.run_id}", markup=False, highlight=False)
        return
    example = "SELECT unit_name, fiscal_year, personnel_executed_wan FROM mart.unit_year LIMIT 5"
    console.print(f'  1. .venv/bin/xianjian query "{example}"', markup=False)
    console.print("  2. .venv/bin/xianjian explain 单位名称+年度    # 每个数字的原文", markup=False)
    console.print("  3. .venv/bin/xianjian review    # 逐项处理等人核对的内容", markup=False)
    console.print(f"  4. 把报告放进 {raw}，再运行一次；常驻运行用 make dev", markup=False)
