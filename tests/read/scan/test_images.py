"""Image files of every kind: what is a page, what is refused, and for what reason."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipelines.read import sniff
from pipelines.read.reading import read_bytes
from pipelines.read.result import Reason, Unreadable
from pipelines.read.scan import engine as engines
from pipelines.read.scan import images
from pipelines.read.scan.images import open_pages
from pipelines.read.scan.pixels import to_pixels
from tests.read.scan.blocks import BlockEngine, page, write

DIGITS = "105230"


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> BlockEngine:
    blocks = BlockEngine()
    monkeypatch.setattr(engines, "engine_of_this_process", lambda: blocks)
    monkeypatch.setattr(engines, "engine_stamp", lambda: "blocks 1")
    return blocks


def printed(digits: str = DIGITS) -> Image.Image:
    picture = page()
    write(picture, 150, 300, digits)
    return picture


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **{"dpi": (200, 200), **options})
    return file.getvalue()


def text_of(data: bytes) -> str:
    document = read_bytes(data, "scan").document
    assert document is not None
    return document.text.strip()


def reason_of(data: bytes) -> str | None:
    return read_bytes(data, "scan").reason


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_every_kind_of_image_is_read(kind: str) -> None:
    assert text_of(saved(printed().convert("RGB"), kind)) == DIGITS


def test_a_gif_is_read() -> None:
    """It knows no resolution: a large picture is taken for a page of A4."""
    paper = Image.new("L", (1654, 2339), 255)
    paper.paste(printed(), (200, 200))
    file = io.BytesIO()
    paper.convert("P").save(file, "GIF")
    assert text_of(file.getvalue()) == DIGITS


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_colour_mode_is_read(mode: str) -> None:
    kind = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    picture = printed()
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(picture).astype(np.uint16) * 257)
    assert text_of(saved(picture.convert(mode) if mode != "I;16" else picture, kind)) == DIGITS


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_premultiplied_colours_are_read_like_others(mode: str) -> None:
    plain = printed().convert(mode)
    assert np.array_equal(to_pixels(plain.convert(mode[:-1] + "a")), to_pixels(plain))


def test_what_is_transparent_is_paper() -> None:
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert to_pixels(picture).min() == 255


def test_a_photo_is_turned_as_its_camera_says() -> None:
    upright = printed()
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    data = saved(upright.rotate(90, expand=True), "JPEG", exif=exif)
    result = read_bytes(data, "photo.jpg").document
    assert result is not None
    assert result.text.strip() == DIGITS
    assert result.pages[0].width > result.pages[0].height


def test_a_tiff_has_as_many_pages_as_it_shows() -> None:
    pages = [printed(digits) for digits in ("1050", "22044", "30125")]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    document = read_bytes(data, "scan.tif").document
    assert document is not None
    assert document.text.split() == ["1050", "22044", "30125"]
    assert [p.number for p in document.pages] == [1, 2, 3]


def test_a_fax_with_flat_pixels_is_read() -> None:
    picture = printed().resize((1111, 680))
    data = saved(picture, "TIFF", dpi=(200, 98))
    assert text_of(data) == DIGITS


def test_too_many_pages_are_refused() -> None:
    small = [Image.new("1", (120, 120), 1) for _ in range(images.MOST_PAGES + 1)]
    data = saved(small[0], "TIFF", save_all=True, append_images=small[1:])
    assert reason_of(data) == Reason.TOO_LARGE


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_corrupt(kind: str, share: float) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 300, 3), dtype=np.uint8)
    data = saved(Image.fromarray(noise), kind)
    assert reason_of(data[: int(len(data) * share)]) == Reason.CORRUPT


@pytest.mark.parametrize("media_type", sorted(images.FORMATS))
@pytest.mark.parametrize("seed", range(6))
def test_bytes_changed_at_random_are_read_or_refused(media_type: str, seed: int) -> None:
    """No exception but the two reasons leaves the door to Pillow."""
    data = bytearray(saved_as(media_type))
    chance = np.random.default_rng(seed)
    for place in chance.integers(8, len(data), 12):
        data[int(place)] = int(chance.integers(0, 256))
    refusal, pixels = opened(bytes(data), media_type)
    assert refusal in (None, Reason.CORRUPT, Reason.BOMB, Reason.TOO_LARGE)
    assert pixels <= images.MOST_PIXELS


def opened(data: bytes, media_type: str) -> tuple[Reason | None, int]:
    """Why a file was refused, and how many pixels its largest page has."""
    try:
        return None, max((p.width * p.height for p in open_pages(data, media_type)), default=0)
    except Unreadable as refusal:
        return refusal.reason, 0


def saved_as(media_type: str) -> bytes:
    file = io.BytesIO()
    printed().save(file, images.FORMATS[media_type])
    return file.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A PNG that announces a size and holds next to nothing."""
    chunks = b""
    for name, content in (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(1000))),
        (b"IEND", b""),
    ):
        chunks += (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize("side", [9_000, 60_000, 2**31 - 1])
def test_a_picture_that_announces_more_than_it_holds_is_a_bomb(side: int, engine: BlockEngine) -> None:
    assert reason_of(png_of(side, side)) == Reason.BOMB
    assert engine.asked == 0


def test_a_picture_larger_than_any_page_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_PIXELS", 10_000)
    noise = np.random.default_rng(1).integers(0, 255, (200, 200), dtype=np.uint8)
    assert reason_of(saved(Image.fromarray(noise), "PNG")) == Reason.TOO_LARGE


@pytest.mark.parametrize("size", [(16, 16), (99, 99), (900, 8)])
def test_an_icon_has_no_text_and_wakes_no_engine(size: tuple[int, int], engine: BlockEngine) -> None:
    assert reason_of(saved(Image.new("L", size, 0), "PNG")) == Reason.NO_TEXT
    assert engine.asked == 0


def test_an_empty_page_has_no_text(engine: BlockEngine) -> None:
    assert reason_of(saved(page(), "PNG")) == Reason.NO_TEXT
    assert engine.asked == 0


@pytest.mark.parametrize("fault", [ImportError("onnxruntime"), ModuleNotFoundError("models")])
def test_without_the_extra_the_file_is_unsupported_and_the_message_names_it(
    fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> str:
        raise fault

    monkeypatch.setattr(engines, "engine_stamp", missing)
    result = read_bytes(saved(printed(), "PNG"), "scan.png")
    assert result.reason == Reason.UNSUPPORTED
    assert "xianjian[ocr]" in result.message_zh
    assert "识别" in result.message_zh


def test_nothing_is_kept_where_there_is_no_cache(tmp_path: Path) -> None:
    result = read_bytes(saved(printed(), "PNG"), "scan.png", tmp_path)
    assert result.is_ok
    assert len(list(tmp_path.iterdir())) == 1
    assert result.media_type == sniff.PNG


def test_a_picture_too_poor_to_read_says_so(engine: BlockEngine) -> None:
    engine.sure = 0.9
    picture = page()
    for y in range(100, 900, 100):
        write(picture, 150, y, DIGITS)
    result = read_bytes(saved(picture, "PNG"), "scan.png")
    assert result.reason == Reason.NO_TEXT
    assert "图像质量差" in result.message_zh
