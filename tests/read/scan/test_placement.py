"""Evidence lies on the printed words, however the page lay on the glass."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipelines.model.document import Document, Run, Span
from pipelines.read.layout.document import compose_document
from pipelines.read.layout.placement import Placement
from pipelines.read.scan.steps import recognise
from tests.read.scan.blocks import HEIGHT, WIDTH, BlockEngine, page, read, source, write

LINES = ("301245", "5524011", "100254")


def printed() -> Image.Image:
    picture = page()
    for number, digits in enumerate(LINES):
        write(picture, 150, 200 + 300 * number, digits * 2)
        write(picture, 150, 310 + 300 * number, digits)
    return picture


def document_of(picture: Image.Image) -> Document:
    return compose_document([read(picture)], source())


def assert_boxes_hold_ink(document: Document, picture: Image.Image) -> None:
    """The box of every character is mostly ink, and hardly any ink lies outside of all boxes."""
    dark = picture.point(lambda level: 255 if level < 128 else 0)
    total = sum(dark.tobytes()) / 255
    seen = 0.0
    for offset, character in enumerate(document.text):
        if not character.isdigit():
            continue
        box = document.locate(Span(offset, offset + 1)).box
        assert box is not None
        x0, top, x1, bottom = (round(v * 200 / 72) for v in (box.x0, box.top, box.x1, box.bottom))
        part = dark.crop((x0, top, x1, bottom))
        inked = sum(part.tobytes()) / 255
        assert inked > 0.3 * part.width * part.height
        seen += inked
    assert seen > 0.93 * total


@pytest.mark.parametrize("degrees", [-4.0, -1.3, -0.4, 0.0, 0.8, 2.6])
def test_a_page_askew_is_read_and_its_boxes_lie_on_the_print(degrees: float) -> None:
    picture = printed().rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    document = document_of(picture)
    assert [line for line in document.text.split("\n") if line] == [
        part for digits in LINES for part in (digits * 2, digits)
    ]
    assert_boxes_hold_ink(document, picture)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_on_its_side_or_head_is_read_and_keeps_its_size(degrees: int) -> None:
    picture = printed().rotate(degrees, expand=True)
    document = document_of(picture)
    assert [line for line in document.text.split("\n") if line] == [
        part for digits in LINES for part in (digits * 2, digits)
    ]
    assert (round(document.pages[0].width), round(document.pages[0].height)) == (
        round(picture.width * 0.36),
        round(picture.height * 0.36),
    )
    assert_boxes_hold_ink(document, picture)


@pytest.mark.parametrize("scale", [0.48, 1.0, 1.5, 3.0])
def test_a_picture_finer_or_coarser_than_the_working_scale_is_read(scale: float) -> None:
    upright = printed()
    picture = upright.resize(
        (int(upright.width * scale), int(upright.height * scale)), Image.Resampling.BICUBIC
    )
    content = recognise(picture, 1, WIDTH, HEIGHT, BlockEngine(), source())
    text = compose_document([content], source()).text
    assert text.split() == [part for digits in LINES for part in (digits * 2, digits)]


@given(
    st.lists(st.floats(0.1, 30), min_size=1, max_size=40),
    st.floats(-0.09, 0.09),
    st.booleans(),
)
def test_runs_led_back_keep_every_character_once_and_in_order(
    widths: list[float], slope: float, upside_down: bool
) -> None:
    edges = [50.0]
    for width in widths:
        edges.append(edges[-1] + width)
    run = Run(7, 1, 100.0, 112.0, tuple(edges), tuple(0.5 for _ in widths))
    sign = -1.0 if upside_down else 1.0
    placement = Placement(sign, slope, -slope, sign, 600.0 if upside_down else 0.0, 0.0, 600.0, 800.0)
    pieces = list(placement.runs(run))
    assert pieces[0].start == 7
    assert pieces[-1].end == run.end
    assert all(a.end == b.start for a, b in pairwise(pieces))
    assert sum(len(p.confidence) for p in pieces) == len(widths)
    for piece in pieces:
        assert all(a < b for a, b in pairwise(piece.edges))
        assert piece.bottom - piece.top <= 12.0 + 1.2 + abs(slope) * 30 or len(piece.edges) == 2
