"""No figure is silently wrong: what is doubtful is lost in the open, or kept with a low confidence."""

from __future__ import annotations

from PIL import Image, ImageDraw

from pipelines.model.document import LossKind
from pipelines.read.layout.document import compose_document
from tests.read.scan.blocks import BlockEngine, page, read, rule, source, write
from tests.read.scan.test_tables import CELLS, XS, YS, rows, table

RED, WHITE = (180, 30, 35), (255, 255, 255)


def test_a_lone_stroke_needs_certainty_and_a_number_does_not() -> None:
    """The stroke / is read as 1 with a confidence of 0.93; real digits have 0.998."""
    picture = page()
    rule(picture, XS, YS)
    for x, text in zip(XS, ("1", "3", "11"), strict=False):
        write(picture, x + 22, YS[0] + 35, text)
    content = read(picture, BlockEngine(sure=0.96))
    assert rows(content)[0] == ["", "3", "11"]
    assert [loss.kind for loss in content.losses] == [LossKind.TABLE_NOT_READ]
    assert rows(read(picture))[0] == ["1", "3", "11"]


def test_a_lone_digit_in_a_row_without_rules_is_read_or_lost() -> None:
    picture = page()
    write(picture, 120, 300, "20155")
    write(picture, 600, 300, "1")
    write(picture, 120, 400, "1034")
    assert compose_document([read(picture)], source()).text.split() == ["20155", "1", "1034"]
    doubtful = read(picture, BlockEngine(sure=0.9))
    assert "".join(glyph.text for glyph in doubtful.glyphs) == "201551034"
    assert [loss.kind for loss in doubtful.losses] == [LossKind.PART_NOT_READ]


def test_many_losses_of_one_page_are_told_as_one() -> None:
    picture = page()
    rule(picture, range(100, 1001, 100), range(150, 951, 100))
    for x in range(100, 1000, 100):
        for y in range(150, 950, 100):
            write(picture, x + 30, y + 35, "3")
    (loss,) = read(picture, BlockEngine(blind=True)).losses
    assert loss.place.startswith("72 处")


def stamped() -> Image.Image:
    picture = table().convert("RGB")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((130, 190, 480, 540), outline=RED, width=9)  # over the print: black shows through a real seal
    layer = table()
    picture.paste((0, 0, 0), (0, 0), layer.point(lambda level: 255 if level < 128 else 0))
    return picture


def test_what_lies_under_a_seal_is_read_and_never_sure() -> None:
    content = read(stamped())
    assert rows(content) == [list(texts) for texts in CELLS]
    under = [glyph.confidence for glyph in content.glyphs if glyph.confidence is not None]
    assert min(under) == 0.5
    assert max(under) == 0.99
    far = [glyph for glyph in content.glyphs if glyph.x0 > 490 * 0.36]
    assert far
    assert all(glyph.confidence == 0.99 for glyph in far)


def test_red_print_that_is_no_seal_stays() -> None:
    picture = page().convert("RGB")
    write(picture, 150, 300, "105230", RED, WHITE)
    assert compose_document([read(picture)], source()).text.strip() == "105230"


def test_characters_below_each_other_are_read_one_by_one() -> None:
    picture = page()
    rule(picture, XS, (150, 260, 450, 560))
    for number, digit in enumerate("434"):
        write(picture, 120, 300 + number * 38, digit)
    write(picture, 600, 330, "105230")
    document = compose_document([read(picture)], source())
    first, _, last = document.tables[0].grid()[1]
    assert first is not None
    assert last is not None
    assert document.text[first.pieces[0].start : first.pieces[-1].end].split() == ["4", "3", "4"]
    assert document.flow(last).text == "105230"


def test_a_narrow_digit_is_no_stack() -> None:
    picture = page()
    rule(picture, XS, YS)
    write(picture, 440, 300, "0")
    write(picture, 600, 300, "105230")
    assert rows(read(picture))[1] == ["", "0", "105230"]


def test_a_page_that_is_hardly_legible_gives_no_figures() -> None:
    (loss,) = read(table(), BlockEngine(sure=0.9), number=3).losses
    assert (loss.kind, loss.page) == (LossKind.PAGE_NOT_READ, 3)
    assert read(table(), BlockEngine(sure=0.9)).glyphs == ()
    assert read(table(), BlockEngine(sure=0.96)).glyphs
