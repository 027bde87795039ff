"""Hostile DOCX, XLSX, OFD, DOC and XLS files.

Belongs here: their parts. Does not belong here: the containers (raw_zip, compound) and what must become of them (cases).
"""

from __future__ import annotations

import io
import struct
from dataclasses import replace

from msoffcrypto.format.ooxml import OOXMLFile

from tests.read.files import docx_bytes, with_body
from tests.read.hostile.compound import compound_file
from tests.read.hostile.raw_zip import deflated, zip_of

SENTENCE = "在职7人。"
_PARAGRAPH = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
_WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_WORD_END = b"</w:body></w:document>"
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_BOOK_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)


def word_of(*contents: tuple[bytes, int]) -> bytes:
    """A DOCX whose body holds these contents, each so many times."""
    return zip_of(
        [
            deflated("[Content_Types].xml", (b"<Types/>", 1)),
            deflated("word/document.xml", (_WORD, 1), *contents, (_WORD_END, 1)),
        ]
    )


def numbered_word(paragraphs: int) -> bytes:
    """So many paragraphs that differ, so that they pack no tighter than a report does."""
    return word_of(("".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(paragraphs)).encode(), 1))


def lying(part: str) -> bytes:
    """A package whose part says that it holds 999 bytes and unpacks to 600 MB."""
    return zip_of([replace(deflated(part, (b" " * 1024 * 1024, 600)), size=999)])


def word_with_external_entity() -> bytes:
    """Asks for a file of the machine."""
    return with_body(
        "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>",
        '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    )


def word_of_billion_laughs() -> bytes:
    """Ten entities, each of ten of the one before it."""
    return with_body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f"<!DOCTYPE w:document [{_laughs()}]>")


def nested_word(depth: int) -> bytes:
    """Tables within tables."""
    return word_of(
        (b"<w:tbl><w:tr><w:tc>", depth), (_PARAGRAPH.encode(), 1), (b"</w:tc></w:tr></w:tbl>", depth)
    )


def locked_word() -> bytes:
    """Encrypted by the agile way of Office 2010 and later ([MS-OFFCRYPTO] 2.3.4.10)."""
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(docx_bytes(SENTENCE))).encrypt("password", stream)
    return stream.getvalue()


def workbook(cells: str, more: str = "") -> bytes:
    """An XLSX of one sheet with these rows; ``more`` stands behind them."""
    return zip_of(
        [
            deflated("[Content_Types].xml", (b"<Types/>", 1)),
            deflated("xl/workbook.xml", (_BOOK.encode(), 1)),
            deflated("xl/_rels/workbook.xml.rels", (_BOOK_LINKS.encode(), 1)),
            deflated(
                "xl/worksheets/sheet1.xml",
                (f"{_SHEET}<sheetData>{cells}</sheetData>{more}</worksheet>".encode(), 1),
            ),
        ]
    )


def cell(place: str, text: str) -> str:
    """A row of one cell with a text of its own."""
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def inflating_workbook(megabytes: int) -> bytes:
    """A sheet of so much white space."""
    return zip_of(
        [
            deflated("xl/workbook.xml", (_BOOK.encode(), 1)),
            deflated("xl/_rels/workbook.xml.rels", (_BOOK_LINKS.encode(), 1)),
            deflated("xl/worksheets/sheet1.xml", (_SHEET.encode(), 1), (b" " * 1024 * 1024, megabytes)),
        ]
    )


def workbook_of_billion_laughs() -> bytes:
    """The entities stand in the sheet."""
    sheet = (
        f"<!DOCTYPE worksheet [{_laughs()}]>{_SHEET}<sheetData>{cell('A1', '&l9;')}</sheetData></worksheet>"
    )
    return zip_of(
        [
            deflated("xl/workbook.xml", (_BOOK.encode(), 1)),
            deflated("xl/_rels/workbook.xml.rels", (_BOOK_LINKS.encode(), 1)),
            deflated("xl/worksheets/sheet1.xml", (sheet.encode(), 1)),
        ]
    )


def ofd_of(*contents: tuple[bytes, int]) -> bytes:
    """An OFD whose first file holds these contents, each so many times."""
    return zip_of([deflated("OFD.xml", *contents)])


def ofd_pointing_out() -> bytes:
    """The document is said to lie outside the package."""
    body = b"<DocBody><DocRoot>../../../../etc/passwd</DocRoot></DocBody>"
    return ofd_of((b'<OFD xmlns="http://www.ofdspec.org/2016">' + body + b"</OFD>", 1))


def locked_doc() -> bytes:
    """fEncrypted of the FIB is set ([MS-DOC] 2.5.2)."""
    return compound_file({"WordDocument": _fib(0x00C1, 0x0100 | 0x0200), "1Table": b"\x5a" * 5000})


def old_doc() -> bytes:
    """Word 6 (nFib 101), of which [MS-DOC] says nothing."""
    return compound_file({"WordDocument": _fib(0x0065, 0)})


def boasting_doc() -> bytes:
    """A FIB of which every offset and every count is as large as can be."""
    fib = bytearray(_fib(0x00C1, 0x0200))
    fib[32:34] = struct.pack("<H", 0x000E)
    fib[34:] = b"\xff\xff\xff\x7f" * ((len(fib) - 34) // 4)
    return compound_file({"WordDocument": bytes(fib), "1Table": b"\x7f" * 5000})


def circular_doc() -> bytes:
    """A stream whose first sector is followed by itself."""
    return compound_file({"WordDocument": _fib(0x00C1, 0x0200), "1Table": b""}, circular=True)


def locked_xls() -> bytes:
    """A BIFF8 workbook with FILEPASS behind its first record ([MS-XLS] 2.4.117)."""
    start = struct.pack("<HHHHHHLL", 0x0809, 16, 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    password = struct.pack("<HHHHH", 0x002F, 54, 1, 1, 1) + b"\x5a" * 48
    return compound_file({"Workbook": start + password + struct.pack("<HH", 0x000A, 0)})


def _fib(version: int, flags: int) -> bytes:
    return struct.pack("<HHHHHH", 0xA5EC, version, 0, 0x0804, 0, flags).ljust(1472, b"\0")


def _laughs() -> str:
    entities = '<!ENTITY l0 "哈哈哈哈哈哈哈哈哈哈">'
    return entities + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
