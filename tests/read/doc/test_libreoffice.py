"""DOC files as LibreOffice writes them read as the report that was put in; files of Word 95 are read with its help."""

from __future__ import annotations

import shutil
import struct
import subprocess
import time
from pathlib import Path

import pytest

from pipelines.read.doc import fallback
from pipelines.read.guard import ReaderPool
from pipelines.samples import docx
from tests.read import canon
from tests.read.doc.ole2 import compound_file
from tests.read.doc.test_samples import read

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports, written as DOCX and saved as DOC by LibreOffice."""
    assert shutil.which("soffice"), "this test needs the system package libreoffice-writer"
    folder = tmp_path_factory.mktemp("libreoffice")
    for number, (_, parts) in enumerate(canon.reports()):
        (folder / f"{number}.docx").write_bytes(docx.render(parts))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "doc:MS Word 97",
            "--outdir",
            str(folder),
            *map(str, sorted(folder.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder


@pytest.mark.parametrize("number", range(len(canon.reports())))
def test_a_report_saved_by_libreoffice_reads_as_it_was_written(converted: Path, number: int) -> None:
    _, parts = canon.reports()[number]
    document = read((converted / f"{number}.doc").read_bytes())
    assert canon.outline(document) == canon.expected(parts)
    assert document.losses == ()


def word_6(text: str) -> bytes:
    """A file of Word 6.0: its FIB says where the text lies, and no more."""
    body = text.encode("cp1252")
    fib = bytearray(1024)
    struct.pack_into("<HHHHHHH", fib, 0, 0xA5DC, 101, 0, 0x0409, 0, 0, 101)
    struct.pack_into("<II", fib, 0x18, len(fib), len(fib) + len(body))
    struct.pack_into("<I", fib, 0x34, len(body))
    return compound_file({"WordDocument": bytes(fib) + body})


def test_a_file_of_word_6_is_read_by_libreoffice_inside_the_guard(tmp_path: Path) -> None:
    assert shutil.which("soffice"), "this test needs the system package libreoffice-writer"
    path = tmp_path / "旧.doc"
    path.write_bytes(word_6("Overview\rBudget 100.5 yuan\r"))
    with ReaderPool(1) as pool:
        [(_, result)] = pool.read_all([(path, path.name)])
    document = result.opened()
    assert document is not None, result.message_en
    assert document.reader == "doc"
    assert canon.outline(document) == ["Overview", "Budget 100.5 yuan"]


def test_libreoffice_is_ended_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shutil.which("soffice"), "this test needs the system package libreoffice-writer"
    monkeypatch.setattr(fallback, "_SECONDS", 0.3)
    started = time.monotonic()
    assert fallback.convert(word_6("Overview\r")) is None
    assert time.monotonic() - started < 5
    running = subprocess.run(["ps", "-eo", "args"], check=True, capture_output=True, text=True).stdout
    assert "report.doc" not in running
