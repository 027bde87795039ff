"""A figure that nobody sees in the file is no figure of the report: it is left out, and a person is told where."""

from __future__ import annotations

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipelines.model.document import Document, LossKind
from pipelines.read.reading import read_bytes
from tests.read.pdf.pages import FONT, HEIGHT, LINE, Draw, file_of, text, together
from tests.read.rtf.writer import unicode

HIDDEN = "项目支出执行7777.77万元。"
SHOWN = ["某县总工会2024年度部门整体支出绩效自评报告", LINE, LINE]


def read(data: bytes, name: str) -> Document:
    document = read_bytes(data, name).document
    assert document is not None
    return document


def words(document: Document) -> str:
    blocks = (document.flow(block).text for block in document.blocks)
    cells = (document.flow(cell).text for table in document.tables for cell in table.cells)
    return "\n".join((*blocks, *cells))


def line(canvas: Canvas, y: float = HEIGHT - 300) -> None:
    canvas.setFont(FONT, 12)
    canvas.drawString(72, y, HIDDEN)


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    line(canvas)


def no_ink_at_all(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0, 0, 0, 0)
    line(canvas)


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    line(canvas)


def on_a_dark_row(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0.2, 0.4)
    canvas.rect(60, HEIGHT - 310, 400, 30, fill=1, stroke=0)
    white(canvas)


def covered(canvas: Canvas) -> None:
    line(canvas)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(60, HEIGHT - 310, 400, 30, fill=1, stroke=0)


def covered_by_a_picture(canvas: Canvas) -> None:
    line(canvas)
    canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), "grey")), 60, HEIGHT - 310, 400, 30)


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("line")
    line(canvas)
    canvas.endForm()
    canvas.doForm("line")


def covered_in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("line", lowerx=0, lowery=0, upperx=600, uppery=HEIGHT)
    line(canvas, HEIGHT - 400)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(0, 100)
    canvas.doForm("line")
    canvas.restoreState()
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(60, HEIGHT - 310, 400, 30, fill=1, stroke=0)


def in_a_form_on_paint(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.9, 0.9, 0.9)
    canvas.rect(60, HEIGHT - 310, 400, 30, fill=1, stroke=0)
    canvas.setFillColorRGB(0, 0, 0)
    in_a_form(canvas)


def in_a_form_beside_what_covers(canvas: Canvas) -> None:
    in_a_form(canvas)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(60, HEIGHT - 350, 400, 30, fill=1, stroke=0)


def painted(canvas: Canvas) -> None:
    """White paint over the line, in a form object of its own."""
    canvas.beginForm("paint")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(60, HEIGHT - 310, 400, 30, fill=1, stroke=0)
    canvas.endForm()
    canvas.doForm("paint")


def covered_by_a_form(canvas: Canvas) -> None:
    line(canvas)
    painted(canvas)


def covered_within_a_form(canvas: Canvas) -> None:
    canvas.beginForm("all")
    covered(canvas)
    canvas.endForm()
    canvas.doForm("all")


def white_in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("white")
    white(canvas)
    canvas.endForm()
    canvas.doForm("white")


def beyond_the_box_of_a_form(canvas: Canvas) -> None:
    canvas.beginForm("small", lowerx=0, lowery=0, upperx=600, uppery=HEIGHT - 400)
    line(canvas)
    canvas.endForm()
    canvas.doForm("small")


def below_glass_in_a_form(canvas: Canvas) -> None:
    line(canvas)
    canvas.setFillAlpha(0.4)
    painted(canvas)


def on_paint_within_a_form(canvas: Canvas) -> None:
    canvas.beginForm("under")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(60, HEIGHT - 310, 400, 30, fill=1, stroke=0)
    canvas.setFillColorRGB(0, 0, 0)
    line(canvas)
    canvas.endForm()
    canvas.doForm("under")


def below_paint_beyond_the_box_of_its_form(canvas: Canvas) -> None:
    line(canvas)
    canvas.beginForm("cut", lowerx=0, lowery=0, upperx=600, uppery=HEIGHT - 400)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(60, HEIGHT - 310, 400, 30, fill=1, stroke=0)
    canvas.endForm()
    canvas.doForm("cut")


def covered_by_a_large_picture(canvas: Canvas) -> None:
    line(canvas)
    canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), "grey")), 0, HEIGHT - 640, 600, 400)


def cut_off(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(60, HEIGHT - 200, 400, 30)
    canvas.clipPath(path, stroke=0, fill=0)
    line(canvas)
    canvas.restoreState()


def beside_what_covers(canvas: Canvas) -> None:
    line(canvas)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(60, HEIGHT - 350, 400, 30, fill=1, stroke=0)


def below_glass(canvas: Canvas) -> None:
    line(canvas)
    canvas.setFillColorRGB(1, 1, 0)
    canvas.setFillAlpha(0.4)
    canvas.rect(60, HEIGHT - 310, 400, 30, fill=1, stroke=0)


def below_a_seal(canvas: Canvas) -> None:
    line(canvas)
    seal = Image.new("RGBA", (8, 8), (255, 0, 0, 90))
    canvas.drawImage(ImageReader(seal), 60, HEIGHT - 310, 400, 30, mask="auto")


def below_a_frame(canvas: Canvas) -> None:
    line(canvas)
    frame = canvas.beginPath()
    for inset in (0, 2):
        frame.rect(60 + inset, HEIGHT - 310 + inset, 400 - 2 * inset, 30 - 2 * inset)
    canvas.drawPath(frame, stroke=0, fill=1, fillMode=0)


def below_a_cut_off_drawing(canvas: Canvas) -> None:
    line(canvas)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(60, HEIGHT - 200, 400, 30)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(0, 0, 600, HEIGHT, fill=1, stroke=0)
    canvas.restoreState()
    canvas.setFont(FONT, 12)


def written_anew_on_what_covers(canvas: Canvas) -> None:
    covered(canvas)
    canvas.setFillColorRGB(0, 0, 0)
    line(canvas)


def within_its_clipping_path(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(60, HEIGHT - 310, 400, 30)
    canvas.clipPath(path, stroke=0, fill=0)
    line(canvas)
    canvas.restoreState()


UNSEEN = {
    "covered": covered,
    "covered by a picture": covered_by_a_picture,
    "covered in a form": covered_in_a_form,
    "covered by a large picture": covered_by_a_large_picture,
    "covered by paint in a form": covered_by_a_form,
    "covered within a form": covered_within_a_form,
    "white in a form": white_in_a_form,
    "beyond the box of its form": beyond_the_box_of_a_form,
    "cut off by a clipping path": cut_off,
    "render mode 3": text([HIDDEN], 300, 3),
    "a clipping path only": text([HIDDEN], 300, 7),
    "white": white,
    "white in CMYK": no_ink_at_all,
    "opacity nought": transparent,
    "off the page": lambda canvas: line(canvas, -300),
    "a tenth of a point": text([HIDDEN], 300, 0, 0.1),
    "one point": text([HIDDEN], 300, 0, 1),
}


@pytest.mark.parametrize("draw", UNSEEN.values(), ids=UNSEEN)
def test_of_a_pdf_page_what_nobody_sees_is_left_out_and_told(draw: Draw) -> None:
    document = read(file_of(together(text(SHOWN), draw)), "a.pdf")
    assert "7777" not in words(document)
    assert all(shown in words(document) for shown in SHOWN)
    (loss,) = document.losses
    assert (loss.kind, loss.page) == (LossKind.PART_NOT_READ, 1)
    assert HIDDEN in (loss.place or "")


SEEN = {
    "black": text([HIDDEN], 300),
    "white on a dark row": on_a_dark_row,
    "beside what covers": beside_what_covers,
    "in a form": in_a_form,
    "in a form on paint": in_a_form_on_paint,
    "in a form beside what covers": in_a_form_beside_what_covers,
    "below glass": below_glass,
    "below glass in a form": below_glass_in_a_form,
    "on paint within a form": on_paint_within_a_form,
    "below paint beyond the box of its form": below_paint_beyond_the_box_of_its_form,
    "below a seal": below_a_seal,
    "below a frame": below_a_frame,
    "below a cut off drawing": below_a_cut_off_drawing,
    "written anew on what covers": written_anew_on_what_covers,
    "within its clipping path": within_its_clipping_path,
}


@pytest.mark.parametrize("draw", SEEN.values(), ids=SEEN)
def test_of_a_pdf_page_what_is_seen_is_read(draw: Draw) -> None:
    document = read(file_of(together(text(SHOWN), draw)), "a.pdf")
    assert HIDDEN in words(document)
    assert document.losses == ()


def rtf(run: str) -> bytes:
    """A report in three paragraphs and a fourth of this run; \\cf1 is white, colour 2 is blue."""
    paragraphs = "".join(rf"\pard\f0\fs24 {unicode(shown)}\par " for shown in SHOWN)
    colours = r"{\colortbl;\red255\green255\blue255;\red0\green51\blue102;}"
    head = r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}" + colours
    return (head + paragraphs + rf"\pard {run}\par}}").encode("ascii")


@pytest.mark.parametrize(
    "words_before",
    [
        r"\cf1",
        r"\fs1",
        r"\fs2",
        r"\strike",
        r"\striked1",
        r"\cf1\highlight0",
        r"\cf1\chshdng0\chcbpat1",
        r"\cf1\highlight1",
        r"\cbpat1\cf1",
        r"\cf2\highlight2",
        r"\cbpat2\cf2",
        r"\cf1\cbpat2\chcbpat1",
    ],
)
def test_of_an_rtf_file_white_and_tiny_characters_are_left_out_and_told(words_before: str) -> None:
    document = read(rtf(rf"{{{words_before} {unicode(HIDDEN)}}}"), "a.rtf")
    assert "7777" not in words(document)
    assert all(shown in words(document) for shown in SHOWN)
    assert [loss.kind for loss in document.losses] == [LossKind.PART_NOT_READ]


@pytest.mark.parametrize("words_before", [r"\v", r"\deleted"])
def test_of_an_rtf_file_hidden_and_deleted_characters_are_left_out(words_before: str) -> None:
    assert "7777" not in words(read(rtf(rf"{{{words_before} {unicode(HIDDEN)}}}"), "a.rtf"))


@pytest.mark.parametrize(
    "words_before",
    [
        r"\cf2",
        r"\cf1\chcbpat2",
        r"\cf1\highlight2",
        r"\cbpat2\cf1",
        r"\cbpat1\cf1\highlight2",
        r"\cf1\chshdng2500\chcbpat1",
        r"\cf2\chcbpat1",
        r"\fs12",
        r"\cf1\plain",
        r"\strike\strike0",
    ],
)
def test_of_an_rtf_file_what_is_seen_or_may_be_is_read(words_before: str) -> None:
    document = read(rtf(rf"{{{words_before} {unicode(HIDDEN)}}}"), "a.rtf")
    assert HIDDEN in words(document)
    assert document.losses == ()


def test_of_an_rtf_file_white_below_a_shaded_heading_is_left_out() -> None:
    heading = rf"\cbpat2 {unicode('预算执行情况')}\par \pard {{\cf1 {unicode(HIDDEN)}}}"
    assert "7777" not in words(read(rtf(heading), "a.rtf"))


def page(style: str = "", attributes: str = "", head: str = "", tag: str = "p", around: str = "{}") -> bytes:
    """The same report as a page, with the false figure in an element of these looks."""
    shown = "".join(f"<p>{one}</p>" for one in SHOWN)
    hidden = around.format(f'<{tag} style="{style}" {attributes}>{HIDDEN}</{tag}>')
    return f'<html><head><meta charset="utf-8">{head}</head><body>{shown}{hidden}</body></html>'.encode()


UNSEEN_IN_PAGES = {
    "display": page("display:none"),
    "visibility": page("visibility: hidden"),
    "size nought": page("font-size:0"),
    "a tenth of a pixel": page("font-size:.1px"),
    "one pixel": page("font-size:1px"),
    "white": page("color:#FFF"),
    "white by name": page("color: white;"),
    "white on white": page("color:#ffffff;background:#ffffff"),
    "white around it": page(around='<div style="color:rgb(255, 255, 255)">{}</div>'),
    "font white": page(around='<font color="#FFFFFF">{}</font>'),
    "transparent": page("color:transparent"),
    "opacity": page("opacity:0"),
    "attribute": page(attributes="hidden"),
    "class": page(attributes='class="a x"', head="<style>.b{color:red} .x , .y{display:none}</style>"),
    "white class": page(attributes='class="x"', head="<style>p.x{color:#fff}</style>"),
    "id": page(attributes="id=x", head="<style>#x{visibility:hidden}</style>"),
    "tag": page(tag="em", head="<style>em{display:none}</style>"),
    "tag and class": page(attributes="class=x", head="<style>p.x{display:none}</style>"),
    "class in class": page(
        attributes="class=x",
        around="<div class=y>{}</div>",
        head="<style>.y{display:block} p{display:block;color:#333} .z, .y .x{display:none}</style>",
    ),
    "child": page(
        tag="span", around='<div class="a x">{}</div>', head="<style>div.x > span{display:none}</style>"
    ),
    "in a row of headings": page(
        tag="span",
        around='<table><tr><td title="a>b">甲</td><td>{}</td></tr></table>',
        head="<style>table > tbody > tr td:nth-child(2){visibility:hidden}</style>",
    ),
    "attribute of a class": page(
        attributes="class=x data-k=v", head="<style>.x[data-k=v]{font-size:0}</style>"
    ),
    "white in a class": page(
        attributes="class=x", around="<div id=y>{}</div>", head="<style>#y .x{color:#fff}</style>"
    ),
    "first of a class": page(
        around="<div class=x>{}</div>", head="<style>.x :first-child{opacity:0}</style>"
    ),
    "behind many rules on menus": page(
        attributes="class=x",
        around="".join(f"<ul class=m{n}>{'<li><a>甲</a></li>' * 20}</ul>" for n in range(50))
        + f"<div class=y>{'<div>' * 12}{{}}{'</div>' * 13}",
        head=f"<style>{''.join(f'.y .m{n} ul li b{{display:none}}' for n in range(50))}.y div div div .x{{display:none}}</style>",
    ),
    "on any screen": page(attributes="class=x", head="<style>@media screen{.x{display:none}}</style>"),
    "in a sheet for screens": page(attributes="class=x", head='<style media="all">.x{display:none}</style>'),
    "in a layer": page(attributes="class=x", head="<style>@layer a{.x{display:none}}</style>"),
    "behind an import": page(attributes="class=x", head="<style>@charset 'utf-8'; .x{display:none}</style>"),
    "one of several": page(attributes="class=x", head="<style>p:is(.y, .x){display:none}</style>"),
    "wherever of a class": page(
        attributes="class=x", around="<div>{}</div>", head="<style>div :where(.x){display:none}</style>"
    ),
    "moved away": page("text-indent:-9999px"),
    "clipped": page("position:absolute;clip:rect(0,0,0,0)"),
    "shut dialog": page(tag="dialog"),
    "white on white beside a coloured head": page("color:#fff", head="<style>.hd{background:#036}</style>"),
    "white below a coloured cell": page("color:white", around='<table><tr><td bgcolor="#036">甲</table>{}'),
    "white in a white cell of a coloured table": page(
        "color:white", around='<table bgcolor="#003366"><tr><td bgcolor="#ffffff">{}</td></tr></table>'
    ),
    "nearly white": page("color:#fefefe"),
    "as pale as the paper": page("color:#f2f2f2"),
    "white in per cent": page("color:rgb(100%,100%,100%)"),
    "no ink at all": page("color:rgba(0,0,0,0)"),
    "ink as paper": page("color:#003366;background:#003366"),
    "no height": page("height:0;overflow:hidden"),
    "no height around it": page(around='<div style="overflow: hidden; max-height: 0px">{}</div>'),
    "no height by class": page(attributes='class="x"', head="<style>.x{height:0;overflow:hidden}</style>"),
    "clipped to a point": page("position:absolute;clip:rect(1px,1px,1px,1px)"),
    "clipping path": page("clip-path:inset(100%)"),
    "pushed out": page("text-indent:100%;overflow:hidden;white-space:nowrap"),
    "short font": page("font:0/0 a"),
    "scaled to nought": page("transform:scale(0)"),
    "filter": page("filter:alpha(opacity=0)"),
    "opacity in per cent": page("opacity:0%"),
    "struck out": page(around="<div><s>{}</s></div>"),
    "deleted": page(around="<div><del>{}</del></div>"),
    "lined through": page("text-decoration:line-through"),
    "template": page(tag="template"),
}


@pytest.mark.parametrize("data", UNSEEN_IN_PAGES.values(), ids=UNSEEN_IN_PAGES)
def test_of_a_page_what_nobody_sees_is_left_out(data: bytes) -> None:
    document = read(data, "a.html")
    assert "7777" not in words(document)
    assert all(shown in words(document) for shown in SHOWN)


SEEN_IN_PAGES = {
    "nothing said": page(),
    "white on a colour": page("color:#fff;background:#036"),
    "white in a coloured cell": page(
        "color:white", around='<table bgcolor="#003366"><tr><td>{}</td></tr></table>'
    ),
    "white, a sheet elsewhere": page("color:white", head='<link rel="stylesheet" href="a.css">'),
    "half transparent": page("opacity:0.5"),
    "ten pixels": page("font-size:10px"),
    "printed otherwise": page(attributes='class="x"', head="<style>@media print{.x{display:none}}</style>"),
    "in a sheet for paper": page(attributes="class=x", head="<style media=print>.x{display:none}</style>"),
    "shown by another rule": page(
        attributes='class="x on"', head="<style>.x{display:none}.x.on{display:block}</style>"
    ),
    "another element of the class": page(
        attributes="class=x",
        head="<style>div.x{display:none} .y .x{display:none} .x > p{display:none}</style>",
    ),
    "shown by its own words": page("display:block", "class=x", head="<style>.x{display:none}</style>"),
    "shown in a class by another rule": page(
        attributes='class="x on"',
        around="<div class=y>{}</div>",
        head="<style>.y .x{display:none} .y .x.on{display:block}</style>",
    ),
    "child shown by another rule": page(
        around="<div id=y>{}</div>", head="<style>#y > p{display:none} #y > p:hover{display:block}</style>"
    ),
    "not chosen yet": page(
        attributes="class=x",
        around="<div class=y>{}</div>",
        head="<style>.y .x:not(.on){display:none}</style>",
    ),
    "shown in a class by a script": page(
        attributes="class=tab",
        around="<div class=y>{}</div>",
        head="<style>.y .tab{display:none}</style><script>show('tab')</script>",
    ),
    "everything until it is loaded": page(head="<style>body > *{opacity:0}</style>"),
    "a selector that nobody knows": page(
        attributes="class=x", around="<div class=y>{}</div>", head="<style>.y / .x{display:none}</style>"
    ),
    "black in white": page("color:black", around='<div style="color:white">{}</div>'),
    "white on a colour in white": page("background:#036", around='<div style="color:white">{}</div>'),
    "twelve pixels in none": page("font-size:12px", around='<div style="font-size:0">{}</div>'),
    "visible in hidden": page("visibility:visible", around='<div style="visibility:hidden">{}</div>'),
    "size by class in none": page(
        attributes='class="x"',
        around='<div style="font-size:0">{}</div>',
        head="<style>.x{font:14px a}</style>",
    ),
    "a sheet elsewhere may say its size": page(
        attributes='class="x"',
        around='<div style="font-size:0">{}</div>',
        head='<link rel="stylesheet" href="a.css">',
    ),
    "behind an open white cell": page(around='<table><tr><td style="color:#fff">甲<td>{}</table>'),
    "a cell of no height": page("height:0;overflow:hidden", tag="td", around="<table><tr>{}</tr></table>"),
    "a line of no height": page("height:0;overflow:hidden", tag="span"),
    "in shape by padding": page("height:0;overflow:hidden;padding-bottom:56%"),
    "a hanging indent": page("text-indent:-100px;padding-left:100px"),
    "a clip that leaves it": page("position:absolute;clip:rect(0,600px,90px,0)"),
    "a clip of what is not placed": page("clip:rect(0,0,0,0)"),
    "white, moved elsewhere": page("color:#fff;position:absolute"),
    "struck out without an end": page(around="<div><s>{}</div>"),
    "shown by a script": page(
        attributes='class="tab"', head="<style>.tab{display:none}</style><script>show('tab')</script>"
    ),
}


@pytest.mark.parametrize("data", SEEN_IN_PAGES.values(), ids=SEEN_IN_PAGES)
def test_of_a_page_what_is_seen_or_may_be_is_read(data: bytes) -> None:
    assert HIDDEN in words(read(data, "a.html"))


@pytest.mark.parametrize(
    ("attributes", "head", "is_told"),
    [
        ("class=x", "<style>@media (min-width:100px){.x{display:none}}</style>", True),
        ("class=x", "<style>@supports (display:grid){p.x{display:none}}</style>", True),
        ("class=x", "<style>p.x:not(.on){display:none}</style>", True),
        ("class=x", "<style>p.x:not(.on){color:#fff}</style>", True),
        ("class=x", "<style>body{background:#000} p.x:not(.on){color:#fff}</style>", False),
        ('class="a hide"', '<link rel="stylesheet" href="a.css">', True),
        ("class=x", "<style>.x:has(b){display:none}</style>", True),
        ("class=x", "<style>.w{color:red; & .x{display:none}}</style>", True),
        ("class=x", "<style>.x{display:var(--d)}</style>", True),
        ("class=x", "<style>.x{scale:0}</style>", True),
        ("class=x", "<style>.x{opacity:calc(0)}</style>", True),
        ("class=x", "<style>.x{color:oklch(1 0 0)}</style>", True),
        ("class=x", "<style>.y{scale:0}</style>", False),
        ("class=x", "<style>.x::after{content:'（上年数）'}</style>", True),
        ("class=x", "<style>.x:before{content:'\\31'}</style>", True),
        ("class=x", "<style>.x::before{content:attr(title)}</style>", True),
        ("class=x", "<style>.x::before{content:'\\f101'}</style>", False),
        ("class=x", "<style>.x::before{content:''}</style>", False),
        ("class=x", "<style>:root{--d:block} .x{display:var(--d)}</style>", False),
        ("class=x", "<style>@media print{.x{display:none}}</style>", False),
        ("class=x", "<style>@media (max-width:600px){.x{display:none}}</style>", False),
        ("class=x", '<link rel="stylesheet" href="a.css">', False),
        ("class=hide", "", False),
    ],
)
def test_figures_that_a_page_may_hide_are_read_and_told(attributes: str, head: str, is_told: bool) -> None:
    document = read(page(attributes=attributes, head=head), "a.html")
    assert HIDDEN in words(document)
    assert bool(document.losses) is is_told
    without = read(
        page(attributes=attributes, head=head).replace(HIDDEN.encode(), "没有数".encode()), "a.html"
    )
    assert not without.losses


@pytest.mark.parametrize("look", ["vertical-align:super", "vertical-align: super;font-size:60%"])
def test_a_digit_that_a_page_sets_higher_is_no_part_of_the_figure(look: str) -> None:
    mark = f'300<span style="{look}">1</span>万元'
    assert "3001" not in words(read(page(around=f"<p>{mark}</p>{{}}"), "a.html"))


@pytest.mark.parametrize(
    "rule", ["span.MsoFootnoteReference", ".a,.MsoFootnoteReference", "<!-- .msofootnotereference"]
)
def test_a_digit_that_a_rule_of_the_page_sets_higher_is_no_part_of_the_figure(rule: str) -> None:
    head = f"<style>{rule} {{vertical-align:super}}</style>"
    mark = "300<span class=MsoFootnoteReference>1</span>万元"
    assert "3001" not in words(read(page(around=f"<p>{mark}</p>{{}}", head=head), "a.html"))
    assert "3001" in words(read(page(around=f"<p>{mark}</p>{{}}"), "a.html"))


@pytest.mark.parametrize(
    "rules",
    [
        ":root{--d:none} .x{display:var(--d)}",
        ".x{display:var(--d,none)}",
        ":root{--c:#fff}.x{color:var(--c)}",
    ],
)
def test_what_a_variable_of_the_page_stands_for_hides_as_its_words_do(rules: str) -> None:
    document = read(page(attributes="class=x", head=f"<style>{rules}</style>"), "a.html")
    assert HIDDEN not in words(document)


def test_the_place_of_figures_that_a_page_may_hide_is_told() -> None:
    [loss] = read(page(attributes="class=x", head="<style>.x:has(b){display:none}</style>"), "a.html").losses
    assert loss.place == f"样式表可能隐藏或改动的数字：{HIDDEN}"
