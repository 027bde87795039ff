"""The command line: wiring only.

Belongs here: options, exit codes, and which function a command calls. Does not belong here: work; review (cli_review);
heartbeat, doctor and backup (cli_operations). Dagster is imported
only inside the commands that need it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli_operations import operations
from pipelines.cli_options import DEFAULT_RAW, DEFAULT_WAREHOUSE, ExitCode, Raw, TableFormat, Warehouse
from pipelines.cli_review import review


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
    from pipelines.state import StateError
    from pipelines.store import StoreError

    return (StoreError, StateError, SealError, ConfigurationError)


app = CommandLine(
    name="xianjian",
    help="县鉴：读取、核查、比较各县部门整体支出绩效自评报告。Reads, checks and compares county reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


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
    7 另一次运行占用仓库 another run holds the lock · 4 没有要重读的报告 no such report to redo · 1 出错 crash.
    """
    from pipelines.night.read.redo import documents_to_redo
    from pipelines.night.settings import Redo, Settings
    from pipelines.state import LockHeld, StateError

    if redo == (county is None and year is None):
        typer.echo(
            "--redo 要与 --county 或 --year 同用 goes with --county or --year, and they with it", err=True
        )
        raise typer.Exit(ExitCode.BAD_SQL)
    raw, warehouse = raw.resolve(), warehouse.resolve()
    try:
        _try_warehouse(warehouse)
        if redo and not documents_to_redo(Settings(raw, warehouse, redo=Redo(county, year))):
            typer.echo("现行版本里没有这样的报告 the live build holds no such report", err=True)
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
    from pipelines.night.full_disk import say_full
    from pipelines.state import Lock, State

    try:
        with Lock(warehouse, "xianjian run"), State.open(warehouse):
            pass
    except OSError as error:
        typer.echo(f"仓库写不进：{error} / the warehouse cannot be written", err=True)
        typer.echo(say_full(warehouse, str(error)) or "看看磁盘和权限，再运行 is it writable?", err=True)
        raise typer.Exit(ExitCode.CRASH) from error


def _run_nightly(raw: Path, warehouse: Path, rebuild: bool, county: str | None, year: int | None) -> int:
    """The nightly job on the instance of the warehouse, then its summary; the exit code. Raises StateError."""
    from pipelines.assets.instance import HistoryError, prepare_home, run_night
    from pipelines.definitions import build_definitions
    from pipelines.night.full_disk import say_full
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
    return print_summary(raw, warehouse, ended.run_id, ended.hop, ended.error)


@app.command()
def explain(
    report: Annotated[
        str,
        typer.Argument(help="报告编号或其开头，或单位名称+年度 report id, its beginning, or unit and year"),
    ],
    figure: Annotated[
        str | None, typer.Argument(help="数字名称或编号 figure, such as personnel.executed")
    ] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """一份报告的每个数字：原文、页码、位置、经过的核查。Every figure with quote, page, position and checks. 退出码 exit 4 = 没有找到 not found."""
    from pipelines.night.explain import explain_report

    raise typer.Exit(
        ExitCode.OK if explain_report(warehouse.resolve(), report, figure) else ExitCode.NOT_FOUND
    )


@app.command()
def verify(
    build: Annotated[
        str | None,
        typer.Argument(
            help="版本编号或其开头，缺省为现行版本 build id or its beginning, by default the live build"
        ),
    ] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """从留存的原件和读取结果重新读出每处引文，核对位置、数值、单位和文字。Re-reads every quote from the stored documents.

    每个数字：原件的 SHA-256、引文、页码与位置、由引文重新读出的数值与单位。只读，不改动任何文件。It writes nothing.

    退出码 exit: 0 全部仍能读出所存之值 all still give the stored value · 6 有不一致，逐处列出 some do not, each is named ·
    4 没有这个版本 no such build.
    """
    from pipelines.night.no_build import say_no_build
    from pipelines.night.verify.report import find_build, print_verification
    from pipelines.store import QueryError

    warehouse = warehouse.resolve()
    found = find_build(warehouse, build)
    if found is None:
        said = say_no_build(warehouse)
        if build is not None:
            said = (
                f"没有这个版本，或不止一个：{build}（见 {warehouse / 'builds'}）/ no such build, or several"
            )
        typer.echo(said, err=True)
        raise typer.Exit(ExitCode.NOT_FOUND)
    try:
        agrees = print_verification(warehouse, found)
    except QueryError as error:
        typer.echo(f"版本 {found.build_id} 的表结构与本程序不同，无法复核 other tables: {error}", err=True)
        raise typer.Exit(ExitCode.CRASH) from error
    raise typer.Exit(ExitCode.OK if agrees else ExitCode.DISAGREES)


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
    raw: Annotated[
        Path,
        typer.Option(
            "--raw", help="收件箱，放行写在其中的 decisions/ the inbox with decisions/", file_okay=False
        ),
    ] = DEFAULT_RAW,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """发布闸门：上次运行的候选版本过了哪些限、哪一限没过、差多少、能不能放行一次。What the gate decided last, and why.

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


# a query may begin with a comment, as those of docs/queries do, and "-- …" is no option
@app.command(context_settings={"ignore_unknown_options": True})
def query(
    sql: Annotated[str, typer.Argument(help="SQL（只读）read-only SQL on the live build")],
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    output: Annotated[
        TableFormat, typer.Option("--format", help="输出格式 output format")
    ] = TableFormat.TABLE,
) -> None:
    """在已发布的库上查询；SQL 读不到文件和网络。Read-only SQL on the live build. 退出码 exit 2 = SQL 有误 bad SQL."""
    from pipelines.night.no_build import say_no_build
    from pipelines.publish import live_build
    from pipelines.store import QueryError, print_query

    live = live_build(warehouse.resolve())
    if live is None:
        typer.echo(say_no_build(warehouse.resolve()), err=True)
        raise typer.Exit(ExitCode.NOT_FOUND)
    try:
        print_query(live.database, sql, output.value, sys.stdout)
    except QueryError as error:
        typer.echo(f"SQL 有误 bad SQL: {error}", err=True)
        raise typer.Exit(ExitCode.BAD_SQL) from error


@app.command()
def serve(
    port: Annotated[
        int, typer.Option("--port", help="端口，0 为任意空闲端口 0: any free one", min=0, max=65535)
    ] = 8460,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """在本机 127.0.0.1 上看现行版本的网页，只读；发布新版本后不必重启。The live build's site on loopback, read-only.

    退出码 exit: 0 按 Ctrl-C 结束 ended by Ctrl-C · 4 还没有发布过 nothing is published yet · 1 端口被占用 port in use.
    """
    from pipelines.night.publish.serving import serve_site
    from pipelines.night.settings import Settings

    raise typer.Exit(serve_site(Settings(DEFAULT_RAW, warehouse.resolve()), port))


@app.command()
def diff(
    first: Annotated[
        str | None,
        typer.Argument(metavar="[BUILD]", help="旧版编号或其开头，缺省为现行版本的前一版 the older build"),
    ] = None,
    second: Annotated[
        str | None,
        typer.Argument(metavar="[BUILD]", help="新版编号或其开头，缺省为现行版本 the newer build"),
    ] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    output: Annotated[
        TableFormat, typer.Option("--format", help="输出格式 output format")
    ] = TableFormat.TABLE,
) -> None:
    """两版之间哪些数字变了、由多少变为多少、因为哪份文件、哪条决定或程序的改变。Which figures changed, and because of what.

    退出码 exit: 0 已列出，没有变化也是 listed, also where nothing changed · 4 没有这个版本，或只有一版 no such build, or only one.
    """
    from pipelines.night.publish.diff_report import find_builds, print_differences
    from pipelines.store import QueryError

    warehouse = warehouse.resolve()
    found = find_builds(warehouse, first, second)
    if found is None:
        said = f"没有这个版本，或不止一个（见 {warehouse / 'builds'}）/ no such build, or several"
        if first is None:
            said = "要有两个发布过的版本才能比较；再发布一次之后再看 / two published builds are needed"
        typer.echo(said, err=True)
        raise typer.Exit(ExitCode.NOT_FOUND)
    try:
        print_differences(*found, output.value, sys.stdout)
    except QueryError as error:
        typer.echo(f"两版的表结构不同，无法比较 other tables: {error}", err=True)
        raise typer.Exit(ExitCode.CRASH) from error


@app.command()
def show(
    file: Annotated[
        str, typer.Argument(help="文件，或压缩包里的文件 file, or a member of an archive: a.zip!b.xls")
    ],
    page: Annotated[int | None, typer.Option("--page", help="只看第几页 only this page", min=1)] = None,
    output: Annotated[
        Path, typer.Option("--output", help="图片放在哪个文件夹 folder for the picture", file_okay=False)
    ] = Path(),
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """一个文件读出来是什么样：文字、表格，以及画出各块、单元格和取数依据的页面图。One file as the reader sees it. 退出码 exit 4 = 读不了 quarantined."""
    from pipelines.night.read.show import show_file

    if not Path(file).is_file() and not Path(file.partition("!")[0]).is_file():
        typer.echo(f"没有这个文件：{file} / no such file", err=True)
        raise typer.Exit(ExitCode.NOT_FOUND)
    output.mkdir(parents=True, exist_ok=True)
    cache = warehouse.resolve() / "state" / "recognised"
    raise typer.Exit(ExitCode.OK if show_file(file, page, output, cache) else ExitCode.NOT_FOUND)


@app.command()
def read(
    folder: Annotated[
        Path, typer.Argument(help="文件夹 folder with any files", exists=True, file_okay=False)
    ],
    report: Annotated[
        Path, typer.Option("--report", help="逐个文件的结果 CSV, one row per file", dir_okay=False)
    ],
    workers: Annotated[int, typer.Option("--workers", help="读取进程数 reader processes", min=1)] = 2,
    seconds: Annotated[
        float, typer.Option("--seconds", help="每个文件的时限（秒）limit for one file", min=1)
    ] = 28.0,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """读取任意文件夹里的全部文件，不提取数字，逐个交代结果、原因、读取器、秒数、内存。Reads any folder and accounts for every file."""
    from pipelines.night.read.accounting import account, print_counts

    report.parent.mkdir(parents=True, exist_ok=True)
    cache = warehouse.resolve() / "state" / "recognised"
    print_counts(account(folder, report, workers, seconds, cache), report)


@app.command()
def dev(
    raw: Raw = DEFAULT_RAW,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    port: Annotated[int, typer.Option("--port", help="本机端口 port on loopback")] = 3000,
) -> None:
    """启动 Dagster 页面与守护进程（只在本机 127.0.0.1）。The Dagster page and daemon on loopback, until interrupted."""
    from pipelines.assets.services import serve

    raise typer.Exit(serve(raw.resolve(), warehouse.resolve(), port))


alert = typer.Typer(help="报警通道 alert channels", no_args_is_help=True)
app.add_typer(alert, name="alert")
app.add_typer(review, name="review")
app.add_typer(operations)


@alert.command("test")
def alert_test(warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """向环境变量配置的每个通道发一条测试消息，并报告谁确认收到。Tries every channel. 退出码 exit 5 = 有通道未确认 not confirmed."""
    from pipelines.night.tell.alerts import send_test_alerts

    raise typer.Exit(ExitCode.OK if send_test_alerts() else ExitCode.NOT_CONFIRMED)
