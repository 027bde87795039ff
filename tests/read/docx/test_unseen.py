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


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def filled(inner: str, more: str = "") -> str:
    """The effect that fills characters, as Word 2010 and later write it."""
    return f'<w:color w:val="000000"/><w14:textFill {W14}>{inner}</w14:textFill>{more}'


SOLID = "<w14:solidFill>{}</w14:solidFill>".format
UNSEEN = [
    WHITE,
    '<w:color w:val="ffffff"/>',
    '<w:color w:val="FEFEFE"/>',
    '<w:color w:val="F2F2F2" w:themeColor="background1" w:themeShade="F2"/>',
    '<w:color w:val="FFFFFF" w:themeColor="background1"/>',
    '<w:color w:val="auto" w:themeColor="background1"/>',
    filled("<w14:noFill/>"),
    filled(SOLID('<w14:schemeClr w14:val="bg1"/>')),
    filled(SOLID('<w14:srgbClr w14:val="FDFDFD"/>')),
    filled(SOLID('<w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr>')),
]


@pytest.mark.parametrize("look", UNSEEN)
def test_a_white_digit_is_no_part_of_the_figure(look: str) -> None:
    assert texts(read(package(paragraph(look)))) == ["年初预算50万元"]
    assert texts(read(package(paragraph(look, '<w:shd w:val="clear" w:fill="auto"/>')))) == ["年初预算50万元"]


@pytest.mark.parametrize(
    "look",
    [
        '<w:highlight w:val="black"/>',
        '<w:color w:val="auto"/><w:highlight w:val="black"/>',
        '<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
        '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>',
        '<w:color w:val="C0C0C0"/><w:highlight w:val="lightGray"/>',
        '<w:color w:val="4472C4"/><w:shd w:val="clear" w:color="auto" w:fill="4472C4"/>',
        '<w:color w:val="BFBFBF"/><w:shd w:val="clear" w:color="auto" w:fill="C0C0C0"/>',
    ],
)
def test_a_digit_that_is_blotted_out_is_no_part_of_the_figure(look: str) -> None:
    assert texts(read(package(paragraph(look)))) == ["年初预算50万元"]


@pytest.mark.parametrize(
    "look",
    [
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
        '<w:color w:val="FFFF00"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
        '<w:color w:val="FF0000"/><w:highlight w:val="yellow"/>',
        '<w:highlight w:val="yellow"/>',
        '<w:color w:val="4472C4"/><w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/>',
    ],
)
def test_light_digits_on_black_are_read(look: str) -> None:
    assert texts(read(package(paragraph(look)))) == ["年初预算150万元"]


@pytest.mark.parametrize(
    ("look", "properties"),
    [
        ('<w:color w:val="000000"/>', ""),
        ('<w:color w:val="FFFFFF" w:themeColor="accent1"/>', ""),
        ('<w:color w:val="A6A6A6" w:themeColor="background1" w:themeShade="A6"/>', ""),
        ('<w:color w:val="FF0000"/>', ""),
        (filled(SOLID('<w14:srgbClr w14:val="FF0000"/>')), ""),
        (
            WHITE + filled(SOLID('<w14:srgbClr w14:val="000000"/>')).replace('<w:color w:val="000000"/>', ""),
            "",
        ),
        (filled("<w14:noFill/>", f"<w14:textOutline {W14}>{SOLID('')}</w14:textOutline>"), ""),
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


@pytest.mark.parametrize(("size", "seen"), [("2", "50"), ("1", "50"), ("21", "150")])
def test_a_digit_of_one_point_is_no_part_of_the_figure(size: str, seen: str) -> None:
    assert texts(read(package(paragraph(f'<w:sz w:val="{size}"/>')))) == [f"年初预算{seen}万元"]


def styled(*styles: str) -> dict[str, str]:
    """styles.xml with these styles: id, what it is based on, its run properties, its paragraph properties."""
    return {"styles": "".join(styles)}


def style(name: str, look: str, kind: str = "character", base: str = "", properties: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}">{based}<w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>'


@pytest.mark.parametrize("look", [WHITE, "<w:strike/>", "<w:dstrike/>", "<w:vanish/>"])
def test_a_style_of_characters_whitens_strikes_and_hides_as_the_run_itself_would(look: str) -> None:
    run = paragraph('<w:rStyle w:val="own"/>')
    assert texts(read(package(run, styled(style("own", look))))) == ["年初预算50万元"]
    inherited = styled(style("base", look), style("own", "", base="base"))
    assert texts(read(package(run, inherited))) == ["年初预算50万元"]
    assert texts(read(package(run, styled(style("own", ""))))) == ["年初预算150万元"]


@pytest.mark.parametrize("look", [WHITE, "<w:strike/>", "<w:vanish/>"])
def test_a_style_of_paragraphs_does_so_with_all_its_runs_and_in_a_cell(look: str) -> None:
    styles = styled(style("gone", look, "paragraph"))
    gone = '<w:p><w:pPr><w:pStyle w:val="gone"/></w:pPr><w:r><w:t>作废99万元</w:t></w:r></w:p>'
    assert texts(read(package(paragraph("") + gone, styles))) == ["年初预算150万元"]
    cell = tbl(tr(tc(gone), tc(paragraph(""))))
    assert "作废" not in read(package(cell + paragraph(""), styles)).text


def test_a_run_that_says_otherwise_than_its_style_is_read() -> None:
    styles = styled(style("white", WHITE), style("struck", "<w:strike/>"), style("dark", WHITE + BLUE))
    for look in (
        '<w:rStyle w:val="white"/><w:color w:val="000000"/>',
        '<w:rStyle w:val="struck"/><w:strike w:val="0"/>',
        '<w:rStyle w:val="dark"/>',
    ):
        assert texts(read(package(paragraph(look), styles))) == ["年初预算150万元"], look


@pytest.mark.parametrize(
    ("style", "is_seen"), [("width:90pt", True), ("visibility:hidden", False), ("visibility:visible", True)]
)
def test_a_text_box_in_a_hidden_shape_is_left_out(style: str, is_seen: bool) -> None:
    shape = f'<v:shape style="position:absolute;{style}"><v:textbox><w:txbxContent>{paragraph("")}</w:txbxContent></v:textbox></v:shape>'
    document = read(package(f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:pict>{shape}</w:pict></w:r></w:p>"))
    assert ("年初预算150万元" in texts(document)) is is_seen


@pytest.mark.parametrize(("remark", "told"), [("应为54万元", ["批注：应为54万元"]), ("请核实", [])])
def test_a_remark_at_the_margin_with_a_number_is_told(remark: str, told: list[str]) -> None:
    comment = f'<w:comment w:id="1" w:author="a"><w:p><w:r><w:t>{remark}</w:t></w:r></w:p></w:comment>'
    document = read(package(paragraph(""), {"comments": comment}))
    assert (texts(document), [loss.place for loss in document.losses]) == (["年初预算150万元"], told)


def test_ink_of_the_colour_of_its_cell_or_paragraph_is_not_seen() -> None:
    blue = '<w:color w:val="4472C4"/>'
    assert texts(read(package(paragraph(blue, BLUE)))) == ["年初预算50万元"]
    assert texts(read(package(paragraph('<w:color w:val="FF0000"/>', BLUE)))) == ["年初预算150万元"]


def test_a_grey_paragraph_with_a_number_is_read_and_told() -> None:
    grey = '<w:r><w:rPr><w:color w:val="A6A6A6"/></w:rPr><w:t>{}</w:t></w:r>'.format
    plain = "<w:p><w:r><w:t>年初预算150万元</w:t></w:r></w:p>"
    hints = f"<w:p>{grey('如：人员经费')}{grey('100万元')}</w:p><w:p>{grey('按实填写')}</w:p>"
    document = read(package(plain * 5 + hints))
    assert "如：人员经费100万元" in texts(document)
    assert [loss.place for loss in document.losses] == ["灰色的一段，可能是填写说明：如：人员经费100万元"]
    assert not read(package(plain + hints * 2)).losses
