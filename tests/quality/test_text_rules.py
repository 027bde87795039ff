"""Rules over text: what fires, and above all what must not."""

from __future__ import annotations

import pytest

from tests.quality.examples import Build, Example, Judged
from tests.quality.house import House

PARTS = (
    "overview", "income_expenditure", "goals_indicators", "evaluation_organisation", "achievement_items", "conclusion", "measures", "signers",
)  # fmt: skip
DUTIES = "主要职责是指导基层工会组织开展工作，维护职工合法权益，做好劳模管理和困难职工帮扶。"
COPIED = "下一步细化预算编制，更好地实施储备物资管理，确保储备物资数量真实、质量良好，完成全年储备任务。"


def section(code: str, text: str) -> Build:
    return lambda h: h.section(code, text)


def sections(**texts: str) -> Build:
    def build(h: House) -> None:
        for code, text in texts.items():
            h.section(code, text)

    return build


def staff_change(text: str, change: int = -1) -> Build:
    def build(h: House) -> None:
        h.count += 1
        start = h.count * 1000
        h.put(
            "staff_facts",
            staff_scope="unit",
            kind="on_post",
            basis="actual",
            headcount=4,
            change_vs_prior=change,
            evidence_id=f"c{start}",
        )
        h.store.execute(
            "UPDATE core.evidence SET char_start = ?, char_end = ? WHERE evidence_id = ?",
            [start, start + 2, f"c{start}"],
        )
        h.section("staff", text, start=start)

    return build


def org(listed: str, **texts: str) -> Build:
    return sections(organisation=f"单位名称 单位性质 {listed} 行政", **texts)


EXAMPLES = [
    # A02
    Example("A02", "pass", "year end of the year", section("staff", "截至2024年12月31日，实有7人。"), "text"),
    Example("A02", "pass", "last year beside this one", section("assets", "截至2023年末为8万元，截至2024年末资产9万元。"), "text"),
    Example("A02", "pass", "the report's year in the opening", section("preamble", "对云溪县总工会 2024 年整体支出情况实施了绩效自评价。"), "text"),
    Example("A02", "fail", "another year in the opening", section("preamble", "对云溪县总工会 2022 年整体支出情况实施了绩效自评价。"), "text", says="写的却是 2022 年"),
    Example("A02", "fail", "another closing date", section("staff", "截至 2023 年 12 月 31 日，我单位实有行政人员4人。"), "text", says="2023"),
    Example("A02", "fail", "another year before the budget", section("income_expenditure", "2023年度人员经费预算资金10万元。"), "text", says="收支"),
    Example("A02", "not_evaluable", "comparison with last year", section("staff", "实有4人，与2023年相比减少1人。"), "text"),
    Example("A02", "not_evaluable", "history, 文号 and titles", section("achievement_overall", "2017年市总工会推出石惠卡。根据冀财行〔2017〕36号，按《关于截至2019年末工作的通知》办理。"), "text"),
    Example("A02", "not_evaluable", "the signing date of the next year", section("signers", "2025年4月20日"), "text"),
    Example("A02", "not_evaluable", "year unknown", section("staff", "截至2023年末实有7人。"), "text", report=(("fiscal_year", None),)),
    Example("A02", "pass", "figures of two years", lambda h: h.budget("project", initial="1").budget("project", year=2023, executed="1"), "figures"),
    Example("A02", "fail", "figures of another year only", lambda h: h.budget("project", year=2022, executed="1"), "figures", says="2022"),
    # A06
    Example("A06", "pass", "sound text", section("duties", "指导全县各级工会开展工作，健全云溪县总工会内控制度，落实云溪县县委决定，各县县城。")),
    Example("A06", "pass", "cells of a table are not glued", section("organisation", "云溪县总工会\n云溪县总工会\t参公")),
    Example("A06", "fail", "全 before the full name", section("duties", "负责全云溪县总工会经费的收缴。"), says="全云溪县总工会"),
    Example("A06", "fail", "the name across a wrap", section("duties", "负责全云溪县\n总工会经费的收缴。")),
    Example("A06", "fail", "a doubled name", section("duties", "云溪县总工会云溪县总工会经费。"), says="单位名称重复"),
    Example("A06", "fail", "a doubled county", section("duties", "云溪县云溪县公路管理工作。"), says="县名重复"),
    Example("A06", "fail", "县县", section("duties", "全县县各级工会。"), says="“县”字重复"),
    Example("A06", "fail", "单位 replaced in 我单位", section("duties", "我云溪县总工会认真组织自评。"), says="我"),
    Example("A06", "pass", "the end of a word before the name", section("duties", "加强成本云溪县总工会承担的核算。")),
    Example("A06", "fail", "a name with brackets", section("duties", "负责全云溪县林场（本级）经费的收缴。"), says="全云溪县林场", report=(("unit_name", "云溪县林场（本级）"),)),
    Example("A06", "not_evaluable", "unit unknown", section("duties", "全县县工会。"), report=(("unit_name", None),)),
    # A07
    Example("A07", "pass", "own words", sections(duties=DUTIES, measures="做好困难职工帮扶和劳模管理。")),
    Example("A07", "fail", "words of the grain reserve", sections(duties=DUTIES, measures=COPIED), says="粮食和物资储备"),
    Example("A07", "pass", "their own department", sections(duties="负责储备粮管理。", measures=COPIED), report=(("department_type", "粮食和物资储备局"),)),
    Example("A07", "pass", "the words stand in its own duties", sections(duties=DUTIES + "负责储备物资、储备任务，数量真实、质量良好。", measures=COPIED)),
    Example("A07", "pass", "the title of a document", sections(duties=DUTIES, measures="学习《储备物资数量真实质量良好储备任务管理办法》。")),
    Example("A07", "pass", "insurance of its own staff", sections(duties=DUTIES, achievement_items="及时发放工资，社会养老保险、社会医疗保险、工伤保险按时上交。")),
    Example("A07", "pass", "one foreign word", sections(duties=DUTIES, measures="配合做好储备物资有关工作。")),
    Example("A07", "not_evaluable", "no duties", sections(measures=COPIED), says="职责"),
    Example("A07", "not_evaluable", "a body that does everything", sections(duties=DUTIES, measures=COPIED), says="乡镇", report=(("department_type", "乡镇"),)),
    Example("A07", "fail", "a unit of a kind that no list knows", sections(duties=DUTIES, measures=COPIED), says="粮食和物资储备", report=(("department_type", None),)),
    # A08
    Example("A08", "pass", "not a slogan", section("measures", "构建和谐云溪。")),
    Example("A08", "pass", "in its time", section("measures", "率先全面建成小康社会。"), report=(("fiscal_year", 2020),)),
    Example("A08", "fail", "after its time", section("measures", "为率先全面建成小康社会作贡献。"), says="2021"),
    # A10
    Example("A10", "pass", "sound text", section("staff", "人员变动及原因如下：退休1人。")),
    Example("A10", "pass", "masked names before the unit", section("signers", "＊＊＊元氏县总工会主席")),
    Example("A10", "fail", "a hint in the text", section("staff", "包括当年变动情况及原因。"), says="包括当年变动情况及原因"),
    Example("A10", "fail", "a hint in the heading", lambda h: h.section("signers", "张三", heading="六、人员名单（姓名、工作单位、职务、职称）"), says="姓名"),
    Example("A10", "fail", "an amount never filled in", section("income_expenditure", "人员经费XX万元。"), says="XX万元"),
    # A11
    Example("A11", "pass", "all eight", lambda h: [h.section(code, "有") for code in (*PARTS[:6], "problems", "signers")]),
    Example("A11", "fail", "one is missing", lambda h: [h.section(code, "有") for code in PARTS[:-1]], says="评价工作组人员名单"),
    Example("A11", "not_evaluable", "a form without headings", lambda h: h.budget("project", initial="1")),
    # C04
    Example("C04", "pass", "listed", org("云溪县总工会 云溪县职工服务中心", signers="＊＊＊ 云溪县总工会 党组成员、职工服务中心主任")),
    Example("C04", "pass", "an inner office", org("云溪县总工会", signers="＊＊＊ 云溪县总工会 办公室主任\n＊＊＊ 云溪县总工会 财务科长")),
    Example("C04", "pass", "the unit itself", sections(organisation="单位名称 云溪县融媒体发展中心", signers="＊＊＊ 融媒体发展中心主任"), report=(("unit_name", "云溪县融媒体发展中心"),)),
    Example("C04", "fail", "a signer's post", org("云溪县总工会", signers="＊＊＊ 云溪县总工会 党组成员、职工服务中心主任"), says="职工服务中心"),
    Example("C04", "fail", "own name and more", org("云溪县总工会", income_expenditure="云溪县总工会职工服务中心养老保险10万元。"), says="职工服务中心"),
    Example("C04", "fail", "said to belong to it", org("云溪县总工会", goals_indicators="职工服务中心是总工会的事业单位，在职6人。"), says="职工服务中心"),
    Example("C04", "not_evaluable", "no organisation section", sections(signers="＊＊＊ 职工服务中心主任")),
    # C06
    Example("C06", "pass", "a reason", staff_change("实有4人，比上年减少1人，因1人退休。")),
    Example("C06", "pass", "a reason in the next sentence", staff_change("实有4人，比上年减少1人。主要是调出1人。")),
    Example("C06", "fail", "no reason", staff_change("实有4人，比上年减少1人。资产400万元。"), says="比上年减少 1 人"),
    Example("C06", "fail", "the form's own hint is no reason", staff_change("实有4人，比上年减少1人。包括当年变动情况及原因。")),
    Example("C06", "not_evaluable", "no change", staff_change("实有4人，与上年持平。", 0)),
    Example("C06", "not_evaluable", "no staff", lambda h: None),
    # C09
    Example("C09", "pass", "a rate over something", section("assets", "资产总额400.21万元，较上年减少1.9%。")),
    Example("C09", "pass", "paid off", section("assets", "负债总额0万元，较上年减少100%。")),
    Example("C09", "fail", "a rate over nothing", section("assets", "负债总额0.00万元,较上年减少0%。"), says="没有意义"),
    Example("C09", "not_evaluable", "no rates", section("assets", "2024年末资产总额36万元。")),
]  # fmt: skip


@pytest.fixture(scope="module")
def judged() -> Judged:
    return Judged(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_text_rules_fire_where_they_should_and_nowhere_else(judged: Judged, example: Example) -> None:
    judged.assert_holds(example)


def test_a_finding_quotes_the_raw_characters_of_the_document() -> None:
    """The section starts at raw offset 70 and is printed with a wrap; the evidence covers the wrap."""
    h = House().report().section("duties", "负责全云溪县\n总工会经费的收缴。", start=70)
    h.run("A06")
    (row,) = h.rows("SELECT e.* FROM quality.result_evidence JOIN core.evidence e USING (evidence_id)")
    assert (row["document_id"], row["char_start"], row["char_end"]) == ("d-v1", 72, 80)
