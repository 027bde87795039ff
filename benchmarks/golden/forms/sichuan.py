"""四川 部门预算项目支出绩效自评表 (报表编号 …zp): 10 + 90, sign, value and unit in columns of their own."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from benchmarks.golden.forms.ministry import goal_text
from benchmarks.golden.indicator_tables import SPLIT, table, widened
from benchmarks.golden.indicators import invent, total
from benchmarks.golden.office import office
from benchmarks.golden.paper import LEFT, UP, grid, line, title
from benchmarks.golden.purse import percent, purse
from benchmarks.golden.truth import Truth
from benchmarks.golden.written import Written

_WIDTH = 11
_STAGES = ("initial", "adjusted", "executed")


def sichuan_project(rng: Random) -> Written:
    where = office(rng, "sichuan")
    year = where.year(rng, 2021, 2024)
    truth = where.truth(year, "project")
    subject = rng.choice(where.projects)
    code = f"{where.code}{str(year)[2:]}T{rng.randint(10**11, 10**12 - 1)}"
    wish, done = goal_text(rng, subject)
    listed = invent(rng, where)
    cells, said = table(rng, listed, SPLIT)
    money, points = _money(rng, truth)
    score = total(listed, points)
    truth.rows(said)
    truth.goals_count = 1
    truth.total(score)
    hint = "结合自评情况，说明项目自评总分，说明项目实施取得的成效或成果。（200字以内）"
    conclusion = rng.choice(
        (f"该项目自评总分{score}分，按计划完成年度任务。", "项目按计划实施，取得预期成效。", hint)
    )
    rows = [
        ["项目名称", LEFT, f"{code}-{subject}"],
        [
            "主管部门",
            LEFT,
            where.name + rng.choice(("", "部门", "本级")),
            LEFT,
            LEFT,
            LEFT,
            "实施单位（盖章）",
            LEFT,
            where.name,
        ],
        ["项目基本情况", "1.项目年度目标完成情况", "项目年度目标", LEFT, LEFT, LEFT, "年度目标完成情况"],
        [UP, UP, wish, LEFT, LEFT, LEFT, done],
        [UP, "2.项目实施内容及过程概述", "按照年度计划组织实施，全年召开调度会4次。"],
        *money,
        *widened(cells, _WIDTH, "绩效指标（90分）"),
        ["合计", LEFT, LEFT, LEFT, LEFT, LEFT, LEFT, LEFT, "100", score, ""],
        ["评价结论", LEFT, conclusion],
        ["存在问题", LEFT, rng.choice(("无", "采购前期询价时间较长。"))],
        ["改进措施", LEFT, rng.choice(("无", "提前开展市场调研。"))],
    ]
    filled = [[*row, *[LEFT] * (_WIDTH - len(row))] for row in rows]
    parts = (
        line(f"报表编号：{where.code[:2]}0000_0013zp"),
        title(f"部门预算项目支出绩效自评表（{year}年度）"),
        grid(filled),
        line("项目负责人：        财务负责人："),
    )
    return Written("四川项目自评表", parts, (truth,), ("docx", "html", "xlsx", "ofd", "piped.txt", "doc"))


def _money(rng: Random, truth: Truth) -> tuple[list[list[str]], str]:
    """Rows of 预算执行情况（10分） and the points for the rate."""
    money = purse(rng, "万元")
    fiscal = money.some(rng, 2, 600)
    adjusted = money.part(rng, fiscal, 0.7, 1.2) if rng.random() < 0.6 else fiscal
    executed = money.part(rng, adjusted, 0.6, 1.0) if rng.random() < 0.5 else adjusted
    amounts = dict(zip(_STAGES, (fiscal, adjusted, executed), strict=True))
    own = rng.random() < 0.6
    rate = percent(executed, adjusted)
    points = f"{(Decimal(rate) / 10).quantize(Decimal('0.01'), ROUND_HALF_UP).normalize():f}"
    for stage, amount in amounts.items():
        truth.budget("project", stage, amount)
        truth.budget("project", stage, amount, "fiscal")
        if own:
            truth.budget("project", stage, Decimal(0), "own")
    truth.rate("project", rate)
    shown = [money.show(a) for a in amounts.values()]
    nothing = ["0.00", "0.00", "0.00", "0.00%", "/", "/"]
    note = (
        "1.预算执行率=预算执行数/调整后预算数，预算执行率未达到90%的需说明原因（100字以内）；"
        "2.年中发生预算调整的（追加或调减），应单独说明理由；3.其他资金包括：社会投入资金、银行贷款."
    )
    heads = ["年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分", "原因"]
    label = "预算执行情况（10分）"
    rows = [
        [label, "年度预算数（万元）", LEFT, *heads, LEFT],
        [UP, "总额", LEFT, *shown, f"{rate}%", "10", points, note, LEFT],
        [UP, "其中：财政资金", LEFT, *shown, f"{rate}%", "/", "/", UP, LEFT],
        [UP, "财政专户管理资金", LEFT, *nothing, UP, LEFT],
        [UP, "单位资金", LEFT, *(nothing if own else ["", "", "", "", "/", "/"]), UP, LEFT],
        [UP, "其他资金", LEFT, "", "", "", "", "/", "/", UP, LEFT],
    ]
    return rows, points
