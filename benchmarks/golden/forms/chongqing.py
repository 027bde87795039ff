"""重庆 部门整体绩效自评表: 年初 and 调整 values of targets, 得分系数, the score at the top of the form."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from benchmarks.golden.finances import finances
from benchmarks.golden.indicators import Indicator, invent, total
from benchmarks.golden.office import office
from benchmarks.golden.paper import LEFT, UP, grid, title
from benchmarks.golden.purse import purse
from benchmarks.golden.truth import Row
from benchmarks.golden.written import Written

_WIDTH = 11


def chongqing_department(rng: Random) -> Written:
    where = office(rng, "chongqing")
    year = where.year(rng, 2020, 2024)
    truth = where.truth(year, "department")
    money = purse(rng, "万元")
    f = finances(rng, money, where.projects)
    listed = invent(rng, where)
    rate = f.rate("total")
    points = f"{(Decimal(rate) / 10).quantize(Decimal('0.01'), ROUND_HALF_UP).normalize():f}"
    score = total(listed, points)
    for stage in ("initial", "adjusted", "executed"):
        truth.budget("total", stage, f.at(stage, "total"))
    truth.rate("total", rate)
    truth.total(score)
    heads = ["指标名称", LEFT, "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值", "得分系数（%）",
             "指标权重（分）", "指标得分（分）", "是否核心指标"]  # fmt: skip
    adjusted = rng.random() < 0.5
    shown = [money.show(f.at(stage, "total")) for stage in ("initial", "adjusted", "executed")]
    rows = [
        ["主管部门", where.name, LEFT, LEFT, LEFT, "自评总分（分）", LEFT, score],
        ["部门联系人", "", LEFT, LEFT, LEFT, "联系电话", LEFT, f"023-{rng.randint(10000000, 99999999)}"],
        [
            "部门预算执行情况（万元）",
            "年初预算数",
            LEFT,
            "全年（调整）预算数",
            LEFT,
            "全年执行数",
            LEFT,
            "执行率（%）",
            LEFT,
            "执行率权重（分）",
            "执行率得分（分）",
        ],
        [UP, shown[0], LEFT, shown[1], LEFT, shown[2], LEFT, rate, LEFT, "10", points],
        [
            "当年绩效目标",
            "年初绩效目标",
            LEFT,
            LEFT,
            "全年（调整）绩效目标",
            LEFT,
            LEFT,
            "全年目标实际完成情况",
        ],
        [
            UP,
            f"围绕{where.duties[0]}，全面完成年度任务。",
            LEFT,
            LEFT,
            rng.choice(("", "无")),
            LEFT,
            LEFT,
            "较好地完成了履职任务，取得预期成效。",
        ],
        heads,
        *(_row(rng, one, adjusted) for one in listed),
        ["说明", "无"],
    ]
    truth.rows(_said(one) for one in listed)
    filled = [[*row, *[LEFT] * (_WIDTH - len(row))] for row in rows]
    parts = (
        title(rng.choice((f"{year}年度部门整体绩效自评表", f"部门整体绩效自评表（{year}年度）"))),
        grid(filled),
    )
    return Written("重庆部门自评表", parts, (truth,), ("docx", "xlsx", "html", "pdf", "doc"))


def _row(rng: Random, one: Indicator, adjusted: bool) -> list[str]:
    again = one.target if adjusted else ""
    core = rng.choice(("是", "否"))
    rate = f"{(Decimal(one.score) * 100 / Decimal(one.weight)).quantize(Decimal('0.01'), ROUND_HALF_UP).normalize():f}"
    sign = "定性" if one.in_words else str(one.operator)
    return [
        one.name,
        LEFT,
        one.unit or "",
        sign,
        one.target,
        again,
        one.actual,
        rate,
        one.weight,
        one.score,
        core,
    ]


def _said(one: Indicator) -> Row:
    row = one.cells("operator", "actual", "weight", "score")
    del row["level1"], row["level2"]
    return row
