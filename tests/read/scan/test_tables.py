"""Ruled tables in pictures: what is printed in a cell is read in that cell, or said to be lost."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipelines.model.document import LossKind
from pipelines.read.layout.document import compose_document
from pipelines.read.layout.page import PageContent
from tests.read.scan.blocks import BlockEngine, page, read, rule, source, write

XS, YS = (100, 400, 560, 1000), (150, 260, 370, 480)
CELLS = (("1034", "21", "5"), ("20155", "0", "441"), ("3", "1205", "55"))


def table(seed: int = 0) -> Image.Image:
    picture = page()
    rule(picture, XS, YS)
    for row, texts in enumerate(CELLS):
        for column, text in enumerate(texts):
            write(picture, XS[column] + 22, YS[row] + 35, text)
    return picture


def rows(content: PageContent) -> list[list[str]]:
    document = compose_document([content], source())
    assert len(document.tables) == 1
    return [
        ["" if cell is None else document.flow(cell).text for cell in row]
        for row in document.tables[0].grid()
    ]


def test_every_cell_is_read_even_lone_digits_that_detection_passes_over() -> None:
    content = read(table())
    assert rows(content) == [list(texts) for texts in CELLS]
    assert not content.losses


@pytest.mark.parametrize("degrees", [-3.0, 0.7])
def test_a_table_askew_is_the_same_table(degrees: float) -> None:
    assert rows(read(table().rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))) == [
        list(texts) for texts in CELLS
    ]


def test_words_found_across_a_line_are_cut_at_it() -> None:
    picture = page()
    rule(picture, XS, YS)
    write(picture, XS[1] - 60, 180, "2")
    write(picture, XS[1] + 10, 180, "43")
    write(picture, XS[0] + 30, 300, "5555")
    assert rows(read(picture))[:2] == [["2", "43", ""], ["5555", "", ""]]


def test_broken_and_double_lines_are_lines() -> None:
    picture = table()
    pen = ImageDraw.Draw(picture)
    chance = random.Random(5)
    for _ in range(12):  # holes of up to 5 pixels in the lines
        x, y = chance.choice(XS), chance.randrange(150, 480)
        pen.rectangle((x - 2, y, x + 2, y + chance.randrange(2, 6)), fill=255)
    pen.line((XS[0], YS[1] + 6, XS[-1], YS[1] + 6), fill=0, width=2)
    assert rows(read(picture)) == [list(texts) for texts in CELLS]


def test_an_underline_is_no_table() -> None:
    picture = page()
    write(picture, 150, 300, "105230")
    ImageDraw.Draw(picture).line((140, 338, 520, 338), fill=0, width=3)
    content = read(picture)
    assert content.edges == ()
    assert compose_document([content], source()).text.strip() == "105230"


def test_ink_in_a_cell_that_yields_nothing_is_a_loss_with_its_page() -> None:
    content = read(table(), BlockEngine(blind=True), number=4)
    assert not content.glyphs
    assert {loss.kind for loss in content.losses} == {LossKind.TABLE_NOT_READ}
    assert {loss.page for loss in content.losses} == {4}
    assert len(content.losses) == 9
    assert len({loss.place for loss in content.losses}) == 9


def test_dirt_in_an_empty_cell_is_no_loss() -> None:
    picture = page()
    rule(picture, XS, YS)
    write(picture, 130, 190, "1025")
    pen = ImageDraw.Draw(picture)
    for x, y in ((450, 200), (700, 300), (150, 420), (152, 424)):
        pen.ellipse((x, y, x + 6, y + 6), fill=0)
    content = read(picture, BlockEngine())
    assert not content.losses
    assert rows(content)[0][0] == "1025"


def test_shadow_and_grey_paper_do_not_hide_the_lines() -> None:
    levels = np.asarray(table()).astype(np.float32)
    shade = np.linspace(0.45, 1.0, levels.shape[1])[None, :]
    picture = Image.fromarray((levels * shade).astype(np.uint8))
    assert len(read(picture).edges) == len(read(table()).edges)
