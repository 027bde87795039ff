"""The same report as OFD and as PDF reads the same, whoever wrote the OFD."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.model.document import BlockKind, Document, Span
from pipelines.read.reading import read_bytes
from pipelines.samples.pdf import render
from tests.read.canon import expected, outline, reports
from tests.read.ofd.writer import MM, grid_xml, ofd_bytes, report_ofd, text_xml


def read(data: bytes) -> Document:
    result = read_bytes(data, "报告.ofd")
    assert result.document is not None, result.message_zh
    assert result.reader == "ofd"
    return result.document


@pytest.mark.parametrize("name", [name for name, _ in reports()])
def test_a_report_gives_its_outline_and_the_one_of_its_pdf(name: str) -> None:
    parts = dict(reports())[name]
    document = read(report_ofd(parts))
    from_pdf = read_bytes(render(parts), "x.pdf").document
    assert from_pdf is not None
    assert outline(document) == expected(parts) == outline(from_pdf)
    assert len(document.pages) == len(from_pdf.pages) > 1
    assert document.losses == ()


def test_every_quote_has_the_box_in_which_it_is_printed() -> None:
    document = read(ofd_bytes([text_xml("在职7人，支出141.19万元。", 30, 50, 4.0)]))
    start = document.text.index("141.19")
    box = document.locate(Span(start, start + 6)).box
    assert box is not None
    assert box.x0 * MM == pytest.approx(30 + 4 * 6 + 2, abs=0.3)  # six ideographs and one digit before it
    assert (box.top * MM, box.bottom * MM) == pytest.approx((50, 54), abs=0.1)
    assert document.pages[0].width * MM == pytest.approx(210)


def test_the_wrong_namespace_and_lower_case_names_of_easyofd_are_read() -> None:
    page = text_xml("一、部门概况", 20, 20, 4).replace(" Size=", " size=") + grid_xml(
        [["甲", "1"], ["乙", "2"]]
    )
    document = read(ofd_bytes([page], namespace="http://blog.yuanhaiying.cn"))
    assert outline(document) == ["一、部门概况", [["甲", "1"], ["乙", "2"]]]


def test_evenly_spread_characters_are_no_separate_words() -> None:
    even = text_xml("资金执行141.19万元，完成100%。", 20, 20, 4, deltas="g 18 3.47")
    assert outline(read(ofd_bytes([even]))) == ["资金执行141.19万元，完成100%。"]


def test_a_real_report_of_a_county(shared: Path) -> None:
    document = read((shared / "reports" / "510822-sifaju-2021.ofd").read_bytes())
    read_as = outline(document)
    assert "项目绩效自评总分97.52分，评价等级为优秀。" in read_as
    assert "截至2021年底，中央资金到位150万元，到位率100%;实际支出142.86万元，预算执行率95.24%。" in read_as
    (table,) = document.tables
    assert (table.rows, table.columns) == (7, 8)  # over two pages, the repeated header dropped
    rows = [[document.flow(c).text if c else "" for c in row] for row in table.grid()]
    assert rows[-1] == ["满意度指标", "服务对象满意度指标", "群众满意度", "≧90%", "94%", "10", "10", ""]
    furniture = [document.flow(b).text for b in document.blocks if b.kind is BlockKind.FURNITURE]
    assert [text for text in furniture if text.startswith("-")] == ["- 1 -", "- 2 -", "- 3 -", "- 4 -"]
