"""湖南: 基础数据表 (last year's 决算 | this year's 预算 | this year's 决算) and 部门整体支出绩效自评表."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from benchmarks.golden import load
from benchmarks.golden.chapters import conclusion, says
from benchmarks.golden.finances import Finances, finances
from benchmarks.golden.forms.ministry import goal_rows
from benchmarks.golden.indicator_tables import MINISTRY, table, widened
from benchmarks.golden.indicators import invent, total
from benchmarks.golden.office import Office, office
from benchmarks.golden.paper import LEFT, UP, centred, grid, heading, line, right, title
from benchmarks.golden.purse import Purse, percent, purse
from benchmarks.golden.truth import Truth
from benchmarks.golden.written import Written
from pipelines.samples.parts import Part

_WIDTH = 9


def hunan_base_table(rng: Random) -> Written:
    """A short report whose figures stand in its annex, 基础数据表."""
    where = office(rng, "hunan")
    year = where.year(rng, 2019, 2024)
    truth = where.truth(year, "department")
    parts: list[Part] = [
        title(f"{where.name}{year}年度部门整体支出绩效自评报告"),
        line(says(rng, "opening", where, year)),
    ]
    parts += [heading("一、部门概况"), line(f"{where.duties[0]}。"), line(staff_free(where))]
    parts += [
        heading("二、评价结论"),
        line(conclusion(rng, truth)),
        heading("三、存在的问题"),
        line(says(rng, "problem", where, year)),
    ]
    parts += [
        line("附件1"),
        title(f"{year}年度部门整体支出绩效评价基础数据表"),
        *_base_table(rng, where, year, truth),
    ]
    return Written("湖南基础数据表", tuple(parts), (truth,), ("docx", "html", "pdf", "rtf"))


def staff_free(where: Office) -> str:
    """A sentence about the organisation without headcounts."""
    return f"{where.word}内设办公室、财务股等股室，各项支出情况见附表。"


def _base_table(rng: Random, where: Office, year: int, truth: Truth) -> list[Part]:
    authorized = rng.randint(12, 90)
    on_post = authorized - rng.randint(0, 4)
    truth.staff("authorized", authorized)
    truth.staff("on_post", on_post)
    money = purse(rng, "万元")
    this = finances(rng, money, where.projects)
    last = finances(rng, money, where.projects)
    above = rng.random() < 0.4
    unit = "" if above else "（万元）"
    three = [money.some(rng, 2, 30) for _ in range(3)]
    cars = [money.part(rng, a, 0.3, 0.7) for a in three]
    columns = ((year - 1, "executed", last), (year, "initial", this), (year, "executed", this))
    for n, (fact_year, stage, which) in enumerate(columns):
        for category in ("total", "basic", "operating", "project"):
            truth.budget(category, stage, which.at(stage, category), year=fact_year)
        truth.budget("three_public", stage, three[n], year=fact_year)

    def row(name: str, category: str) -> list[str]:
        return [name, *(money.show(which.at(stage, category)) for _, stage, which in columns)]

    none = rng.choice(("——", "/", "", "-"))
    work, upkeep = rng.random() < 0.5, this.items
    rows = [
        ["财政供养人员情况（人）", "编制数", f"{year}年实际在职人数", "控制率"],
        [UP, str(authorized), str(on_post), f"{percent(Decimal(on_post), Decimal(authorized))}%"],
        [f"经费控制情况{unit}", f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"],
        row(rng.choice(("支出总额", "部门支出合计", "支出合计")), "total"),
        row("基本支出", "basic"),
        row(rng.choice(("其中：公用经费", "公用经费", "  其中：日常公用经费")), "operating"),
        row("项目支出：" if rng.random() < 0.3 else "项目支出", "project"),
        ["1、业务工作经费", "", "", ""],
        ["2、运行维护经费", "", "", ""],
    ]
    if work:
        for name, given, spent in upkeep:
            rows.append([f"{name}", "", money.show(given), money.show(spent)])
            truth.item(name, given, spent)
    rows += [
        [rng.choice(("“三公”经费", "三公经费")), *(money.show(a) for a in three)],
        ["1、公务用车购置和维护经费", *(money.show(a) for a in cars)],
        ["其中：公车购置", none, none, none],
        ["2、出国经费", none, none, none],
        ["3、公务接待", *(money.show(a - b) for a, b in zip(three, cars, strict=True))],
        ["政府采购金额", "——", money.show(money.some(rng, 5, 300)), money.show(money.some(rng, 5, 300))],
        ["部门整体支出预算调整", "——", money.show(money.some(rng, 1, 40)), "——"],
        ["楼堂馆所控制情况（年度完工项目）", "批复规模（㎡）", "实际规模（㎡）", "规模控制率"],
        [UP, none, none, none],
        ["厉行节约保障措施", "制定内部控制制度，严格执行公务接待标准", LEFT, LEFT],
    ]
    return [*([right("单位：万元")] if above else []), grid(rows)]


def hunan_scoring(rng: Random) -> Written:
    """部门整体支出绩效评价指标评分表: 投入, 过程, 产出及效率, full marks beside each name, the rule in words."""
    where = office(rng, "hunan")
    year = where.year(rng, 2017, 2023)
    truth = where.truth(year, "department")
    lost = rng.choice((0, 1, 2, 3))
    rows = [["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "评分标准", "自评得分"]]
    points, last1, last2 = 0, "", ""
    listed = load("scoring")["row"]
    for number, row in enumerate(listed):
        score = row["points"] - (lost if number == len(listed) - 1 else 0)
        points += score
        full1 = sum(r["points"] for r in listed if r["level1"] == row["level1"])
        full2 = sum(r["points"] for r in listed if r["level2"] == row["level2"])
        level1 = [UP, UP] if row["level1"] == last1 else [row["level1"], str(full1)]
        level2 = [UP, UP] if row["level2"] == last2 else [row["level2"], str(full2)]
        last1, last2 = row["level1"], row["level2"]
        rows.append([*level1, *level2, row["name"], str(row["points"]), row["rule"], str(score)])
        truth.rows([{"level1": row["level1"], "level2": row["level2"], "level3": row["name"],
                     "weight": str(row["points"]), "score": str(score)}])  # fmt: skip
    rows.append(["合计", LEFT, LEFT, LEFT, LEFT, "100", "", str(points)])
    truth.total(str(points), "优", "优")
    parts: list[Part] = [
        title(f"{where.name}{year}年度部门整体支出绩效自评报告"),
        line(says(rng, "opening", where, year)),
    ]
    parts += [heading("一、部门概况"), line(f"{where.duties[0]}。"), heading("二、评价结论")]
    parts += [
        line(f"根据评分表，自评得分{points}分，评价等级为优。"),
        heading("三、存在的问题"),
        line(says(rng, "problem", where, year)),
    ]
    parts += [line("附件2"), title("部门整体支出绩效评价指标评分表"), grid(rows)]
    return Written("湖南评分表", tuple(parts), (truth,), ("docx", "html", "pdf", "doc"))


def hunan_department(rng: Random) -> Written:
    """部门整体支出绩效自评表: income by nature at the left, spending by nature at the right of the same rows."""
    where = office(rng, "hunan")
    year = where.year(rng, 2020, 2024)
    truth = where.truth(year, "department")
    money = purse(rng, "万元")
    figures = finances(rng, money, where.projects)
    listed = invent(rng, where)
    cells, said = table(rng, listed, MINISTRY, bracketed=True)
    truth.rows(said)
    truth.goals_count = 1
    block, points = _budget(rng, figures, money, truth)
    score = total(listed, points)
    truth.total(score)
    rows = [
        [rng.choice(("省级预算部门名称", "部门名称", "县级预算部门名称")), LEFT, where.name],
        *block,
        *goal_rows(rng, "年度重点工作", _WIDTH),
        *widened(cells, _WIDTH, "绩效\n指标"),
        ["总分", LEFT, LEFT, LEFT, LEFT, LEFT, "100", score, ""],
    ]
    filled = [[*row, *[LEFT] * (_WIDTH - len(row))] for row in rows]
    parts: list[Part] = [
        line("附件2"),
        title("部门整体支出绩效自评表"),
        centred(f"（{year}年度）"),
        grid(filled),
    ]
    parts.append(
        line(
            f"填表人：        填报日期：{year + 1}年4月18日        联系电话：0746-{rng.randint(1000000, 9999999)}"
        )
    )
    truth.also["signed_on"] = ["*"]
    return Written("湖南部门自评表", tuple(parts), (truth,), ("docx", "xlsx", "html", "pdf"))


def _budget(rng: Random, f: Finances, money: Purse, truth: Truth) -> tuple[list[list[str]], str]:
    rate = f.rate("total")
    points = f"{(Decimal(rate) / 10).quantize(Decimal('0.01'), ROUND_HALF_UP).normalize():f}"
    stages = ("initial", "adjusted", "executed")
    for stage in stages:
        truth.budget("total", stage, f.at(stage, "total"))
    truth.rate("total", rate)
    by = rng.choice(stages[1:])
    for category in ("basic", "project"):
        for stage in stages:  # which stage these amounts are of the form does not say
            truth.budget(category, stage, f.at(by, category), optional=True)
    for stage in stages:
        truth.budget("total", stage, f.at(by, "total"), "fiscal", optional=True)
    heads = [rng.choice(load("wording")["money_header"][k]) for k in ("initial", "adjusted", "executed")]
    label = rng.choice(("年度预算申请（万元）", "年度预算\n（万元）", "年度\n预算\n申请\n（万元）"))
    shown = [money.show(f.at(stage, "total")) for stage in stages]
    total_ = f"{money.show(f.at(by, 'total'))}"
    rows = [
        [label, "", LEFT, *heads, "分值", "执行率", "得分"],
        [UP, "年度资金总额", LEFT, *shown, "10", f"{rate}%", points],
        [UP, "按收入性质分：", LEFT, LEFT, LEFT, "按支出性质分：", LEFT, LEFT, LEFT],
        [
            UP,
            f"其中：  一般公共预算：{total_}",
            LEFT,
            LEFT,
            LEFT,
            f"其中：基本支出：{money.show(f.at(by, 'basic'))}",
            LEFT,
            LEFT,
            LEFT,
        ],
        [
            UP,
            "政府性基金拨款：",
            LEFT,
            LEFT,
            LEFT,
            f"项目支出：{money.show(f.at(by, 'project'))}",
            LEFT,
            LEFT,
            LEFT,
        ],
        [UP, "纳入专户管理的非税收入拨款：", LEFT, LEFT, LEFT, "", LEFT, LEFT, LEFT],
        [UP, "其他资金：", LEFT, LEFT, LEFT, "", LEFT, LEFT, LEFT],
    ]
    return rows, points
