"""Columns set by tabs in a word processor: rows where every place is certain, prose and its problems where one is not."""

from __future__ import annotations

import pytest

from pipelines.model.document import Document
from pipelines.read.draft import Draft, DraftCell
from pipelines.read.source import Source
from pipelines.read.tabbed import lay_out_tabs

HEAD = "序号\t项目\t年初预算\t支出\t备注"


def document(*lines: str) -> Document:
    draft = Draft()
    draft.add_table(1, 2, [DraftCell(0, 0, 1, 1, ("自评得分",)), DraftCell(0, 1, 1, 1, ("96",))])
    draft.add_paragraph(["2022年项目支出明细表\t单位：万元"])
    for line in lines:
        draft.add_paragraph([line])
    draft.add_paragraph(["三、绩效情况"])
    draft.add_table(1, 2, [DraftCell(0, 0, 1, 1, ("评价等级",)), DraftCell(0, 1, 1, 1, ("优",))])
    return draft.document(Source(b"", "d", "text/plain", "docx"))


def rows(found: Document) -> list[list[str]]:
    """The rows of the table between the other two."""
    (table,) = found.tables[1:-1]
    return [["".join(map(found.quote, cell.pieces)) if cell else "" for cell in row] for row in table.grid()]


def test_paragraphs_set_by_tabs_are_rows_with_their_empty_places() -> None:
    found = lay_out_tabs(
        document(HEAD, "1\t养老\t80.00\t79.50\t", "2\t救助\t20.00\t\t", "合计\t\t100.00\t79.50\t")
    )
    assert rows(found) == [
        HEAD.split("\t"),
        ["1", "养老", "80.00", "79.50", ""],
        ["2", "救助", "20.00", "", ""],
        ["合计", "", "100.00", "79.50", ""],
    ]
    kinds = [(block.kind.value, block.table) for block in found.blocks]
    assert kinds == [("table", 0), ("paragraph", None), ("table", 1), ("heading", None), ("table", 2)]


@pytest.mark.parametrize(
    "lines",
    [
        (
            HEAD,
            "1\t养老\t80.00\t79.50\t",
            "2\t救\t\t20.00\t19.00",
        ),  # one tab to reach further, or nothing budgeted
        (HEAD, "1\t养老\t80.00\t79.50\t", "2\t救助\t20.00\t19.00"),  # a tab short
        (HEAD, "1\t养老\t80.00\t79.50\t"),  # two lines
        ("1\t养老\t80.00", "2\t救助\t20.00", "3\t殡葬\t10.00"),  # no titles
        ("1.1.1\t设备", "2\t教材", "3\t资料"),  # numbers of a list
        ("填报人\t电话\t日期", "张三\t见封面\t当日", "李四\t见封面\t次日"),  # no figures
    ],
)
def test_lines_with_tabs_of_which_one_place_is_uncertain_stay_text(lines: tuple[str, ...]) -> None:
    before = document(*lines)
    assert lay_out_tabs(before) is before
