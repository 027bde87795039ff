"""The sample reports as PDF by the programs that offices use. A missing program fails the test and names the package."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pipelines.samples.docx import render
from pipelines.samples.parts import Part
from tests.read.html.writer import report_html

PAGE = """<!doctype html><meta charset="utf-8"><style>
body, span { font-family: "Noto Serif CJK SC" !important; font-size: 12pt !important; line-height: 1.6 }
p { margin: 0 } table { border-collapse: collapse; width: 100% } td { border: 1px solid #000; padding: 2px 4px }
td span { font-size: 9pt !important } tr:first-child { break-after: avoid } /* a browser prints heads over their lines */
</style>"""


def by_libreoffice(reports: Sequence[Sequence[Part]], folder: Path) -> list[bytes]:
    """Written as DOCX, saved as PDF."""
    office = shutil.which("soffice")
    assert office is not None, "this test needs the system package libreoffice-writer"
    paths = [folder / f"{number}.docx" for number in range(len(reports))]
    for path, parts in zip(paths, reports, strict=True):
        path.write_bytes(render(parts))
    profile = f"-env:UserInstallation=file://{folder}/office"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
    return [path.with_suffix(".pdf").read_bytes() for path in paths]


def by_chromium(reports: Sequence[Sequence[Part]], folder: Path) -> list[bytes]:
    """Written as a web page and printed."""
    browser = shutil.which("chromium")
    assert browser is not None, "this test needs the system package chromium"
    printed = []
    for number, parts in enumerate(reports):
        page, target = folder / f"{number}.html", folder / f"{number}.pdf"
        page.write_text(PAGE + report_html(parts), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/browser"]
        command = [browser, *options, "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        printed.append(target.read_bytes())
    return printed
