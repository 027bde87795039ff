"""Pictures of pages: names are covered where they stand, and a picture is named by what it shows."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from pipelines.model.document import Block, BlockKind, Box, Document, Page, Run, Span
from pipelines.night.page_pictures import finish_picture
from pipelines.normalize.masking import Mask
from pipelines.publish.site.images import PagePicture, page_pictures

TEXT = "组长张建国，执行96万元"
SHA = "ef" * 32


def document(media_type: str = "application/pdf") -> Document:
    """One printed line, ten points a character."""
    run = Run(0, 1, 100.0, 110.0, tuple(10.0 * place for place in range(len(TEXT) + 1)))
    block = Block(BlockKind.PARAGRAPH, (Span(0, len(TEXT)),))
    return Document(
        "d", media_type, "test", TEXT, (block,), (), (Page(1, 0, len(TEXT), 200.0, 300.0),), (run,)
    )


def pictures(document: Document, *persons: Span) -> list[PagePicture]:
    start = TEXT.index("96")
    quote = {"evidence_id": "e1", "page": 1, "char_start": start, "char_end": start + 4,
             "bbox": {"x0": 80.0, "top": 100.0, "x1": 120.0, "bottom": 110.0}}  # fmt: skip
    return list(page_pictures(document, Mask.of(document, persons).flow, SHA, [quote]))


def test_a_name_is_covered_and_makes_another_picture() -> None:
    (bare,) = pictures(document())
    (covered,) = pictures(document(), Span(2, 5))
    assert bare.covers == ()
    assert covered.covers == (Box(20.0, 100.0, 50.0, 110.0),)
    assert covered.file != bare.file
    assert covered.file.startswith(f"ef/{SHA}/1-")
    assert [(quote.evidence_id, quote.outline[:6]) for quote in covered.quotes] == [("e1", "M78.5 ")]


def test_a_format_without_pictures_has_none() -> None:
    assert pictures(document("text/plain")) == []


def test_the_picture_that_is_kept_shows_no_name(tmp_path: Path) -> None:
    (covered,) = pictures(document(), Span(2, 5))
    rendered, kept = tmp_path / "1.png", tmp_path / "kept.webp"
    Image.new("RGB", (400, 600), "black").save(rendered)
    finish_picture(rendered, kept, covered)
    with Image.open(kept) as opened:
        picture = opened.convert("L")
    for x in (42, 70, 98):  # the three characters of the name, at two dots a point
        assert 110 < picture.getpixel((x, 210)) < 160
    assert picture.getpixel((150, 210)) < 20
    assert not list(tmp_path.glob("*.new"))
