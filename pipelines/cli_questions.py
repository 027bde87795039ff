"""Commands that answer a question and change no build: explain, verify, query, diff, show, read. Wiring only.

Belongs here: options and exit codes. Does not belong here: work (night).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli_options import DEFAULT_WAREHOUSE, TableFormat, Warehouse
from pipelines.night.exit_code import ExitCode

questions = typer.Typer()


@questions.command()
def explain(
    report: Annotated[
        str,
        typer.Argument(help="报告编号或其开头，或单位名称+年度 report id, its beginning, or unit and year"),
    ],
    figure: Annotated[
        str | None,
        typer.Argument(help="数字的名称、编号或数值 figure by name, code or value, such as 355.21"),
    ] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """一份报告的每个数字：原文、页码、位置、经过的核查。Every figure with quote, page, position and checks. 退出码 exit 4 = 没有找到 not found."""
    from pipelines.night.explain import explain_report

    raise typer.Exit(
        ExitCode.OK if explain_report(warehouse.resolve(), report, figure) else ExitCode.NOT_FOUND
    )


@questions.command()
def verify(
    build: Annotated[
        str | None,
        typer.Argument(
            help="版本编号或其开头，缺省为现行版本 build id or its beginning, by default the live build"
        ),
    ] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """从留存的原件重读每处引文，核对位置、数值、单位和文字。 Re-reads every quote from the stored documents.

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
            said = f"没有这个版本，或不止一个：{build}（见 {warehouse / 'builds'}）/ no such build, or several; see that folder"
        typer.echo(said, err=True)
        raise typer.Exit(ExitCode.NOT_FOUND)
    try:
        agrees = print_verification(warehouse, found)
    except QueryError as error:
        typer.echo(f"版本 {found.build_id} 的表结构与本程序不同，无法复核 other tables: {error}", err=True)
        raise typer.Exit(ExitCode.CRASH) from error
    raise typer.Exit(ExitCode.OK if agrees else ExitCode.DISAGREES)


# a query may begin with a comment, as those of docs/queries do, and "-- …" is no option
@questions.command(context_settings={"ignore_unknown_options": True})
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
        typer.echo("表和列见 docs/dictionary.md tables and columns are told there", err=True)
        raise typer.Exit(ExitCode.UNFIT) from error


@questions.command()
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
    """两版之间哪些数字变了、从多少到多少、因为什么。 Which figures changed, and because of what.

    退出码 exit: 0 已列出，没有变化也是 listed, also where nothing changed · 4 没有这个版本，或只有一版 no such build, or only one.
    """
    from pipelines.night.publish.diff_report import find_builds, print_differences
    from pipelines.store import QueryError

    warehouse = warehouse.resolve()
    found = find_builds(warehouse, first, second)
    if found is None:
        meant = "、".join(name for name in (first, second) if name)
        said = f"没有这个版本，或不止一个：{meant}（见 {warehouse / 'builds'}）/ no such build, or several; see that folder"
        if first is None:
            said = "要有两个发布过的版本才能比较；再发布一次之后再看 / two published builds are needed; look again after the next"
        typer.echo(said, err=True)
        raise typer.Exit(ExitCode.NOT_FOUND)
    try:
        print_differences(*found, output.value, sys.stdout)
    except QueryError as error:
        typer.echo(f"两版的表结构不同，无法比较 other tables: {error}", err=True)
        raise typer.Exit(ExitCode.CRASH) from error


@questions.command()
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
    """一个文件读出来是什么样：文字、表格、画了框的页面图。 One file as the reader sees it. 退出码 exit 4 = 读不了 quarantined."""
    from pipelines.night.read.show import show_file

    if not Path(file).is_file() and not Path(file.partition("!")[0]).is_file():
        typer.echo(f"没有这个文件：{file}，看看路径 / no such file, check the path", err=True)
        raise typer.Exit(ExitCode.NOT_FOUND)
    output.mkdir(parents=True, exist_ok=True)
    cache = warehouse.resolve() / "state" / "recognised"
    raise typer.Exit(ExitCode.OK if show_file(file, page, output, cache) else ExitCode.NOT_FOUND)


@questions.command()
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
    """读取任意文件夹里的全部文件，逐个交代结果，不提取数字。 Reads any folder and accounts for every file.

    每个文件写明结果、原因、读取器、秒数、内存。
    """
    from pipelines.night.read.accounting import account, print_counts

    report.parent.mkdir(parents=True, exist_ok=True)
    cache = warehouse.resolve() / "state" / "recognised"
    print_counts(account(folder, report, workers, seconds, cache), report)
