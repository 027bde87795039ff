"""OpenDocument: a report reads the same from a file that LibreOffice made of its DOCX or XLSX (slow)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipelines.read.reading import read_bytes
from pipelines.samples.docx import render
from pipelines.samples.parts import Part
from tests.read.canon import expected, outline, reports
from tests.read.sheets.books import by_openpyxl


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "target", "reader", "write"),
    [
        ("docx", "odt", "odt", render),
        ("docx", "fodt", "odt", render),
        ("xlsx", "ods", "ods", by_openpyxl),
        ("xlsx", "fods", "ods", by_openpyxl),
    ],
)
def test_reports_saved_by_libreoffice_read_the_same(
    tmp_path: Path, source: str, target: str, reader: str, write: Callable[[Sequence[Part]], bytes]
) -> None:
    office = shutil.which("soffice")
    assert office is not None, "needs the system packages libreoffice-writer and libreoffice-calc"
    written = {}
    for number, (_, parts) in enumerate(reports()):
        path = tmp_path / f"{number}.{source}"
        path.write_bytes(write(parts))
        written[path] = parts
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", target, "--outdir", str(tmp_path / "saved")]
    subprocess.run([*command, *map(str, written)], check=True, capture_output=True, timeout=300)
    for path, parts in written.items():
        result = read_bytes((tmp_path / "saved" / f"{path.stem}.{target}").read_bytes(), path.name)
        assert result.document is not None, result.reason
        assert (result.reader, result.document.losses) == (reader, ())
        assert outline(result.document) == expected(parts), path.name
