"""Numbers that the report itself takes back: the right one is the figure, or all of them wait for a person."""

from __future__ import annotations

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from tests.documents import make_document
from tests.extract.reading import figures, kinds, read

KIND = "corrected_in_text"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "2024年项目支出决算405.00万元（原报告写为450.00万元，实为405.00万元），基本支出决算300万元。",
            ["project executed 405", "basic executed 300"],
        ),
        ("2024年项目支出决算405万元（原公开表误列为450万元）。", ["project executed 405"]),
        ("2024年公用经费决算50万元（更正前为500万元，更正后为50万元）。", ["operating executed 50"]),
        ("人员经费年初预算62.5万元（原稿填报有误，应为62.5万元）。", ["personnel initial 62.5"]),
    ],
)
def test_a_number_that_its_correction_gives_as_well_is_the_figure(text: str, told: list[str]) -> None:
    found = read(text)
    assert figures(found) == told
    assert (found.items, kinds(found), found.unexplained()) == ([], [], [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024年项目支出决算450.00万元（原报告有误，实为405.00万元）。", []),
        ("2024年项目支出决算450万元（原报数，实为405万元），人员经费决算20万元。", ["personnel executed 20"]),
        ("2024年全年支出450万元（原报告为450万元，实为405万元）。", []),
        ("2024年公用经费决算80万元，更正为88万元，人员经费决算300万元。", ["personnel executed 300"]),
        ("2024年项目支出决算450万元系笔误，实际为405万元。", []),
        ("2024年三公经费决算4.5万元（录入错误，应为5.4万元）。", []),
        # what follows is of the amount that waits, and not of the figure before it
        (
            "2024年基本支出年初预算100万元，项目支出年初预算450万元（有误，应为405万元），执行400万元。",
            ["basic initial 100"],
        ),
    ],
)
def test_a_number_whose_correction_differs_waits_with_it(text: str, told: list[str]) -> None:
    found = read(text)
    assert (figures(found), found.items, kinds(found)) == (told, [], [KIND])


def test_headcounts_and_rates_are_taken_back_in_the_same_way() -> None:
    right = read("年末实有在职人员35人（原填报38人有误，实为35人），退休12人。")
    assert [(claim.kind, claim.headcount) for claim in right.staff] == [("on_post", 35), ("retired", 12)]
    waits = read("年末实有在职人员38人（有误，应为35人），退休12人。")
    assert [(claim.kind, claim.headcount) for claim in waits.staff] == [("retired", 12)]
    assert kinds(waits) == [KIND]
    rate = read("项目支出年初预算100万元，预算执行率98%（原报告为89%，应为98%）。")
    assert [claim.rate.text for claim in rate.rates] == ["98"]


@pytest.mark.parametrize(
    "text",
    [
        "2024年基本支出调整预算450万元（年初预算400万元）。",
        "2024年项目支出决算405万元（年中调整为410万元）。",
        "2024年人员经费决算300万元，占应支付数的比重较高。",
    ],
)
def test_a_bracket_that_takes_nothing_back_is_no_correction(text: str) -> None:
    assert KIND not in kinds(read(text))


def test_what_follows_an_amount_of_open_value_is_not_of_the_figure_before_it() -> None:
    found = read("2024年基本支出年初预算100万元，项目支出年初预算450余万元，执行400万元。")
    assert figures(found) == ["basic initial 100"]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        (
            "2024年公用经费决算45万元，人员经费决算300万元。\n勘误：2024年公用经费决算应为54万元。",
            {"operating"},
        ),
        ("2024年公用经费决算45万元。\n更正说明：上文公用经费决算数有误，应为54万元。", {"operating"}),
        ("2024年公用经费决算45万元。\n更正：公用经费决算54万元。", {"operating"}),
        ("2024年公用经费决算45万元。\n原报告中公用经费决算45万元更正为54万元。", {"operating"}),
        ("2024年公用经费决算45万元。\n注：公用经费决算应为54万元。", {"operating"}),
        ("2024年公用经费年初预算45万元。\n更正：公用经费决算应为54万元。", set()),
        # what is due is no correction
        ("2024年公用经费决算45万元。\n公用经费应为50万元，实际支出45万元，存在差距。", set()),
    ],
)
def test_a_figure_that_another_paragraph_takes_back_waits(text: str, doubted: set[str]) -> None:
    found = read(*text.split("\n"))
    assert {claim.category for claim in found.budget if "taken_back" in claim.causes} == doubted


def test_headcounts_that_another_paragraph_takes_back_wait() -> None:
    found = read("2024年末在职人员28人。", "更正：在职人数应为29人。")
    assert [claim.causes for claim in found.staff] == [("taken_back",)]


TABLE = [
    ["项目", "年初预算", "决算数", "备注"],
    ["人员经费", "300", "300", ""],
    ["项目支出", "110", "100", ""],
]


@pytest.mark.parametrize(
    ("note", "doubted"),
    [
        ("更正：上表项目支出决算数应为105万元", {"project executed"}),
        ("注：项目支出决算数应为105", {"project executed"}),
        ("勘误：项目支出决算100万元有误。", {"project executed"}),
        ("说明：上表中项目支出决算数少计5万元，实际为105万元。", {"project executed"}),
        ("备注：本表决算数有误，以部门决算公开表为准。", {"personnel executed", "project executed"}),
        ("注：项目支出决算数包括上年结转5万元。", set()),
    ],
)
def test_a_figure_that_the_last_row_of_its_table_takes_back_waits_wherever_it_stands(
    note: str, doubted: set[str]
) -> None:
    found = read("2024年项目支出决算100万元。", "单位：万元", [*TABLE, [note, "", "", ""]])
    waiting = [claim for claim in found.budget if "taken_back" in claim.causes]
    assert {f"{claim.category} {claim.stage}" for claim in waiting} == doubted
    assert len([c for c in waiting if c.category == "project"]) == 2 * bool(doubted)


@pytest.mark.parametrize(
    ("remark", "doubted"),
    [
        ("决算数应为105", {"project executed"}),
        ("更正为105万元", {"project initial", "project executed"}),
        ("系2023年数据", {"project initial", "project executed"}),
        ("快报数", {"project initial", "project executed"}),
        ("待决算批复后调整", {"project executed"}),
        ("含上年结转", set()),
    ],
)
def test_a_remark_beside_figures_takes_those_of_its_row_back(remark: str, doubted: set[str]) -> None:
    found = read("单位：万元", [*TABLE[:-1], [*TABLE[-1][:-1], remark]])
    waiting = {f"{c.category} {c.stage}" for c in found.budget if "taken_back" in c.causes}
    assert waiting == doubted


def test_a_correction_that_names_nothing_that_was_read_is_told() -> None:
    assert kinds(read("2024年公用经费决算45万元。", "更正：第三页附表有误。")) == ["correction_unplaced"]
    assert kinds(read("2024年公用经费决算45万元。", "及时更正统计数据错误，做好公开。")) == []


@pytest.mark.parametrize(
    ("told", "correction", "table"),
    [
        ("2024年末固定资产总额120万元。", "勘误：固定资产总额应为125万元。", "assets"),
        ("2024年预算执行率95%。", "更正：预算执行率应为96%。", "rates"),
        (
            "2024年项目支出决算200万元，其中：乡村振兴示范项目120万元。",
            "勘误：乡村振兴示范项目应为125万元。",
            "items",
        ),
    ],
)
def test_assets_rates_and_projects_are_taken_back_as_budgets_are(
    told: str, correction: str, table: str
) -> None:
    assert [claim.causes for claim in getattr(read(told, correction), table)] == [("taken_back",)]


def test_a_score_that_another_paragraph_takes_back_waits() -> None:
    document = make_document(
        "石桥县民政局2024年度部门整体支出绩效自评报告",
        "2024年公用经费决算45万元，自评得分95分。",
        "更正：自评得分应为93分。",
    )
    [claims] = extract(document, Card()).values
    assert [(str(score.total), score.causes) for score in claims.scores] == [("95", ("taken_back",))]
