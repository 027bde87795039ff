"""A small OFD writer: objects on pages, and a canvas on which the sample reports are drawn as for PDF.

Lengths of the canvas are points with the origin at the bottom left, those of the file millimetres from the top left.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pipelines.samples.parts import Grid, Part
from pipelines.samples.pdf import HEIGHT, WIDTH, _Sheet, width

MM = 25.4 / 72
NAMESPACE = "http://www.ofdspec.org/2016"


@dataclass(frozen=True)
class PageXml:
    """What stands in one Content.xml: objects of its layer, and what stands before the content."""

    objects: str
    before: str = ""


def ofd_bytes(
    pages: Sequence[PageXml | str],
    *,
    common: str = "",
    after_pages: str = "",
    box: str = "0 0 210 297",
    parts: Mapping[str, str | bytes] | None = None,
    namespace: str = NAMESPACE,
) -> bytes:
    """An OFD file with one document. ``parts`` adds members, or replaces those that are written."""
    name = f'xmlns:ofd="{namespace}"'
    listed = "".join(
        f'<ofd:Page ID="{10 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    members: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {name} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {name}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{box}"
        f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{after_pages}"
        "</ofd:Document>",
    }
    for number, page in enumerate(pages):
        page = PageXml(page) if isinstance(page, str) else page
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = content_xml(page.objects, page.before, namespace)
    members |= parts or {}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return stream.getvalue()


def content_xml(objects: str, before: str = "", namespace: str = NAMESPACE) -> str:
    """A Content.xml."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page xmlns:ofd="{namespace}">{before}'
        f'<ofd:Content><ofd:Layer ID="1" Type="Body">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def text_xml(text: str, x: float, y: float, size: float, deltas: str | None = None, more: str = "") -> str:
    """A text object whose line box has its top left corner at ``x``, ``y`` (millimetres)."""
    if deltas is None:
        steps = [width(c, size) for c in text[:-1]]
        deltas = " ".join(f"{step:.3f}" for step in steps)
    delta = f' DeltaX="{deltas}"' if deltas else ""
    return (
        f'<ofd:TextObject ID="2" Boundary="{x:.3f} {y:.3f} {max(width(text, size), size):.3f} {size:.3f}" Font="3" '
        f'Size="{size:.3f}"{more}><ofd:TextCode X="0" Y="{0.88 * size:.3f}"{delta}>{escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def path_xml(x: float, y: float, right: float, down: float, data: str, more: str = "") -> str:
    """A path object."""
    return (
        f'<ofd:PathObject ID="4" Boundary="{x:.3f} {y:.3f} {right:.3f} {down:.3f}" LineWidth="0.2"{more}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def grid_xml(rows: Sequence[Sequence[str]], x: float = 30, y: float = 60, wide: float = 30) -> str:
    """A ruled table of equal cells, 8 mm high."""
    down, right = 8.0 * len(rows), wide * len(rows[0])
    drawn = [path_xml(x, y + 8 * n, right, 0, f"M 0 0 L {right} 0") for n in range(len(rows) + 1)]
    drawn += [path_xml(x + wide * n, y, 0, down, f"M 0 0 L 0 {down}") for n in range(len(rows[0]) + 1)]
    drawn += [
        text_xml(text, x + wide * c + 2, y + 8 * r + 2, 3.5)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    ]
    return "".join(drawn)


def report_ofd(parts: Sequence[Part]) -> bytes:
    """A sample report on as many pages as it takes."""
    canvas = _Canvas()
    sheet = _Sheet(canvas)
    for part in parts:
        if isinstance(part, Grid):
            sheet.grid(part)
        else:
            sheet.paragraph(part)
    sheet.end_page()
    return ofd_bytes(canvas.pages, box=f"0 0 {WIDTH * MM:.3f} {HEIGHT * MM:.3f}")


class _Canvas:
    """Takes what the samples' PDF writer draws."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self._objects: list[str] = []
        self._size = 12.0

    def setFont(self, _name: str, size: float) -> None:  # noqa: N802 - a name of reportlab
        self._size = size

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802 - a name of reportlab
        size = self._size
        self._objects.append(text_xml(text.rstrip(), x * MM, (HEIGHT - y - 0.88 * size) * MM, size * MM))

    def rect(self, x: float, y: float, right: float, up: float) -> None:
        box = x * MM, (HEIGHT - y - up) * MM, right * MM, up * MM
        w, h = right * MM, up * MM
        self._objects.append(path_xml(*box, f"M 0 0 L {w:.3f} 0 L {w:.3f} {h:.3f} L 0 {h:.3f} C"))

    def showPage(self) -> None:  # noqa: N802 - a name of reportlab
        self.pages.append("".join(self._objects))
        self._objects = []
