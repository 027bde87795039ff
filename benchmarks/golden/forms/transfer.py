"""中央对地方转移支付 绩效目标自评表, as 四川, 云南 and others publish it."""

from __future__ import annotations

from random import Random

from benchmarks.golden.forms.ministry import goal_text
from benchmarks.golden.indicator_tables import UNSCORED, table, widened
from benchmarks.golden.indicators import invent
from benchmarks.golden.office import office
from benchmarks.golden.paper import LEFT, UP, centred, grid, title
from benchmarks.golden.purse import percent, purse
from benchmarks.golden.written import Written


def transfer(rng: Random) -> Written:
    """转移支付 绩效目标自评表: 全年预算数（A）| 全年执行数（B）| 预算执行率（B/A）, no weights and no scores."""
    where = office(rng, rng.choice(("sichuan", "yunnan", "elsewhere")))
    year = where.year(rng, 2020, 2024)
    truth = where.truth(year, "transfer")
    money = purse(rng, "万元", "万元", "元")
    given = money.some(rng, 10, 4000)
    spent = given if rng.random() < 0.5 else money.part(rng, given, 0.6, 1.0)
    rate = percent(spent, given) if spent != given else "100"
    for stage, amount in (("adjusted", given), ("executed", spent)):
        truth.budget("project", stage, amount)
        truth.budget("project", stage, amount, "central")
    truth.rate("project", rate)
    truth.goals_count = 1
    subject = f"中央财政{rng.choice(where.projects)}"
    wish, done = goal_text(rng, subject)
    cells, said = table(rng, invent(rng, where), UNSCORED)
    truth.rows(said)
    shown = [money.show(given), money.show(spent), f"{rate}%"]
    rows = [
        ["转移支付（项目）名称", LEFT, subject],
        ["中央主管部门", LEFT, "财政部", LEFT, "", ""],
        ["地方主管部门", LEFT, where.name, "资金使用单位", where.name, LEFT],
        [f"资金情况\n（{money.unit}）", "", LEFT, "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A）"],
        [UP, rng.choice(("年度资金总额：", "年度资金总额")), LEFT, *shown],
        [UP, rng.choice(("其中：中央财政资金", "其中：中央补助")), LEFT, *shown],
        [UP, rng.choice(("地方资金", "      地方资金")), LEFT, "", "", ""],
        [UP, "其他资金", LEFT, "", "", ""],
        ["总体目标完成情况", "总体目标", LEFT, "全年实际完成情况", LEFT, LEFT],
        [UP, wish, LEFT, done, LEFT, LEFT],
        *widened(cells, 7, "绩效指标"),
        ["说明", "无"],
        [
            "注：1.资金使用单位按项目绩效目标填报，主管部门汇总时按区域绩效目标填报。2.其他资金包括与中央财政资金、地方财政资金共同投入到同一项目的自有资金、社会资金，以及以前年度的结转结余资金等。"
        ],
    ]
    filled = [[*row, *[LEFT] * (7 - len(row))] for row in rows]
    name = rng.choice(
        (
            "转移支付绩效目标自评表",
            "中央对地方专项转移支付绩效目标自评表",
            "转移支付区域（项目）绩效目标自评表",
        )
    )
    parts = (title(name), centred(f"（{year}年度）"), grid(filled))
    return Written("转移支付自评表", parts, (truth,), ("docx", "html", "xlsx", "pdf", "doc", "piped.txt"))
