"""Figures that stand beside their like: spending beside its budget, last year's behind both, why a budget was adjusted, rates as formulas."""

from __future__ import annotations

import pytest

from tests.extract.reading import figures, read


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            ("人员经费支出1215.4万元，年初预算1180万元；公用经费支出96.3万元，年初预算98.3万元。",),
            [
                "personnel executed 1215.4",
                "personnel initial 1180",
                "operating executed 96.3",
                "operating initial 98.3",
            ],
        ),
        (
            ("1.人员经费支出1215.4万元，完成年初预算的103%。", "2.项目支出788.3万元，全年预算800万元。"),
            ["personnel executed 1215.4", "project executed 788.3", "project adjusted 800"],
        ),
        (("二、预算安排情况", "人员经费支出1215.4万元，年初预算1180万元。"), ["personnel initial 1180"]),
        (("人员经费支出1215.4万元，预算1180万元。",), []),
    ],
)
def test_spending_beside_its_budget_was_spent_unless_the_words_above_plan(
    parts: tuple[str, ...], expected: list[str]
) -> None:
    assert figures(read(*parts)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "三公经费支出3.92万元，年初预算5万元，上年支出4.1万元，同比下降4.39%。",
            ["three_public executed 3.92", "three_public initial 5", "three_public executed 2023 4.1"],
        ),
        (
            "三公经费支出3.92万元，年初预算5万元，上年支出4.5万元，同比下降4.39%。",
            ["three_public executed 3.92", "three_public initial 5"],
        ),
        (
            "2024年全年支出987.64万元，比2023年支出1015.20万元减少27.56万元。",
            ["total executed 987.64", "total executed 2023 1015.2"],
        ),
        ("2024年全年支出987.64万元，比2023年支出1015.20万元减少30万元。", ["total executed 987.64"]),
    ],
)
def test_spending_of_another_year_is_the_same_figure_where_the_change_proves_it(
    sentence: str, expected: list[str]
) -> None:
    assert figures(read(sentence)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2024年年初预算500万元。年中追加经济普查经费等，调整后预算560万元。全年决算支出555万元。",
            ["total initial 500", "total adjusted 560", "total executed 555"],
        ),
        (
            "2024年年初预算500万元。年中追加经济普查经费，调整后预算80万元。全年支出78万元。",
            ["total initial 500"],
        ),
        ("普查工作方面。年中追加普查经费等，调整后预算580万元。", []),
    ],
)
def test_why_a_budget_was_adjusted_leaves_it_that_of_the_whole_where_it_grew(
    text: str, expected: list[str]
) -> None:
    assert figures(read(text)) == expected


def test_a_rate_of_what_arrived_opens_the_sentence_behind_the_money_of_the_whole() -> None:
    found = read(
        "2024年年初预算1200万元，到位1200万元。资金到位率=（实际到位资金/计划投入资金）×100%=1200/1200×100%=100%。"
    )
    assert [(r.kind, r.category, str(r.rate.value)) for r in found.rates] == [("received", "total", "100")]
    assert not read("资金到位率=1200/1200×100%=100%。").rates


def test_words_between_a_project_and_its_amount_that_nothing_was_planned_are_no_part_of_its_name() -> None:
    found = read(
        "（三）主要项目情况。",
        "（1）重大疫情救治能力提升：年初未安排预算，年中由上级专项资金追加，实际支出1,067.62万元。",
        "（2）乡村医生补助：年初预算684.00万元，实际支出680.00万元。",
    )
    assert [(i.name, i.stage) for i in found.items] == [
        ("重大疫情救治能力提升", "executed"),
        ("乡村医生补助", "initial"),
        ("乡村医生补助", "executed"),
    ]


def test_posts_of_counted_institutions_below_and_staff_within_posts() -> None:
    below = read(
        "局机关核定编制32名，年末在职29人。下属14家乡镇卫生院和公共卫生机构核定编制612名，在职573人。"
    )
    assert [(c.staff_scope, c.kind, c.headcount) for c in below.staff] == [
        ("unit", "authorized", 32),
        ("unit", "on_post", 29),
        ("subordinate", "authorized", 612),
        ("subordinate", "on_post", 573),
    ]
    school = read("全校核定编制90名，编内教职工78人。", names=("石桥县第一中学",))
    assert [(c.kind, c.basis, c.headcount) for c in school.staff] == [
        ("authorized", "authorized", 90),
        ("on_post", "actual", 78),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "全年支出2000万元，其中一般公共预算1800万元（基本支出1300万元、项目支出500万元），政府性基金项目支出200万元。",
            [
                "total executed 2000",
                "total executed fiscal 1800",
                "basic executed fiscal 1300",
                "project executed fiscal 500",
                "project executed gov_fund 200",
            ],
        ),
        (
            "全年支出2000万元，其中一般公共预算基本支出1300万元、项目支出500万元，政府性基金项目支出200万元。",
            ["total executed 2000", "basic executed fiscal 1300", "project executed gov_fund 200"],
        ),
    ],
)
def test_parts_within_a_source_are_of_that_source_or_of_an_open_one(
    sentence: str, expected: list[str]
) -> None:
    assert figures(read(sentence)) == expected


def test_an_item_with_its_own_spending_behind_is_no_spending_itself() -> None:
    found = read(
        "项目支出年初预算700万元，实际支出690万元，其中农村公路养护项目400万元，支出395万元；危桥改造项目300万元，支出295万元。"
    )
    assert not found.items
    assert [p.kind for p in found.problems] == ["stage_unsaid", "stage_unsaid"]


def test_counting_words_are_no_part_of_the_name_of_an_item() -> None:
    found = read("2024年项目支出700万元，主要用于：一是农村公路养护400万元；二是危桥改造300万元。")
    assert [i.name for i in found.items] == ["农村公路养护", "危桥改造"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“三公”经费严格控制，全年支出11.62万元，较年初预算14.00万元节约2.38万元。",
            ["three_public executed 11.62", "three_public initial 14"],
        ),
        (
            "严格控制“三公”经费，全年支出11.62万元，较年初预算14.00万元节约2.38万元。",
            ["three_public executed 11.62", "three_public initial 14"],
        ),
        ("“三公”经费和会议费严格控制，全年支出11.62万元。", []),
    ],
)
def test_a_remark_between_a_category_and_its_figures_leaves_them_with_it(
    text: str, expected: list[str]
) -> None:
    assert figures(read("（三）支出情况", text)) == expected


@pytest.mark.parametrize(
    "added",
    [
        "年度执行中追加",
        "预算执行中追加",
        "执行过程中调增",
        "年内陆续追加",
        "年中财政追加",
        "年中新增",
        "后追加",
    ],
)
def test_what_was_added_in_the_year_leaves_what_follows_with_the_whole(added: str) -> None:
    told = f"2024年部门年初预算300万元，其中人员经费100万元，项目经费200万元。{added}200万元，全年预算数为500万元，全年支出490万元。"
    assert figures(read(told))[3:] == ["total adjustment 200", "total adjusted 500", "total executed 490"]


def test_what_was_not_spent_and_is_carried_on_is_what_is_left_at_the_end() -> None:
    told = "2024年部门年初预算300万元，实际支出290万元，未支出部分10万元结转2025年继续使用。"
    assert figures(read(told))[2:] == ["total carried_out 10"]
