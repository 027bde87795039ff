"""Statements: a department's finances in running text, in the manners that reports have.

Belongs here: sentences with amounts, and what they say. Does not belong here: tables, other chapters.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.golden import load
from benchmarks.golden.finances import Finances
from benchmarks.golden.purse import Purse, percent
from benchmarks.golden.truth import Truth


def state(rng: Random, finances: Finances, purse: Purse, year: int, truth: Truth, word: str) -> list[str]:
    """Paragraphs that state the finances in one manner or another."""
    return rng.choice(MANNERS)(rng, finances, purse, year, truth, word)


def by_category(rng: Random, f: Finances, purse: Purse, year: int, truth: Truth, word: str) -> list[str]:
    """人员经费年初预算数…，到位资金…，资金执行…，总体完成率…。公用经费…"""
    words = load("wording")
    stages = rng.choice((
        ("initial", "adjusted", "executed"), ("initial", "received", "executed"),
        ("initial", "adjusted", "received", "executed"), ("initial", "executed"), ("adjusted", "executed"),
    ))  # fmt: skip
    says = {stage: rng.choice(words["stage"][stage]) for stage in stages}
    link, rate_word = rng.choice(words["stage"]["link"]), rng.choice(words["stage"]["rate"])
    rated = rng.random() < 0.7
    kept = [c for c in ("personnel", "operating", "project") if rng.random() < 0.92]
    sentences = []
    for category in kept:
        name = rng.choice(words["category"][category])
        clauses = []
        for stage in stages:
            clauses.append(f"{says[stage]}{link}{purse.show(f.at(stage, category), True)}")
            truth.budget(category, stage, f.at(stage, category))
        text = name + "，".join(clauses)
        if rated:
            whole = "adjusted" if "adjusted" in stages else stages[0]
            shown = percent(f.at("executed", category), f.at(whole, category))
            text += f"，{rate_word}{link if link != '共计' else ''}{shown}%"
            truth.rate(category, shown)
        sentences.append(text + "。")
    lead = rng.choice((f"{year}年度", f"{year}年，{word}", f"{year}年度{word}"))
    return [lead + "".join(sentences)] if rng.random() < 0.6 else [lead + sentences[0], *sentences[1:]]


def by_stage(rng: Random, f: Finances, purse: Purse, year: int, truth: Truth, word: str) -> list[str]:
    """年初预算总额…，其中：基本支出…（人员经费…、公用经费…），项目支出…。 One paragraph for each stage."""
    words = load("wording")
    leads = {
        "initial": rng.choice(
            (f"{year}年{word}年初预算总额", f"{year}年年初部门预算安排", f"年初批复{word}部门预算总额")
        ),
        "adjusted": rng.choice((f"{year}年全年预算数", "调整后部门预算总额", "年末调整后预算总额")),
        "executed": rng.choice(
            (f"{year}年度支出合计", f"{year}年实际支出总额", "全年实际支出", f"{year}年度本年支出合计")
        ),
    }
    stages = rng.choice((("initial", "executed"), ("initial", "adjusted", "executed"), ("executed",)))
    people, daily = rng.choice(words["category"]["personnel"]), rng.choice(words["category"]["operating"])
    paragraphs = []
    for stage in stages:
        a = {
            c: purse.show(f.at(stage, c), True)
            for c in ("personnel", "operating", "basic", "project", "total")
        }
        share = ""
        if stage == "executed" and rng.random() < 0.5:
            share = f"，占{percent(f.at(stage, 'basic'), f.at(stage, 'total'))}%"
        text = f"{leads[stage]}{a['total']}，其中：基本支出{a['basic']}{share}（{people}{a['personnel']}，{daily}{a['operating']}）"
        text += f"{'；' if share else '，'}项目支出{a['project']}"
        if share:
            text += f"，占{percent(f.at(stage, 'project'), f.at(stage, 'total'))}%"
        for category in ("total", "basic", "personnel", "operating", "project"):
            truth.budget(category, stage, f.at(stage, category))
        if stage == "executed" and len(stages) == 3:
            shown = f.rate("total")
            text += f"。{rng.choice(words['stage']['rate'][:2])}{shown}%"
            truth.rate("total", shown)
        paragraphs.append(text + "。")
    return paragraphs


def against_last_year(
    rng: Random, f: Finances, purse: Purse, year: int, truth: Truth, word: str
) -> list[str]:
    """Each figure with its change, which is no level; last year's level beside it, which is."""
    more = purse.some(rng, 1, 60)
    less = purse.some(rng, 1, 9)
    before = f.at("executed", "total") - more
    grown = percent(more, before)
    unit = purse.show
    first = f"{year}年{word}支出总额{unit(f.at('executed', 'total'), True)}，比上年增加{unit(more, True)}，增长{grown}%，主要原因是人员正常晋级晋档。"
    second = f"其中：基本支出{unit(f.at('executed', 'basic'), True)}，主要用于保障机构正常运转，较上年减少{unit(less, True)}；"
    second += f"项目支出{unit(f.at('executed', 'project'), True)}，同比增加{unit(more, True)}。"
    third = (
        f"基本支出中，人员经费{unit(f.at('executed', 'personnel'), True)}，主要包括基本工资、津贴补贴、奖金；"
    )
    third += f"公用经费{unit(f.at('executed', 'operating'), True)}，主要包括办公费、水电费、差旅费等。"
    for category in ("total", "basic", "project", "personnel", "operating"):
        truth.budget(category, "executed", f.at("executed", category))
    opening = []
    if rng.random() < 0.5:
        opening = [
            f"{year}年年初预算为{unit(f.at('initial', 'total'), True)}，全年预算数为{unit(f.at('adjusted', 'total'), True)}。"
        ]
        truth.budget("total", "initial", f.at("initial", "total"))
        truth.budget("total", "adjusted", f.at("adjusted", "total"))
    return [*opening, first + second, third]


def by_source(rng: Random, f: Finances, purse: Purse, year: int, truth: Truth, word: str) -> list[str]:
    """What the projects got from which level of government, what was brought in and what is left."""
    show = purse.show
    given, spent = f.at("adjusted", "project"), f.at("executed", "project")
    central = purse.part(rng, given, 0.2, 0.5)
    county = given - central
    initial, more = f.at("initial", "project"), given - f.at("initial", "project")
    truth.budget("project", "initial", initial)
    truth.budget("project", "adjusted", given)
    truth.budget("project", "executed", spent)
    text = f"{year}年项目支出年初预算{show(initial, True)}，"
    text += f"年中追加{show(more, True)}，" if more else ""
    text += f"调整后预算{show(given, True)}，全年实际支出{show(spent, True)}。"
    second = f"项目资金实际到位{show(given, True)}，其中：中央财政资金{show(central, True)}，县级财政资金{show(county, True)}。"
    for source, amount in (("all", given), ("central", central), ("county", county)):
        truth.budget("project", "received", amount, source)
    left = purse.some(rng, 1, 30)
    ends = rng.choice(("年末结转结余", "结转下年使用", "年末结转"))
    truth.budget("project", "carried_out", left)
    brought = purse.some(rng, 1, 30)
    truth.budget("project", "carried_in", brought)
    third = f"{rng.choice(('年初结转项目资金', '上年结转项目资金'))}{show(brought, True)}，{ends}项目资金{show(left, True)}。"
    basic = f"基本支出全年预算数{show(f.at('adjusted', 'basic'), True)}，实际支出{show(f.at('executed', 'basic'), True)}。"
    truth.budget("basic", "adjusted", f.at("adjusted", "basic"))
    truth.budget("basic", "executed", f.at("executed", "basic"))
    return [text + second, third, basic]


def granted_and_spent(
    rng: Random, f: Finances, purse: Purse, year: int, truth: Truth, word: str
) -> list[str]:
    """What the finance bureau granted and what was spent, each with its parts, in one sentence."""
    names = {
        "personnel": "人员经费",
        "operating": rng.choice(("日常公用经费", "公用经费")),
        "project": rng.choice(("项目经费", "项目支出")),
    }
    between = rng.choice(("，", "、"))
    clauses = []
    for stage, lead in (
        ("initial", rng.choice((f"县财政批复{word}年初部门预算", f"{word}年初预算安排资金"))),
        ("executed", rng.choice(("截至年底，实际支出", "全年累计支出", "本年度总支出"))),
    ):
        listed = between.join(f"{names[c]}{purse.show(f.at(stage, c), True)}" for c in names)
        clauses.append(f"{lead}{purse.show(f.at(stage, 'total'), True)}，其中{listed}")
        for category in ("total", *names):
            truth.budget(category, stage, f.at(stage, category))
    return [f"{year}年度，" + "；".join(clauses) + "。"]


def one_line_each(rng: Random, f: Finances, purse: Purse, year: int, truth: Truth, word: str) -> list[str]:
    """人员经费：年初预算…，决算…，完成年初预算的…%。 A line for each category."""
    lines = [f"{year}年{word}预算执行情况如下："]
    for number, (category, name) in enumerate(
        (("personnel", "人员经费"), ("operating", "公用经费"), ("project", "项目支出")), 1
    ):
        initial, spent = f.at("initial", category), f.at("executed", category)
        rate = percent(spent, initial)
        head = rng.choice((f"{number}.{name}：", f"（{number}）{name}。"))
        done = rng.choice(("完成年初预算的", "执行率"))
        lines.append(
            f"{head}年初预算{purse.show(initial, True)}，决算数{purse.show(spent, True)}，{done}{rate}%。"
        )
        truth.budget(category, "initial", initial)
        truth.budget(category, "executed", spent)
        truth.rate(category, rate)
    return lines


def spent_alone(rng: Random, f: Finances, purse: Purse, year: int, truth: Truth, word: str) -> list[str]:
    """Only what was spent, with what it was spent on, and income beside it, which is no budget."""
    show = purse.show
    income = f.at("adjusted", "total")
    first = f"{year}年{word}收入合计{show(income, True)}，全部为财政拨款收入。"
    first += f"{year}年{word}共支出{show(f.at('executed', 'total'), True)}。其中，基本支出{show(f.at('executed', 'basic'), True)}，"
    first += f"项目支出{show(f.at('executed', 'project'), True)}。"
    for category in ("total", "basic", "project"):
        truth.budget(category, "executed", f.at("executed", category))
    return [first]


Manner = Callable[[Random, Finances, Purse, int, Truth, str], list[str]]
MANNERS: tuple[Manner, ...] = (by_category, by_category, by_stage, against_last_year, by_source,
    granted_and_spent, one_line_each, spent_alone,
)  # fmt: skip


def three_public(rng: Random, purse: Purse, year: int, truth: Truth) -> str:
    """三公经费 with its parts, which are figures of no category."""
    planned = purse.some(rng, 2, 12)
    spent = purse.part(rng, planned, 0.4, 1.0)
    car = purse.part(rng, spent, 0.5, 0.8)
    quoted = rng.choice(("“三公”经费", "三公经费", "“三公经费”"))
    truth.budget("three_public", "initial", planned)
    truth.budget("three_public", "executed", spent)
    return (
        f"{year}年度{quoted}年初预算{purse.show(planned, True)}，实际支出{purse.show(spent, True)}，"
        f"其中：公务用车运行维护费{purse.show(car, True)}，公务接待费{purse.show(spent - car, True)}，因公出国（境）费0{purse.unit}。"
    )


def projects(rng: Random, f: Finances, purse: Purse, truth: Truth) -> str:
    """The projects in one sentence, the way of 其中 lists."""
    between = rng.choice(("，", "；", "、"))
    listed = between.join(f"{name}{purse.show(given, True)}" for name, given, _ in f.items)
    truth.budget("project", "initial", f.at("initial", "project"))
    for name, given, _ in f.items:
        truth.item(name, given)
    return f"年初项目预算{purse.show(f.at('initial', 'project'), True)}，其中：{listed}。"
