"""Wordings of real counties: each sentence gives exactly the figures a careful reader takes from it, and no other.

A figure is written as ``category stage [source] [year] 万元``; a sentence with an empty list yields none, and says so.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.reading import accounted, figures, read

Wordings = list[tuple[str, list[str]]]


NOT_ONE_CATEGORY: Wordings = [
    ("人员经费和公用经费共100万元。", []),
    ("人员经费及公用经费年初预算共100万元。", []),
    ("人员经费、公用经费年初预算10万元。", []),
    ("基本支出和项目支出决算合计100万元。", []),
    ("机关运行经费（公用经费）决算10万元。", []),
    ("财政拨款和单位资金项目支出决算数50万元。", []),
    ("人员经费外的公用经费决算数50万元。", []),
    ("县城绿化项目资金到位50万元。", []),
    ("下属单位救助站项目支出决算数20万元。", []),
    ("全县项目支出年初预算200万元。", []),
    ("公务用车运行维护项目支出决算5万元。", []),
]

NOT_A_LEVEL: Wordings = [
    ("人员经费决算100万元，比2023年决算数90万元增加12万元。", ["personnel executed 100"]),
    (
        "项目支出决算数50万元，与上年6284.41万元相比，减少30万元。",
        ["project executed 50", "project executed 2023 6284.41"],
    ),
    ("人员经费支出决算较年初预算数10万元增加1万元。", []),
    ("人员经费决算数低于年初预算数5万元。", []),
    ("人员经费年初预算数与决算数相差5万元。", []),
    ("项目支出执行数应达到年初预算数的90%以上。", []),
    ("单价100万元以上设备2台，项目支出决算数50万元。", ["project executed 50"]),
    ("项目支出决算达到50万元以上。", []),
    ("人均公用经费2.58万元。", []),
    ("截至6月底，项目支出执行数为50万元，执行率50%。", []),
    ("2024年1-9月项目资金执行50万元。", []),
    ("项目支出预计执行5万元，项目资金尚未执行5万元。", []),
]

INCOME_IS_NO_BUDGET: Wordings = [
    ("2024年年初部门预算收入1000万元，支出1000万元。", ["total initial 1000"]),
    ("2024年部门预算收入1000万元，支出1000万元。", []),
    ("2024年收入合计792.22万元，支出合计799.12万元。", ["total executed 799.12"]),
    ("2024年度收入总计800万元，支出总计800万元。", []),
    ("2024年收入305.63万元，支出300万元。", ["total executed 300"]),
    ("2024年度收、支总计260.4万元。", []),
    ("收入、支出决算总计665.96万元。", []),
]

PARTS: Wordings = [
    ("全年预算支出1320万元，实际支出1300万元。", ["total executed 1300"]),
    ("2024年一般公共预算财政拨款基本支出790万元。", ["basic executed fiscal 790"]),
    ("2024年部门预算安排基本支出790万元。", ["basic initial 790"]),
    ("我局承担农村饮水安全工程，年初预算安排500万元，全年执行480万元，预算执行率96%。", []),
    (
        "年初预算支出100万元，其中：基本支出80万元，专项支出20万元。本年度决算支出90万元，本年度结余结转10万元。",
        [
            "total initial 100",
            "basic initial 80",
            "project initial 20",
            "total executed 90",
            "total carried_out 10",
        ],
    ),
    ("全年预算指标合计102.18万元。", ["total adjusted 102.18"]),
    ("基本支出决算数300万元（含人员经费80万元）。", ["basic executed 300", "personnel executed 80"]),
    ("基本支出（含人员经费80万元）年初预算300万元。", []),
    (
        "本年支出合计100万元，其中：基本支出60万元，占60%；项目支出40万元，占40%。",
        ["total executed 100", "basic executed 60", "project executed 40"],
    ),
    ("人员经费年初预算100万元，其中：工资60万元，公用经费40万元。", ["personnel initial 100"]),
    ("支出决算合计100万元，其中人员经费预算50万元。", ["total executed 100"]),
    (
        "三公经费年初预算10万元，其中公务接待费5万元，公务用车5万元，决算9万元。",
        ["three_public initial 10", "three_public executed 9"],
    ),
    (
        "部门整体支出全年预算数120万元，其中：上年结转20万元，本年预算100万元。",
        ["total adjusted 120", "total carried_in 20"],
    ),
]

SOURCES: Wordings = [
    ("省市级专项资金决算数50万元。", []),
    (
        "2024年年初部门预算1000万元，其中财政拨款900万元，其他资金100万元。",
        ["total initial 1000", "total initial fiscal 900", "total initial own 100"],
    ),
    (
        "人员经费年初预算10万元，其中财政拨款8万元、其他资金2万元，决算9万元。",
        [
            "personnel initial 10",
            "personnel initial fiscal 8",
            "personnel initial own 2",
            "personnel executed 9",
        ],
    ),
    (
        "财政拨款基本支出年初预算60万元，决算58万元。",
        ["basic initial fiscal 60", "basic executed fiscal 58"],
    ),
    (
        "项目资金年初预算100万元，财政拨款到位80万元，实际支出98万元。",
        ["project initial 100", "project received fiscal 80", "project executed 98"],
    ),
    (
        "2024年财政拨款支出决算100万元，其中基本支出决算60万元，项目支出决算40万元。",
        ["total executed fiscal 100", "basic executed fiscal 60", "project executed fiscal 40"],
    ),
    (
        "年初下达项目资金预算指标50万元，其中中央20万元，省级30万元。",
        ["project initial 50", "project initial central 20", "project initial provincial 30"],
    ),
]

YEARS: Wordings = [
    (
        "上年项目支出决算数50万元，本年决算60万元。",
        ["project executed 2023 50", "project executed 60"],
    ),
    (
        "2023年人员经费决算10万元，公用经费决算3万元。",
        ["personnel executed 2023 10", "operating executed 2023 3"],
    ),
    ("2023年人员经费决算10万元，公用经费年初预算3万元。", ["personnel executed 2023 10"]),
    ("2023-2024年项目支出决算100万元。", []),
    ("2022年和2023年项目支出决算100万元。", []),
    (
        "2022年、2023年和2024年人员经费决算分别为8万元、9万元、10万元。",
        ["personnel executed 2022 8", "personnel executed 2023 9", "personnel executed 10"],
    ),
]

SUBJECT: Wordings = [
    (
        "2024年年初预算：人员经费10万元，公用经费2万元，项目支出3万元；实际支出人员经费9万元，公用经费2万元。",
        [
            "personnel initial 10",
            "operating initial 2",
            "project initial 3",
            "personnel executed 9",
            "operating executed 2",
        ],
    ),
    ("人员经费年初预算10万元，救助站项目支出5万元，决算9万元。", ["personnel initial 10"]),
    (
        "人员经费年初预算10万元，公用经费年初预算2万元，实际支出12万元。",
        ["personnel initial 10", "operating initial 2"],
    ),
    ("三公经费预算3.20万元，实际支出2.64万元。", ["three_public executed 2.64"]),
    (
        "我单位年初预算数152万元，全年预算数176万元，实际到位资金170万元，本年度总支出168万元。",
        ["total initial 152", "total adjusted 176", "total received 170", "total executed 168"],
    ),
    (
        "年初结转项目资金3万元，本年度项目预算50万元，实际到位53万元，年末结转3万元。",
        ["project carried_in 3", "project received 53", "project carried_out 3"],
    ),
    ("项目支出年初预算由50万元调整为60万元。", ["project initial 50", "project adjusted 60"]),
    (
        "项目支出年初预算数、决算数均为5万元。",
        ["project executed 5", "project initial 5"],
    ),
    ("项目支出年初预算数与决算数共计10万元。", []),
    ("部门全年预算执行数98万元。", ["total executed 98"]),
    (
        "2024年年初部门预算112万元，年中追加后全年预算数142万元，全年执行数140万元。",
        ["total initial 112", "total adjusted 142", "total executed 140"],
    ),
]

PARALLEL: Wordings = [
    (
        "人员经费、公用经费、项目支出年初预算分别为141万元、18万元、244万元。",
        ["personnel initial 141", "operating initial 18", "project initial 244"],
    ),
    (
        "2024年人员经费、公用经费和项目支出分别执行1、2、3万元。",
        ["personnel executed 1", "operating executed 2", "project executed 3"],
    ),
    (
        "人员经费年初预算、调整预算、决算分别为8万元、9万元、10万元。",
        ["personnel initial 8", "personnel adjusted 9", "personnel executed 10"],
    ),
    ("人员经费、公用经费年初预算分别为1万元、2万元、3万元。", []),
    ("人员经费、公用经费决算分别比上年增加1万元、2万元。", []),
    ("人员经费、会议费年初预算分别为1万元、2万元。", []),
]

UNCERTAIN_NUMBERS: Wordings = [
    ("项目支出决算数为-5.2万元。", ["project executed -5.2"]),
    ("项目支出决算数－5.2万元。", []),
    ("项目支出决算50-60万元。", []),
    ("项目支出决算50至60万元。", []),
    ("项目支出决算50万元至60万元。", []),
    ("项目支出决算数50余万元。", []),
    ("项目支出决算约50万元。", []),
    ("项目支出决算50万元左右。", []),
    ("项目支出决算50.3万。", []),
    ("项目支出决算数1,22.86万元。", []),
    ("项目支出决算数12.345.67万元。", []),
    ("项目支出决算数50万美元。", []),
    ("项目支出决算数五十万元。", ["project executed 50"]),
    ("项目支出决算数几十万元。", []),
    ("项目支出决算数数十万元。", []),
    ("项目支出决算贰佰万元整（￥2000000.00元）。", ["project executed 200"]),
    ("项目支出决算200万元（大写：贰佰万元整）。", ["project executed 200"]),
    ("项目支出决算200万元（大写：贰佰壹拾万元整）。", []),
    ("项目支出年初预算为0万元。", ["project initial 0"]),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *NOT_ONE_CATEGORY,
        *NOT_A_LEVEL,
        *INCOME_IS_NO_BUDGET,
        *PARTS,
        *SOURCES,
        *YEARS,
        *SUBJECT,
        *PARALLEL,
        *UNCERTAIN_NUMBERS,
    ],
)
def test_sentence_gives_its_own_figures_and_no_other(text: str, expected: list[str]) -> None:
    found = read(text)
    assert figures(found) == expected
    assert expected or accounted(found)


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("县城绿化项目资金完成率95%。", []),
        ("人员经费年初预算10万元，执行9万元，任务完成率100%。", []),
        ("人员经费年初预算10万元，公用经费年初预算2万元，执行率100%。", []),
        ("项目资金到位100万元，资金到位率100%。", [("received", "project", "100")]),
        (
            "人员经费、公用经费执行率分别为98%、95%。",
            [("completion", "personnel", "98"), ("completion", "operating", "95")],
        ),
        ("上年项目支出执行率95%。", []),
        ("部门预算收入完成率95%。", []),
        (
            "项目支出年初预算200万元，决算190万元，执行率:190÷200×100%=95%。",
            [("completion", "project", "95")],
        ),
        (
            "“三公经费”控制率=(实际支出数/预算安排数)×100%=86.4%。",
            [("control", "three_public", "86.4")],
        ),
        ("在职人员控制率92.11%。", [("control", None, "92.11")]),
        ("2023年在职人员控制率92.11%。", []),
        ("贫困人员控制率92.11%。", []),
        ("任务完成情况=(80÷100)×100%=80%。", []),
        (
            "2024年年初预算100万元，到位91.42万元，支出91.42万元，执行率100%（按到位资金计算）；按预算计算执行率91.42%。",
            [("completion", "total", "91.42")],
        ),
        (
            "2024年年初预算100万元，支出91万元，按到位资金计算执行率100%，预算执行率91%。",
            [("completion", "total", "91")],
        ),
    ],
)
def test_rate_belongs_to_money_of_a_named_category(
    text: str, rates: list[tuple[str, str | None, str]]
) -> None:
    assert [(r.kind, r.category, str(r.rate.value)) for r in read(text).rates] == rates


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "项目支出年初预算100万元，其中：1.会议费20万元；2.培训费30万元；3、印刷费50万元。",
            ["会议费", "培训费", "印刷费"],
        ),
        ("项目预算资金100万元，其中会议费20万元，实际支出99万元。", ["会议费"]),
        ("项目支出决算50万元，其中，本级20万元，下属单位30万元。", []),
        (
            "总支出90万元，其中：基本支出40万元，项目支出50万元。项目资金具体为：农资储备贴息15万元，综合改革专项35万元。",
            ["农资储备贴息", "综合改革专项"],
        ),
        ("总支出90万元。项目资金具体为：农资储备贴息15万元。", []),
        ("项目预算资金50万元，其中省级资金20万元，县级资金30万元。", []),
    ],
)
def test_items_are_projects_and_not_stages_sources_or_units(text: str, items: list[str]) -> None:
    assert [item.name for item in read(text).items] == items


def test_money_under_a_heading_of_one_source_is_of_that_source() -> None:
    found = read("# （二）财政拨款支出决算情况", "2024年基本支出决算100万元。")
    assert figures(found) == ["basic executed fiscal 100"]
    assert figures(read("# 财政资金收支情况", "2024年基本支出决算100万元。")) == ["basic executed 100"]


@given(
    st.sampled_from(["人员经费", "公用经费", "基本支出", "项目支出", "三公经费"]),
    st.sampled_from(["救助站", "城乡低保", "全镇", "其他", "除上述外的", "不含"]),
    st.sampled_from(["年初预算数", "调整预算数", "到位资金", "决算数"]),
    st.decimals(min_value=0, max_value=99999, places=2),
)
def test_any_word_that_nothing_explains_keeps_the_figure_out(
    category: str, strange: str, stage: str, amount: Decimal
) -> None:
    found = read(f"{strange}{category}{stage}{amount}万元。")
    assert found.budget == []
    assert len(found.unexplained()) == 1


def test_a_title_of_two_stages_before_a_colon_is_no_part_of_the_figures_behind_it() -> None:
    said = "2023年年初安排预算数18,620.71万元，实际到位资金21,724.97万元，资金到位率100%。"
    found = read(f"1.预算资金安排及到位情况：{said}", year=2023)
    assert figures(found) == ["total initial 2023 18620.71", "total received 2023 21724.97"]
    one = read("（一）预算安排情况：人员经费100.5万元，公用经费20.3万元。")
    assert figures(one) == ["personnel initial 100.5", "operating initial 20.3"]
    open_ = read("（二）预算安排及执行情况：人员经费100.5万元。")
    assert ([p.kind for p in open_.problems], open_.budget) == (["stage_unsaid"], [])


def test_a_second_division_is_of_the_figure_that_its_parts_add_up_to() -> None:
    first = "2024年支出合计1902.83万元。按支出性质分类，基本支出456.31万元，占23.98%；项目支出1446.52万元，占76.02%。"
    found = read(first + "按支出用途分类，人员经费410.06万元，公用经费46.25万元。")
    assert figures(found)[3:] == ["personnel executed 410.06", "operating executed 46.25"]
    other = read(first + "按支出用途分类，人员经费410.06万元，公用经费40.25万元。")
    assert len(figures(other)) == 3


def test_a_budget_of_what_is_spent_is_no_spending() -> None:
    found = read("财政拨款本年支出年初预算数为702.30万元，决算数为861.37万元，完成年初预算的122.65%。")
    assert figures(found) == ["total initial fiscal 702.3", "total executed fiscal 861.37"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "本年支出中：基本支出262万元（人员经费241万元，公用经费21万元），项目支出343万元。",
            [
                "basic executed 262",
                "personnel executed 241",
                "operating executed 21",
                "project executed 343",
            ],
        ),
        (
            "基本支出决算1682万元，其中：工资福利支出和对个人和家庭的补助等人员经费1545万元，公用经费137万元。",
            ["basic executed 1682", "personnel executed 1545", "operating executed 137"],
        ),
        ("其中：绩效奖金等人员经费15万元。", []),
    ],
)
def test_words_that_open_a_list_may_say_its_stage_and_wages_with_aid_are_all_personnel(
    sentence: str, expected: list[str]
) -> None:
    assert figures(read(sentence)) == expected


def test_the_rate_of_the_whole_may_stand_behind_what_was_left_over() -> None:
    said = "决算支出200万元，其中：基本支出150万元，项目支出50万元。年末结转8万元。总体预算执行率为96.15%。"
    found = read(said)
    assert [(rate.category, f"{rate.rate.value}") for rate in found.rates] == [("total", "96.15")]
    assert read("项目支出50万元。年末结转8万元。总体预算执行率为96.15%。").rates == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("项目支出年初预算200万元，全年项目支出预算335万元，支出320万元。", "project adjusted 335"),
        ("年初预算300万元，全年部门预算数为335万元，全年支出320万元。", "total adjusted 335"),
    ],
)
def test_the_budget_of_the_whole_year_may_name_what_it_is_for(sentence: str, expected: str) -> None:
    assert expected in figures(read(sentence))


def test_a_budget_completed_by_a_rate_needs_no_de() -> None:
    found = read("“三公”经费年初预算32万元，决算27万元，完成预算84.38%，较上年下降3%。")
    assert [(rate.category, f"{rate.rate.value}") for rate in found.rates] == [("three_public", "84.38")]
    assert read("公务接待费支出5万元，完成预算50%。").rates == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("我局年初预算收入和支出均为485.2万元。", ["total initial 485.2"]),
        ("当年决算收入、支出均为605.4万元。", ["total executed 605.4"]),
        ("决算收入、支出总计均为605.4万元。", []),
        ("年初预算收入485.2万元。", []),
    ],
)
def test_income_and_spending_of_one_size_state_the_spending_unless_they_are_the_grand_totals(
    sentence: str, expected: list[str]
) -> None:
    assert figures(read(sentence)) == expected


def test_what_is_called_spending_after_a_budget_of_unknown_stage_may_be_planned_as_well() -> None:
    plan = "1.基本支出预算88.2万元，占一般公共预算支出的96%。"
    spending = "2024年本年一般公共预算基本支出91.1万元，其中：人员经费80万元，公用经费11.1万元。"
    assert figures(read(plan, spending)) == []
    assert len(figures(read(spending))) == 3
    assert figures(read(plan, "2024年本年一般公共预算基本支出88.2万元，较上年减少0.2%。")) == []
    assert "basic executed 60" in figures(read(plan, "2024年基本支出决算60万元。"))
