"""Budget prose: labels are inherited as people read them, and what is not the department's figure stays out."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.extract.reading import budget, read


def test_four_stages_of_a_category_inherit_it_from_the_first_clause() -> None:
    found = read(
        "2024年度人员经费预算资金141.19万元，调整预算资金141.20万元，到位资金140万元，资金执行139.5万元，总体完成率98.8%。"
    )
    assert budget(found) == [
        ("personnel", "initial", "1411900.00"),
        ("personnel", "adjusted", "1412000.00"),
        ("personnel", "received", "1400000.00"),
        ("personnel", "executed", "1395000.00"),
    ]
    assert [(r.kind, r.category, r.rate.value) for r in found.rates] == [
        ("completion", "personnel", Decimal("98.8"))
    ]
    assert not found.unexplained()


def test_a_sentence_that_a_paragraph_cuts_at_a_comma_goes_on_in_the_next_one() -> None:
    found = read("2024年人员经费预算资金141.19万元，", "到位资金140万元，资金执行139.5万元。")
    assert budget(found) == [
        ("personnel", "initial", "1411900.00"),
        ("personnel", "received", "1400000.00"),
        ("personnel", "executed", "1395000.00"),
    ]


def test_category_is_not_inherited_over_the_end_of_a_sentence() -> None:
    found = read("人员经费预算资金10万元。到位资金20万元。")
    assert budget(found) == [("personnel", "initial", "100000.00")]
    assert len(found.unexplained()) == 1


def test_carried_in_money_is_no_initial_budget() -> None:
    found = read("年初结转项目资金3万元，本年项目预算资金244.10万元，到位资金244.10万元。")
    assert budget(found)[:2] == [("project", "carried_in", "30000.00"), ("project", "initial", "2441000.00")]


def test_money_of_one_project_is_not_the_project_money_of_the_department() -> None:
    found = read("县城绿化项目资金到位50万元。")
    assert budget(found) == []
    assert len(found.unexplained()) == 1


def test_own_name_in_the_label_does_not_make_it_special() -> None:
    assert budget(read("石桥县民政局2024年项目支出决算数50万元。")) == [("project", "executed", "500000.00")]


def test_list_of_projects_keeps_names_numbers_and_closes_at_its_total() -> None:
    found = read(
        "2024年年初项目预算100万元，其中：上解市级经费40万元，送温暖、送清凉10.5万元，"
        "关于下达2024年市级专项资金的通知（石财行【2024】25号）49.5万元，当年项目支出99万元。"
    )
    assert budget(found) == [("project", "initial", "1000000.00"), ("project", "executed", "990000.00")]
    assert [(i.name, f"{i.amount.value:.0f}", i.doc_no, i.nature) for i in found.items] == [
        ("上解市级经费", "400000", None, "transfer_up"),
        ("送温暖、送清凉", "105000", None, "operating_task"),
        ("关于下达2024年市级专项资金的通知", "495000", "石财行〔2024〕25号", "operating_task"),
    ]


def test_parts_in_brackets_inherit_the_stage_and_become_categories() -> None:
    found = read(
        "2024年支出决算总计600万元，其中基本支出400万元（人员经费300万元，公用经费100万元），项目支出200万元。"
    )
    assert budget(found) == [
        ("total", "executed", "6000000.00"),
        ("basic", "executed", "4000000.00"),
        ("personnel", "executed", "3000000.00"),
        ("operating", "executed", "1000000.00"),
        ("project", "executed", "2000000.00"),
    ]


def test_changes_and_standards_are_no_levels() -> None:
    found = read("项目支出决算数50万元，比上年增加3.5万元。按每人5元的标准支付项目资金。")
    assert budget(found) == [("project", "executed", "500000.00")]
    assert {i.reason for i in found.ignored} == {"change", "standard"}


def test_amount_without_a_unit_becomes_a_problem_and_no_figure() -> None:
    found = read("人员经费预算资金141.19，到位资金141.19万元。")
    assert ("personnel", "initial", "1411900.00") not in budget(found)
    assert [p.kind for p in found.problems] == ["unit_missing"]


@given(st.lists(st.decimals(min_value="0.01", max_value=9999, places=2), min_size=2, max_size=8))
def test_any_list_of_parts_is_read_completely(parts: list[Decimal]) -> None:
    names = [
        "甲类培训经费",
        "乙类走访经费",
        "丙类宣传费",
        "丁类会议费",
        "戊类体检费",
        "己类保险费",
        "庚类活动费",
        "辛类印刷费",
    ]
    told = "，".join(f"{name}{amount}万元" for name, amount in zip(names, parts, strict=False))
    found = read(f"2024年年初项目预算{sum(parts)}万元，其中{told}，当年项目支出{sum(parts)}万元。")
    assert [i.amount.value for i in found.items] == [p * 10000 for p in parts]
    assert [c.stage for c in found.budget] == ["initial", "executed"]
