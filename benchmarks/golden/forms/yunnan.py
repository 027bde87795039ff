"""云南: annexes 13 and 14 of the 部门决算: prose in the cells of a table, then tasks and indicators of the department."""

from __future__ import annotations

from random import Random

from benchmarks.golden.chapters import conclusion, says, staff
from benchmarks.golden.finances import Finances, finances
from benchmarks.golden.indicator_tables import MINISTRY, SPLIT, table
from benchmarks.golden.indicators import invent
from benchmarks.golden.office import Office, office
from benchmarks.golden.paper import LEFT, UP, grid, line, right, title
from benchmarks.golden.purse import Purse, percent, purse
from benchmarks.golden.statements import three_public
from benchmarks.golden.truth import Truth
from benchmarks.golden.written import Written
from pipelines.samples.parts import Grid, Part

_WIDTH = 10


def yunnan_department(rng: Random) -> Written:
    where = office(rng, "yunnan")
    year = where.year(rng, 2021, 2024)
    truth = where.truth(year, "department")
    money = purse(rng, "元", "元", "万元")
    f = finances(rng, money, where.projects)
    annex = _annex(rng, where, f, money, truth)  # first: the conclusion sums up its scores
    prose = [
        ["一、部门基本情况", "（一）部门概况", f"1.{where.duties[0]}。2.{staff(rng, where, year, truth)}"],
        [UP, "（二）部门绩效目标的设立情况", f"围绕{where.duties[1]}设立绩效目标。"],
        [UP, "（三）部门整体收支情况", _balance(rng, f, money, year, truth)],
        [UP, "（四）部门预算管理制度建设情况", "制定了预算管理、资产管理等内部控制制度。"],
        [UP, "（五）严控“三公经费”支出情况", three_public(rng, money, year, truth)],
        ["二、绩效自评工作情况", "（一）绩效自评的目的", "检验部门支出效率和效果。"],
        [UP, "（二）自评组织过程", says(rng, "work", where, year)],
        ["三、评价情况分析及综合评价结论", LEFT, conclusion(rng, truth)],
        ["四、存在的问题和整改情况", LEFT, says(rng, "problem", where, year)],
        ["五、绩效自评结果应用", LEFT, "将自评结果作为下一年度预算安排的重要依据。"],
        ["六、其他需说明的情况", LEFT, "无"],
    ]
    first: list[Part] = [
        title(f"{year}年度部门整体支出绩效自评情况"),
        right("公开13表"),
        line(f"部门：{where.name}"),
        grid(prose),
    ]
    second: list[Part] = [
        title(f"{year}年度部门整体支出绩效自评表"),
        right("公开14表"),
        line(f"部门：{where.name}"),
        annex,
    ]
    return Written(
        "云南部门自评附表", (*first, *second), (truth,), ("docx", "html", "pdf", "xlsx", "doc", "xls")
    )


def _balance(rng: Random, f: Finances, money: Purse, year: int, truth: Truth) -> str:
    show = money.show
    for category in ("total", "basic", "project"):
        truth.budget(category, "executed", f.at("executed", category))
    truth.budget("total", "initial", f.at("initial", "total"))
    truth.budget("personnel", "executed", f.at("executed", "personnel"))
    truth.budget("operating", "executed", f.at("executed", "operating"))
    return (
        f"{year}年部门年初预算{show(f.at('initial', 'total'), True)}，{year}年度收入合计{show(f.at('adjusted', 'total'), True)}，"
        f"支出合计{show(f.at('executed', 'total'), True)}，其中：基本支出{show(f.at('executed', 'basic'), True)}，"
        f"占总支出的{percent(f.at('executed', 'basic'), f.at('executed', 'total'))}%；"
        f"项目支出{show(f.at('executed', 'project'), True)}，占总支出的{percent(f.at('executed', 'project'), f.at('executed', 'total'))}%。"
        f"基本支出中人员经费{show(f.at('executed', 'personnel'), True)}，公用经费{show(f.at('executed', 'operating'), True)}。"
    )


def _annex(rng: Random, where: Office, f: Finances, money: Purse, truth: Truth) -> Grid:
    """Tasks with 批复金额 and 实际支出金额, then the indicators."""
    listed = invent(rng, where)
    cells, said = table(rng, listed, rng.choice((MINISTRY, SPLIT)))
    truth.rows(said)
    tasks = []
    for name, given, spent in f.items:
        truth.item(name, given, spent)
        shown = [money.show(given), "", money.show(spent), f"{percent(spent, given)}%", ""]
        tasks.append([name, "本级", f"完成{name}年度任务", LEFT, *shown])
    unit = money.unit
    heads = [
        "任务名称",
        "项目级次",
        "主要内容",
        LEFT,
        f"批复金额（{unit}）",
        LEFT,
        f"实际支出金额（{unit}）",
        "预算执行率",
        "预算执行偏低原因及改进措施",
    ]
    under = [UP, UP, UP, LEFT, "财政拨款", "其他资金", UP, UP, UP]
    rows = [
        ["部门名称", where.name],
        ["内容", LEFT, LEFT, LEFT, LEFT, "说明"],
        ["部门总体目标", "部门职责", LEFT, f"{where.duties[0]}。"],
        [UP, "总体绩效目标", LEFT, f"{where.duties[1]}。"],
        ["部门年度重点工作任务"],
        heads,
        under,
        *tasks,
        ["部门整体支出绩效指标"],
        *cells,
    ]
    return grid([[*row, *[LEFT] * (_WIDTH - len(row))] for row in rows])
