"""Budget sentences that name no category: the whole department's where nothing else is brought up, and only there."""

from __future__ import annotations

import pytest

from tests.extract.reading import accounted, figures, read

Wordings = list[tuple[tuple[str, ...], list[str]]]

OF_THE_WHOLE: Wordings = [
    (
        ("2024年年初预算数为1250.36万元，执行数为1198.2万元。",),
        ["total initial 1250.36", "total executed 1198.2"],
    ),
    (("# 二、部门收支预决算情况", "全年实际支出352.18万元。"), ["total executed 352.18"]),
    (("2.财政资金支出情况。2024年支出总额980.5万元。",), ["total executed 980.5"]),
    (
        ("2024年上年结转和结余36.5万元，本年收入500万元，本年支出510万元，年末结转和结余26.5万元。",),
        ["total carried_in 36.5", "total executed 510", "total carried_out 26.5"],
    ),
    (("年终结余7.55万元，已由财政收回。",), ["total carried_out 7.55"]),
    (
        ("年初预算安排980万元，年中追加预算120万元，全年预算1100万元。",),
        ["total initial 980", "total adjustment 120", "total adjusted 1100"],
    ),
    (
        ("2024年年初预算335.72万元。年中追加项目资金31.6万元（普查经费），调整后全年预算367.32万元。",),
        ["total initial 335.72", "project adjustment 31.6", "total adjusted 367.32"],
    ),
]

OF_SOMETHING_ELSE: Wordings = [
    (("# （三）道路养护项目", "年初预算120万元，全年执行118万元。"), []),
    (("道路养护工程进展顺利。年初预算120万元，执行118万元。",), []),
    (("局机关年初预算500万元，决算480万元。",), []),
    (("“村级运转经费”项目自评得分96分。项目全年预算数为102万元，执行数为102万元。",), []),
    (("基本支出（含人员经费80万元）年初预算300万元。",), []),
    (("追加项目资金31.6万元，调整后全年预算367.32万元。",), []),
]

OF_ITS_HEADING: Wordings = [
    (("（3）项目支出。年初预算630万元，决算数552万元。",), ["project initial 630", "project executed 552"]),
    (("# 一、项目资金情况", "年初预算630万元。"), []),
    (
        ("（一）人员经费。年初预算298.6万元，决算300万元。",),
        ["personnel initial 298.6", "personnel executed 300"],
    ),
    (
        ("# 三、“三公”经费情况", "年初预算3.5万元，实际支出1.28万元。"),
        ["three_public initial 3.5", "three_public executed 1.28"],
    ),
]


@pytest.mark.parametrize(("parts", "expected"), [*OF_THE_WHOLE, *OF_SOMETHING_ELSE, *OF_ITS_HEADING])
def test_bare_stages_are_the_whole_only_where_nothing_else_is_spoken_of(
    parts: tuple[str, ...], expected: list[str]
) -> None:
    found = read(*parts)
    assert figures(found) == expected
    assert expected or accounted(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年三公经费支出8.5万元。", ["three_public executed 8.5"]),
        ("“三公”经费支出15.26万元，较上年减少1.12万元。", ["three_public executed 15.26"]),
        (
            "2024年财政资金支出合计100万元，其中：基本支出100万元。",
            ["total executed 100", "basic executed 100"],
        ),
        ("2024年预算安排如下：三公经费支出8.5万元。", []),
        ("2024年部门预算总额1250.36万元，其中：基本支出850.36万元，项目支出400万元。", []),
        ("全年下达预算指标1520万元，实际支付1498.6万元。", ["total adjusted 1520", "total executed 1498.6"]),
    ],
)
def test_spending_without_a_stage_is_executed_unless_a_plan_is_spoken_of(
    text: str, expected: list[str]
) -> None:
    found = read(text)
    assert figures(found) == expected
    assert expected or accounted(found)


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("2024年年初预算100万元，实际支出98万元，支付率98%。", [("completion", "total", "98")]),
        ("截至2024年12月31日，共支出588.93万元，占调整预算的98.73%。", [("completion", "total", "98.73")]),
        ("人员经费决算80万元，占年初预算的20%。", []),
        (
            "2024年实际支出500万元，其中基本支出300万元，项目支出200万元，预算执行率96%。",
            [("completion", "total", "96")],
        ),
        ("实际缴费基本支出300万元，项目支出200万元，预算执行率96%。", []),
    ],
)
def test_a_rate_is_of_the_figure_that_leads_its_sentence(
    text: str, rates: list[tuple[str, str, str]]
) -> None:
    assert [(r.kind, r.category, str(r.rate.value)) for r in read(text).rates] == rates
