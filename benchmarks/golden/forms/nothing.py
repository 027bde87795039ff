"""Documents that state no results: targets, rules, notices, empty templates. Nothing is to be extracted from them."""

from __future__ import annotations

from random import Random

from benchmarks.golden.indicator_tables import TARGETS, table, widened
from benchmarks.golden.indicators import invent
from benchmarks.golden.office import office
from benchmarks.golden.paper import LEFT, UP, centred, grid, heading, line, right, title
from benchmarks.golden.purse import purse
from benchmarks.golden.truth import Truth
from benchmarks.golden.written import Written
from pipelines.samples.parts import Part

NOTHING = "无可提取"
_ANY = ("unit_name", "department_type", "fiscal_year", "signed_on", "region_code", "county")


def target_form(rng: Random) -> Written:
    """绩效目标填报表: what is planned. Its amounts say no stage, so they may be taken or left."""
    where = office(rng, rng.choice(("elsewhere", "anhui", "yunnan")))
    year = where.year(rng, 2020, 2025)
    truth = where.truth(year, "target_form")
    money = purse(rng)
    amount = money.some(rng, 2, 300)
    for source in ("all", "fiscal"):
        truth.budget("project", "initial", amount, source, optional=True)
    subject = rng.choice(where.projects)
    cells, said = table(rng, invent(rng, where), TARGETS)
    truth.rows(said)
    truth.goals_count = 1
    rows = [
        ["项目名称", LEFT, subject],
        ["主管部门", LEFT, where.name, LEFT, "实施单位", where.name],
        [f"项目资金\n（{money.unit}）", LEFT, "年度资金总额：", LEFT, money.show(amount), LEFT],
        [UP, UP, "其中：财政拨款", LEFT, money.show(amount), LEFT],
        [UP, UP, "其他资金", LEFT, "", LEFT],
        ["年度绩效目标", f"保障{subject}按时足额到位。", LEFT, LEFT, LEFT, LEFT],
        *widened(cells, 6, "绩效指标"),
    ]
    name = rng.choice(("项目支出绩效目标表", "项目绩效目标填报表", "部门预算项目绩效目标申报表"))
    parts = (
        title(name),
        centred(f"（{year}年度）"),
        grid([[*row, *[LEFT] * (6 - len(row))] for row in rows]),
    )
    return Written("绩效目标表", parts, (truth,), ("docx", "xlsx", "html"))


def rules(rng: Random) -> Written:
    """管理办法: weights, grades and percentages, and nobody's figures."""
    where = office(rng, "hebei")
    year = where.year(rng, 2019, 2024)
    parts: list[Part] = [title(f"{where.printed}预算绩效管理办法"), centred("第一章 总则")]
    parts += [line(f"第{n}条 {text}") for n, text in zip("一二三四五六七八", _RULES, strict=True)]
    parts += [line(f"第九条 本办法自{year}年1月1日起施行，由{where.printed}财政局负责解释。")]
    return Written(NOTHING, tuple(parts), (_none(),), ("docx", "html", "pdf", "txt"))


def notice(rng: Random) -> Written:
    """关于开展绩效自评工作的通知: asks for what others are to file."""
    where = office(rng, rng.choice(("hunan", "sichuan", "elsewhere")))
    year = where.year(rng, 2020, 2024)
    parts: list[Part] = [
        title(f"{where.printed}财政局关于开展{year}年度部门整体支出和项目支出绩效自评工作的通知"),
        line("县直各预算单位："),
    ]
    parts += [
        line("为做好绩效自评工作，根据有关规定，现将有关事项通知如下："),
        heading("一、自评范围"),
        line(f"{year}年度纳入部门预算的所有项目支出，预算金额50万元以上的项目应当单独形成自评报告。"),
        heading("二、自评内容"),
        line(
            "自评指标权重：预算执行率10分，产出指标50分，效益指标30分，满意度指标10分，满分为100分。90分以上为优，80-90分为良。"
        ),
        heading("三、时间要求"),
        line(
            f"请于{year + 1}年3月20日前报送，抽查比例不低于20%。联系人：绩效股，电话：{rng.randint(2000000, 8999999)}。"
        ),
        right(f"{where.printed}财政局"),
        right(f"{year + 1}年2月{rng.randint(1, 28)}日"),
    ]
    return Written(NOTHING, tuple(parts), (_none(),), ("html", "docx", "txt", "pdf"))


def template(rng: Random) -> Written:
    """An empty form with placeholders and hints."""
    heads = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ]
    levels = (
        ("产出指标（50分）", "数量指标"),
        (UP, "质量指标"),
        (UP, "时效指标"),
        ("效益指标（30分）", "社会效益指标"),
        ("满意度指标（10分）", "服务对象满意度指标"),
    )
    rows = [["项目名称", rng.choice(("", "XX项目", "××项目"))], ["主管部门", "", LEFT, LEFT, "实施单位", ""],
            ["项目资金（万元）", LEFT, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            [UP, UP, "", "", "", "10", "", ""] if rng.random() < 0.5 else ["年度资金总额", LEFT, "XX", "XX", "XX", "10", "XX%", ""],
            heads]  # fmt: skip
    for level1, level2 in levels:
        rows += [[level1, level2, "指标1：", "", "", "", "", ""], [UP, UP, "……", "", "", "", "", ""]]
    rows.append(["总分", LEFT, LEFT, LEFT, LEFT, "100", "", ""])
    filled = [[*row, *[LEFT] * (8 - len(row))] for row in rows]
    parts: list[Part] = [
        title("项目支出绩效自评表"),
        centred(rng.choice(("（    年度）", "（20XX年度）", "（××××年度）"))),
        grid(filled),
    ]
    if rng.random() < 0.5:
        parts += [title("XX县XX局20XX年度部门整体支出绩效自评报告（参考提纲）"), heading("一、基本情况")]
        parts += [
            line("部门职能、编制XX人、实有XX人。（200字以内）"),
            line("20XX年年初预算XX万元，支出XX万元，预算执行率XX%。"),
            line("自评得分XX分，等级为XX。"),
        ]
    return Written(NOTHING, tuple(parts), (_none(),), ("docx", "xlsx", "html", "pdf"))


def _none() -> Truth:
    report = dict.fromkeys(("region_code", "county", "department_type", "unit_name", "fiscal_year"))
    return Truth({**report, "report_type": "other", "signed_on": None}, {field: ["*"] for field in _ANY})


_RULES = (
    "为全面实施预算绩效管理，提高财政资金使用效益，制定本办法。",
    "本办法适用于县级预算部门和单位。",
    "绩效目标应当细化、量化，预算金额100万元以上的项目应当开展事前绩效评估。",
    "绩效自评指标权重统一设置为：预算执行率10%、产出指标50%、效益指标30%、满意度指标10%。",
    "评价总分100分，90（含）—100分为优，80（含）—90分为良，60（含）—80分为中，60分以下为差。",
    "预算执行率低于80%的，扣减下一年度预算的5%至10%。",
    "财政部门每年选取不少于10个部门、资金规模不低于2亿元开展重点评价。",
    "人员经费、公用经费和项目支出均纳入部门整体支出绩效评价范围。",
)
