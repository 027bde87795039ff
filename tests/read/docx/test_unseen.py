"""White characters on white paper are no part of a figure; white on any colour is read as ever."""

from __future__ import annotations

import pytest

from tests.read.docx.files import package, read, tbl, tc, texts, tr

WHITE = '<w:color w:val="FFFFFF"/>'
BLUE = '<w:shd w:val="clear" w:color="auto" w:fill="4472C4"/>'


def paragraph(look: str, properties: str = "") -> str:
    """年初预算150万元, its 1 in a run of this look."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>年初预算</w:t></w:r>"
        f"<w:r><w:rPr>{look}</w:rPr><w:t>1</w:t></w:r><w:r><w:t>50万元</w:t></w:r></w:p>"
    )


@pytest.mark.parametrize("look", [WHITE, '<w:color w:val="ffffff"/>', '<w:color w:val="FFFFFF" w:themeColor="background1"/>'])  # fmt: skip
def test_a_white_digit_is_no_part_of_the_figure(look: str) -> None:
    assert texts(read(package(paragraph(look)))) == ["年初预算50万元"]
    assert texts(read(package(paragraph(look, '<w:shd w:val="clear" w:fill="auto"/>')))) == ["年初预算50万元"]


@pytest.mark.parametrize(
    ("look", "properties"),
    [
        ('<w:color w:val="000000"/>', ""),
        ('<w:color w:val="FFFFFF" w:themeColor="accent1"/>', ""),
        (WHITE + BLUE, ""),
        (WHITE + '<w:highlight w:val="blue"/>', ""),
        (WHITE, BLUE),
        (WHITE, '<w:pStyle w:val="banner"/>'),
    ],
)
def test_white_on_a_colour_is_read(look: str, properties: str) -> None:
    banner = f'<w:style w:type="paragraph" w:styleId="banner"><w:pPr>{BLUE}</w:pPr></w:style>'
    document = read(package(paragraph(look, properties), {"styles": banner}))
    assert texts(document) == ["年初预算150万元"]


@pytest.mark.parametrize(
    ("table", "cell", "seen"),
    [("", "", "50"), ("grid", "", "50"), ("rows", "", "150"), ("", BLUE, "150")],
)
def test_in_a_table_the_cell_and_the_style_of_the_table_tell(table: str, cell: str, seen: str) -> None:
    styles = (
        '<w:style w:type="table" w:styleId="grid"><w:tblPr/></w:style>'
        f'<w:style w:type="table" w:styleId="rows"><w:tblStylePr w:type="firstRow"><w:tcPr>{BLUE}</w:tcPr></w:tblStylePr></w:style>'
    )
    named = f'<w:tblPr><w:tblStyle w:val="{table}"/></w:tblPr>' if table else ""
    drawn = tbl(named + tr(tc(paragraph(WHITE), cell), tc(paragraph(""))))
    document = read(package(drawn + paragraph(""), {"styles": styles}))
    assert document.flow(document.tables[0].cells[0]).text == f"年初预算{seen}万元"


def test_white_in_a_text_box_or_on_a_coloured_page_is_read() -> None:
    box = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{paragraph(WHITE)}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    assert "年初预算150万元" in texts(read(package(paragraph("") + box)))
