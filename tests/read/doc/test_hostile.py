"""Damaged and hostile files are refused for their true reason, or read with what is lost of them noted."""

from __future__ import annotations

import struct
import time

import pytest

from pipelines.model.document import Loss, LossKind
from pipelines.read.doc import fallback
from pipelines.read.reading import read_bytes
from pipelines.read.result import ReadResult
from pipelines.samples import docx
from pipelines.samples.parts import Paragraph
from tests.read.doc.ole2 import compound_file
from tests.read.doc.tables import Cell, row
from tests.read.doc.test_samples import read
from tests.read.doc.test_text import texts
from tests.read.doc.writer import HIDDEN, IN_TABLE, STYLES, Par, Run, Style, WordFile, par

PIECES, PARAGRAPHS, CHARACTERS = 33, 13, 12


@pytest.fixture(autouse=True)
def _no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallback, "is_installed", lambda: False)


def outcome(data: bytes) -> ReadResult:
    return read_bytes(data, "报告.doc")


def sample() -> WordFile:
    return WordFile([par("概况"), *row([Cell("预算", 3000), Cell("12.5", 6000)]), par("完")])


def rebuilt(file: WordFile, **changed: bytes) -> bytes:
    names = {"word": "WordDocument", "table": "1Table", "data": "Data"}
    return compound_file(file.streams() | {names[k]: v for k, v in changed.items()})


def test_an_encrypted_file_is_said_to_be_encrypted() -> None:
    assert outcome(WordFile([par("密")], flags=0x0300).to_bytes()).reason == "encrypted"


def test_a_file_of_word_95_names_the_package_that_would_read_it() -> None:
    result = outcome(WordFile([par("旧")], version=0x68).to_bytes())
    assert result.reason == "unsupported"
    assert "libreoffice-writer" in result.message_zh


def test_what_libreoffice_reads_of_a_broken_file_is_noted_as_incomplete(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    converted = docx.render([Paragraph("概况"), Paragraph("预算100万元")])
    monkeypatch.setattr(fallback, "is_installed", lambda: True)
    monkeypatch.setattr(fallback, "convert", lambda data: converted)
    document = read(WordFile([par("概况")], extra={PIECES: b""}).to_bytes())
    assert texts(document) == ["概况", "预算100万元"]
    assert document.losses == (Loss(LossKind.PART_NOT_READ, place="Clx"),)


def test_what_libreoffice_cannot_read_either_keeps_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallback, "is_installed", lambda: True)
    monkeypatch.setattr(fallback, "convert", lambda data: None)
    assert outcome(WordFile([par("概况")], extra={PIECES: b""}).to_bytes()).reason == "corrupt"
    assert outcome(WordFile([par("旧")], version=0x68).to_bytes()).reason == "unsupported"


def test_a_file_without_words_has_no_text() -> None:
    assert outcome(WordFile([par(""), par("\x01")]).to_bytes()).reason == "no_text"


@pytest.mark.parametrize("cut", [300, 600, 2600, 5000])
def test_a_file_cut_off_is_damaged(cut: int) -> None:
    assert outcome(sample().to_bytes()[:cut]).reason in {"corrupt", "unsupported"}


def test_a_file_without_its_table_stream_is_damaged() -> None:
    streams = sample().streams()
    assert outcome(compound_file({"WordDocument": streams["WordDocument"]})).reason == "corrupt"


def test_a_table_stream_of_zeros_is_damaged() -> None:
    assert outcome(rebuilt(sample(), table=bytes(4096))).reason == "corrupt"


def test_text_that_lies_outside_the_stream_is_noted_as_lost() -> None:
    file = WordFile([par("在"), par("不在" * 600)], extra={PARAGRAPHS: b"", CHARACTERS: b""})
    document = read(rebuilt(file, word=file.streams()["WordDocument"][:4096]))
    assert document.text.startswith("在")
    assert LossKind.PART_NOT_READ in {loss.kind for loss in document.losses}


def test_pieces_that_show_the_same_bytes_a_million_times_are_refused() -> None:
    count = 2000
    starts = [i * 50_000 for i in range(count + 1)]
    pieces = struct.pack("<HIH", 0, 2048 * 2 | 1 << 30, 0) * count
    plc = struct.pack(f"<{count + 1}I", *starts) + pieces
    file = WordFile([par("弹")], extra={PIECES: b"\x02" + struct.pack("<I", len(plc)) + plc})
    streams = file.streams()
    word = bytearray(streams["WordDocument"])
    struct.pack_into("<I", word, 64 + 12, starts[-1])
    started = time.process_time()
    assert outcome(rebuilt(file, word=bytes(word))).reason == "corrupt"
    assert time.process_time() - started < 10


def test_styles_based_on_each_other_end() -> None:
    circle = (*STYLES, Style("甲", based_on=6), Style("乙", based_on=5, chpx=HIDDEN))
    assert texts(read(WordFile([par("看不见", style=5), par("看得见")], styles=circle).to_bytes()))


def test_properties_that_point_to_themselves_end() -> None:
    loop = struct.pack("<HHI", 6, 0x6646, 0)
    cell = par("甲", IN_TABLE + struct.pack("<HI", 0x6646, 0), mark="\x07")
    assert "甲" in read(WordFile([cell, par("完")], data=loop).to_bytes()).text


@pytest.mark.parametrize("part", [PARAGRAPHS, CHARACTERS])
def test_pages_of_properties_that_lie_outside_are_noted_as_lost(part: int) -> None:
    plc = struct.pack("<III", 2048, 1 << 30, 1 << 20)
    document = read(WordFile([par("概况"), Par((Run("隐", HIDDEN),))], extra={part: plc}).to_bytes())
    assert "概况" in document.text
    assert document.losses


def test_a_hundred_million_characters_are_not_believed() -> None:
    word = bytearray(sample().streams()["WordDocument"])
    struct.pack_into("<I", word, 64 + 12, 100_000_000)
    assert outcome(rebuilt(sample(), word=bytes(word))).reason == "corrupt"


def test_fields_in_fields_in_fields_end() -> None:
    deep = "\x13" * 20_000 + "甲" + "\x15" * 20_000
    started = time.process_time()
    outcome(WordFile([par(deep), par("乙")]).to_bytes())
    assert time.process_time() - started < 10


def test_sectors_that_follow_one_another_in_a_circle_end() -> None:
    data = bytearray(sample().to_bytes())
    fat = 512 + 512 * struct.unpack_from("<I", data, 76)[0]
    for sector in range(3, 30):
        struct.pack_into("<I", data, fat + 4 * sector, 3)
    started = time.process_time()
    assert outcome(bytes(data)).reason in {"corrupt", "no_text"}
    assert time.process_time() - started < 10
