"""Scores: the one that the report gives itself, in every wording; rules and hints about scoring are none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.indicators.indicators import find_indicators
from pipelines.extract.indicators.scores import find_scores
from pipelines.extract.outline.sections import find_sections
from pipelines.lexicon import load
from pipelines.model.claims import ScoreClaim
from pipelines.model.document import Document
from tests.documents import make_document
from tests.extract.forms import form, real

CONCLUSION = "四、评价结论和评价等级"


def score(document: Document) -> ScoreClaim | None:
    outcome = find_scores(document, find_sections(document))
    assert outcome.problems == ()
    return next((claim for claim in outcome.values if claim.scorer == "self"), None)


@pytest.mark.parametrize(
    ("text", "total", "grade_raw", "grade"),
    [
        ("进行综合评价，总得分为100分，综合绩效评价为优秀。", "100", "优秀", "优"),
        ("总得分 95 分，等级为\n优秀。", "95", "优秀", "优"),
        ("综合评分为97分，评价结果为“良好”。", "97", "良好", "良"),
        ("自评得分98", "98", None, None),
        ("自评总分（分）97.6", "97.6", None, None),
        ("绩效自评 98分。", "98", None, None),
        ("项目自评得分:100分。", "100", None, None),
        ("满分100分，自评得分91.5分，评价等级：优。", "91.5", "优", "优"),
        ("2023年度部门整体支出绩效自评得分97.09分，评价等级为优。", "97.09", "优", "优"),
        ("整体绩效自评为优 秀。", None, "优秀", "优"),
        ("综合得分75分，等次为合格。", "75", "合格", "中"),
        ("自评得分55分（不合格）。", "55", "不合格", "差"),
        ("预算执行总体良好，自评得分90分，等级为优。", "90", "优", "优"),
        ("根据评分细则，自评分为96分，属于优秀等次。", "96", "优秀", "优"),
        ("按照评价指标体系打分，得分为88.6分，绩效评级为“良”。", "88.6", "良", "良"),
        ("90分以上为优，80-90分为良。经评价，我单位得分94分，为优。", "94", "优", "优"),
        (
            "对照《整体支出绩效评价指标体系》自评总分95.6分，等次为优（90分以上为优，80分以下为中）。",
            "95.6",
            "优",
            "优",
        ),
        ("绩效自评得分为：97分（满分100分），自评结果为优。", "97", "优", "优"),
        ("绩效自评总分为100分，实际得分95分，评价等级为优。", "95", "优", "优"),
        ("扣除未完成指标分值后，总分97.57分。", "97.57", None, None),
        ("产出指标得50分，效益指标得30分，满意度得9分，预算执行得9.5分，共计98.5分。", "98.5", None, None),
        ("预算执行得9.6分，效益指标得30分，满意度指标得8.9分，自评总得分98.5分。", "98.5", None, None),
        ("预算执行10分得9.95分，产出指标50分得49分，合计98.95分，评价结果为优。", "98.95", "优", "优"),
        ("自评得分97分，其中：预算执行情况10分，产出指标48分，效益指标29分。", "97", None, None),
        ("自评等级为□优 ☑良 □中 □差", None, "良", "良"),
        ("经自评，该项转移支付资金得分97.5分。", "97.5", None, None),
        ("综合上述分析，我局自评得96分。", "96", None, None),
        ("综合评分92.2分，评价结果“优”。其中预算执行率10分，得9.5分。", "92.2", "优", "优"),
        ("综合评分96.4分，评价结果优秀。", "96.4", "优秀", "优"),
        ("对照评价指标体系，自评总分100分，等次为优秀（90分以上为优）。", "100", "优秀", "优"),
        ("等级：优（√）良（ ）中（ ）差（ ）", None, "优", "优"),
        ("自评得分94.6分，评定为优秀等级。", "94.6", "优秀", "优"),
        ("2022年度我局各项任务基本完成，自评总得分91.5分，综合绩效评价为优秀。", "91.5", "优秀", "优"),
        ("根据评价指标体系，自评为优秀等次（94.6分）。", "94.6", "优秀", "优"),
        ("综合评价：优（95分）。", "95", "优", "优"),
        ("绩效自评结果为“优”，得分95.5。", "95.5", "优", "优"),
        ("综合得分97分，评价结论为：优。", "97", "优", "优"),
        ("绩效评价得分为92分，评级结果为优。", "92", "优", "优"),
        ("部门整体绩效评价优秀，得分93分。", "93", "优秀", "优"),
        ("经自评，投入12分、过程28分、产出30分、效果26分，合计96分，评价等级为优。", "96", "优", "优"),
        ("最终得分=投入12+过程28+产出30+效益26=96分，等级“优”。", "96", "优", "优"),
        ("部门预算执行率为96%，自评得分93分，等级为优。", "93", "优", "优"),
    ],
)
def test_wordings_of_score_and_grade(
    text: str, total: str | None, grade_raw: str | None, grade: str | None
) -> None:
    document = make_document(CONCLUSION, text)
    claim = score(document)
    assert claim is not None
    assert (claim.total, claim.grade_raw, claim.grade) == (
        Decimal(total) if total else None,
        grade_raw,
        grade,
    )
    assert (total or "") in document.quote(claim.span)


@pytest.mark.parametrize(
    "text",
    [
        "综合得分XX分，评价等级为（优/良/中/差）。",
        "结合自评情况，说明项目自评总分情况。",
        "90分（含）以上为优，80分（含）至90分为良。",
        "评价等级为优的项目，下一年度优先保障。",
        "项目平均得分99.43分。",
        "产出指标自评得分48分，预算执行率得分10分。",
        "第九条 单位自评的总分为100分，其中预算执行率10分、产出指标50分。",
        "评价等级为：优（90-100分）、良（80-90分）。",
        "自评得分率98%。",
        "上年自评得分93分。",
        "总分为100分。",
        "自评总分为100分，其中产出指标50分、效益指标30分。",
        "其中过程得分58分，产出得分20分。",
        "项目资金管理得分18分。",
        "自评等级为□优 □良 □中 □差",
        "自评等级为☑优 ☑良 □中 □差",
        "综合评价结果为“较好”。",
        "评价等级：优（90分）、良（80分）、中（60分）。",
        "自评指标分值：产出50分，效益30分，满意度10分，合计90分。",
        "自评得分：产出48分，效益30分，满意度10分，合计90分。",
        "自评得分：数量指标30分，质量指标18分，合计48分。",
        "下属单位自评：产出50分，效益30分，满意度10分，合计90分。",
    ],
)
def test_rules_hints_and_other_scores_are_no_score(text: str) -> None:
    assert find_scores(make_document(CONCLUSION, text), ()).values == ()


@pytest.mark.parametrize("said", ["“优秀”", "（良好）", '"优"', "“优秀“", "优秀"])
def test_the_quote_of_a_grade_has_both_of_its_marks(said: str) -> None:
    document = make_document("四、评价结论", f"总得分为96分，评价等级为{said}，按时公开。")
    (claim,) = find_scores(document, find_sections(document)).values
    quote = document.quote(claim.span)
    assert quote == f"总得分为96分，评价等级为{said}".removesuffix("“")


def test_stated_full_mark_is_kept() -> None:
    claim = score(make_document(CONCLUSION, "满分100分，总得分96分。"))
    assert claim is not None
    assert (claim.total, claim.full_mark) == (Decimal(96), Decimal(100))
    claim = score(make_document(CONCLUSION, "总得分96分。"))
    assert claim is not None
    assert claim.full_mark is None


def test_two_different_totals_are_a_problem_and_no_value() -> None:
    document = make_document(CONCLUSION, "总得分96分。", "经复查，总得分为98分，等级为优。")
    outcome = find_scores(document, find_sections(document))
    assert [p.kind for p in outcome.problems] == ["score_contradicts"]
    assert "96分、98分" in outcome.problems[0].message_zh
    assert [(c.total, c.grade) for c in outcome.values] == [(None, "优")]


def test_two_different_grades_are_a_problem_and_no_value() -> None:
    document = make_document(CONCLUSION, "总得分96分，等级为优。综合评价为良好。")
    outcome = find_scores(document, find_sections(document))
    assert [p.kind for p in outcome.problems] == ["grade_contradicts"]
    assert [(c.total, c.grade) for c in outcome.values] == [(Decimal(96), None)]


def test_overall_score_comes_before_scores_of_single_projects() -> None:
    claim = score(make_document(CONCLUSION, "慰问项目自评得分95分；培训项目自评得分92分；总得分94分。"))
    assert claim is not None
    assert claim.total == Decimal(94)


def test_score_of_a_project_is_not_that_of_the_department() -> None:
    document = make_document(CONCLUSION, "慰问项目自评得分95分。")
    sections = find_sections(document)
    assert [c.total for c in find_scores(document, sections).values] == [Decimal(95)]
    assert find_scores(document, sections, whole=True).values == ()
    both = make_document(CONCLUSION, "部门整体和项目支出绩效自评得分95分。")
    assert [c.total for c in find_scores(both, find_sections(both), whole=True).values] == [Decimal(95)]


def test_conclusion_comes_before_the_rest_of_the_report() -> None:
    document = make_document("一、部门概况", "上年度总得分为88分。", CONCLUSION, "总得分为95分。")
    claim = score(document)
    assert claim is not None
    assert claim.total == Decimal(95)


def test_scores_of_other_scorers_are_told_apart() -> None:
    document = make_document(CONCLUSION, "自评得分98分，财政审核评价得分93分。")
    outcome = find_scores(document, find_sections(document))
    assert {c.scorer: c.total for c in outcome.values} == {"self": Decimal(98), "finance_review": Decimal(93)}


@pytest.mark.parametrize("unit", ["石桥县财政局", "石桥县审计局"])
def test_own_score_of_an_office_that_scores_others(unit: str) -> None:
    claim = score(make_document(CONCLUSION, f"{unit}2024年整体支出总得分为95分。"))
    assert claim is not None
    assert claim.total == Decimal(95)


def test_score_and_grade_stand_in_fields_of_forms() -> None:
    document = form(["自评得分", "90 分", "自评等级", "优"], ["评价结论", "项目按计划完成。", "←", "←"])
    claim = score(document)
    assert claim is not None
    assert (claim.total, claim.grade) == (Decimal(90), "优")


def test_rows_without_any_cell_of_their_own_hold_no_score() -> None:
    assert find_scores(form(["自评得分", "90分"], ["↑", "↑"], ["", ""]), ()).values[0].total == Decimal(90)


def test_total_row_of_an_indicator_table_where_nothing_else_says_it() -> None:
    document = form(
        ["一级指标", "二级指标", "三级指标", "指标值", "分值", "得分"],
        ["产出指标", "数量指标", "培训", "≥3场", "100", "97.5"],
        ["总分", "←", "←", "←", "100", "97.5"],
    )
    claim = score(document)
    assert claim is not None
    assert (claim.total, claim.full_mark) == (Decimal("97.5"), Decimal(100))


@pytest.mark.parametrize("title", ["总分", "自评总分（分）"])
def test_full_mark_between_title_and_points_is_not_the_score(title: str) -> None:
    claim = score(form([title, "100", "97.5"]))
    assert claim is not None
    assert (claim.total, claim.full_mark) == (Decimal("97.5"), Decimal(100))
    assert score(form([title, "90", "87"])) is None


def test_total_row_whose_points_stand_below_the_weighted_ones() -> None:
    document = form(
        ["一级指标", "二级指标", "三级指标", "指标值", "单项得分", "权重(%)", "折算得分"],
        ["产出指标", "数量指标", "巡查", "≥12处", "100", "25", "25"],
        ["自评得分合计", "←", "←", "←", "", "", "96.49"],
    )
    claim = score(document)
    assert claim is not None
    assert claim.total == Decimal("96.49")


@pytest.mark.parametrize(
    ("text", "total"), [("满意度≥90%95%1010总分100100注：", "100"), ("总分 100 98.5", "98.5")]
)
def test_total_of_a_form_whose_cells_were_written_one_after_another(text: str, total: str) -> None:
    claim = score(make_document(text))
    assert claim is not None
    assert claim.total == Decimal(total)
    assert score(make_document("总分100分")) is None


def test_a_total_row_that_differs_from_the_conclusion_is_told() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "指标值", "分值", "得分"],
        ["产出指标", "数量指标", "培训", "≥3场", "100", "97.5"],
        ["总分", "", "", "", "100", "97.5"],
    ]
    document = make_document(CONCLUSION, "自评得分98分。", rows)
    outcome = find_scores(document, find_sections(document))
    assert [c.total for c in outcome.values] == [Decimal(98)]
    assert [p.kind for p in outcome.problems] == ["score_differs_from_table"]


def test_every_grade_word_leads_to_the_scale() -> None:
    grades = load("grades")["grade"]
    assert [row["code"] for row in grades] == ["优", "良", "中", "差"]
    bands = load("grades")["scale"][0]["bands"]
    assert [(b["grade"], b["low"]) for b in bands] == [("优", 90), ("良", 80), ("中", 60), ("差", 0)]
    for row in grades:
        for word in row["says"]:
            claim = score(make_document(CONCLUSION, f"总得分为80分，等级为{word}。"))
            assert claim is not None
            assert (claim.grade_raw, claim.grade) == (word, row["code"])


@given(st.decimals(min_value=30, max_value=100, places=2))
def test_printed_points_are_read_exactly(points: Decimal) -> None:
    claim = score(make_document(CONCLUSION, f"总得分为{points}分，等级为中。"))
    assert claim is not None
    assert claim.total == points


@pytest.mark.parametrize("said", ["0.95分", "9.5分", "955分"])
def test_points_that_no_whole_has_are_told_and_not_stored(said: str) -> None:
    document = make_document(CONCLUSION, f"自评得分{said}。")
    outcome = find_scores(document, find_sections(document))
    assert outcome.values == ()
    assert [problem.kind for problem in outcome.problems] == ["score_off_scale"]
    assert score(make_document(CONCLUSION, f"自评得分{said}，满分120分。")) is not None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("本次自评扣3分，得97分，其中投入扣1分，得19分。", ["score_unread"]),
        ("综上，我局整体绩效97.5分。", ["score_unread"]),
        ("产出指标满分60分，得58分。", []),
        ("90分（含）以上为优，得分在80—90分的为良。", []),
    ],
)
def test_points_of_a_conclusion_without_any_score_read_are_told(said: str, told: list[str]) -> None:
    document = make_document(CONCLUSION, said)
    outcome = find_scores(document, find_sections(document))
    assert outcome.values == ()
    assert [problem.kind for problem in outcome.problems] == told


@pytest.mark.parametrize("name", ["130132-zonggonghui-2025", "130133-zonggonghui-2024"])
def test_scores_of_real_reports_are_those_that_a_person_read(shared: Path, name: str) -> None:
    document, gold = real(shared, name)
    claim = score(document)
    assert claim is not None
    assert {"total": str(claim.total), "grade_raw": claim.grade_raw, "grade": claim.grade} == gold["score"]


def test_points_of_parts_are_not_the_score_of_the_whole() -> None:
    text = "投入指标15分，自评15分；过程指标25分，自评24分；产出指标60分，自评58分。总计97分，评价等级为优。"
    claim = score(make_document(CONCLUSION, text))
    assert claim is not None
    assert (claim.total, claim.grade) == (Decimal(97), "优")
    assert score(make_document(CONCLUSION, "投入指标15分，自评15分。")) is None


def test_the_quote_of_a_score_holds_the_grade_too() -> None:
    far = "存在的问题和改进的措施另行说明。" * 20
    document = make_document("自评得分96分，评价等级优秀。", far, [["总分", "100", "96"]])
    claim = score(document)
    assert claim is not None
    assert document.text[claim.span.start : claim.span.end] == "自评得分96分，评价等级优秀"


def test_a_grade_too_far_from_the_points_is_told_and_not_stored() -> None:
    document = make_document("自评得分96分。", "其余情况说明如下。" * 200, "评价等级为优秀。")
    outcome = find_scores(document, find_sections(document))
    assert [(c.total, c.grade) for c in outcome.values] == [(Decimal(96), None)]
    assert [p.kind for p in outcome.problems] == ["grade_apart"]


def test_an_appendix_states_the_result_of_the_whole_and_no_other() -> None:
    text = "经自评，石桥县水利局2023年度整体支出绩效得分92.71分，等级为“优”。"
    claim = score(make_document("一、部门概况", "附件1：自评表", text))
    assert claim is not None
    assert (claim.total, claim.grade) == (Decimal("92.71"), "优")
    assert score(make_document("一、部门概况", "附件1：自评表", "救助项目自评得分98分，等级为优。")) is None
    rule = "部门整体支出绩效评价得分90分以上，等级为优；80分以上为良。"
    assert score(make_document("一、部门概况", "附件1：自评表", rule)) is None


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("自评得分90分以上，等级为优。", None),
        ("得分在90-100分的，评价等级为优。", None),
        ("综合得分90分（含）以上的等级为优，80（含）—90分的等级为良。我局自评得分96分，等级为优。", "优"),
        ("自评得分96分，等级为优（90分以上为优）。", "优"),
    ],
)
def test_the_grade_of_a_band_is_no_result(text: str, grade: str | None) -> None:
    claim = score(make_document(CONCLUSION, text))
    assert (claim.grade if claim else None) == grade


def test_a_heading_with_the_score_on_its_line_states_it() -> None:
    document = make_document("二、绩效自评结论", "（一）自评得分：96.89分", "（二）自评等级：优")
    assert "自评得分" in find_sections(document)[-1].heading, "the label is no part of the section's body"
    claim = score(document)
    assert claim is not None
    assert (claim.total, claim.grade) == (Decimal("96.89"), "优")


def test_points_behind_the_actual_value_of_an_indicator_are_its_own() -> None:
    listed = "1.护林员巡护率，年初目标值≥90%，实际完成值≥90%，自评得分20分；2.群众满意率，实际完成值95%，自评得分20分。"
    assert score(make_document(CONCLUSION, listed)) is None
    claim = score(make_document(CONCLUSION, "因此评价分96.5分，自评等级为优秀。", listed))
    assert claim is not None
    assert (claim.total, claim.grade) == (Decimal("96.5"), "优")


def test_a_grade_alone_in_its_cell_may_name_its_band() -> None:
    form = [["总分", "100", "97.01"], ["自评等级", "优（90分及以上）", ""]]
    claim = score(make_document("部门整体绩效自评表", form))
    assert claim is not None
    assert (claim.total, claim.grade) == (Decimal("97.01"), "优")


def test_a_cell_that_offers_several_grades_chooses_none() -> None:
    form = [["自评等级", "优（90分及以上）良（80-90分）中（60-80分）差（60分以下）"]]
    assert score(make_document("部门整体绩效自评表", form)) is None


def test_points_behind_a_rate_are_those_of_one_part() -> None:
    claim = score(
        make_document("整体支出绩效自评得分为97.26分，等级为“优”。", "资金支出率为99.09%，得分9.9分。")
    )
    assert claim is not None
    assert (claim.total, claim.grade) == (Decimal("97.26"), "优")


def test_the_last_line_of_a_form_below_the_measures_states_the_result() -> None:
    claim = score(
        make_document("五、改进措施", "强化预算约束。", "自评得分：97分，其中预算执行9分。 等级：优秀")
    )
    assert claim is not None
    assert (claim.total, claim.grade) == (Decimal("97"), "优")
    assert score(make_document("五、改进措施", "加强管理，下年自评得分97分以上，自评得分达到98分。")) is None


def test_what_sums_up_a_report_below_the_measures_states_its_result() -> None:
    said = "综上所述，我单位2024年度整体支出绩效自评得分92分，评价结果为“优秀”。"
    claim = score(make_document("六、有关建议", "加大投入。", said))
    assert claim is not None
    assert (claim.total, claim.grade) == (Decimal("92"), "优")
    without_grade = "综上所述，我单位2024年度绩效自评得分92分，需要加强管理。"
    assert score(make_document("六、有关建议", "加大投入。", without_grade)) is None


INDICATORS = [
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
]
COUNTED = ["产出指标", "数量指标", "巡查次数", "≥10次", "10次", "100", "98.77", ""]


def test_the_grade_in_the_last_cell_of_the_total_row_is_that_of_its_points() -> None:
    rows = [INDICATORS, COUNTED, ["总分", "", "", "", "", "100", "98.77", "优"]]
    claim = score(make_document(rows))
    assert claim is not None
    assert (claim.total, claim.grade) == (Decimal("98.77"), "优")


def test_the_grade_of_another_form_is_not_that_of_the_stated_score() -> None:
    rows = [INDICATORS, COUNTED, ["总分", "", "", "", "", "100", "88", "良"]]
    outcome = find_scores(made := make_document("综合得分95分。", rows), find_sections(made))
    assert [(claim.total, claim.grade) for claim in outcome.values] == [(Decimal(95), None)]


def test_a_remark_on_the_total_row_is_no_grade() -> None:
    rows = [INDICATORS, COUNTED, ["总分", "", "", "", "", "100", "98.77", "合格"]]
    claim = score(make_document(rows))
    assert claim is not None
    assert claim.grade is None


SCORED = [
    ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "救助人次", "≥90人次", "94人次", "50", "50"],
    ["效益指标", "社会效益", "满意率", "≥90%", "80%", "50", "45"],
]


@pytest.mark.parametrize(
    ("rows", "grade"),
    [
        ([["自评总得分（分）", "←", "←", "95分", "←", "←", "←"]], None),
        ([["绩效自评得分（满分100分）", "←", "←", "←", "←", "100", "95"]], None),
        ([["总分", "←", "←", "←", "←", "100", "95（优）"]], "优"),
        ([["自评总分", "←", "←", "←", "←", "100", "95分 优秀"]], "优"),
        ([["总分", "←", "←", "←", "←", "100", "95"], ["自评等级", "←", "←", "优", "←", "←", "←"]], "优"),
    ],
)
def test_the_last_rows_of_the_indicators_state_the_result_and_are_no_indicators(
    rows: list[list[str]], grade: str | None
) -> None:
    document = form(*SCORED, *rows)
    claim = score(document)
    assert claim is not None
    assert (claim.total, claim.grade) == (Decimal(95), grade)
    indicators = find_indicators(document)
    assert [indicator.level3 for indicator in indicators.values] == ["救助人次", "满意率"]
    assert indicators.problems == ()


def test_the_sum_of_some_of_the_indicators_is_not_the_score() -> None:
    document = form(*SCORED, ["合计（不含预算执行率10分）", "←", "←", "←", "←", "90", "86.70"])
    assert score(document) is None


def test_a_word_behind_the_points_that_is_no_grade_leaves_the_total_unread() -> None:
    document = form(*SCORED, ["总分", "←", "←", "←", "←", "100", "95（待定）"])
    assert score(document) is None


def of_year(text: str, year: int | None) -> tuple[Decimal | None, str | None]:
    document = make_document(CONCLUSION, text)
    outcome = find_scores(document, find_sections(document), year=year)
    claim = next((claim for claim in outcome.values if claim.scorer == "self"), None)
    return (claim.total, claim.grade) if claim else (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年度我单位整体支出自评得分90.4分，评价等级为良。", (None, None)),
        (
            "本年度绩效自评得分96分，等次为优；2020年度自评得分84分，等次为良。",
            (Decimal(96), "优"),
        ),
        ("2021年度部门整体支出绩效自评得分96分，评价等级为优。", (Decimal(96), "优")),
        ("2022年我局组织自评，自评得分96分，评价等级为优。", (Decimal(96), "优")),
        ("根据2020年印发的评分标准自评得分96分，评价等级为优。", (Decimal(96), "优")),
    ],
)
def test_the_score_of_an_earlier_year_is_not_that_of_the_report(
    text: str, expected: tuple[Decimal | None, str | None]
) -> None:
    assert of_year(text, 2021) == expected
    assert of_year(text, None) != (None, None) or "2020" in text


@pytest.mark.parametrize(
    "text",
    [
        "剔除不适用指标后满分85分，我委得79.05分，折算成百分制得分为93分。",
        "自评得79.05分（满分85分），按百分制换算后得分为93分。",
    ],
)
def test_points_turned_into_a_hundred_are_the_score(text: str) -> None:
    document = make_document(CONCLUSION, text)
    found = find_scores(document, find_sections(document)).values
    assert [(claim.total, claim.full_mark) for claim in found] == [(Decimal(93), None)]


@pytest.mark.parametrize("title", ["复核得分", "财政复核得分", "审核得分"])
def test_the_score_of_a_review_beside_the_own_one_is_of_the_reviewers(title: str) -> None:
    document = form(["自评得分", "95.77", "自评等级", "优"], [title, "93", "复核等级", "优"])
    outcome = find_scores(document, find_sections(document))
    assert [(claim.scorer, claim.total) for claim in outcome.values] == [
        ("self", Decimal("95.77")),
        ("finance_review", Decimal(93)),
    ]
