"""Kinds: reports of departments and projects, final accounts, target forms, and what is no report at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.identity.kind import classify
from pipelines.extract.identity.titles import title_words
from pipelines.model.document import Document
from tests.documents import make_document

FIGURES = "预算资金141.19万元，到位18.09万元，执行率100%，在职7人。"
CODES = {"department", "project", "transfer", "final_account", "target_form", "other"}


def report(*parts: str) -> Document:
    return make_document(*parts, FIGURES)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("元氏县总工会2025年度整体支出绩效自评报告", "department"),
        ("2023年度部门整体支出绩效自评工作情况报告", "department"),
        ("部门整体支出绩效评价自评报告", "department"),
        ("部门绩效自评工作情况总结", "department"),
        ("2019年度整体支出绩效报告", "department"),
        ("部门整体绩效自评表", "department"),
        ("部门整体支出绩效自评表", "department"),
        ("整体和项目支出绩效自评总结报告", "department"),
        ("部门整体支出及项目支出绩效评价报告", "department"),
        ("某县财政局机关整体支出绩效自评报告（修订稿）", "department"),
        ("二〇二四年度部门整体支出绩效自我评价报告", "department"),
        ("项目支出绩效自评表", "project"),
        ("部门预算项目支出绩效自评表（2022年度）", "project"),
        ("宁晋县部门工作活动（项目）绩效评价自评报告", "project"),
        ("绩效目标自评表", "project"),
        ("石桥县第二中学专项资金绩效自评价报告", "project"),
        ("天全县石桥镇2022年度护林补助资金转移支付绩效自评报告", "transfer"),
        ("丰都县公安局2022年度辅警人员经费绩效自评工作报告", "project"),
        ("关于2021年度政法纪检监察转移支付资金绩效的自评报告", "transfer"),
        ("2020年度部门决算公开", "final_account"),
        ("部门整体支出绩效目标申报表", "target_form"),
        ("2023年度石桥县乡村振兴局整体绩效自评报告", "department"),
        ("2022年度石桥县民政局整体绩效自评表", "department"),
        ("石桥县水利局2022年部门预算绩效自评报告", "department"),
        ("石桥县林业局2024年度林业草原改革发展资金绩效评价表", "project"),
        ("石桥县2022年度厕所革命项目整体绩效自评报告", "project"),
        ("石桥县2022年度农村厕所革命项目绩效自评结果", "project"),
        ("2022年度种粮农民一次性补贴项目自评表", "project"),
    ],
)
def test_the_title_tells_the_kind(title: str, code: str) -> None:
    kind = classify(report(title, "一、基本情况"))
    assert kind.code == code
    assert kind.problem is None


def test_a_title_over_several_lines_with_its_unit_and_year_is_one_title() -> None:
    kind = classify(
        report("附件 4", "赵县总工会部门", "2024 年度整体支出绩", "效自评报告（修订", "稿）", "一、概况")
    )
    assert kind.title is not None
    assert kind.title.text == "赵县总工会部门2024年度整体支出绩效自评报告(修订稿)"
    below = classify(report("附件:", "项目支出绩效自评表", "（2022年度）"))
    assert below.title is not None
    assert below.title.text == "项目支出绩效自评表(2022年度)"


def test_navigation_of_a_web_page_is_no_title() -> None:
    kind = classify(
        report(
            "政务公开财政预决算绩效评价",
            "关于开展参保缴费的通告",
            "某县水利局",
            "2023年度部门整体支出绩效自评报告",
        )
    )
    assert kind.code == "department"
    assert kind.title is not None
    assert kind.title.text == "某县水利局2023年度部门整体支出绩效自评报告"


def test_words_of_a_title_inside_a_sentence_are_no_title() -> None:
    kind = classify(
        report(
            "第十二条　部门应当报送部门整体支出绩效自评报告。", "我们按照《整体支出绩效自评报告》的要求办理。"
        )
    )
    assert kind.title is None
    assert kind.code == "other"


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (
            (
                "高邑县",
                "预算绩效管理办法（试行）",
                *(f"第{n}条　总分为100分，优为90%以上。" for n in "一二三四五六"),
            ),
            "not_a_report",
        ),
        (
            ("XX县XX局", "XXXX年度部门整体支出绩效自评报告", "编制XX人，资产总额XX万元，执行率XX%。"),
            "not_a_report",
        ),
        (("2024年度部门整体支出绩效自评报告（参考提纲）", FIGURES), "not_a_report"),
        (("部门整体支出绩效自评表", "产出指标（50分）", "效益指标（30分）"), "not_a_report"),
        (("关于开展2024年度部门整体支出绩效自评工作的通知", FIGURES), "not_a_report"),
        (("今天天气很好，气温12.5度，湿度30%，有10人。",), "kind_unknown"),
        ((), "not_a_report"),
    ],
)
def test_rules_notices_and_empty_forms_are_no_report(parts: tuple[str, ...], why: str) -> None:
    kind = classify(make_document(*parts))
    assert kind.code == "other"
    assert kind.problem is not None
    assert kind.problem.kind == why
    assert kind.problem.message_zh
    assert kind.problem.message_en


def test_a_masked_county_is_no_empty_form() -> None:
    assert (
        classify(report("**县环境卫生管理所", "2020年度部门整体支出绩效评价报告", "**县**局**股")).code
        == "department"
    )


def test_a_bare_title_is_judged_by_what_the_text_begins_with() -> None:
    assert classify(report("2023年度绩效自评报告", "一、部门概况")).code == "department"
    assert classify(report("2023年度绩效自评报告", "一、项目概况")).code == "project"
    of_unit = classify(report("石桥县政务局2023年度绩效自评报告", "一、基本情况", "在职人员32人。"))
    assert (of_unit.code, of_unit.problem) == ("department", None)


def test_a_bare_title_above_a_text_that_does_not_say_what_it_is_of_is_told() -> None:
    kind = classify(report("石桥县政务局2023年度绩效自评报告", "一、基本情况"))
    assert kind.code == "project"
    assert kind.problem is not None
    assert kind.problem.kind == "kind_doubtful"


def test_the_wordings_stand_for_codes_of_the_contract() -> None:
    assert {word.code for word in title_words()} <= CODES


@given(
    st.lists(
        st.text(alphabet="绩效自评报告表整体支出项目年度2024（）()县局，。 \t*X", max_size=60), max_size=6
    )
)
def test_any_text_gets_exactly_one_code(parts: list[str]) -> None:
    assert classify(make_document(*parts)).code in CODES


@pytest.mark.parametrize(
    "parts",
    [
        ("石桥县民政局2026年部门预算公开说明", "一、部门职责", FIGURES),
        ("石桥县2022年度各部门整体支出绩效自评情况报告", FIGURES),
        ("石桥县民政局2023年1-7月项目支出绩效运行监控表", FIGURES),
        (
            "我县扎实开展2023年度部门整体支出绩效自评工作",
            "涉及资金12.6亿元，自评率100%，自评部门68个，5.5万元。",
        ),
    ],
)
def test_budgets_summaries_monitoring_and_news_are_no_report(parts: tuple[str, ...]) -> None:
    assert classify(report(*parts)).code == "other"


@pytest.mark.parametrize(
    "parts",
    [
        ("石桥县民政局2023年上半年部门整体支出绩效自评报告", "一、概况"),
        ("石桥县民政局2023年1-9月部门整体支出绩效自评报告", "一、概况"),
        ("石桥县民政局2023年第三季度部门整体支出绩效自评报告", "一、概况"),
        ("石桥县民政局2023年度部门整体支出中期绩效评价报告", "一、概况"),
        ("石桥县民政局2021—2023年部门整体支出绩效自评报告", "一、概况"),
        ("石桥县民政局2023年度部门整体支出绩效自评报告", "（统计期间：2023年1月至9月）", "一、概况"),
        ("石桥县民政局2023年度部门整体支出绩效自评报告", "评价期间：2022年7月1日至2023年6月30日", "一、概况"),
        ("石桥县民政局2023年度部门整体支出绩效自评报告（样本）", "一、概况"),
        ("石桥县民政局2023年度部门整体支出绩效自评报告填写说明", "一、概况"),
    ],
)
def test_reports_on_less_or_more_than_a_year_and_samples_are_no_report(parts: tuple[str, ...]) -> None:
    assert classify(report(*parts)).code == "other"


@pytest.mark.parametrize(
    "line", ["评价期间：2023年1月1日至2023年12月31日", "自评期间：2024年3月1日至2024年3月15日"]
)
def test_a_whole_year_and_the_time_of_the_work_leave_a_report(line: str) -> None:
    kind = classify(report("石桥县民政局2023年度部门整体支出绩效自评报告", line, "一、概况"))
    assert kind.code == "department"


def test_a_form_with_open_names_and_no_money_is_blank_whatever_weights_it_prints() -> None:
    blank = [
        ["项目名称", ""],
        ["主管部门", "", "实施单位", ""],
        ["年度资金总额", "", "", "", "10", "", ""],
        ["产出指标", "数量指标", "指标1：", "", "", "20", ""],
        ["效益指标", "社会效益", "指标1：", "", "", "30", ""],
    ]
    assert classify(make_document("项目支出绩效自评表", "（    年度）", blank)).code == "other"
    named = [["项目名称", "救助"], *blank[1:]]
    assert classify(make_document("项目支出绩效自评表", "（    年度）", named)).code == "project"
    paid = [*blank[:2], ["年度资金总额", "40", "40", "38", "10", "", ""], *blank[3:]]
    assert classify(make_document("项目支出绩效自评表", "（    年度）", paid)).code == "project"


def test_columns_of_a_site_and_numbered_headings_are_titles_only_where_there_is_no_other() -> None:
    kind = classify(report("部门预算", "部门决算", "石桥县民政局2023年度部门整体支出绩效自评报告"))
    assert kind.code == "department"
    numbered = classify(report("三、绩效目标表", "石桥县民政局2023年度项目支出绩效自评报告"))
    assert numbered.code == "project"


WHOLE = "年初预算812.35万元，执行798.10万元，其中基本支出512.20万元，人员经费430.15万元，项目支出285.90万元。"


def test_a_unit_in_a_weak_title_is_no_project_and_a_whole_department_none_either() -> None:
    named = classify(make_document("2023年度石桥县民政局绩效自评报告", "一、基本情况", WHOLE))
    assert (named.code, named.problem) == ("department", None)
    for text, code in ((WHOLE, "department"), (f"一、项目概况。{WHOLE}", "project")):
        doubtful = classify(make_document("2023年度救助管理绩效自评报告", text))
        assert doubtful.code == code
        assert doubtful.problem is not None
        assert doubtful.problem.kind == "kind_doubtful"


def test_a_project_that_the_centre_pays_by_transfer_is_a_transfer() -> None:
    title = "石桥县2023年中央财政林业改革发展资金绩效自评报告"
    assert classify(report(title, "中央下达转移支付预算2846万元。")).code == "transfer"
    assert classify(report(title)).code == "project"


def test_a_form_of_a_transfer_is_one_whatever_its_title_says() -> None:
    rows = [
        ["转移支付（项目）名称", "护林补助资金", "资金使用单位", "石桥县林业局"],
        ["年度资金总额：", "808.1万元", "692.98万元", "86%"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
    ]
    for title in ("护林补助资金绩效自评表", "护林补助资金（国有林）绩效目标自评"):
        assert classify(make_document(title, rows, FIGURES)).code == "transfer"


def test_a_report_that_states_only_its_score_is_one() -> None:
    title = "石桥县林业局2021年度护林补助资金绩效自评报告"
    assert classify(make_document(title, "护林补助资金绩效自评得分为98分，结论为优秀。")).code == "project"
    assert classify(make_document(title, "护林补助资金使用规范。")).code == "other"


@pytest.mark.parametrize(
    "parts",
    [
        (
            "部门整体支出绩效自评表",
            [
                ["部门名称", "XX局"],
                ["年度预算", "资金总额", "0.00", "0.00"],
                ["产出指标", "指标1", "≥100%", "25"],
            ],
        ),
        (
            "部门整体支出绩效自评表",
            "填报单位：（公章）",
            [["预算执行率", "10", "每低1%扣0.5分"], ["控制率", "5", "≤100%得5分"], ["合计", "100", ""]],
        ),
        (
            "××县××局2023年度部门整体支出绩效自评报告",
            "编制××人，年初预算××万元，满分100分，90分以上为优，80分以上为良。",
        ),
    ],
)
def test_a_template_is_none_whatever_it_prints_of_its_own(parts: tuple[str | list[list[str]], ...]) -> None:
    assert classify(make_document(*parts)).code == "other"


def test_a_table_of_scores_makes_no_report_a_blank_form() -> None:
    scores = [["指标", "分值", "得分", "得分率"], ["部门管理", "20", "18.82", "94.10%"]]
    assert (
        classify(make_document("石桥县科技局2023年度部门整体支出绩效自评报告", WHOLE, scores)).code
        == "department"
    )


@pytest.mark.parametrize(
    "parts",
    [
        ("石桥县财政局关于开展2024年度绩效自评工作的通知", FIGURES, "附件：1.部门整体支出绩效自评表"),
        ("关于2022年度县级部门整体支出绩效自评情况的报告", "县人大常委会：", WHOLE),
        ("关于2023年度预算绩效管理工作情况的报告", "县人大常委会：", "部门整体支出绩效自评", WHOLE),
    ],
)
def test_a_letter_about_all_reports_is_none(parts: tuple[str, ...]) -> None:
    assert classify(make_document(*parts)).code == "other"


def test_the_border_behind_each_cell_of_a_copy_is_no_part_of_its_title() -> None:
    kind = classify(report("项目支出绩效自评表|", "(2022年度)|", "项目名称|", "农田建设|"))
    assert kind.title is not None
    assert kind.title.text == "项目支出绩效自评表(2022年度)"


def test_a_report_that_states_only_its_people_is_one() -> None:
    title = "石桥县第一中学2024年度部门整体支出绩效自评报告"
    assert classify(make_document(title, "内设机构八个。在编教师数为31 人。")).code == "department"


def test_a_text_with_a_figure_or_two_is_not_said_to_have_none() -> None:
    title = "石桥县林业局2024年度部门整体支出绩效自评报告"
    told = [classify(make_document(title, text)).problem for text in ("服务群众70人。", "认真履行职责。")]
    assert ["只有1个数据" in p.message_zh for p in told if p is not None] == [True, False]
