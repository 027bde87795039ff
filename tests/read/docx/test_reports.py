"""DOCX: the same report gives the same outline, as python-docx writes it and as LibreOffice saves it again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines.read.reading import read_bytes
from pipelines.samples.docx import render
from tests.read.canon import expected, outline, reports


def test_reports_read_as_they_were_written() -> None:
    for name, parts in reports():
        result = read_bytes(render(parts), name)
        assert result.document is not None, result.reason
        assert outline(result.document) == expected(parts), name
        assert result.document.losses == ()


@pytest.mark.slow
def test_reports_saved_again_by_libreoffice_read_the_same(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office is not None, "needs the system package libreoffice-writer"
    written = {}
    for number, (_, parts) in enumerate(reports()):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(render(parts))
        written[path] = parts
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "docx",
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path / "saved", *written], check=True, capture_output=True, timeout=300
    )
    for path, parts in written.items():
        result = read_bytes((tmp_path / "saved" / path.name).read_bytes(), path.name)
        assert result.document is not None, result.reason
        assert outline(result.document) == expected(parts), path.name
