"""Commands for whoever keeps the system running: heartbeat, doctor, backup, restore, sources, lake. Wiring only.

Belongs here: options and exit codes. Does not belong here: work (night).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli_options import DEFAULT_RAW, DEFAULT_WAREHOUSE, Raw, TableFormat, Warehouse
from pipelines.night.exit_code import ExitCode

if TYPE_CHECKING:
    from pipelines.night.backup import BackupReport

operations = typer.Typer()


@operations.command()
def heartbeat(
    within: Annotated[float, typer.Option("--within", help="多少小时内应有一夜完成 hours", min=0.01)] = 26.0,
    quiet: Annotated[bool, typer.Option("--quiet", help="只回答，不报警 send no alert")] = False,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """给外部定时任务：夜间运行是否按时、守护进程是否活着。 For an outside cron: whether nights still happen.

    中断时通过已配置的通道报警一次，恢复时再报一次。它不启动任何东西。One alert for an outage, one for its end.

    退出码 exit: 0 正常 all is well · 8 没有按时完成或守护进程已停 no completed night in time, or the daemon is dead.
    """
    from datetime import timedelta

    from pipelines.night.heartbeat import check_heartbeat

    is_well = check_heartbeat(warehouse.resolve(), timedelta(hours=within), quiet=quiet)
    raise typer.Exit(ExitCode.OK if is_well else ExitCode.SILENT)


@operations.command()
def nights(
    last: Annotated[int, typer.Option("--last", help="最近多少次运行 how many runs", min=1)] = 20,
    output: Annotated[
        TableFormat, typer.Option("--format", help="输出格式 output format")
    ] = TableFormat.TABLE,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """每次运行做了什么、用了多少时间和内存（csv、json 给出每一步）。What each run did and cost, the latest first.

    退出码 exit: 0 · 4 还没有运行过 nothing has run yet.
    """
    from pipelines.night.nights_report import print_nights
    from pipelines.state import StateError

    try:
        found = print_nights(warehouse.resolve(), last, output.value)
    except StateError as error:
        typer.echo(f"{error}", err=True)
        raise typer.Exit(ExitCode.CRASH) from error
    if not found:
        typer.echo(
            "还没有运行过，请先运行 xianjian run / nothing has run yet, xianjian run comes first", err=True
        )
        raise typer.Exit(ExitCode.NOT_FOUND)


@operations.command()
def doctor(
    raw: Raw = DEFAULT_RAW,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """体检：安装、磁盘、规则、人工决定、现行版本、运行、报警。 What is wrong here, and what to do. Changes nothing.

    退出码 exit: 0 没有故障 no fault · 1 有故障 at least one fault.
    """
    from pipelines.night.doctor import examine, print_signs
    from pipelines.night.settings import Settings

    is_sound = print_signs(examine(Settings(raw.resolve(), warehouse.resolve())))
    raise typer.Exit(ExitCode.OK if is_sound else ExitCode.CRASH)


@operations.command()
def backup(
    target: Annotated[Path, typer.Argument(help="备份文件夹 folder of the backup", file_okay=False)],
    raw: Raw = DEFAULT_RAW,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """备份不能再造的：台账、原件、人工决定；夜间运行时也可做。 Keeps what cannot be made again.

    再备份到同一处时只补新的。

    退出码 exit: 0 齐全 whole · 1 有原件缺失或损坏 an original is gone or damaged.
    """
    from pipelines.night.backup import back_up
    from pipelines.night.settings import Settings

    _keep(lambda: back_up(Settings(raw.resolve(), warehouse.resolve()), target.resolve()))


@operations.command()
def restore(
    source: Annotated[Path, typer.Argument(help="备份文件夹 folder of the backup", file_okay=False)],
    raw: Raw = DEFAULT_RAW,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """把备份恢复到空的仓库；随后运行 xianjian run 重建。Into an empty warehouse; then run a night.

    退出码 exit: 0 齐全 whole · 1 有原件缺失或损坏，或仓库不空 an original is gone, or the warehouse is not empty.
    """
    from pipelines.night.backup import restore as put_back
    from pipelines.night.settings import Settings

    _keep(lambda: put_back(source.resolve(), Settings(raw.resolve(), warehouse.resolve())))


def _keep(work: Callable[[], BackupReport]) -> None:
    """Run a backup or its way back, say what came of it, and end with its exit code."""
    from pipelines.night.backup import BackupError
    from pipelines.state import LockHeld, StateError

    try:
        report = work()
    except (BackupError, LockHeld, StateError) as error:
        typer.echo(f"{error}", err=True)
        raise typer.Exit(ExitCode.LOCKED if isinstance(error, LockHeld) else ExitCode.CRASH) from error
    typer.echo(f"文件 documents {report.documents}，新拷贝 copied {report.copied}")
    for name in report.lost:
        typer.echo(f"原件缺失或损坏 gone or damaged: {name}", err=True)
    raise typer.Exit(ExitCode.CRASH if report.lost else ExitCode.OK)


sources = typer.Typer(help="公开页面的来源 disclosure pages (raw/sources.toml)", no_args_is_help=True)
operations.add_typer(sources, name="sources")


@sources.command("check")
def sources_check(raw: Raw = DEFAULT_RAW, warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """逐个试来源，只看列表不取附件，说出找到了什么。Tries each source and says what it found; fetches no attachment.

    退出码 exit: 0 每个来源都有可取的 every source has something · 1 有来源读不到或写法不合 one cannot be read.
    """
    from pipelines.night.fetch.sources_check import check_sources

    raise typer.Exit(ExitCode.OK if check_sources(raw.resolve()) else ExitCode.CRASH)


lake = typer.Typer(
    help="数据湖（raw/settings.toml 的 lake 一节）DuckLake beside the file", no_args_is_help=True
)
operations.add_typer(lake, name="lake")


@lake.command("status")
def lake_status(raw: Raw = DEFAULT_RAW, warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """数据湖显示哪一版、各表行数与现行版本的清单是否一致。 Which build the lake shows, and its rows against the manifest.

    退出码 exit: 0 与现行版本一致 it shows the live build · 6 落后或行数不符 it lags, or counts differ ·
    4 没有配置，或还没有发布过 no lake, or nothing published · 1 打不开 cannot be opened.
    """
    _answer_of_lake("status", raw, warehouse)


@lake.command("publish")
def lake_publish(raw: Raw = DEFAULT_RAW, warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """把现行版本发布到数据湖；夜间运行会自己做。 The live build into the lake; nights do it by themselves.

    已经是这一版就什么也不做。

    退出码 exit: 0 已是现行版本 it shows the live build · 4 没有配置，或还没有发布过 no lake, or nothing published ·
    7 夜间运行正在进行 a night is running · 1 没有成功 failed, the lake is as it was.
    """
    _answer_of_lake("publish", raw, warehouse)


def _answer_of_lake(command: str, raw: Path, warehouse: Path) -> None:
    from pipelines.night.configuration import ConfigurationError
    from pipelines.night.lake.report import print_status, publish_now
    from pipelines.night.settings import Settings
    from pipelines.state import LockHeld
    from pipelines.store import StoreError

    work = print_status if command == "status" else publish_now
    try:
        raise typer.Exit(work(Settings(raw.resolve(), warehouse.resolve())))
    except (ConfigurationError, LockHeld, StoreError) as error:
        typer.echo(f"{error}", err=True)
        raise typer.Exit(ExitCode.LOCKED if isinstance(error, LockHeld) else ExitCode.CRASH) from error
