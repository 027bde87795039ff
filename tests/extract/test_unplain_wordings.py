"""Money told without the words that make it plain: grand totals, what is left without 年末, 三公经费 without a year, lists of lines.

A figure is written as ``category stage [source] [year] 万元``; what the words leave open is claimed by nobody.
"""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extract.prose.staff_settling import settle_staff
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from tests.documents import Rows, make_document
from tests.extract.reading import accounted, figures, kinds, read

INCOME = "（一）收入情况。2024年收入总计2164万元，其中本年收入2101万元，上年结转和结余63万元。"


def test_a_grand_total_that_balances_the_income_above_is_not_what_was_spent() -> None:
    found = read(
        INCOME,
        "（二）支出情况。2024年支出总计2164万元，其中本年支出2098万元，年末结转和结余66万元。",
    )
    assert figures(found) == ["total carried_in 63", "total executed 2098", "total carried_out 66"]


@pytest.mark.parametrize("grand", ["本单位2024年度总支出", "2024年支出总计"])
def test_a_grand_total_of_which_the_years_spending_is_told_right_behind_is_not_what_was_spent(
    grand: str,
) -> None:
    assert figures(read(f"{grand}125.08万元，其中本年支出116.12万元。")) == ["total executed 116.12"]


def test_a_total_that_nothing_divides_is_what_was_spent() -> None:
    found = read(INCOME, "（二）支出情况。2024年支出总计2164万元。")
    assert figures(found) == ["total carried_in 63", "total executed 2164"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2024年年初部门预算批复收支总额1806.5万元，全年预算数2164万元，全年支出2098万元。",
            ["total initial 1806.5", "total adjusted 2164", "total executed 2098"],
        ),
        ("2024年决算收支总额1806.5万元。", []),
        ("2024年收支预算总额1806.5万元。", []),
    ],
)
def test_the_total_of_income_and_spending_is_a_budget_where_it_was_approved(
    text: str, expected: list[str]
) -> None:
    found = read(text)
    assert figures(found) == expected
    assert expected or accounted(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年收入1236万元，支出1230万元，结转6万元。", ["total executed 1230", "total carried_out 6"]),
        ("2024年收入1236万元，支出1230万元，结转5万元。", ["total executed 1230"]),
        (
            "2024年收入1236万元。2024年支出1230万元，其中基本支出1000万元，项目支出230万元，结余结转6万元。",
            ["total executed 1230", "basic executed 1000", "project executed 230", "total carried_out 6"],
        ),
        (
            "2024年预算收入1236万元，其中年初预算1200万元。2024年支出1230万元，其中基本支出1000万元，项目支出230万元。",
            ["total initial 1200"],
        ),
    ],
)
def test_what_is_left_without_a_year_end_is_what_income_less_spending_leaves(
    text: str, expected: list[str]
) -> None:
    assert figures(read(text)) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            ("三、预算执行情况", "“三公”经费支出2.63万元，其中公务接待费2.63万元。"),
            ["three_public executed 2.63"],
        ),
        (("三、预算编制情况", "“三公”经费支出2.63万元，其中公务接待费2.63万元。"), []),
        (("三、2023年情况", "“三公”经费支出2.63万元，其中公务接待费2.63万元。"), []),
        (("三、经费管理", "按计划压减开支。“三公”经费支出2.63万元，其中公务接待费2.63万元。"), []),
        (
            ("三、经费使用情况", "“三公”经费支出2.63万元，比上年3.05万元下降13.77%。"),
            ["three_public executed 2.63", "three_public executed 2023 3.05"],
        ),
        (
            ("三、预算编制情况", "“三公”经费支出2.63万元，比上年3.05万元下降13.77%。"),
            [],
        ),
        (
            ("“三公”经费支出26.35万元，比上年29.8万元下降11.58%，年初预算30万元。",),
            ["three_public executed 26.35", "three_public executed 2023 29.8", "three_public initial 30"],
        ),
    ],
)
def test_three_public_without_a_year_was_spent_where_nothing_speaks_of_a_plan_or_another_year(
    parts: tuple[str, ...], expected: list[str]
) -> None:
    assert figures(read(*parts)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“三公”经费支出14.82万元；比2023年的16.35万元减少1.53万元。",
            ["three_public executed 14.82", "three_public executed 2023 16.35"],
        ),
        (
            "2024年决算支出651万元。与上年决算支出693万元相比减少42万元。",
            ["total executed 651", "total executed 2023 693"],
        ),
        ("“三公”经费支出14.82万元。比2023年的16万元减少1.53万元。", ["three_public executed 14.82"]),
        # of the whole, or of the part that is all of it
        (
            "“三公”经费支出0.86万元，其中公务接待费0.86万元。比2023年的0.97万元减少0.11万元。",
            ["three_public executed 0.86"],
        ),
    ],
)
def test_the_figure_of_another_year_behind_a_full_stop_is_taken_only_where_its_change_proves_it(
    text: str, expected: list[str]
) -> None:
    assert figures(read(text)) == expected


def test_what_was_carried_in_is_told_below_a_heading_on_income_too() -> None:
    found = read("（一）收入情况", "2024年收入合计4218万元，其中财政拨款收入4218万元；上年结转86.2万元。")
    assert figures(found) == ["total carried_in 86.2"]
    assert kinds(found) == []


def test_sources_behind_the_words_that_divide_what_was_spent_are_its_own() -> None:
    found = read(
        "2024年年初预算4126万元，决算支出5104万元。决算支出按资金来源分：中央政法转移支付资金512万元，"
        "省级配套资金96万元，县级财政资金4496万元。"
    )
    assert figures(found)[2:] == [
        "total executed central 512",
        "total executed provincial 96",
        "total executed county 4496",
    ]


@pytest.mark.parametrize(
    "parts",
    [
        ("2024年决算支出12437万元，其中：危房改造补助1186万元（中央770万元、省级262万元、县级154万元）。",),
        (
            "2024年决算支出12437万元，主要用于：",
            "危房改造补助1186万元（中央770万元、省级262万元、县级154万元）；",
            "市政维护20万元。",
        ),
    ],
)
def test_sources_of_one_project_in_a_bracket_are_not_those_of_the_whole(parts: tuple[str, ...]) -> None:
    assert figures(read(*parts)) == ["total executed 12437"]


def items(*parts: str) -> list[tuple[str, str, str]]:
    return [(i.name, i.stage, f"{(i.amount.value / 10000).normalize():f}") for i in read(*parts).items]


def test_lines_below_the_words_of_a_list_are_its_projects() -> None:
    told = items(
        "2024年项目支出6000万元。",
        "2024年项目支出主要有：",
        "集中供热管网改造工程4200万元；",
        "危房改造补助1186万元（中央1032万元、县级154万元）；",
        "路灯电费614万元。",
        "全县完成改造856户。",
    )
    assert told == [
        ("集中供热管网改造工程", "executed", "4200"),
        ("危房改造补助", "executed", "1186"),
        ("路灯电费", "executed", "614"),
    ]


def test_numbered_projects_below_a_line_that_announces_them_have_their_own_stages() -> None:
    told = items(
        "主要项目执行情况：",
        "①审计服务经费年初预算120万元，支出110.745万元；",
        "②金审工程运维费年初预算28万元，支出27.68万元。",
    )
    assert told == [
        ("审计服务经费", "initial", "120"),
        ("审计服务经费", "executed", "110.745"),
        ("金审工程运维费", "initial", "28"),
        ("金审工程运维费", "executed", "27.68"),
    ]


def test_the_budget_of_a_project_without_a_stage_is_told_and_what_it_spent_is_read() -> None:
    parts = (
        "主要项目执行情况：",
        "1.饮水安全工程预算9860万元，支出9541万元；",
        "2.流失治理工程2400万元，支出2400万元。",
    )
    assert items(*parts) == [("饮水安全工程", "executed", "9541"), ("流失治理工程", "executed", "2400")]
    assert kinds(read(*parts)) == ["stage_unsaid", "stage_unsaid"]


def test_people_of_a_month_behind_the_year_of_the_report_are_told() -> None:
    found = read("2025年3月在职28人。")
    assert found.staff == []
    assert found.unexplained()


def test_people_of_the_last_day_of_the_year_are_read_without_the_word_until() -> None:
    found = read("2024年12月31日在职28人。")
    settle_staff(found)
    assert [(claim.kind, claim.headcount, claim.as_of) for claim in found.staff] == [
        ("on_post", 28, date(2024, 12, 31))
    ]


def test_assets_of_the_own_level_of_a_town_are_those_of_the_town() -> None:
    found = read("截至2024年12月31日，镇本级资产总额3482.65万元。", names=("石桥镇人民政府",))
    assert [(claim.measure, f"{claim.amount.value:.0f}") for claim in found.assets] == [("total", "34826500")]


def claims(*parts: str | Rows) -> list[str]:
    """Budget claims of a whole report, in short."""
    document = make_document("石桥县民政局2024年度部门整体支出绩效自评报告", *parts)
    (report,) = extract(document, Card()).values
    return [
        f"{c.category} {c.stage} {(c.amount.value / 10000).normalize():f}"
        for c in report.budget
        if c.fact_year == 2024
    ]


TABLE = (
    ("支出类别", "年初预算", "决算支出"),
    ("基本支出", "1948.46", "2010.00"),
    ("项目支出", "370.00", "377.00"),
)


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        (
            "二、支出情况",
            "基本支出决算中，人员经费1862万元，日常公用经费148万元。",
            ["personnel executed 1862", "operating executed 148"],
        ),
        ("二、支出情况", "人员经费1800万元，日常公用经费148万元。", []),
        ("二、支出情况", "人员经费1859万元，日常公用经费148万元。", []),
        ("二、预算安排", "人员经费1862万元，日常公用经费148万元。", []),
    ],
)
def test_parts_without_a_stage_are_what_a_table_says_was_spent_where_they_make_it_up(
    heading: str, text: str, expected: list[str]
) -> None:
    told = claims("各类支出如下（单位：万元）：", TABLE, heading, text)
    assert [c for c in told if not c.startswith(("basic", "project", "total"))] == expected


def test_the_budget_that_spending_is_a_share_of_is_read_and_the_list_goes_on_with_the_spending() -> None:
    found = read(
        "2024年度基本支出1210.5万元，占年初预算1150万元的105.26%，其中人员经费1105.2万元，公用经费105.3万元。"
    )
    assert sorted(figures(found)) == [
        "basic executed 1210.5",
        "basic initial 1150",
        "operating executed 105.3",
        "personnel executed 1105.2",
    ]


def test_a_list_under_one_stage_goes_on_behind_a_semicolon() -> None:
    found = read("年初预算安排：基本支出1150万元（人员经费1050万元，公用经费100万元）；项目支出500万元。")
    assert figures(found)[-1] == "project initial 500"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("固定资产原值2035万元，净值1102万元。", ["fixed 2035", "net_book 1102"]),
        ("固定资产原值2035万元，累计折旧933万元，净值1102万元。", ["fixed 2035", "net_book 1102"]),
        ("固定资产原值2035万元，累计折旧900万元，净值1102万元。", ["fixed 2035"]),
        ("固定资产原值1000万元，净值1102万元。", ["fixed 1000"]),
        ("固定资产2035万元，无形资产30万元，净值1102万元。", ["fixed 2035"]),
    ],
)
def test_a_bare_net_value_is_that_of_the_fixed_assets_right_before(text: str, expected: list[str]) -> None:
    found = read(f"2024年末{text}")
    told = [f"{c.measure} {(c.amount.value / 10000).normalize():f}" for c in found.assets]
    assert told == expected


@pytest.mark.parametrize(("unit", "source"), [("石桥县交通运输局", "county"), ("石桥镇人民政府", "fiscal")])
def test_money_of_the_own_level_is_the_county_s_in_the_report_of_a_unit_of_one(
    unit: str, source: str
) -> None:
    found = read(
        "2024年年初预算安排资金总额为860万元，其中：省级财政资金600万元，本级财政资金260万元。",
        names=(unit,),
        whole="project",
    )
    assert source in {claim.fund_source for claim in found.budget}


def test_staff_are_read_in_the_wordings_of_their_posts() -> None:
    found = read("我局共有在编干部职工68名，核定行政编制18名、全部补助事业编制46名。")
    assert [(c.kind, c.basis, c.headcount) for c in found.staff] == [
        ("on_post", "actual", 68),
        ("administrative", "authorized", 18),
        ("institution", "authorized", 46),
    ]


def test_spending_of_the_county_s_own_level_is_not_the_unit_s() -> None:
    found = read("县本级2024年一般公共预算支出总额为31.27亿元。")
    assert found.budget == []
    assert accounted(found)


def test_a_total_that_its_kinds_make_up_is_what_was_spent_though_it_is_the_income() -> None:
    found = read(
        "2024年度收入合计231.8万元。2024年度支出合计231.8万元，与上年240.5万元相比减少8.7万元，"
        "其中：基本支出184.7万元（人员经费172.1万元，公用经费12.6万元），项目支出47.1万元。"
    )
    assert figures(found) == [
        "total executed 231.8",
        "total executed 2023 240.5",
        "basic executed 184.7",
        "personnel executed 172.1",
        "operating executed 12.6",
        "project executed 47.1",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“三公”经费支出2.36万元，全部为公务接待费；年初预算3万元。",
            ["three_public executed 2.36", "three_public initial 3"],
        ),
        ("“三公”经费支出2.36万元。公用经费支出50万元；年初预算60万元。", ["three_public executed 2.36"]),
    ],
)
def test_a_bare_budget_behind_a_semicolon_is_of_the_three_public_told_alone_before_it(
    text: str, expected: list[str]
) -> None:
    assert figures(read(text)) == expected


def test_what_was_added_for_people_makes_up_the_adjusted_budget_of_the_whole() -> None:
    found = read("2024年年初预算681.36万元，追加人员经费23.56万元，全年预算704.92万元，执行700万元。")
    assert [f for f in figures(found) if f.startswith("total")] == [
        "total initial 681.36",
        "total adjusted 704.92",
        "total executed 700",
    ]


def test_what_project_money_is_made_up_of_names_its_projects() -> None:
    assert items("2024年项目支出143万元的构成：化肥淡季储备贴息48万元、基层组织建设补助95万元。") == [
        ("化肥淡季储备贴息", "executed", "48"),
        ("基层组织建设补助", "executed", "95"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "核定行政编制19名，机关工勤编制3名，下属服务中心事业编制6名，共28名。",
            ["unit administrative 19", "subordinate institution 6", "unit authorized 28"],
        ),
        (
            "年末在职41人，其中：行政在职17人、参公在职11人、事业在职13人。",
            [
                "unit on_post 41",
                "unit administrative 17",
                "unit civil_servant_like 11",
                "unit institution 13",
            ],
        ),
        (
            "年末在职30人，护林防火临时聘用人员45人。",
            ["unit on_post 30", "unit contract 45"],
        ),
        ("年末在职教职工200人，临聘代课及保育人员31人。", ["unit on_post 200", "unit contract 31"]),
        ("年末在职30人，聘用护林员3000人。", ["unit on_post 30"]),
    ],
)
def test_people_of_several_posts_are_each_of_their_kind(text: str, expected: list[str]) -> None:
    found = read(text)
    assert [f"{c.staff_scope} {c.kind} {c.headcount}" for c in found.staff] == expected


def test_each_of_the_kinds_told_one_after_another_has_its_own_rate() -> None:
    found = read(
        "2024年部门整体支出执行数137万元，预算执行率97.63%。其中：基本支出执行71万元，执行率99.89%"
        "（人员经费69万元，公用经费2万元）；项目支出执行66万元，执行率95.33%。"
    )
    assert [(r.category, str(r.rate.value)) for r in found.rates] == [
        ("total", "97.63"),
        ("basic", "99.89"),
        ("project", "95.33"),
    ]


def test_a_rate_behind_two_kinds_of_which_one_has_none_is_open() -> None:
    found = read("2024年基本支出决算71万元，项目支出决算66万元，执行率95.33%。")
    assert found.rates == []


def test_a_project_may_be_called_after_a_kind_of_spending_where_all_projects_make_up_their_sum() -> None:
    document = make_document(
        "石桥县民政局2024年度部门整体支出绩效自评报告",
        "二、收支情况",
        "2024年项目支出决算517万元，年初预算400万元。",
        "三、主要项目支出",
        "1.警务辅助人员经费368.24万元；",
        "2.智慧公安建设148.76万元。",
    )
    (report,) = extract(document, Card()).values
    assert [(i.name, i.stage) for i in report.items] == [
        ("警务辅助人员经费", "executed"),
        ("智慧公安建设", "executed"),
    ]


@pytest.mark.parametrize(
    ("project", "expected"),
    [
        (
            "577",
            [
                "basic executed 1013",
                "project executed 577",
                "personnel executed 950",
                "operating executed 63",
            ],
        ),
        ("570", []),
    ],
)
def test_parts_of_a_paragraph_that_are_all_proved_are_what_was_spent(
    project: str, expected: list[str]
) -> None:
    told = claims(
        "二、收支情况",
        "2024年度本年支出1590万元，年末结转23万元。",
        "三、支出结构",
        f"基本支出1013万元，占63.71%，其中人员经费950万元，公用经费63万元；项目支出{project}万元，占36.29%。",
    )
    assert sorted(c for c in told if not c.startswith("total")) == sorted(expected)


def test_people_called_officers_and_sent_by_agencies_are_counted() -> None:
    found = read("年末实有在职干警62人，退休干警31人。劳务派遣窗口服务人员14人。")
    assert [(c.kind, c.headcount) for c in found.staff] == [
        ("on_post", 62),
        ("retired", 31),
        ("contract", 14),
    ]


def test_spending_compared_with_a_named_year_gives_the_figure_of_that_year() -> None:
    found = read("2024年支出决算1589万元。本年支出较2023年1498万元增加91万元。")
    assert figures(found) == ["total executed 1589", "total executed 2023 1498"]


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("；年初预算3万元。", ["three_public executed 2.86", "three_public initial 3"]),
        ("；公用经费年初预算30万元。", ["operating initial 30"]),
    ],
)
def test_three_public_before_their_own_initial_budget_were_spent_whatever_stands_above(
    behind: str, expected: list[str]
) -> None:
    assert (
        figures(read("二、预算资金情况", f"2024年“三公”经费支出2.86万元，其中公务接待费0.5万元{behind}"))
        == expected
    )


def test_posts_of_one_unit_below_beside_a_total_are_not_all_posts_below() -> None:
    found = read("核定行政编制19名，机关工勤编制3名，下属服务中心事业编制6名，共28名。")
    settle_staff(found)
    assert [(c.staff_scope, c.headcount) for c in found.staff if c.kind == "authorized"] == [("unit", 28)]
