"""Hostile PDF files, object by object (ISO 32000-1).

Belongs here: bytes of PDF. Does not belong here: what must become of them (cases).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

SENTENCE = "Staff on duty: 7"
_SHOWN = b"BT /F 12 Tf 72 700 Td (" + SENTENCE.encode() + b") Tj ET\n"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_PAGES = b"/Type/Pages/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>/XObject<</X 5 0 R>>>>"


def locked_pdf(user: str, owner: str) -> bytes:
    """Opens with ``user``; an empty one locks printing and copying only."""
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption(user, owner, canPrint=0, canCopy=0))
    canvas.drawString(72, 700, SENTENCE)
    canvas.save()
    return stream.getvalue()


def truncated_pdf() -> bytes:
    """The first 60 % of a file of twenty pages: the page tree and the table of objects are gone."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for _ in range(20):
        canvas.drawString(72, 700, SENTENCE)
        canvas.showPage()
    canvas.save()
    whole = stream.getvalue()
    return whole[: len(whole) * 6 // 10]


def long_pdf(pages: int) -> bytes:
    """Many pages that share one content of a sentence and a ruled table."""
    rules = b"".join(b"72 %d m 372 %d l S %d 500 m %d 600 l S\n" % (y, y, x, x) for x, y in _rules())
    cells = b"".join(b"BT /F 9 Tf %d %d Td (%d) Tj ET\n" % (x + 4, y + 6, x) for x, y in _rules())
    return _pdf([_page()] * pages, _SHOWN + rules + cells)


def painted_pdf(paths: int) -> bytes:
    """One page with so many strokes, and a sentence."""
    return _pdf([_page()], _SHOWN + b"0 0 m 9 9 l S\n" * paths)


def inflating_pdf(megabytes: int) -> bytes:
    """A page whose content is deflated twice and unpacks to so much white space after its sentence."""
    squeeze = zlib.compressobj(9)
    parts = [squeeze.compress(_SHOWN)]
    parts += [squeeze.compress(b" " * 1024 * 1024) for _ in range(megabytes)]
    return _pdf([_page()], b"".join(parts) + squeeze.flush(), filters=b"[/FlateDecode/FlateDecode]")


def boasting_pdf() -> bytes:
    """One page, and a page tree that announces two thousand million."""
    return _pdf([_page()], _SHOWN, count=2_000_000_000)


def circular_pdf() -> bytes:
    """A page tree whose only child is itself."""
    return _file([b"<</Type/Catalog/Pages 2 0 R>>", b"<<" + _PAGES + b"/Kids[2 0 R]/Count 1>>", _FONT])


def nested_pdf(depth: int) -> bytes:
    """Arrays within arrays in the content, and a form that draws itself."""
    content = _SHOWN + b"/X Do\n" + b"[" * depth + b"]" * depth + b" TJ\n"
    form = _stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
    return _pdf([_page()], content, form)


def vast_pdf() -> bytes:
    """A page of a square kilometre with a picture over all of it and no text."""
    picture = _stream(
        b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    return _pdf([_page(b"/MediaBox[0 0 2834645 2834645]")], b"2834645 0 0 2834645 0 0 cm /X Do", picture)


def negative_pdf() -> bytes:
    """Upright text whose font size and whose matrix are both negative: each turns it upside down."""
    return _pdf([_page()], b"BT /F -12 Tf -1 0 0 -1 72 700 Tm (%s) Tj ET" % SENTENCE.encode())


def upside_down_pdf() -> bytes:
    """A line that stands on its head below one that does not."""
    shown = _SHOWN + _SHOWN.replace(b"72 700", b"72 650")
    return _pdf([_page()], shown + b"BT /F 12 Tf -1 0 0 -1 300 500 Tm (Budget 12.50) Tj ET")


def blank_pdf() -> bytes:
    """A page with nothing on it."""
    return _pdf([_page()], b"")


def _rules() -> list[tuple[int, int]]:
    return [(72 + 100 * step, 500 + 25 * step) for step in range(4)]


def _page(more: bytes = b"") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/Contents 4 0 R" + more + b">>"


def _stream(content: bytes, entries: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _pdf(
    pages: Sequence[bytes],
    content: bytes,
    thing: bytes = b"null",
    filters: bytes = b"/FlateDecode",
    count: int | None = None,
) -> bytes:
    """Objects: 1 catalogue, 2 page tree, 3 font, 4 content of all pages, 5 something to draw, then the pages."""
    kids = b" ".join(b"%d 0 R" % number for number in range(6, 6 + len(pages)))
    tree = b"<<%s/Kids[%s]/Count %d>>" % (_PAGES, kids, len(pages) if count is None else count)
    packed = _stream(zlib.compress(content, 9), b"/Filter" + filters)
    return _file([b"<</Type/Catalog/Pages 2 0 R>>", tree, _FONT, packed, thing, *pages])


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
