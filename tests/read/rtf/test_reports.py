"""RTF: the same report gives the same outline, however its characters and merged cells are written."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines.read.reading import read_bytes
from pipelines.samples import docx
from tests.read.canon import expected, outline, reports
from tests.read.rtf.writer import Encode, gbk, render, unicode


@pytest.mark.parametrize("encode", [gbk, unicode])
@pytest.mark.parametrize("flags", [False, True])
def test_reports_read_as_they_were_written(encode: Encode, flags: bool) -> None:
    for name, parts in reports():
        result = read_bytes(render(parts, encode, flags=flags), name)
        assert result.document is not None, result.reason
        assert result.reader == "rtf"
        assert outline(result.document) == expected(parts), name
        assert result.document.losses == ()


@pytest.mark.slow
def test_reports_saved_by_libreoffice_read_the_same(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office is not None, "needs the system package libreoffice-writer"
    written = {}
    for number, (_, parts) in enumerate(reports()):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(docx.render(parts))
        written[path] = parts
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "rtf",
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path / "saved", *written], check=True, capture_output=True, timeout=300
    )
    for path, parts in written.items():
        result = read_bytes((tmp_path / "saved" / path.name).with_suffix(".rtf").read_bytes(), path.name)
        assert result.document is not None, result.reason
        assert outline(result.document) == expected(parts), path.name
        assert result.document.losses == ()
