"""Reports printed as PDF by different programs, in different fonts.

Belongs here: the writers. Does not belong here: what is done with the pages (scan).
"""

from __future__ import annotations

import html
import io
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from pipelines.samples.parts import Grid, Paragraph, Part

_TAGS: Final = {0: "h1", 1: "h2", 2: "h3", 3: "h4"}
_STYLE: Final = """
@page {{ size: A4; margin: 20mm }}
body {{ font: 12pt/1.7 "{font}" }} h1 {{ text-align: center; font-size: 18pt }} h2, h3, h4 {{ font-size: 14pt }}
p {{ text-indent: 2em; margin: 0 }} table {{ border-collapse: collapse; width: 100%; font-size: 9.5pt; line-height: 1.35 }}
td {{ border: 0.75pt solid black; padding: 2pt 4pt; text-align: center }}
"""


def by_reportlab(parts: Sequence[Part], font: str) -> bytes:
    """As the samples are shipped; the font is the viewer's."""
    from pipelines.samples import pdf

    return pdf.render(parts)


def by_chromium(parts: Sequence[Part], font: str) -> bytes:
    """A web page, printed."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "report.html")
        page.write_text(_page(parts, font), encoding="utf-8")
        subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                f"--user-data-dir={folder}/profile",
                f"--print-to-pdf={folder}/report.pdf",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return Path(folder, "report.pdf").read_bytes()


def by_libreoffice(parts: Sequence[Part], font: str) -> bytes:
    """The DOCX of the samples, its East Asian font exchanged, converted."""
    from pipelines.samples import docx

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "report.docx").write_bytes(_in_font(docx.render(parts), font))
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                f"{folder}/report.docx",
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return Path(folder, "report.pdf").read_bytes()


PRODUCERS: Final[dict[str, Callable[[Sequence[Part], str], bytes]]] = {
    "reportlab": by_reportlab,
    "chromium": by_chromium,
    "libreoffice": by_libreoffice,
}


def _page(parts: Sequence[Part], font: str) -> str:
    body = "".join(_table(p) if isinstance(p, Grid) else _paragraph(p) for p in parts)
    return f'<meta charset="utf-8"><style>{_STYLE.format(font=font)}</style>{body}'


def _paragraph(part: Paragraph) -> str:
    tag = _TAGS.get(part.level, "p")
    return f"<{tag}>{html.escape(part.text)}</{tag}>"


def _table(grid: Grid) -> str:
    above = "".join(f"<p>{html.escape(text)}</p>" for text in (grid.title, grid.note) if text)
    rows = [""] * len(grid.rows)
    for cell in grid.cells():
        spans = f'rowspan="{cell.row_span}" colspan="{cell.column_span}"'
        rows[cell.row] += f"<td {spans}>{html.escape(cell.text)}</td>"
    return f"{above}<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _in_font(data: bytes, font: str) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename.endswith(".xml") and font:
                content = re.sub(rb'w:eastAsia="[^"]*"', f'w:eastAsia="{font}"'.encode(), content)
            new.writestr(member, content)
    return changed.getvalue()
