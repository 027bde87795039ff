"""How pages of counties tell money and people: 三公经费 against budgets, rates of parts, names with their province.

The departments and figures are made up; the manner of speaking is that of published pages.
"""

from __future__ import annotations

import pytest

from pipelines.extract.label_names import label_names
from pipelines.extract.reasons import apply_reasons
from pipelines.model.claims import IdentityClaim, Said
from pipelines.model.document import Span
from tests.extract.reading import accounted, figures, read


def rates(text: str, names: tuple[str, ...] = ("石桥县民政局",)) -> list[str]:
    return [f"{r.category} {r.kind} {r.fund_source} {r.rate.value}" for r in read(text, names=names).rates]


def staff(text: str, names: tuple[str, ...] = ("石桥县民政局",)) -> list[str]:
    return [f"{s.staff_scope} {s.kind} {s.basis} {s.headcount}" for s in read(text, names=names).staff]


def test_the_rate_behind_an_appropriation_and_its_budget_is_the_appropriations() -> None:
    text = "2024年度“三公”经费财政拨款支出决算为18.45万元，完成预算22.50万元的82%。"
    found = read(text)
    assert figures(found) == ["three_public executed fiscal 18.45"]
    assert rates(text) == ["three_public completion fiscal 82"]
    assert [p.kind for p in found.problems] == ["stage_unsaid"]


def test_budget_and_rate_of_a_part_of_three_public_are_the_parts() -> None:
    text = (
        "2024年度“三公”经费财政拨款支出决算为9万元，完成预算12万元的75%。"
        "其中：公务接待费支出决算为3万元，完成预算5万元的60%。"
    )
    found = read(text)
    assert rates(text) == ["three_public completion fiscal 75"]
    apply_reasons(found, ())
    assert not found.unexplained()


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("较年初预算数减少7.60万元，下降38%。", ["three_public initial 20", "three_public executed 12.4"]),
        ("比年初预算减少7.60万元。", ["three_public initial 20", "three_public executed 12.4"]),
        ("较年初预算数减少6.60万元，下降38%。", ["three_public executed 12.4"]),
        ("较年初预算数增加7.60万元。", ["three_public executed 12.4"]),
        ("较上年减少7.60万元。", ["three_public executed 12.4"]),
        ("较全年预算减少7.60万元。", ["three_public executed 12.4"]),
    ],
)
def test_the_difference_from_the_initial_budget_proves_which_budget_was_named(
    behind: str, expected: list[str]
) -> None:
    found = read("2024年“三公”经费预算为20.00万元。", f"2024年“三公”经费支出共计12.40万元，{behind}")
    assert figures(found) == expected
    unsaid = [p.kind for p in found.problems if p.kind == "stage_unsaid"]
    assert unsaid == ([] if len(expected) == 2 else ["stage_unsaid"])


def test_three_public_of_the_whole_town_is_that_of_the_town_government_alone() -> None:
    text = "2024年度全镇“三公”经费支出合计31.20万元。"
    assert figures(read(text, names=("石桥县柳湾镇人民政府",))) == ["three_public executed 31.2"]
    assert figures(read(text)) == []
    assert figures(read("2024年度全镇项目支出合计31.20万元。", names=("石桥县柳湾镇人民政府",))) == []


@pytest.mark.parametrize("whose", ["区本级", "县本级", "县级", "全县", "全区一般公共预算财政拨款"])
def test_three_public_of_the_whole_county_is_no_departments(whose: str) -> None:
    found = read(f"2024年{whose}“三公”经费决算数2045.30万元。", names=("石桥区财政局",))
    assert figures(found) == []
    assert accounted(found)


def test_a_province_and_county_before_the_own_name_explain_themselves() -> None:
    text = "安徽省石桥县柳湾镇人民政府2024年度“三公”经费支出决算为25.70万元。"
    assert figures(read(text, names=("柳湾镇人民政府",))) == ["three_public executed 25.7"]
    other = "安徽省石桥县双溪镇人民政府2024年度“三公”经费支出决算为25.70万元。"
    assert figures(read(other, names=("柳湾镇人民政府",))) == []


@pytest.mark.parametrize("name", ["石桥县柳湾镇", "柳湾镇"])
def test_a_town_is_called_without_its_government_and_with_its_county(name: str) -> None:
    unit = Said("石桥县柳湾镇人民政府", Span(0, 10))
    names = label_names(IdentityClaim("department", None, (unit,), 2024, None, None, "unknown"))
    assert figures(read(f"2024年度{name}年初预算数25.70万元。", names=names)) == ["total initial 25.7"]
    assert figures(read(f"2024年度{name}卫生院年初预算数25.70万元。", names=names)) == []


def test_spending_of_the_same_source_as_the_income_before_it_is_the_wholes() -> None:
    found = read("2024年我办一般公共预算财政拨款收入120.50万元，一般公共预算财政拨款支出118.40万元。")
    assert figures(found) == ["total executed fiscal 118.4"]
    listed = read("2024年收入120万元，其中：一般公共预算财政拨款100万元、政府性基金预算20万元。")
    assert figures(listed) == []


def test_income_with_a_bracket_is_income() -> None:
    found = read(
        "2024年部门年初预算收入（含所属二级预算单位）840.65万元，其中财政拨款收入（含政府性基金拨款）447万元。"
    )
    assert figures(found) == []
    assert not found.unexplained()


def test_a_number_of_a_list_before_the_year_is_no_word_of_the_label() -> None:
    assert figures(read("2、2024年支出决算205.27万元。")) == ["total executed 205.27"]


def test_a_line_of_the_economic_classification_is_no_project() -> None:
    found = read("2024年项目支出决算21万元，其中：商品和服务支出20.22万元，资本性支出0.78万元。")
    assert figures(found) == ["project executed 21"]
    assert found.items == []
    apply_reasons(found, ())
    assert not found.unexplained()


def test_the_rate_behind_a_part_is_the_parts_where_the_whole_has_its_own() -> None:
    text = (
        "2024年支出合计800万元，执行率为80%，其中：基本支出600万元，执行率达100%，"
        "项目支出200万元，执行率达50%。"
    )
    assert rates(text) == ["total completion all 80", "basic completion all 100", "project completion all 50"]
    without = "2024年支出合计800万元，其中：基本支出600万元，执行率达100%。"
    assert "total" not in " ".join(rates(without))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "经县委编办核定编制247人，其中局本级25人，二级机构222人。",
            [
                "total authorized authorized 247",
                "unit authorized authorized 25",
                "subordinate authorized authorized 222",
            ],
        ),
        (
            "截至2024年年末，总人数504人，其中，在职正式职工302人、退休职工202人。",
            ["unit present actual 504", "unit on_post actual 302", "unit retired actual 202"],
        ),
        ("实有全额在职人员166人。", ["unit on_post actual 166"]),
        ("另有临聘或劳务派遣人员14人。", ["unit contract actual 14"]),
        ("部门基本情况如下：在职人员编制12人。", ["unit authorized authorized 12"]),
        (
            "区城管执法局现有人员894人，其中局本级87人（在职在编39人、退休人员8人、协管员40人），"
            "环卫处807人（在职在编132人、退休人员148人、临聘人员527人）。",
            [
                "total present actual 894",
                "unit present actual 87",
                "unit on_post actual 39",
                "unit retired actual 8",
                "subordinate present actual 807",
                "subordinate on_post actual 132",
                "subordinate retired actual 148",
                "subordinate contract actual 527",
            ],
        ),
        (
            "我局现有职工80人（在编60人、临聘20人），退休人员41人（其中离休1人）。",
            [
                "unit present actual 80",
                "unit on_post actual 60",
                "unit contract actual 20",
                "unit retired actual 41",
                "unit veteran_retired actual 1",
            ],
        ),
        ("机构职能：负责技术推广。人员概况：在职人员81人，专业技术人员57人。", ["unit on_post actual 81"]),
        ("2024年年初预算在职正式职工323人。", []),
        ("执行公务员津补贴人员48人，执行绩效工资人员65人。", []),
    ],
)
def test_people_as_pages_count_them(text: str, expected: list[str]) -> None:
    assert staff(text, names=("石桥区城市管理和综合执法局", "区城管执法局")) == expected


def test_the_own_name_is_none_of_a_unit_below() -> None:
    text = "截至年末，县救助站20人（在编15人）。"
    assert staff(text, names=("石桥县救助站",)) == ["unit on_post actual 15"]
    assert staff(text) == ["subordinate on_post actual 15"]


def test_three_public_below_a_heading_of_final_accounts_was_spent() -> None:
    assert figures(read("# 三、“三公”经费决算情况", "2024年度“三公”经费41万元。")) == [
        "three_public executed 41"
    ]
    assert figures(read("# 三、“三公”经费预算情况", "2024年度“三公”经费41万元。")) == []


def test_a_day_whose_words_were_lost_does_not_hide_the_assets() -> None:
    found = read("截至20241231日资产总额680.99万元，负债总额152.86万元。")
    assert [(a.measure, a.amount.text) for a in found.assets] == [
        ("total", "680.99"),
        ("liabilities", "152.86"),
    ]


def test_figures_of_a_class_of_the_budget_are_left_out_by_name() -> None:
    found = read(
        "1.一般公共服务支出（类）行政运行（项）。年初预算为301.2万元，支出决算为352.1万元，完成年初预算的116.9%。"
    )
    assert figures(found) == []
    assert {ignored.reason for ignored in found.ignored} == {"classification_line"}
    assert not found.unexplained()
    named = read("1.行政运行（项）。年初预算为301.2万元，支出决算为352.1万元。", "2024年公用经费决算10万元。")
    assert figures(named) == ["operating executed 10"]


def test_a_bare_stage_behind_a_part_of_three_public_is_the_parts() -> None:
    found = read(
        "2024年“三公”经费年初预算15万元，决算数12.6万元，其中：公务接待费年初预算5万元，决算数2.6万元；"
        "公务用车运行维护费年初预算10万元，决算数10万元。"
    )
    assert figures(found) == ["three_public initial 15", "three_public executed 12.6"]
    apply_reasons(found, ())
    assert not found.unexplained()


def test_a_counted_title_holds_to_the_end_of_its_paragraph() -> None:
    told = (
        "一是基本支出。年初预算850.5万元，决算880.2万元。二是项目支出。年初预算400万元，决算540.4万元。",
        "2024年年初预算1250.5万元。",
    )
    assert figures(read(*told)) == [
        "basic initial 850.5",
        "basic executed 880.2",
        "project initial 400",
        "project executed 540.4",
        "total initial 1250.5",
    ]


def test_a_title_before_a_colon_that_names_the_same_category_adds_nothing() -> None:
    text = "公用经费控制情况：2024年公用经费年初预算160万元，实际支出152.3万元，公用经费控制率95.19%。"
    assert figures(read(text)) == ["operating initial 160", "operating executed 152.3"]
    assert rates(text) == ["operating control all 95.19"]
    other = read("公用经费控制情况：2024年项目支出年初预算160万元。")
    assert figures(other) == []


def test_people_at_the_start_of_the_year_are_last_years() -> None:
    told = "我单位年初在职职工125人，期间调入11人，新分配4人，调出5人，年末在职职工135人。"
    assert staff(told) == ["unit on_post actual 135"]
    assert not read(told).unexplained()


def test_what_a_change_is_made_of_is_no_level() -> None:
    found = read(
        "2024年支出决算1420.6万元，较年初预算增加170.1万元，主要是追加人员经费30万元、项目经费140.1万元。"
    )
    assert figures(found) == ["total executed 1420.6"]
    assert not found.unexplained()
    parts = read("2024年支出决算1420.6万元，较上年增加40万元，主要是基本支出1000万元、项目支出420.6万元。")
    assert figures(parts) == ["total executed 1420.6", "basic executed 1000", "project executed 420.6"]


def test_a_total_that_equals_an_income_total_named_before_other_income_is_no_spending() -> None:
    found = read(
        "2024年度收入总计1476.1万元，其中：年初结转和结余15.3万元，本年收入1460.8万元；"
        "支出总计1476.1万元，其中本年支出1420.6万元，年末结转和结余55.5万元。"
    )
    assert figures(found) == ["total carried_in 15.3", "total executed 1420.6", "total carried_out 55.5"]


def test_spending_of_money_carried_in_is_not_the_money_carried_in() -> None:
    found = read("2024年支出合计1420.6万元（含上年结转支出15.3万元）。")
    assert figures(found) == ["total executed 1420.6"]


def test_a_paragraph_that_begins_in_the_middle_of_a_sentence_tells_of_no_whole() -> None:
    text = "336.00万元，到位资金336.00万元，资金执行330.29万元，总体完成率98.30%。公用经费执行60.50万元。全年执行390万元。"
    for heading in ("# 二、资金情况", "# （一）人员经费", "# 二、预算执行情况"):
        found = read(heading, text)
        assert figures(found) == ["operating executed 60.5"]
        assert found.rates == []
        assert found.unexplained()


def test_what_was_carried_out_of_an_income_budget_is_income() -> None:
    found = read("2024年全年预算收入1460.8万元，执行1460.8万元；全年预算支出1460.8万元，执行1420.6万元。")
    assert figures(found) == ["total executed 1420.6"]


def test_spending_told_against_the_budget_it_is_a_share_of() -> None:
    text = "2024年我局项目经费支出共419.8万元，占年初预算400万元的104.95%。"
    assert figures(read(text)) == ["project executed 419.8", "project initial 400"]
    assert rates(text) == ["project completion all 104.95"]


def test_money_of_a_goal_in_its_own_sentence_is_no_spending() -> None:
    found = read("2024年度绩效目标：保障工资发放840万元，完成项目支出419.8万元。2024年项目支出决算400万元。")
    assert figures(found) == ["project executed 400"]


def test_below_a_heading_that_names_one_category_income_and_a_wider_division_are_not_its() -> None:
    heading = "# （一）基本支出情况"
    income = "2022年预算收入168.42万元，其中年初预算141.36万元，调整追加27.06万元。"
    assert "basic initial 2022 141.36" not in figures(read(heading, income, year=2022))
    wider = "年初预算141.36万元，全年支出164.58万元，其中基本支出122.05万元，项目支出42.53万元。"
    assert not any(said.startswith("basic initial") for said in figures(read(heading, wider, year=2024)))
    assert figures(read(heading, "年初预算141.36万元，决算数122.05万元。")) == [
        "basic initial 141.36",
        "basic executed 122.05",
    ]


def test_what_a_level_gave_for_a_purpose_among_sources_is_no_project() -> None:
    sources = "自治区农村公路养护补助资金300.00万元，县级配套资金186.00万元"
    found = read(f"本项目年初预算安排486.00万元，其中：{sources}。", whole="project")
    assert [item.name for item in found.items] == []
    found = read("项目支出年初预算486.00万元，其中：农村公路养护300.00万元，县志编纂186.00万元。")
    assert [item.name for item in found.items] == ["农村公路养护", "县志编纂"]
