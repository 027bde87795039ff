"""What the figures beside an amount prove: budgets of which only a printed rate shows whose they are, and must-not cases."""

from __future__ import annotations

import pytest

from tests.extract.reading import figures, read

BASIC = "（一）基本支出情况。2024年基本支出200万元，其中：人员经费支出150万元，主要用于社保；公用经费支出50万元，主要用于差旅费等。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BASIC}年初预算为160万元，完成预算的125%。", ["basic initial 160"]),
        (f"{BASIC}年初预算为200万元，完成预算的75%。", ["personnel initial 200"]),
        (f"{BASIC}年初预算为160万元，完成预算的99%。", []),  # no figure before it is 99% of it
        ("2024年三公经费支出10万元，完成年初预算16万元的62.5%。", ["three_public initial 16"]),
        ("2024年三公经费支出38.62万元，较年初预算42万元节约3.38万元。", ["three_public initial 42"]),
        ("2024年三公经费支出38.62万元，较上年预算42万元节约3.38万元。", []),
        ("2024年三公经费支出38.62万元，会议费较年初预算42万元节约3.38万元。", []),
    ],
)
def test_a_rate_or_a_comparison_shows_whose_a_budget_is(text: str, expected: list[str]) -> None:
    assert [figure for figure in figures(read(text)) if "initial" in figure] == expected


def test_a_rate_that_fits_two_figures_proves_nothing() -> None:
    found = read("2024年人员经费支出100万元，公用经费支出100万元。年初预算为100万元，完成预算的100%。")
    assert not [claim for claim in found.budget if claim.stage == "initial"]
    assert not found.rates


def test_a_rate_of_an_unsaid_budget_is_claimed_and_the_budget_told() -> None:
    found = read("2024年三公经费支出26.13万元，完成预算36.00万元的72.58%。")
    assert [(r.category, str(r.rate.value)) for r in found.rates] == [("three_public", "72.58")]
    assert [p.kind for p in found.problems] == ["stage_unsaid"]
    assert figures(found) == ["three_public executed 26.13"]


def test_the_heading_of_an_initial_budget_says_its_stage() -> None:
    heading = "（一）年初预算安排。"
    found = read(f"{heading}县财政下达收入总额80万元，支出预算总额80万元。其中：项目支出60万元。")
    assert figures(found) == ["total initial 80", "project initial 60"]
    changed = read(f"{heading}年中调整了任务，支出预算总额90万元。")
    assert figures(changed) == []


def test_reasons_for_an_adjustment_do_not_hide_it() -> None:
    found = read("年初部门预算批复380万元，执行中根据县级财力和工作需要调整为410万元。")
    assert figures(found) == ["total initial 380", "total adjusted 410"]
    assert figures(read("年初部门预算批复380万元，根据上级文件救助站项目调整为410万元。")) == [
        "total initial 380"
    ]


def test_a_category_among_the_tasks_of_a_unit_is_no_project() -> None:
    found = read(
        [
            ["年度主要任务", "任务名称", "主要内容", "年初预算数（万元）", "执行数（万元）"],
            ["", "基本支出", "保障人员工资", "60", "59"],
            ["", "退耕还林", "造林", "40", "38"],
            ["", "金额合计", "", "100", "97"],
        ]
    )
    assert "basic executed 59" in figures(found)
    assert [item.name for item in found.items] == ["退耕还林", "退耕还林"]


def test_the_nature_of_a_unit_in_its_row_hides_no_headcount() -> None:
    row = ["石桥县民政局", "财政核拨", "14", "12"]
    found = read([["单位名称", "经费性质", "人员编制数", "在职人数"], row])
    assert [(c.kind, c.headcount) for c in found.staff] == [("authorized", 14), ("on_post", 12)]
    foreign = read([["单位名称", "经费性质", "人员编制数", "在职人数"], ["石桥县救助站", *row[1:]]])
    assert foreign.staff == []


def test_a_part_of_the_same_kind_is_no_second_statement() -> None:
    found = read("2024年末在职人员171人，其中在编在岗人员163人，聘用人员8人。")
    assert [(c.kind, c.headcount) for c in found.staff] == [("on_post", 171), ("contract", 8)]


def test_posts_and_people_by_other_names() -> None:
    found = read("我单位定编15人，在编14人，长期聘用临时工3人，年末职工总人数17人。困难职工人数30人。")
    assert [(c.kind, c.basis, c.headcount) for c in found.staff] == [
        ("authorized", "authorized", 15),
        ("on_post", "actual", 14),
        ("contract", "actual", 3),
        ("present", "actual", 17),
    ]


def test_posts_of_no_kind_count_in_the_sum() -> None:
    found = read("行政编制151名、工勤编制7名、事业编制46名，共计204名。")
    assert ("authorized", 204) in [(c.kind, c.headcount) for c in found.staff]
    wrong = read("行政编制151名、工勤编制7名、事业编制46名，共计205名。")
    assert ("authorized", 205) not in [(c.kind, c.headcount) for c in wrong.staff]


def test_the_title_of_a_part_of_a_form_announces_its_unit_up_to_the_next_title() -> None:
    found = read(
        [
            ["一、基本信息", "", ""],
            ["编制人数", "30", ""],
            ["二、预算执行情况（万元）", "", ""],
            ["支出项目", "年初预算数", "决算数"],
            ["人员经费", "70", "71"],
            ["三、其他", "", ""],
            ["支出项目", "年初预算数", "决算数"],
            ["公用经费", "7", "6"],
        ]
    )
    assert figures(found) == ["personnel initial 70", "personnel executed 71"]
    assert {p.kind for p in found.problems} == {"unit_missing"}


def test_the_name_of_the_unit_titles_no_column() -> None:
    found = read(
        "部门整体支出绩效自评表",
        [["部门名称", "石桥县民政局", "", ""], ["年初预算（万元）", "120", "实际支出（万元）", "118"]],
    )
    assert figures(found) == ["total initial 120", "total executed 118"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "2024年三公经费支出21.35万元，其中公务接待费9.87万元，公车运行维护费11.48万元，比上年度的23.62万元下降9.61%，控制在年初预算25万元以内。",
            ["three_public executed 2023 23.62", "three_public initial 25"],
        ),
        (
            "2024年三公经费支出21.35万元，其中：公务接待费9.87万元，公务用车运行维护费11.48万元，较上年23.62万元减少2.27万元。",
            ["three_public executed 2023 23.62"],
        ),
        (
            "2024年三公经费支出4.82万元（公务接待费1.82万元，公务用车运行维护费3万元），较上年5.2万元减少0.38万元。",
            ["three_public executed 2023 5.2"],
        ),
        (
            "2024年三公经费支出4.82万元（其中：公务接待费1.82万元；公务用车运行维护费3万元），未超过年初预算6万元。",
            ["three_public initial 6"],
        ),
        (
            "2024年三公经费支出9.87万元，比2023年的11.05万元减少1.18万元。",
            ["three_public executed 2023 11.05"],
        ),
        ("2024年三公经费支出9.87万元，较2022年11.05万元下降10.7%。", ["three_public executed 2022 11.05"]),
        ("2024年三公经费支出9.87万元，比2023年的11.05万元减少2.18万元。", []),
        # the change is that of the part, of both, or is not said
        (
            "2024年三公经费支出21.35万元，其中：公务接待费9.87万元，公务用车运行维护费11.48万元，较上年12.62万元减少1.14万元。",
            [],
        ),
        ("2024年三公经费支出9万元，其中公务接待费9万元，较上年10万元减少1万元。", []),
        (
            "2024年三公经费支出21.35万元，其中公务接待费9.87万元，公车运行维护费11.48万元，控制在年初预算12万元以内。",
            [],
        ),
    ],
)
def test_what_is_compared_with_the_whole_of_another_year_or_behind_its_parts_is_proved_by_the_change(
    text: str, told: list[str]
) -> None:
    assert figures(read(text))[1:] == told


def test_why_a_budget_was_added_to_does_not_break_the_chain_of_its_stages() -> None:
    text = "2024年人员经费年初预算412万元，年中因晋级晋档追加15万元，调整后预算427万元，到位427万元，支出426万元。"
    stages = ("initial 412", "adjustment 15", "adjusted 427", "received 427", "executed 426")
    assert figures(read(text)) == [f"personnel {stage}" for stage in stages]
    of_works = read("2024年人员经费年初预算412万元，年中因河道工程追加15万元，执行426万元。")
    assert figures(of_works) == ["personnel initial 412"]
