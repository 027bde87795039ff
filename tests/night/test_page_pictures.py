"""Pictures of pages: names are covered where they stand, and a picture is named by what it shows."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pipelines.model.document import Block, BlockKind, Box, Document, Page, Run, Span
from pipelines.night.publish.page_pictures import draw_document, draw_new, drop_others, finish_picture
from pipelines.night.settings import Settings
from pipelines.night.stamps import stage_stamp
from pipelines.normalize.masking import Mask
from pipelines.publish.build import DATABASE
from pipelines.publish.site.images import PagePicture, page_pictures
from pipelines.publish.site.signatures import signed_places
from pipelines.store import Store
from tests.documents import make_document

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
    assert [(quote.evidence_id, quote.anchor, quote.outline) for quote in covered.quotes] == [
        ("e1", "b1", "M78 98h43v13h-43z")
    ]


def test_the_room_for_a_signature_is_covered_up_to_the_next_text() -> None:
    text = "审核人（签字）：日期5月"
    edges = (*(10.0 * place for place in range(9)), 150.0, 160.0, 170.0, 180.0)
    runs = (Run(0, 1, 100.0, 110.0, edges[:9]), Run(8, 1, 100.0, 110.0, edges[8:]))
    block = Block(BlockKind.PARAGRAPH, (Span(0, len(text)),))
    signed = Document(
        "d", "application/pdf", "test", text, (block,), (), (Page(1, 0, len(text), 200.0, 300.0),), runs
    )
    assert list(signed_places(signed, signed.pages[0])) == []  # no room: the date follows at once
    apart = replace(signed, runs=(runs[0], Run(8, 1, 100.0, 110.0, (150.0, 160.0, 170.0, 180.0, 190.0))))
    assert list(signed_places(apart, apart.pages[0])) == [Box(80.0, 95.0, 150.0, 115.0)]


def test_a_column_for_signatures_is_covered_down_to_the_last_row() -> None:
    table = make_document([["姓名", "签字"], ["甲", ""]])
    words = {"姓名": (20.0, 40.0, 100.0), "签字": (120.0, 140.0, 100.0), "甲": (20.0, 30.0, 130.0)}
    runs = []
    for word, (x0, x1, top) in words.items():
        start = table.text.index(word)
        wide = (x1 - x0) / len(word)
        runs.append(Run(start, 1, top, top + 10, tuple(x0 + wide * n for n in range(len(word) + 1))))
    placed = replace(table, runs=tuple(runs), pages=(Page(1, 0, len(table.text), 200.0, 300.0),))
    assert list(signed_places(placed, placed.pages[0])) == [Box(80.0, 112.5, 180.0, 145.0)]


def test_a_format_without_pictures_has_none() -> None:
    assert pictures(document("text/plain")) == []


def test_the_picture_that_is_kept_shows_no_name(tmp_path: Path) -> None:
    (covered,) = pictures(document(), Span(2, 5))
    rendered, kept = tmp_path / "1.png", tmp_path / "kept.webp"
    Image.new("RGB", (400, 600), "black").save(rendered)
    finish_picture(rendered, kept, covered)
    with Image.open(kept) as opened:
        picture = opened.convert("L")
    dots = picture.tobytes()

    def grey(x: int, y: int) -> int:
        return dots[y * picture.width + x]

    for x in (42, 70, 98):  # the three characters of the name, at two dots a point
        assert 110 < grey(x, 210) < 160
    assert grey(150, 210) < 20
    assert not list(tmp_path.glob("*.new"))


def test_a_picture_that_covered_less_than_is_covered_now_is_gone_and_others_stay(tmp_path: Path) -> None:
    (bare,), (covered,) = pictures(document()), pictures(document(), Span(2, 5))
    folder = (tmp_path / covered.file).parent
    folder.mkdir(parents=True)
    for picture in (bare, covered):
        (tmp_path / picture.file).write_bytes(b"picture")
    assert drop_others(folder, [covered])
    assert [path.name for path in folder.iterdir()] == [Path(covered.file).name]
    assert not drop_others(folder, [covered])


@pytest.mark.slow
def test_a_night_of_another_program_draws_anew_what_covers_otherwise(
    sample_warehouse: Path, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "raw", tmp_path / "warehouse")
    shutil.copytree(sample_warehouse / "documents", settings.documents)
    with Store.open_read_only(sample_warehouse / "current" / DATABASE) as store:
        sha256 = store.scalar("SELECT min(sha256) FROM core.documents WHERE media_type = 'application/pdf'")
        assert draw_document(settings, store, sha256)
        folder = settings.documents / "pages" / sha256[:2] / sha256
        right = sorted(path.name for path in folder.glob("*.webp"))
        (folder / right[0]).rename(folder / "1-00000000.webp")  # as if it had covered other places
        (folder / "covered").write_text("another program")
        draw_new(settings, store, 0)
        assert sorted(path.name for path in folder.glob("*.webp")) == right[1:]
        draw_document(settings, store, sha256)
        draw_new(settings, store, 0)
    assert sorted(path.name for path in folder.glob("*.webp")) == right
    assert (folder / "covered").read_text() == stage_stamp("pages")
