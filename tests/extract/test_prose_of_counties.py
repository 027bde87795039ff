"""How reports in running text tell their money and people: parts without a stage, bare 支出, several lines, other units.

A figure is written as ``category stage [source] [year] 万元``; what the words leave open is claimed by nobody.
"""

from __future__ import annotations

import pytest

from pipelines.extract.indicators.scores import find_scores
from tests.documents import make_document
from tests.extract.reading import figures, read

SPENT = "2024年年初预算1000万元，全年实际支出2000万元。"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            ("基本支出1600万元（其中人员经费1500万元、公用经费100万元），项目支出400万元。",),
            [
                "basic executed 1600",
                "personnel executed 1500",
                "operating executed 100",
                "project executed 400",
            ],
        ),
        (
            ("按支出类型分：", "基本支出1600万元；", "项目支出400万元。"),
            ["basic executed 1600", "project executed 400"],
        ),
        (("支出中：基本支出1600万元，项目支出400万元。",), ["basic executed 1600", "project executed 400"]),
        (
            ("按预算管理方式：基本支出1600万元，项目支出400万元。",),
            ["basic executed 1600", "project executed 400"],
        ),
        (("基本支出1500万元，项目支出400万元。",), []),
        (("基本支出预算600万元，项目支出预算600万元。",), []),
    ],
)
def test_parts_without_a_stage_are_of_the_figure_that_they_make_up(
    parts: tuple[str, ...], expected: list[str]
) -> None:
    assert figures(read(SPENT, *parts))[2:] == expected


def test_parts_that_make_up_what_arrived_and_nothing_else_are_no_spending() -> None:
    found = read("2024年年初预算1000万元，到位资金2000万元。", "基本支出1600万元，项目支出400万元。")
    assert figures(found) == ["total initial 1000", "total received 2000"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("三公经费预算86万元，支出61.44万元，比上年下降14.32%。", ["three_public executed 61.44"]),
        (
            "2024年年初预算100万元，调整后预算120万元，支出110万元。",
            ["total initial 100", "total adjusted 120", "total executed 110"],
        ),
        (
            "人员经费年初预算70万元，公用经费年初预算10万元，支出75万元。",
            ["personnel initial 70", "operating initial 10"],
        ),
        ("城乡低保项目年初预算100万元，支出90万元。", []),
        (
            "“三公”经费支出9.83万元，比年初预算12万元减少2.17万元。",
            ["three_public executed 9.83", "three_public initial 12"],
        ),
        (
            "三公经费决算1.88万元，较年初预算2.50万元少支出0.62万元。",
            ["three_public executed 1.88", "three_public initial 2.5"],
        ),
    ],
)
def test_bare_spending_right_behind_a_budget_or_against_one_was_spent_of_it(
    sentence: str, expected: list[str]
) -> None:
    assert figures(read(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2024年收入预算100万元，决算120万元，支出决算110万元。", ["total executed 110"]),
        ("特定目标类项目12个，预算总额500万元，决算400万元，预算执行率80%。", []),
        (
            "2024年年初预算3260.45万元，年中因衔接资金、防汛救灾等追加1187.38万元，调整后预算为4447.83万元，实际支出4402.19万元。",
            ["total initial 3260.45", "total adjusted 4447.83", "total executed 4402.19"],
        ),
        (
            "年度执行中调整为262.93万元（基本支出203.75万元，项目支出59.18万元）。",
            ["total adjusted 262.93", "basic adjusted 203.75", "project adjusted 59.18"],
        ),
        (
            "年初预算1638.92万元，追加调整预算数为421.35万元，全年预算数为2060.27万元。",
            ["total initial 1638.92", "total adjustment 421.35", "total adjusted 2060.27"],
        ),
    ],
)
def test_income_groups_of_projects_and_what_was_added_are_not_the_whole(
    sentence: str, expected: list[str]
) -> None:
    assert figures(read(sentence)) == expected


@pytest.mark.parametrize(
    "heading", ["（一）支出总体情况", "（一）部门整体预算（含下属单位）", "（四）结余分配和结转结余情况"]
)
def test_headings_of_the_whole_name_nothing_of_their_own(heading: str) -> None:
    found = read(heading, "年初预算支出500万元，调整预算支出600万元，决算支出590万元，执行率98.33%。")
    assert figures(found) == ["total initial 500", "total adjusted 600", "total executed 590"]
    assert [(rate.category, rate.kind) for rate in found.rates] == [("total", "completion")]


def test_the_rate_of_an_appropriation_is_not_that_of_all_money() -> None:
    found = read("财政拨款支出年初预算为400万元，支出决算为500万元，完成年初预算的125%。")
    assert {claim.fund_source for claim in found.budget} == {"fiscal"}
    assert [rate.fund_source for rate in found.rates] == ["fiscal"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("镇机关及所属站所共核定编制78名。", [("total", "authorized", 78)]),
        ("局机关及所属事业单位共核定编制78名。", [("total", "authorized", 78)]),
        (
            "局机关及下属园林处、供热管理站等核定编制147人，实际在岗139人（其中局机关21人）。",
            [("total", "authorized", 147), ("total", "on_post", 139), ("unit", "on_post", 21)],
        ),
        ("临时工（保安、保洁、食堂）37人。", [("unit", "contract", 37)]),
        ("食堂、宿管等临聘人员41人。", [("unit", "contract", 41)]),
    ],
)
def test_whose_people_a_sentence_counts_may_stand_before_or_behind_their_kind(
    sentence: str, expected: list[tuple[str, str, int]]
) -> None:
    assert [(c.staff_scope, c.kind, c.headcount) for c in read(sentence).staff] == expected


def test_a_school_calls_itself_the_school() -> None:
    words = "学校2024年度没有公车购置，三公经费共支出2.36万元，比年初预算3万元减少0.64万元。"
    assert figures(read(words, names=("会同县第一中学",))) == [
        "three_public executed 2.36",
        "three_public initial 3",
    ]
    assert figures(read(words, names=("会同县教育局",))) == []


@pytest.mark.parametrize(
    "review",
    [
        "1.办案（业务）经费项目自评综述：全年预算数960万元，执行数960万元，自评得分96分。",
        "1.办案业务经费项目，执行数960万元，自评得分96分。",
        "（2）办案业务经费，预算执行率96%，自评得分96分。",
        "我单位对校园维修项目开展了绩效评价，涉及资金21.35万元，评价得分92分，评价等级为优。",
        "组织对“营养改善计划”等3个项目开展了部门评价。从评价情况来看，综合得分91分。",
    ],
)
def test_the_score_in_the_review_of_one_project_is_not_that_of_the_department(review: str) -> None:
    own = "本部门开展了整体绩效自评，自评得分93分。"
    outcome = find_scores(make_document(own, review), (), whole=True)
    assert ([str(claim.total) for claim in outcome.values], outcome.problems) == (["93"], ())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "旗本级财政安排我局部门预算500万元，其中基本支出300万元、项目支出200万元。",
            ["total initial 500", "basic initial 300", "project initial 200"],
        ),
        ("县财政局批复我局部门预算500万元。", ["total initial 500"]),
        ("县级财政核定我局2024年预算为500万元。", ["total initial 500"]),
        ("县财政年初安排我公司预算资金2860万元。", ["total initial 2860"]),
        ("2024年我局获批部门预算500万元。", ["total initial 500"]),
        ("全年安排我局部门预算550万元。", []),
        ("县财政追加安排我局部门预算50万元。", []),
        ("2024年11月县财政安排我局部门预算30万元。", []),
        ("县财政安排县医院部门预算300万元。", []),
    ],
)
def test_what_the_county_assigns_to_the_unit_is_its_first_budget(sentence: str, expected: list[str]) -> None:
    assert figures(read(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("追加、调整后全年预算120万元，完成支出110万元。", ["total adjusted 120", "total executed 110"]),
        ("追加调整后预算120万元，实际完成支出110万元。", ["total adjusted 120", "total executed 110"]),
        ("经追加及调整后预算数120万元，累计完成支出110万元。", ["total adjusted 120", "total executed 110"]),
        ("计划完成支出110万元。", []),
        ("截至6月底完成支出50万元。", []),
    ],
)
def test_a_budget_added_to_and_adjusted_is_the_adjusted_one(sentence: str, expected: list[str]) -> None:
    assert figures(read(f"年初预算100万元，{sentence}")) == ["total initial 100", *expected]


@pytest.mark.parametrize(
    "parts",
    [
        "基本支出中，用于人员方面的经费500万元，用于公用方面的支出100万元。",
        "基本支出中人员方面支出500万元，日常公用方面支出100万元。",
        "基本支出中，人员开支500万元，公用开支100万元。",
        "基本支出主要用于人员经费500万元、公用经费100万元。",
        "基本支出按用途划分，工资福利支出500万元，商品和服务支出100万元。即人员经费500万元、公用经费100万元。",
    ],
)
def test_basic_spending_is_divided_in_many_words(parts: str) -> None:
    found = read(f"2024年年初预算1000万元，全年支出决算900万元，其中基本支出决算600万元。{parts}")
    assert figures(found)[2:] == ["basic executed 600", "personnel executed 500", "operating executed 100"]


def test_personnel_money_within_projects_is_not_that_of_the_department() -> None:
    assert figures(read("项目支出决算300万元，其中用于人员方面的经费30万元。")) == ["project executed 300"]


@pytest.mark.parametrize(
    ("behind", "initial"),
    [
        ("，控制在年初预算数31万元以内，其中接待费1.6万元。", True),
        ("，严格控制在年初预算31万元范围内。", True),
        ("，未超过年初预算31万元。", True),
        ("，未突破年初预算数31万元，同比下降3%。", True),
        ("，同比下降3%，比年初预算31万元减少2.1万元。", True),
        ("，全部为公务接待费，年初预算数为31万元。", True),
        ("，控制在预算31万元以内。", False),
        ("，其中公务接待8万元，控制在年初预算31万元以内。", False),
        ("，其中公务接待8万元，较年初预算31万元减少23万元。", False),
        ("，其中公务接待8万元，较上年31万元减少23万元。", False),
        ("，未超过上年决算31万元。", False),
    ],
)
def test_the_budget_that_spending_kept_within_is_of_the_same_money(behind: str, initial: bool) -> None:
    expected = ["three_public executed 28.9", *(["three_public initial 31"] if initial else [])]
    assert figures(read(f"2024年三公经费支出28.9万元{behind}")) == expected


def test_a_budget_behind_the_spending_of_two_categories_may_be_that_of_both() -> None:
    found = read("2024年基本支出决算60万元，项目支出决算40万元，控制在年初预算110万元以内。")
    assert figures(found) == ["basic executed 60", "project executed 40"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "三公经费预算6万元，其中公车4.5万元、接待费1.5万元；实际支出5.2万元。",
            ["three_public executed 5.2"],
        ),
        (
            "三公经费预算6万元，其中公车4.5万元、接待费1.5万元，实际支出5.2万元。",
            ["three_public executed 5.2"],
        ),
        ("三公经费预算6万元；全年执行5万元。", ["three_public executed 5"]),
        (
            "年初三公经费预算6万元（公车4.5万元）；全年实际支出5.2万元。",
            ["three_public initial 6", "three_public executed 5.2"],
        ),
        ("基本支出预算600万元；实际支出590万元。", ["basic executed 590"]),
        ("三公经费预算6万元，其中公车4.5万元，实际支出4.3万元。", []),
        ("三公经费预算6万元；会议费预算2万元；实际支出7万元。", []),
        ("三公经费预算6万元；实际支出990万元。", []),
        ("部门预算100万元；三公经费预算6万元；实际支出5万元。", []),
        ("基本支出预算600万元；项目支出预算400万元；实际支出390万元。", []),
        ("扶贫项目12个，预算500万元；实际支出390万元。", []),
        ("人员经费预算70万元；全局实际支出68万元。", []),
        ("三公经费预算6万元；2023年实际支出5万元。", []),
    ],
)
def test_what_was_spent_behind_a_budget_and_its_parts_is_of_that_budget(
    sentence: str, expected: list[str]
) -> None:
    assert figures(read(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("结转结余：年初1.5万元，年末3.35万元。", ["total carried_in 1.5", "total carried_out 3.35"]),
        ("结转和结余资金，年初为0元，年末为33500元。", ["total carried_in 0", "total carried_out 3.35"]),
        ("资产：年初1万元，年末2万元。", []),
        ("下属单位结转结余：年初1万元，年末2万元。", []),
    ],
)
def test_balances_of_both_ends_of_the_year_stand_under_one_word(sentence: str, expected: list[str]) -> None:
    assert figures(read(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "posts"),
    [
        ("中央政法专项编制34名，现有干警33名。", [34]),
        ("核定政法专项编制34名，在职33名。", [34]),
        ("现有政法专项编制38名，工勤编制3名，共41名。", [41]),
        ("政法专项编制30名，工勤编制2名。", []),
        ("全县政法专项编制300名。", []),
    ],
)
def test_posts_of_justice_are_all_posts_where_no_others_stand_beside_them(
    sentence: str, posts: list[int]
) -> None:
    found = read(sentence, names=("石桥县人民法院",))
    assert [claim.headcount for claim in found.staff if claim.kind == "authorized"] == posts


def test_what_a_unit_occupies_is_no_share() -> None:
    found = read("本单位占有使用国有资产总额2316.45万元，其中固定资产1187.30万元。")
    assert [claim.measure for claim in found.assets] == ["total", "fixed"]


@pytest.mark.parametrize("sentence", ["公司资产总额18亿元。", "县城投公司资产总额18亿元。"])
def test_the_assets_of_a_company_are_told_in_its_own_report_alone(sentence: str) -> None:
    assert not read(sentence).assets


@pytest.mark.parametrize("opening", ["按支出性质，", "按支出用途：", "按资金性质，", "按支出结构，"])
def test_parts_by_the_nature_of_money_are_of_the_figure_before(opening: str) -> None:
    found = read(
        f"2024年年初预算500万元。按功能分类，卫生支出500万元。{opening}基本支出300万元，项目支出200万元。"
    )
    assert figures(found) == ["total initial 500", "basic initial 300", "project initial 200"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("人员经费80万元，公用经费15万元。", ["personnel executed 80", "operating executed 15"]),
        ("人员经费预算80万元，公用经费预算15万元。", []),
        ("人员经费75万元，公用经费10万元。", []),
    ],
)
def test_parts_of_basic_money_of_several_stages_are_of_what_was_spent(
    parts: str, expected: list[str]
) -> None:
    found = read("2024年基本支出年初预算80万元，全年预算95万元，完成支出95万元。", f"基本支出中，{parts}")
    assert figures(found)[3:] == expected


def test_people_of_companies_of_the_county_are_not_those_of_the_bureau() -> None:
    assert not read("县属公司3家，现有在职员工420人。").staff
    own = read("石桥县城投公司系县属国有独资企业，现有在职员工42人。", names=("石桥县城投公司", "公司"))
    assert [(claim.kind, claim.staff_scope, claim.headcount) for claim in own.staff] == [
        ("on_post", "unit", 42)
    ]
