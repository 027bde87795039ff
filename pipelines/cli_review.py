"""``xianjian review``: wiring only.

Belongs here: options and exit codes of the review commands. Does not belong here: work (night.review).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from pipelines.cli_options import DEFAULT_RAW, DEFAULT_WAREHOUSE, DecisionsRaw, Warehouse
from pipelines.night.exit_code import ExitCode
from pipelines.night.settings import Settings

if TYPE_CHECKING:
    from pipelines.night.review.concept_desk import ConceptDesk
    from pipelines.night.review.desk import Desk, Signature
    from pipelines.night.review.finding_desk import FindingDesk

D = TypeVar("D", bound="Desk")

review = typer.Typer(
    help="等人核对的内容：列出、查看、属实、更正、不采用。What waits for a person. 退出码 exit: 2 写法不合 · 4 没有找到 not found.",
    invoke_without_command=True,
)

Id = Annotated[str, typer.Argument(metavar="ID", help="编号，可只写开头 id of the list, or its beginning")]
By = Annotated[str, typer.Option("--by", help="谁决定：职务或代号 who decides: a post or initials")]
Why = Annotated[str, typer.Option("--why", help="理由 why")]
Kind = Annotated[str | None, typer.Option("--kind", help="只看一类 only this group, kind or cause")]
Report = Annotated[
    str | None,
    typer.Option("--report", help="只看某报告、单位或文件 only reports, units or files with these words"),
]
All = Annotated[bool, typer.Option("--all", help="全部列出 leave nothing out")]
Every = Annotated[bool, typer.Option("--every", help="也列出不待核对的数字 also figures that do not wait")]


@review.callback()
def overview(
    context: typer.Context, warehouse: Warehouse = DEFAULT_WAREHOUSE, raw: DecisionsRaw = DEFAULT_RAW
) -> None:
    """What waits, when no command is given. Folders named before the command hold for it too."""
    if context.invoked_subcommand is None:
        list_waiting(warehouse=warehouse, raw=raw)
    else:
        folders = {"warehouse": str(warehouse), "raw": str(raw)}
        context.default_map = {context.invoked_subcommand: folders}


@review.command("list")
def list_waiting(
    kind: Kind = None,
    report: Report = None,
    whole: All = False,
    every: Every = False,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    raw: DecisionsRaw = DEFAULT_RAW,
) -> None:
    """列出等人核对的内容，按文件分组。What waits, by document."""
    _end(_desk(warehouse, raw).list_waiting(kind, report, whole=whole, every=every))


@review.command()
def show(
    wanted: Id,
    out: Annotated[
        Path | None, typer.Option("--out", help="页面图放在哪里 folder for the picture", file_okay=False)
    ] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    raw: DecisionsRaw = DEFAULT_RAW,
) -> None:
    """看一项：原文与上下文、入库值、疑问情形、经过的核查、页面图。One item whole, with the picture of its page."""
    _end(_desk(warehouse, raw).show(wanted, out))


@review.command()
def accept(
    wanted: Id, by: By, why: Why, warehouse: Warehouse = DEFAULT_WAREHOUSE, raw: DecisionsRaw = DEFAULT_RAW
) -> None:
    """属实：原文就是这个数；对问题则表示看过、无需处理。The figure is read right, or the problem needs nothing."""
    _decide(warehouse, raw, wanted, "accept", by, why)


@review.command()
def reject(
    wanted: Id, by: By, why: Why, warehouse: Warehouse = DEFAULT_WAREHOUSE, raw: DecisionsRaw = DEFAULT_RAW
) -> None:
    """不采用：这个数不是所归的那一项。The number is not that figure; it leaves the views and marts."""
    _decide(warehouse, raw, wanted, "reject", by, why)


@review.command()
def correct(
    wanted: Id,
    to: Annotated[str, typer.Option("--to", help="正确的数字 the right number, digits only")],
    by: By,
    why: Why,
    unit: Annotated[
        str | None, typer.Option("--unit", help="单位（不写则用所印单位）unit, else the printed one")
    ] = None,
    column: Annotated[
        str | None, typer.Option("--field", help="更正哪一栏 which field, where there are several")
    ] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    raw: DecisionsRaw = DEFAULT_RAW,
) -> None:
    """更正读错的数字；库中保留原读数，视图与比较表用更正值。 Corrects a misread figure."""
    _end(_desk(warehouse, raw).correct(wanted, to, unit, column, _signature(by, why)))


@review.command("set-region")
def set_region(
    wanted: Id,
    code: Annotated[str, typer.Argument(help="六位行政区划代码 region code of six digits")],
    by: By,
    why: Why,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    raw: DecisionsRaw = DEFAULT_RAW,
) -> None:
    """写明文件属于哪个县（区、市）。Whose county the file is."""
    _identify(warehouse, raw, wanted, {"region_code": code}, by, why)


@review.command("set-unit")
def set_unit(
    wanted: Id,
    name: Annotated[str, typer.Argument(help="单位全称 full name of the unit")],
    by: By,
    why: Why,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    raw: DecisionsRaw = DEFAULT_RAW,
) -> None:
    """写明文件是哪个单位的。Whose unit the file is."""
    _identify(warehouse, raw, wanted, {"unit_name": name}, by, why)


@review.command("set-year")
def set_year(
    wanted: Id,
    year: Annotated[int, typer.Argument(help="年度 fiscal year", min=1994, max=2099)],
    by: By,
    why: Why,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    raw: DecisionsRaw = DEFAULT_RAW,
) -> None:
    """写明文件是哪个年度的。Which fiscal year the file is of."""
    _identify(warehouse, raw, wanted, {"fiscal_year": year}, by, why)


@review.command()
def choose(
    wanted: Id,
    document: Annotated[str, typer.Argument(help="应采用的文件编号 the document that holds")],
    by: By,
    why: Why,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    raw: DecisionsRaw = DEFAULT_RAW,
) -> None:
    """版本冲突时写明以哪一份文件为准。Which of several conflicting files holds."""
    _end(_desk(warehouse, raw).choose_version(wanted, document, _signature(by, why)))


@review.command("findings")
def list_findings(
    county: Annotated[
        str | None, typer.Argument(help="县、市或单位名称中的字 words of a county, city or unit")
    ] = None,
    rule: Annotated[str | None, typer.Option("--rule", help="只看一条规则 only this rule")] = None,
    severity: Annotated[
        str | None, typer.Option("--severity", help="只看 error、warn 或 info only this severity")
    ] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    raw: DecisionsRaw = DEFAULT_RAW,
) -> None:
    """列出未了结的核查发现：编号、说明、原文，以及各规则的分母。Open findings of a county, with ids and quotes."""
    _end(_finding_desk(warehouse, raw).list_findings(county, rule, severity))


@review.command("finding")
def judge_finding(
    wanted: Annotated[
        str,
        typer.Argument(metavar="ID", help="核查结果编号，可只写开头 id of review findings, or its beginning"),
    ],
    verdict: Annotated[
        str,
        typer.Argument(
            metavar="VERDICT", help="confirmed 确有问题 · false_alarm 误报 · explained 有合理原因"
        ),
    ],
    by: By,
    note: Annotated[str, typer.Option("--note", help="为什么这样判 why")],
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    raw: DecisionsRaw = DEFAULT_RAW,
) -> None:
    """判定一条核查发现；误报放回它扣下的数字。 A verdict on a finding.

    误报和有合理原因的不再报警，直到所据数字变了。
    """
    _end(_finding_desk(warehouse, raw).judge_finding(wanted, verdict, _signature(by, note)))


@review.command("concepts")
def list_concepts(
    words: Annotated[str | None, typer.Argument(help="指标名称中的字 only names with these words")] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    raw: DecisionsRaw = DEFAULT_RAW,
) -> None:
    """列出待确认的同义指标：名称相近、没有自动归并的。Indicator names that may be one and wait for a person."""
    _end(_concept_desk(warehouse, raw).list_concepts(words))


@review.command("concept")
def judge_concept(
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="提议编号，可只写开头 id of review concepts, or its beginning")
    ],
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="same 是同一个指标 · different 不是")],
    by: By,
    why: Why,
    name: Annotated[str | None, typer.Option("--name", help="统一名称 what to call it")] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    raw: DecisionsRaw = DEFAULT_RAW,
) -> None:
    """判定一对名称是不是同一个指标，写入 raw/decisions/concepts.toml。Whether two names are one indicator."""
    _end(_concept_desk(warehouse, raw).judge_concept(wanted, verdict, name, _signature(by, why)))


def _decide(warehouse: Path, raw: Path, wanted: str, action: str, by: str, why: str) -> None:
    _end(_desk(warehouse, raw).decide(wanted, action, _signature(by, why)))


def _identify(
    warehouse: Path, raw: Path, wanted: str, values: dict[str, str | int], by: str, why: str
) -> None:
    _end(_desk(warehouse, raw).set_identity(wanted, dict(values), _signature(by, why)))


def _signature(by: str, why: str) -> Signature:
    from pipelines.night.review.desk import Signature

    return Signature(by, why)


def _desk(warehouse: Path, raw: Path) -> Desk:
    from pipelines.night.review.desk import Desk

    return _at_work(Desk(Settings(raw.resolve(), warehouse.resolve())))


def _finding_desk(warehouse: Path, raw: Path) -> FindingDesk:
    from pipelines.night.review.finding_desk import FindingDesk

    return _at_work(FindingDesk(Settings(raw.resolve(), warehouse.resolve())))


def _concept_desk(warehouse: Path, raw: Path) -> ConceptDesk:
    from pipelines.night.review.concept_desk import ConceptDesk

    return _at_work(ConceptDesk(Settings(raw.resolve(), warehouse.resolve())))


def _at_work(desk: D) -> D:
    if not desk.has_build():
        raise typer.Exit(ExitCode.NOT_FOUND)
    return desk


def _end(ended: ExitCode) -> None:
    raise typer.Exit(ended)
