"""部门决算 with a performance section: the words of a self-evaluation, but none."""

from __future__ import annotations

from random import Random

from benchmarks.golden.chapters import says
from benchmarks.golden.finances import finances
from benchmarks.golden.office import office
from benchmarks.golden.paper import grid, heading, line, title
from benchmarks.golden.purse import percent, purse
from benchmarks.golden.written import Written
from pipelines.samples.parts import Part


def final_account(rng: Random) -> Written:
    """Its identity is judged, its figures are not: no form lists them."""
    where = office(rng, rng.choice(("elsewhere", "sichuan", "yunnan", "hebei")))
    year = where.year(rng, 2019, 2024)
    truth = where.truth(year, "final_account")
    truth.skip_tables = (
        "budget_facts", "stated_rates", "project_items", "staff_facts", "asset_facts", "scores", "goals", "indicators",
    )  # fmt: skip
    money = purse(rng, "万元")
    f = finances(rng, money, where.projects)
    total = money.show(f.at("executed", "total"), True)
    parts: list[Part] = [
        title(rng.choice((f"{where.name}{year}年度部门决算", f"{year}年度{where.name}部门决算公开")))
    ]
    parts += [
        line("目录"),
        line("第一部分 部门概况"),
        line("第二部分 部门决算表"),
        line("第三部分 部门决算情况说明"),
    ]
    parts += [
        heading("第一部分 部门概况"),
        heading("一、主要职责", 2),
        *(line(f"{n}.{d}。") for n, d in enumerate(where.duties, 1)),
    ]
    rows = [["项目", "行次", "金额", "项目", "行次", "金额"],
            ["一、一般公共预算财政拨款收入", "1", money.show(f.at("executed", "total")), "一、一般公共服务支出", "31", money.show(f.at("executed", "total"))],
            ["本年收入合计", "27", money.show(f.at("executed", "total")), "本年支出合计", "57", money.show(f.at("executed", "total"))]]  # fmt: skip
    parts += [heading("第二部分 部门决算表"), grid(rows, title="收入支出决算总表", note="金额单位：万元")]
    parts += [heading("第三部分 部门决算情况说明"), heading("一、收入支出决算总体情况说明", 2)]
    parts.append(
        line(
            f"{year}年度收、支总计均为{total}。与上年相比，收、支总计各增加{money.show(money.some(rng, 1, 50), True)}，增长3.2%。"
        )
    )
    share = percent(f.at("executed", "basic"), f.at("executed", "total"))
    parts.append(
        line(
            f"本年支出合计{total}，其中：基本支出{money.show(f.at('executed', 'basic'), True)}，占{share}%；项目支出{money.show(f.at('executed', 'project'), True)}。"
        )
    )
    parts += [
        heading("二、机关运行经费支出情况", 2),
        line(
            f"机关运行经费支出{money.show(f.at('executed', 'operating'), True)}，比年初预算数减少2.10万元。"
        ),
    ]
    parts += [
        heading("三、预算绩效情况说明", 2),
        line(
            f"根据预算绩效管理要求，{where.word}对{year}年度项目支出全面开展绩效自评，共涉及资金{money.show(f.at('executed', 'project'), True)}，平均得分98.2分。"
        ),
    ]
    parts += [
        line(says(rng, "effect", where, year)),
        heading("第四部分 名词解释"),
        line("基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。"),
    ]
    return Written("部门决算", tuple(parts), (truth,), ("html", "docx", "pdf"))
