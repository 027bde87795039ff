"""Reports in running text: 部门整体支出绩效自评报告 as 河北, 湖南, 四川 and 安徽 write them.

Belongs here: chapters and their order. Does not belong here: forms made of tables alone.
"""

from __future__ import annotations

from random import Random

from benchmarks.golden.chapters import assets, conclusion, says, staff
from benchmarks.golden.finances import finances
from benchmarks.golden.indicator_tables import MINISTRY, SPLIT, UNSCORED, WEIGHT_FIRST, table
from benchmarks.golden.indicators import invent
from benchmarks.golden.office import Office, office
from benchmarks.golden.paper import grid, heading, line, right, title
from benchmarks.golden.purse import purse
from benchmarks.golden.statements import projects, state, three_public
from benchmarks.golden.truth import Truth
from benchmarks.golden.written import Written
from pipelines.samples.parts import Part

_FORMATS = ("docx", "html", "pdf", "txt", "wrapped.txt", "ofd", "rtf", "doc")


def hebei_report(rng: Random) -> Written:
    return _report(rng, "hebei", "河北部门报告")


def hunan_report(rng: Random) -> Written:
    return _report(rng, "hunan", "湖南部门报告")


def sichuan_report(rng: Random) -> Written:
    return _report(rng, "sichuan", "四川部门报告")


def anhui_report(rng: Random) -> Written:
    return _report(rng, "anhui", "安徽部门报告")


def elsewhere_report(rng: Random) -> Written:
    return _report(rng, "elsewhere", "其他省部门报告")


def _report(rng: Random, province: str, form: str) -> Written:
    where = office(rng, province)
    parts, truth = report(rng, where, where.year(rng, 2019, 2024))
    return Written(form, tuple(parts), (truth,), _FORMATS)


def report(rng: Random, where: Office, year: int) -> tuple[list[Part], Truth]:
    """One whole report of this unit."""
    signed = rng.random() < 0.7
    month, day = rng.randint(2, 6), rng.randint(1, 28)
    truth = where.truth(year, "department", f"{year + 1}-{month:02}-{day:02}" if signed else None)
    parts = [*_title(rng, where, year, signed), line(says(rng, "opening", where, year))]
    parts += _overview(rng, where, year, truth)
    parts += _indicators(rng, where, truth)
    parts += _end(rng, where, year, truth)
    if signed:
        parts += [right(where.name), right(f"{year + 1}年{month}月{day}日")]
    return parts, truth


def _title(rng: Random, where: Office, year: int, signed: bool) -> list[Part]:
    kind = rng.choice(
        (
            "部门整体支出绩效自评报告",
            "部门整体支出绩效评价报告",
            "部门整体绩效自评报告",
            "整体支出绩效自评报告",
        )
    )
    if signed and rng.random() < 0.2:  # 县水利局: the county stands under the report alone
        return [title(f"{where.local}{year}年度{kind}")]
    if rng.random() < 0.4:
        return [title(where.name), title(f"{year}年度{kind}")]
    return [title(f"{where.name}{year}年度{kind}")]


def _overview(rng: Random, where: Office, year: int, truth: Truth) -> list[Part]:
    money = purse(rng, "万元", "万元", "万元", "万元", "元")
    figures = finances(rng, money, where.projects)
    number = rng.choice(
        (lambda n, t: f"（{'一二三四五六'[n]}）{t}", lambda n, t: t, lambda n, t: f"({'一二三四五六'[n]}){t}")
    )
    parts: list[Part] = [heading(rng.choice(("一、部门概况", "一、部门（单位）基本情况", "部门基本情况")))]
    parts += [
        heading(number(0, "主要职能"), 2),
        *(line(f"{n}.{duty}。") for n, duty in enumerate(where.duties, 1)),
    ]
    parts += [heading(number(1, "机构及人员情况"), 2), line(staff(rng, where, year, truth))]
    if rng.random() < 0.6:
        parts += [heading(number(2, "资产情况"), 2), line(assets(rng, money, year, truth))]
    parts.append(heading(rng.choice(("二、部门整体支出情况", "二、资金投入和使用情况", "部门财务情况"))))
    parts += [line(text) for text in state(rng, figures, money, year, truth, where.word)]
    if rng.random() < 0.4 and not any(
        row["category"] == "project" and row["stage"] == "initial" for row in truth.budget_facts
    ):
        parts.append(line(projects(rng, figures, money, truth)))
    if rng.random() < 0.4:
        parts.append(line(three_public(rng, money, year, truth)))
    return [*parts, line(says(rng, "discipline", where, year))]


def _indicators(rng: Random, where: Office, truth: Truth) -> list[Part]:
    if rng.random() < 0.25:
        return []
    columns = rng.choice((MINISTRY, WEIGHT_FIRST, SPLIT, UNSCORED))
    cells, said = table(rng, invent(rng, where), columns, bracketed=rng.random() < 0.2)
    truth.rows(said)
    return [
        heading("三、绩效目标及指标完成情况"),
        grid(cells, title=rng.choice((None, "绩效指标完成情况表"))),
    ]


def _end(rng: Random, where: Office, year: int, truth: Truth) -> list[Part]:
    parts: list[Part] = [heading("四、绩效自评工作开展情况"), line(says(rng, "work", where, year))]
    parts += [heading("五、绩效目标实现情况"), line(says(rng, "effect", where, year))]
    if rng.random() < 0.85:
        parts += [heading("六、评价结论"), line(conclusion(rng, truth))]
    parts += [heading("七、存在的主要问题"), line(says(rng, "problem", where, year))]
    return [*parts, heading("八、改进措施及建议"), line(says(rng, "measure", where, year))]
