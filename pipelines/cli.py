"""The command line: wiring only.

Belongs here: options and exit codes of the commands that make, serve and tell of builds, and all the commands put together.
Does not belong here: work (night); commands that answer a question (cli_questions), that a reviewer gives (cli_review), that
keep the system running (cli_operations). Dagster is imported only inside the commands that need it.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli_operations import operations
from pipelines.cli_options import DEFAULT_RAW, DEFAULT_WAREHOUSE, DecisionsRaw, Raw, Warehouse
from pipelines.cli_questions import questions
from pipelines.cli_review import review
from pipelines.cli_usage import BilingualGroup
from pipelines.night.exit_code import ExitCode


class CommandLine(typer.Typer):
    """Every command. A fault that a person can put right is said in a line, not as a traceback; anything else is a bug."""

    def __call__(self, *args: object, **kwargs: object) -> object:
        """Run the command of the arguments; ends the process with its exit code."""
        try:
            return super().__call__(*args, **kwargs)
        except _faults() as error:
            said = " ".join(str(error).split())
            typer.echo(f"{said}；怎么办见 xianjian doctor / see xianjian doctor", err=True)
            sys.exit(ExitCode.CRASH)


def _faults() -> tuple[type[Exception], ...]:
    """Asked for when something was raised: importing them takes a moment."""
    from pipelines.night.configuration import ConfigurationError
    from pipelines.publish import SealError
    from pipelines.read.guard import NoReader
    from pipelines.state import StateError
    from pipelines.store import StoreError

    return (StoreError, StateError, SealError, ConfigurationError, NoReader)


app = CommandLine(
    name="xianjian",
    cls=BilingualGroup,
    help="县鉴：读取、核查、比较各县部门整体支出绩效自评报告。Reads, checks and compares county reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"xianjian {version('xianjian')}")
        raise typer.Exit


@app.callback()
def every(
    asked: Annotated[
        bool,
        typer.Option("--version", help="程序的版本 the version", callback=_say_version, is_eager=True),
    ] = False,
) -> None:
    """What stands before a command."""


@app.command()
def run(
    raw: Raw = DEFAULT_RAW,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="全部重读重建 read and build everything again")
    ] = False,
    redo: Annotated[
        bool, typer.Option("--redo", help="重读一县、一年的报告 read the reports of a county or year again")
    ] = False,
    county: Annotated[
        str | None, typer.Option("--county", help="与 --redo 同用：区划代码或县名 code or name")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="与 --redo 同用：预算年度 fiscal year")] = None,
) -> None:
    """跑一夜：读取新文件、核查、建比较表、发布、报警。One night.

    --redo --county 430423 --year 2023 另外重读这些报告（两个条件可只给一个）。It reads these reports again as well.

    退出码 exit: 0 已发布或无变化 published, or nothing had changed · 3 闸门关闭 gate closed, live build untouched ·
    7 另一次运行占用仓库 another run holds the lock · 4 没有要重读的报告 no such report to redo ·
    2 写法不合，或没有收件箱 unfit options, or no inbox · 1 出错 crash.
    """
    from pipelines.night.read.redo import documents_to_redo
    from pipelines.night.settings import Redo, Settings
    from pipelines.state import LockHeld, StateError

    if redo == (county is None and year is None):
        typer.echo(
            "--redo 与 --county、--year（至少一个）要一起写，例如 --redo --county 430423 / they go together",
            err=True,
        )
        raise typer.Exit(ExitCode.UNFIT)
    raw, warehouse = raw.resolve(), warehouse.resolve()
    if not raw.is_dir() and not warehouse.exists():  # where there is a warehouse, the gate says so and alerts
        said = f"收件箱 {raw} 不存在或不是文件夹，没有建立仓库；请看 --raw / no such inbox; check --raw"
        typer.echo(said, err=True)
        raise typer.Exit(ExitCode.UNFIT)
    try:
        _try_warehouse(warehouse)
        if redo and not documents_to_redo(Settings(raw, warehouse, redo=Redo(county, year))):
            typer.echo(
                "现行版本里没有这样的报告，看看县名或代码、年度 the live build holds no such report; check the county and the year",
                err=True,
            )
            raise typer.Exit(ExitCode.NOT_FOUND)
        raise typer.Exit(_run_nightly(raw, warehouse, rebuild, county, year))
    except LockHeld as held:
        typer.echo(f"{held}", err=True)
        raise typer.Exit(ExitCode.LOCKED) from held
    except StateError as error:
        typer.echo(f"{error}", err=True)
        raise typer.Exit(ExitCode.CRASH) from error


def _try_warehouse(warehouse: Path) -> None:
    """What would keep a night from beginning is said at once, before the seconds that Dagster takes to load.

    Raises LockHeld, StateError.
    """
    from pipelines.night.exhausted import say_full
    from pipelines.state import Lock, State

    try:
        with Lock(warehouse, "xianjian run"), State.open(warehouse):
            pass
    except OSError as error:
        typer.echo(f"仓库写不进：{error} / the warehouse cannot be written", err=True)
        typer.echo(say_full(warehouse, str(error)) or "看看磁盘和权限，再运行 is it writable?", err=True)
        raise typer.Exit(ExitCode.CRASH) from error


def _run_nightly(raw: Path, warehouse: Path, rebuild: bool, county: str | None, year: int | None) -> ExitCode:
    """The nightly job on the instance of the warehouse, then its summary; the exit code. Raises StateError."""
    from pipelines.assets.instance import HistoryError, prepare_home, run_night
    from pipelines.definitions import build_definitions
    from pipelines.night.exhausted import say_full
    from pipelines.night.summary import print_summary

    home = prepare_home(warehouse)
    config = {
        "raw": str(raw),
        "warehouse": str(warehouse),
        "rebuild": rebuild,
        "redo_county": county,
        "redo_year": year,
        "trigger": "cli",
        "wait_seconds": 0.0,
    }
    try:
        ended = run_night(build_definitions(raw, warehouse), config)
    except HistoryError as error:
        typer.echo(f"运行记录写不进 {home}：{error} / the record of runs cannot be written", err=True)
        typer.echo(say_full(warehouse, str(error)) or "看看它能不能写，再运行 is it writable?", err=True)
        return ExitCode.CRASH
    if ended.error_class == "LockHeld":  # somebody took it while Dagster was loading
        typer.echo(ended.error, err=True)
        return ExitCode.LOCKED
    return print_summary(raw, warehouse, ended.run_id, ended.hop, ended.error, ended.error_class)


@app.command()
def gate(
    whole: Annotated[
        bool, typer.Option("--explain", help="逐条列出，含通过的 every limit, met ones included")
    ] = False,
    override: Annotated[
        str | None,
        typer.Option("--override", metavar="LIMIT", help="放行一次：限名 let this limit pass once"),
    ] = None,
    by: Annotated[str, typer.Option("--by", help="谁放行：职务或代号 who: a post or initials")] = "",
    reason: Annotated[str, typer.Option("--reason", help="理由 why")] = "",
    raw: DecisionsRaw = DEFAULT_RAW,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """发布闸门：上次运行过了哪些限、哪一限没过、差多少。 What the gate decided last, and why.

    退出码 exit: 0 开放，或已记下放行 open, or override recorded · 3 关闭 closed · 2 不能放行 cannot be let pass ·
    4 还没有运行过 nothing has run yet.
    """
    from pipelines.night.gate.report import GateReport
    from pipelines.night.settings import Settings
    from pipelines.state import StateError

    report = GateReport(Settings(raw.resolve(), warehouse.resolve()))
    try:
        code = report.explain(every=whole) if override is None else report.override(override, by, reason)
    except StateError as error:
        typer.echo(f"{error}", err=True)
        raise typer.Exit(ExitCode.CRASH) from error
    raise typer.Exit(code)


@app.command()
def serve(
    port: Annotated[
        int, typer.Option("--port", help="端口，0 为任意空闲端口 0: any free one", min=0, max=65535)
    ] = 8460,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """在本机看现行版本的网页，只读；发布新版本后不必重启。 The live build's site on loopback, read-only.

    退出码 exit: 0 按 Ctrl-C 结束 ended by Ctrl-C · 4 还没有发布过 nothing is published yet · 1 端口被占用 port in use.
    """
    from pipelines.night.publish.serving import serve_site
    from pipelines.night.settings import Settings

    raise typer.Exit(serve_site(Settings(DEFAULT_RAW, warehouse.resolve()), port))


@app.command()
def dev(
    raw: Raw = DEFAULT_RAW,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    port: Annotated[int, typer.Option("--port", help="本机端口 port on loopback")] = 3000,
) -> None:
    """启动 Dagster 页面与守护进程（只在本机 127.0.0.1）。 The Dagster page and daemon on loopback, until interrupted."""
    from pipelines.assets.services import serve

    raise typer.Exit(serve(raw.resolve(), warehouse.resolve(), port))


alert = typer.Typer(help="报警通道 alert channels", no_args_is_help=True)
app.add_typer(questions)
app.add_typer(alert, name="alert")
app.add_typer(review, name="review")
app.add_typer(operations)


@alert.command("test")
def alert_test(warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """向环境变量配置的每个通道发一条测试消息，并报告谁确认收到。Tries every channel. 退出码 exit 5 = 有通道未确认 not confirmed."""
    from pipelines.night.tell.alerts import send_test_alerts

    raise typer.Exit(ExitCode.OK if send_test_alerts() else ExitCode.NOT_CONFIRMED)
