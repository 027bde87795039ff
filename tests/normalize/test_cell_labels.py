"""The words beside a figure of a table are those that label it: its own part's header, its own half's row."""

from __future__ import annotations

from pipelines.model.document import Document, Span
from pipelines.normalize.cell_labels import CellLabels
from tests.documents import Rows, make_document


def around(rows: Rows, digits: str) -> str:
    document: Document = make_document(rows)
    start = document.text.index(digits)
    return CellLabels.of(document, document.tables[0]).around(Span(start, start + len(digits)))


def test_each_part_of_a_form_has_its_own_header() -> None:
    rows = [
        ["财政供养人员情况", "编制数", "实际在职人数"],
        ["", "228", "208"],
        ["经费控制情况", "2018年决算数", "2019年预算数"],
        ["支出总额", "5216.40", "4980.00"],
    ]
    assert around(rows, "208") == "实际在职人数"
    assert around(rows, "4980.00") == "支出总额 · 2019年预算数"


def test_each_half_of_a_row_has_its_own_label() -> None:
    rows = [["收入", "决算数", "支出", "决算数"], ["财政拨款", "11.5", "基本支出", "9.25"]]
    assert around(rows, "9.25") == "基本支出 · 决算数"
    assert around(rows, "11.5") == "财政拨款 · 决算数"


def test_words_in_a_row_of_numbers_head_nothing() -> None:
    rows = [["指标", "完成值", "分值"], ["培训场次", "达到", "20"], ["满意度", "95%", "10"]]
    assert around(rows, "95%") == "满意度 · 完成值"
