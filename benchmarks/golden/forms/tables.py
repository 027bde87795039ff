"""Reports whose budget stands in a table of their own, and the faults that such tables come with.

Belongs here: 收支情况表 with stages as columns, the same figure in another unit or with another value in the text, a form
that says no unit at all. Does not belong here: forms of a province.
"""

from __future__ import annotations

from random import Random

from benchmarks.golden.chapters import conclusion, says, staff
from benchmarks.golden.finances import Finances, finances
from benchmarks.golden.forms.ministry import form
from benchmarks.golden.indicator_tables import MINISTRY
from benchmarks.golden.office import Office, office
from benchmarks.golden.paper import grid, heading, line, title
from benchmarks.golden.purse import Purse, purse
from benchmarks.golden.truth import Truth
from benchmarks.golden.written import Written
from pipelines.samples.parts import Grid, Part

_FORMATS = ("docx", "html", "pdf", "rtf", "doc", "ofd")
_ROWS = ("basic", "personnel", "operating", "project", "total")


def budget_table(rng: Random) -> Written:
    """A department's budget as a table; the text names the total in yuan."""
    where, year, truth, parts = _opened(rng)
    money = purse(rng, "万元")
    f = finances(rng, money, where.projects)
    parts.append(_table(rng, f, money, truth))
    exact = Purse("元", 2, rng.random() < 0.5, False, False)
    spent = f.at("executed", "total")
    parts.append(line(f"{year}年度本年支出合计{exact.show(spent, True)}，资金使用符合财务制度规定。"))
    return Written("收支情况表", (*parts, *_closed(rng, where, year, truth)), (truth,), _FORMATS)


def contradicted(rng: Random) -> Written:
    """The text says another amount than the table: both are what the report says."""
    where, year, truth, parts = _opened(rng)
    money = purse(rng, "万元")
    f = finances(rng, money, where.projects)
    other = f.at("executed", "personnel") + money.step * rng.randint(100, 900)
    parts.append(
        line(
            f"{year}年人员经费年初预算{money.show(f.at('initial', 'personnel'), True)}，实际支出{money.show(other, True)}。"
        )
    )
    parts.append(_table(rng, f, money, truth))
    for row in truth.budget_facts:
        if (row["category"], row["stage"]) == ("personnel", "executed"):
            row["also_accepted"] = [f"{other:.2f}"]
    return Written("前后不一", (*parts, *_closed(rng, where, year, truth)), (truth,), _FORMATS)


def unitless(rng: Random) -> Written:
    """A project's form that nowhere says whether it counts in yuan or ten thousands: no amount may be taken."""
    where = office(rng, rng.choice(("hunan", "elsewhere")))
    year = where.year(rng, 2019, 2024)
    truth = where.truth(year, "project")
    parts = form(
        rng,
        where,
        year,
        rng.choice(where.projects),
        truth,
        MINISTRY,
        money=purse(rng, "元", "万元"),
        unit=False,
    )
    truth.budget_facts.clear()
    return Written("没有单位的自评表", tuple(parts), (truth,), ("docx", "html", "xlsx", "pdf"))


def masked(rng: Random) -> Written:
    """A copy in which the county's name is hidden: it stays unknown, the figures are kept."""
    where, year, truth, parts = _opened(rng)
    money = purse(rng, "万元")
    parts.append(_table(rng, finances(rng, money, where.projects), money, truth))
    parts += _closed(rng, where, year, truth)
    truth.report |= {"region_code": None, "county": None, "unit_name": None}
    truth.also |= {"unit_name": ["*"], "county": [], "department_type": [where.body]}
    hidden = tuple(_hidden(part, where) for part in parts)
    return Written("隐去县名", hidden, (truth,), ("docx", "html", "txt"))


def _hidden(part: Part, where: Office) -> Part:
    return (
        part
        if isinstance(part, Grid)
        else type(part)(part.text.replace(where.name, "**县" + where.body), part.align, part.level)
    )


def _opened(rng: Random) -> tuple[Office, int, Truth, list[Part]]:
    where = office(rng, rng.choice(("hebei", "sichuan", "anhui", "elsewhere")))
    year = where.year(rng, 2019, 2024)
    truth = where.truth(year, "department")
    parts: list[Part] = [
        title(f"{where.name}{year}年度部门整体支出绩效自评报告"),
        heading("一、部门基本情况"),
    ]
    parts += [
        line(f"1.{where.duties[0]}。"),
        line(staff(rng, where, year, truth)),
        heading("二、预算执行情况"),
    ]
    return where, year, truth, parts


def _closed(rng: Random, where: Office, year: int, truth: Truth) -> list[Part]:
    return [
        heading("三、评价结论"),
        line(conclusion(rng, truth)),
        heading("四、存在问题"),
        line(says(rng, "problem", where, year)),
    ]


def _table(rng: Random, f: Finances, money: Purse, truth: Truth) -> Grid:
    stages = rng.choice(
        (
            ("initial", "adjusted", "executed"),
            ("initial", "adjusted", "received", "executed"),
            ("initial", "executed"),
        )
    )
    place = rng.choice(("note", "header", "title"))
    unit = f"（{money.unit}）" if place == "header" else ""
    names = {"initial": "年初预算数", "adjusted": rng.choice(("调整预算数", "全年预算数", "调整后预算数")), "received": rng.choice(("到位资金", "实际到位数")),
             "executed": rng.choice(("决算数", "执行数", "实际支出数"))}  # fmt: skip
    rated, numbered = "adjusted" in stages and rng.random() < 0.6, rng.random() < 0.3
    labels = {
        "basic": "一、基本支出",
        "personnel": rng.choice(("（一）人员经费", "其中：人员经费", "  1.人员经费")),
        "operating": rng.choice(("（二）公用经费", "      公用经费", "  2.日常公用经费")),
        "project": "二、项目支出",
        "total": rng.choice(("合计", "支出合计", "合  计")),
    }
    order = list(_ROWS) if rng.random() < 0.7 else ["total", *_ROWS[:-1]]
    header = [
        rng.choice(("项目", "支出项目", "经费类别")),
        *(["行次"] if numbered else []),
        *(names[s] + unit for s in stages),
    ]
    rows = [header + (["执行率（%）"] if rated else [])]
    for number, category in enumerate(order, 1):
        cells = [money.show(f.at(stage, category)) for stage in stages]
        rate = [f.rate(category)] if rated else []
        rows.append([labels[category], *([str(number)] if numbered else []), *cells, *rate])
        for stage in stages:
            truth.budget(category, stage, f.at(stage, category))
        if rated:
            truth.rate(category, f.rate(category))
    name = rng.choice(("部门收支预决算情况表", "预算执行情况表")) + (
        f"（单位：{money.unit}）" if place == "title" else ""
    )
    return grid(rows, title=name, note=f"单位：{money.unit}" if place == "note" else None)
