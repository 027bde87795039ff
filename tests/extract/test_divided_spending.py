"""Spending that is divided by source, structure or nature, and what is left of it: of which figure the parts are."""

from __future__ import annotations

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from tests.documents import make_document
from tests.extract.reading import figures, read

BY_SOURCE = ["total initial fiscal 880", "total initial own 20"]
BY_KIND = ["basic initial 500", "project initial 400"]


@pytest.mark.parametrize(
    "parts",
    [
        (
            "2024年年初预算900万元。资金来源：（1）财政性资金880万元；（2）其他资金20万元。"
            "资金结构：（1）基本支出500万元；（2）项目支出400万元。",
        ),
        (
            "2024年年初部门预算900万元，资金来源为财政拨款880万元、其他资金20万元；"
            "支出结构：基本支出500万元，项目支出400万元。",
        ),
        (
            "2024年年初预算900万元。",
            "1、资金来源：（1）财政性资金880万元；（2）其他资金20万元。",
            "2、资金结构：（1）基本支出500万元；（2）项目支出400万元。",
        ),
        (
            "2024年年初预算900万元。按资金来源分：财政拨款880万元，自有资金20万元。",
            "按资金性质分：",
            "1.基本支出500万元；",
            "2.项目支出400万元。",
        ),
        (
            "2024年年初预算900万元。经费来源：财政拨款880万元，单位自有资金20万元。从支出结构看，基本支出500万元，项目支出400万元。",
        ),
    ],
)
def test_sources_and_structure_of_one_figure_are_its_parts(parts: tuple[str, ...]) -> None:
    assert figures(read(*parts)) == ["total initial 900", *BY_SOURCE, *BY_KIND]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # the parts are rounded away from the total, and nothing else near can be divided
        (
            "全年总支出3952.60万元，结余33.85万元。支出按性质分：（1）基本支出1968.24万元，占总支出49.8%，其中人员经费1745.13万元，"
            "公用经费223.11万元；（2）项目支出1984.26万元。",
            ["basic 1968.24", "personnel 1745.13", "operating 223.11", "project 1984.26"],
        ),
        (
            "2024年年初预算900万元，全年预算1000万元，执行980万元。支出构成：基本支出600万元，项目支出380万元。",
            ["basic 600", "project 380"],
        ),
        (
            "全年决算支出1000万元，从支出结构看，基本支出600万元；项目支出400万元。",
            ["basic 600", "project 400"],
        ),
        (
            "2024年部门支出决算861.37万元。其中，基本支出192.44万元，占22.34%；项目支出668.93万元，占77.66%。财政拨款支出年初预算数为"
            "702.30万元，决算数为861.37万元。其中人员支出172.08万元，日常公用支出20.36万元。",
            ["basic 192.44", "project 668.93", "personnel 172.08", "operating 20.36"],
        ),
        # what is left cannot hold them, so they are of what was spent
        (
            "全年总支出100万元，年末结余5万元，其中基本支出60万元，项目支出40万元。",
            ["basic 60", "project 40"],
        ),
    ],
)
def test_parts_are_of_the_figure_that_can_hold_them(text: str, told: list[str]) -> None:
    parts = [line for line in figures(read(text)) if not line.startswith("total")]
    assert parts == [f"{category} executed {amount}" for category, amount in map(str.split, told)]


@pytest.mark.parametrize(
    "text",
    [
        "2024年年初预算100万元，决算90万元，其中基本支出60万元，项目支出40万元。",
        "2024年年初预算110万元，全年总支出100万元，年末结余5万元，其中基本支出60万元，项目支出40万元。",
        "2024年年初预算900万元，执行980万元。支出结构：基本支出600万元，项目支出310万元。",
        "2024年年初预算900万元，执行980万元。资金来源：财政拨款900万元，其他资金50万元。",
    ],
)
def test_parts_that_no_figure_surely_holds_are_no_figures(text: str) -> None:
    found = read(text)
    assert [claim for claim in found.budget if claim.category != "total" or claim.fund_source != "all"] == []
    assert found.problems or found.unexplained()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "2024年调整后预算为2699.75万元，当年实际支出2610.08万元。其中：人员经费实际支出1755.2万元；公用经费实际支出190.33万元；"
            "项目支出实际支出664.55万元。年末结转结余89.67万元。",
            ["total carried_out 89.67"],
        ),
        (
            "2024年年初部门预算1,486.72万元，上年结转结余156.38万元，年中追加（减）1,029.40万元，全年预算数2,672.50万元，全年执行数"
            "2,398.11万元，年末结转结余274.39万元。",
            ["total carried_out 274.39"],
        ),
        # nothing proves whose it is
        ("2024年全年预算100万元，执行90万元。项目支出全年预算70万元，执行63万元。年末结转结余7万元。", []),
        ("2024年人员经费支出500万元，公用经费支出100万元，项目支出400万元。年末结转结余89.67万元。", []),
    ],
)
def test_what_is_left_behind_kinds_of_spending_is_the_wholes_where_its_figures_prove_it(
    text: str, left: list[str]
) -> None:
    found = read(text)
    assert [line for line in figures(found) if "carried_out" in line] == left
    assert left or found.unexplained()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024年部门预算应到位资金1000万元，实际到位资金990万元，资金到位率99%。", ["total received 990"]),
        (
            "2024年应到位资金1000万元，实际到位990万元，支出980万元。",
            ["total received 990", "total executed 980"],
        ),
        ("2024年财政指标下达1000万元，实际支付980万元。", ["total executed 980"]),
        ("2024年项目资金应到位200万元，实际到位200万元。", ["project received 200"]),
    ],
)
def test_what_should_arrive_or_was_granted_waits_and_what_arrived_is_told(text: str, told: list[str]) -> None:
    found = read(text)
    assert (figures(found), [p.kind for p in found.problems]) == (told, ["stage_unsaid"])


SPENT_BASIC = "2024年度一般公共预算财政拨款基本支出668.73万元"
PARTS_OF_BASIC = [
    "basic executed fiscal 668.73",
    "operating executed fiscal 48.23",
    "personnel executed fiscal 620.5",
]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            (
                f"{SPENT_BASIC}，其中：",
                "人员经费620.50万元，主要包括：基本工资。",
                "公用经费48.23万元，主要包括：办公费。",
            ),
            PARTS_OF_BASIC,
        ),
        (
            (
                f"{SPENT_BASIC}。其中：人员经费620.50万元，较上年增加10万元。人员经费用途包括基本工资。公用经费48.23万元，较上年减少2万元。",
            ),
            PARTS_OF_BASIC,
        ),
        # a sum that is off, and a whole of two stages
        ((f"{SPENT_BASIC}。", "人员经费620.50万元。", "公用经费47.23万元。"), PARTS_OF_BASIC[:1]),
        (
            (
                "2024年度基本支出年初预算668.73万元，决算668.73万元。",
                "人员经费620.50万元。",
                "公用经费48.23万元。",
            ),
            ["basic executed all 668.73", "basic initial all 668.73"],
        ),
    ],
)
def test_parts_on_lines_of_their_own_are_of_the_whole_that_they_make_up(
    parts: tuple[str, ...], expected: list[str]
) -> None:
    title = "石桥县中心小学2024年度部门决算公开说明"
    (claims,) = extract(
        make_document(title, "# 二、基本支出决算情况说明", *parts, "在职35人，退休3人。"), Card()
    ).values
    told = [
        f"{c.category} {c.stage} {c.fund_source} {(c.amount.value / 10000).normalize():f}"
        for c in claims.budget
    ]
    assert sorted(told) == expected


def test_what_a_kind_is_made_of_stands_before_it_and_a_class_of_the_budget_is_none_of_the_whole() -> None:
    made_of = (
        "其中：基本工资、津贴补贴等人员经费支出6205元，占92%；办公费、印刷费、水电费等公用经费555元，占8%。"
    )
    assert figures(read(f"2024年度基本支出决算6760元。{made_of}")) == [
        "basic executed 0.676",
        "personnel executed 0.6205",
        "operating executed 0.0555",
    ]
    of_class = "卫生健康支出。年初预算为500万元，支出决算为480万元。"
    assert figures(read("# （三）一般公共预算财政拨款支出决算具体情况", of_class)) == []
    whole = "财政拨款支出年初预算为1742万元，支出决算为869万元，完成年初预算的49.9%。"
    assert figures(read("# （三）一般公共预算财政拨款支出决算具体情况", whole)) == [
        "total initial fiscal 1742",
        "total executed fiscal 869",
    ]
