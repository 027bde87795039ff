"""The old form of a project: each stage is a label beside its amount, and sources stand below in the half of their stage."""

from __future__ import annotations

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from tests.documents import Rows, make_document

TITLE = "石桥县2023年度护林员补助项目支出绩效评价报告"
FORM: Rows = [
    ["一、项目基本概况", "", "", ""],
    ["项目负责人", "某某", "联系电话", "64810996"],
    ["计划安排资金（万元）", "62.50", "实际到位资金（万元）", "60.00"],
    ["其中：中央财政", "", "其中：中央财政", ""],
    ["市财政", "2.50", "市财政", "2.50"],
    ["县财政", "60", "县财政", "57.5"],
    ["实际支出（万元）", "58.1", "", ""],
]


def figures(form: Rows, title: str = TITLE) -> list[str]:
    (claims,) = extract(make_document(title, "项目单位：石桥县林业局", form), Card()).values
    return [f"{c.stage} {c.fund_source} {(c.amount.value / 10000).normalize():f}" for c in claims.budget]


def test_stages_beside_their_amounts_and_sources_below_them_are_read() -> None:
    assert figures(FORM) == [
        "initial all 62.5",
        "received all 60",
        "initial city 2.5",
        "received city 2.5",
        "initial county 60",
        "received county 57.5",
        "executed all 58.1",
    ]


def test_sources_that_are_more_than_their_stage_are_not_taken() -> None:
    more = [[cell.replace("57.5", "75.5") for cell in row] for row in FORM]
    assert "received city 2.5" not in figures(more)
    assert "initial county 60" in figures(more)


def test_a_row_of_something_else_ends_the_sources() -> None:
    rows = [*FORM[:4], ["护林员人数", "12", "巡护面积", "30"], *FORM[4:6]]
    assert figures(rows) == ["initial all 62.5", "received all 60"]


def test_a_department_has_no_such_form() -> None:
    title = "石桥县林业局2023年度部门整体支出绩效评价报告"
    assert "initial city 2.5" not in figures(FORM, title)
