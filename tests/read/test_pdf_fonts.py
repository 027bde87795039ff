"""Fonts as browsers embed them: every glyph a drawing (Type 3), of which pdfium may know the ink only."""

from __future__ import annotations

import io

from pipelines.read.reading import read_bytes

FULL = b"1000 0 0 -120 1000 880 d1 100 -100 800 900 re f"
FLAT = b"1000 0 50 340 950 420 d1 50 340 900 80 re f"
MEANINGS = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> "
    b"endcodespacerange 3 beginbfchar <41> <FF08> <42> <4E00> <43> <FF09> endbfchar endcmap end end"
)
FONT = (
    b"<</Type/Font/Subtype/Type3/FontBBox[0 880 1000 880]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 65/LastChar 67"
    b"/Widths[1000 1000 1000]/CharProcs<</a 6 0 R/b 7 0 R/c 6 0 R>>"
    b"/Encoding<</Type/Encoding/Differences[65/a/b/c]>>/ToUnicode 8 0 R/Resources<<>>>>"
)
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"


def stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def pdf(*objects: bytes) -> bytes:
    file = io.BytesIO()
    file.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = file.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    file.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows))
    file.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table))
    return file.getvalue()


def test_a_flat_character_stays_on_its_line() -> None:
    data = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE,
        stream(b"BT /F 16 Tf 86 700 Td <414243> Tj ET"),
        FONT,
        stream(FULL),
        stream(FLAT),
        stream(MEANINGS),
    )
    document = read_bytes(data, "报告.pdf").document
    assert document is not None
    assert [document.flow(block).text for block in document.blocks] == ["（一）"]
