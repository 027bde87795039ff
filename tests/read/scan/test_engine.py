"""The real recogniser: installed whole, offline, quiet, and exact on numbers; and it works inside the guard's limits."""

from __future__ import annotations

import io
import socket
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipelines.model.document import Document
from pipelines.read.guard import Limits, ReaderPool
from pipelines.read.reading import read_bytes

pytest.importorskip("rapidocr", reason="recognition is the optional extra xianjian[ocr]")

from pipelines.read.scan.engine import engine_of_this_process  # needs cv2

AMOUNTS = (("1,177.66", "780.53", "99.87%"), ("0", "2024", "35.10"))


def statement() -> bytes:
    """A small ruled table of numbers as a PNG of 200 dots per inch, in the one font that Pillow brings."""
    picture = Image.new("L", (900, 330), 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=36)
    for y in (40, 150, 260):
        pen.line((60, y, 840, y), fill=0, width=3)
    for x in (60, 320, 580, 840):
        pen.line((x, 40, x, 260), fill=0, width=3)
    for row, texts in enumerate(AMOUNTS):
        for column, text in enumerate(texts):
            pen.text((90 + 260 * column, 70 + 110 * row), text, fill=0, font=font)
    file = io.BytesIO()
    picture.save(file, "PNG", dpi=(200, 200))
    return file.getvalue()


def rows(document: Document | None) -> list[list[str]]:
    assert document is not None
    grid = document.tables[0].grid()
    return [["" if cell is None else document.flow(cell).text for cell in row] for row in grid]


def test_numbers_in_cells_are_read_to_the_digit_without_network_or_noise(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("recognition must not use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    result = read_bytes(statement(), "表.png")
    assert rows(result.document) == [list(texts) for texts in AMOUNTS]
    assert result.document is not None
    sure = [c for run in result.document.runs for c in run.confidence]
    assert len(sure) == sum(len(text) for texts in AMOUNTS for text in texts)
    assert all(0.5 < c <= 1.0 for c in sure)
    said = capfd.readouterr()
    assert said.out == said.err == ""


def test_recognition_works_inside_the_guard_and_is_remembered(tmp_path: Path) -> None:
    """Two readings by two processes under the limits of every file; the second needs no recogniser."""
    cache = tmp_path / "cache"
    cache.mkdir()
    file = tmp_path / "表.png"
    file.write_bytes(statement())
    results = []
    for _ in range(2):
        with ReaderPool(1, Limits(), cache) as pool:
            results += [result for _, result in pool.read_all([(file, file.name)])]
    assert [rows(result.opened()) for result in results] == 2 * [[list(texts) for texts in AMOUNTS]]
    assert results[0].encoded == results[1].encoded
    assert results[1].peak_memory_mb < results[0].peak_memory_mb < 1_200


def test_a_line_cut_off_to_nothing_says_nothing_and_the_others_are_read() -> None:
    with Image.open(io.BytesIO(statement())) as picture:
        pixels = np.asarray(picture.convert("RGB"))
    sliver, line = pixels[70:110, 90:90], pixels[60:120, 80:300]
    nothing, read = engine_of_this_process().read([sliver, line])
    assert nothing == ()
    assert "".join(character.text for character in read) == AMOUNTS[0][0]
