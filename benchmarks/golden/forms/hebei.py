"""河北 forms of a project: 权重 and 折算得分, 预算数 | 到位数 | 执行数 as labels beside their values, 以前年度资金."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from benchmarks.golden.forms.ministry import goal_text
from benchmarks.golden.indicators import Indicator, invent
from benchmarks.golden.office import Office, office
from benchmarks.golden.paper import LEFT, UP, centred, grid, heading, line, title
from benchmarks.golden.purse import Purse, percent, purse
from benchmarks.golden.truth import Truth
from benchmarks.golden.written import Written
from pipelines.samples.parts import Grid, Part

_WIDTH = 12


def hebei_project(rng: Random) -> Written:
    """预算项目绩效自评表 of 成安: everything on one sheet."""
    where = office(rng, "hebei")
    year = where.year(rng, 2019, 2024)
    truth = where.truth(year, "project")
    subject = rng.choice(where.projects)
    money = purse(rng, "万元")
    parts: list[Part] = [
        title(
            rng.choice(
                (
                    f"{where.printed}{year}年度预算项目绩效自评表",
                    "预算项目绩效自评表",
                    f"{year}年度部门预算项目绩效自评表",
                )
            )
        ),
        centred(f"（{year}年度）"),
        _score_form(rng, where, subject, money, truth, f"{rng.randint(100, 399)}002-"),
    ]
    return Written("河北项目自评表", tuple(parts), (truth,), ("xlsx", "docx", "html", "pdf", "xls"))


def ningjin_project(rng: Random) -> Written:
    """部门工作活动（项目）绩效评价自评报告 of 宁晋: a cover form by source, then the form with 折算得分."""
    where = office(rng, "hebei")
    year = where.year(rng, 2019, 2023)
    day = f"{year + 1}-{rng.randint(2, 5):02}-{rng.randint(1, 28):02}"
    truth = where.truth(year, "project", day)
    subject = rng.choice(where.projects)
    money = purse(rng, "万元")
    y, m, d = (int(n) for n in day.split("-"))
    cover, amounts = _sources(rng, money, truth)
    parts: list[Part] = [
        title(f"{where.printed}部门工作活动（项目）绩效评价自评报告"),
        centred(f"( {year} 年度)"),
        line(f"工作活动（项目）名称：{subject}"),
        line(f"工作活动（项目）承担单位：{where.name}"),
        line("组织方式：□财政部门 □主管部门 ☑实施单位"),
        line("评价类型：□预算申报前评价 □实施过程评价 ☑完成结果评价"),
        line(f"{y} 年 {m} 月 {d} 日"),
        heading("一、项目资金情况"),
        cover,
        _score_form(rng, where, subject, money, truth, "", amounts),
    ]
    return Written("宁晋项目自评报告", tuple(parts), (truth,), ("xlsx", "docx", "html", "xls"))


def _sources(rng: Random, money: Purse, truth: Truth) -> tuple[Grid, tuple[Decimal, Decimal, Decimal]]:
    """以前年度资金 | 预算安排 | 实际到位金额 | 实际支出金额 | 结余金额 by level of government."""
    given = money.some(rng, 3, 200)
    spent = given if rng.random() < 0.4 else money.part(rng, given, 0.7, 1.0)
    level, source = rng.choice(
        (("县财政资金", "county"), ("省财政资金", "provincial"), ("中央财政资金", "central"))
    )
    for owner in ("all", source):
        truth.budget("project", "initial", given, owner)
        truth.budget("project", "received", given, owner)
        truth.budget("project", "executed", spent, owner)
        truth.budget("project", "carried_out", given - spent, owner)
    values = ["", *(money.show(a) for a in (given, given, spent, given - spent))]
    rows = [
        ["", "以前年度资金（万元）", "本年度资金（评价项目的资金使用年度）", LEFT, LEFT, LEFT],
        [
            UP,
            UP,
            "预算安排（万元）",
            "实际到位金额（到达项目单位）",
            "实际支出金额（项目单位支出）",
            "结余金额（万元）",
        ],
        ["合计", *values],
        *(
            [name, *(values if name == level else [""] * 5)]
            for name in ("中央财政资金", "省财政资金", "县财政资金", "其他财政资金")
        ),
    ]
    return grid(rows), (given, given, spent)


def _score_form(
    rng: Random,
    where: Office,
    subject: str,
    money: Purse,
    truth: Truth,
    code: str,
    amounts: tuple[Decimal, Decimal, Decimal] | None = None,
) -> Grid:
    wish, done = goal_text(rng, subject)
    block, rate = _money(rng, money, truth, amounts)
    of_hundred = rng.random() < 0.6  # else each item is scored out of its weight and weighted once more
    listed = tuple(_scored(one, of_hundred) for one in invent(rng, where))
    execution = (Decimal(rate) / 10).quantize(Decimal("0.01"), ROUND_HALF_UP)
    score = f"{sum((_folded(one) for one in listed), execution):f}"
    truth.goals_count = 1
    one_row = ["符号", "值", "单位（文字描述）"]
    rows = [
        ["一、基本情况"],
        ["项目名称", LEFT, subject, LEFT, LEFT, LEFT, "实施（主管）单位", LEFT, code + where.name],
        ["二、预算执行情况（万元）"],
        *block,
        ["三、目标完成情况"],
        [
            "年度预期目标",
            LEFT,
            LEFT,
            LEFT,
            LEFT,
            LEFT,
            "具体完成情况",
            LEFT,
            LEFT,
            LEFT,
            "总体完成率（%）",
            LEFT,
        ],
        [wish, LEFT, LEFT, LEFT, LEFT, LEFT, done, LEFT, LEFT, LEFT, "100", LEFT],
        ["四、年度绩效指标完成情况"],
        [
            "一级指标",
            "二级指标",
            "三级指标",
            "预期指标值",
            LEFT,
            LEFT,
            "单项指标实际完成值",
            "单项指标完成情况",
            "自评得分",
            LEFT,
            LEFT,
            "备注",
        ],
        [UP, UP, UP, *one_row, UP, UP, "单项指标得分", "权重占比（%）", "单项指标折算得分", UP],
        *_indicators(listed, rng),
        ["预算执行率", "预算执行率", "", "", "", "", f"{rate}%", "", rate, "10", f"{execution:f}", ""],
        *([[rng.choice(("自评总分", "自评得分合计", "总分")), *[LEFT] * 9, score, ""]] if of_hundred else []),
        ["五、存在问题、原因及下一步整改措施"],
        ["无"],
    ]
    if of_hundred:
        truth.total(score)
    for one in listed:
        says = one.cells("operator", "actual") | {"score": one.score}
        truth.rows([says])
    return grid([[*row, *[LEFT] * (_WIDTH - len(row))] for row in rows])


def _scored(one: Indicator, of_hundred: bool) -> Indicator:
    """The score in points of 100."""
    if not of_hundred:
        return one
    points = (Decimal(one.score) * 100 / Decimal(one.weight)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return replace(one, score=f"{points.normalize():f}")


def _folded(one: Indicator) -> Decimal:
    return (Decimal(one.score) * Decimal(one.weight) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _indicators(listed: tuple[Indicator, ...], rng: Random) -> list[list[str]]:
    sign = rng.choice(({}, {"≥": ">=", "≤": "<="}))
    percent_ = rng.choice(("%", "%(百分比)"))
    rows, last1, last2 = [], "", ""
    for one in listed:
        level1 = UP if one.level1 == last1 else one.level1
        level2 = UP if one.level2 == last2 and one.level1 == last1 else one.level2
        last1, last2 = one.level1, one.level2
        unit = percent_ if one.unit == "%" else one.unit or ""
        target = (
            [sign.get(one.operator or "", one.operator or ""), one.target, unit]
            if not one.in_words
            else ["文字描述", one.target, ""]
        )
        actual = one.actual + ("%" if one.unit == "%" else "")
        state = "部分完成" if one.reason else "完成"
        rows.append(
            [
                level1,
                level2,
                one.name,
                *target,
                actual,
                state,
                one.score,
                one.weight,
                f"{_folded(one):f}",
                one.reason,
            ]
        )
    return rows


def _money(
    rng: Random, money: Purse, truth: Truth, amounts: tuple[Decimal, Decimal, Decimal] | None
) -> tuple[list[list[str]], str]:
    """预算安排情况（调整后）| 资金到位情况 | 资金执行情况: a label and its value in each pair of columns."""
    if amounts is None:
        adjusted = money.some(rng, 2, 300)
        received = adjusted if rng.random() < 0.7 else money.part(rng, adjusted, 0.8, 1.0)
        amounts = adjusted, received, money.part(rng, received, 0.7, 1.0)
    rate = percent(amounts[2], amounts[0])
    for stage, amount in zip(("adjusted", "received", "executed"), amounts, strict=True):
        truth.budget("project", stage, amount)
        truth.budget("project", stage, amount, "fiscal")
    truth.rate("project", rate)
    a, b, c = (money.show(x) for x in amounts)
    zero = rng.choice(("0", "0.00", ""))
    if zero:
        for stage in ("adjusted", "received", "executed"):
            truth.budget("project", stage, Decimal(0), "own")
    other = rng.choice(("其他", "其他资金"))
    return [
        [
            "预算安排情况（调整后）",
            LEFT,
            LEFT,
            "资金到位情况",
            LEFT,
            LEFT,
            "资金执行情况",
            LEFT,
            LEFT,
            "预算执行进度（%）",
            LEFT,
            LEFT,
        ],
        ["预算数：", LEFT, a, "到位数：", LEFT, b, "执行数：", LEFT, c, f"{rate}%", LEFT, LEFT],
        ["其中：财政资金", LEFT, a, "其中：财政资金", LEFT, b, "其中：财政资金", LEFT, c, UP, LEFT, LEFT],
        [other, LEFT, zero, other, LEFT, zero, other, LEFT, zero, UP, LEFT, LEFT],
    ], rate
