"""Which format the bytes are in. Never asks the file name.

Belongs here: magic bytes, the members of a zip, the streams of an OLE2 file. Does not belong here: reading them.
"""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
import zlib
from typing import Final

import olefile

from pipelines.read.result import UNKNOWN

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSB: Final = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PACKAGE: Final = "application/vnd.openxmlformats-package"
ODF: Final = "application/vnd.oasis.opendocument"
ODT: Final = "application/vnd.oasis.opendocument.text"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
OFD: Final = "application/ofd"
DOC: Final = "application/msword"
XLS: Final = "application/vnd.ms-excel"
RTF: Final = "application/rtf"
TEXT: Final = "text/plain"
HTML: Final = "text/html"
MHTML: Final = "multipart/related"
XML: Final = "application/xml"
WORD_XML: Final = "application/msword+xml"
EXCEL_XML: Final = "application/vnd.ms-excel+xml"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
TIFF: Final = "image/tiff"
ZIP: Final = "application/zip"
SEVEN_ZIP: Final = "application/x-7z-compressed"
RAR: Final = "application/vnd.rar"
ARCHIVES: Final = frozenset({ZIP, SEVEN_ZIP, RAR})
OLE2: Final = "application/x-ole-storage"
ENCRYPTED_OFFICE: Final = "application/vnd.ms-office.encrypted"

_MAGIC: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE2),
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"Rar!\x1a\x07", RAR),
    (b"\x1f\x8b\x08", "application/gzip"),
)
_TYPES: Final = "[Content_Types].xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_FIRST: Final = b"mimetypeapplication/vnd.oasis"  # where a package of OpenDocument begins
_LONGEST_TYPES: Final = 1024 * 1024
_MAIN_TYPES: Final = (
    (b"wordprocessingml.document.main+xml", DOCX),
    (b"ms-word.document.macroEnabled.main+xml", DOCX),
    (b"wordprocessingml.template.main+xml", DOCX),
    (b"ms-word.template.macroEnabledTemplate.main+xml", DOCX),
    (b"spreadsheetml.sheet.main+xml", XLSX),
    (b"spreadsheetml.template.main+xml", XLSX),
    (b"ms-excel.sheet.macroEnabled.main+xml", XLSX),
    (b"ms-excel.sheet.binary.macroEnabled.main", XLSB),
    (b"presentationml.presentation.main+xml", PPTX),
)
_MEMBERS: Final = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("xl/workbook.bin", XLSB),
    ("ppt/presentation.xml", PPTX),
    ("OFD.xml", OFD),
)
_STREAMS: Final = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
)
_MARKED_UP: Final = (  # in this order: an Office document in one XML file is no web page
    (re.compile(rb"progid=\"Word\.Document\"|schemas\.microsoft\.com/office/word/2003/wordml"), WORD_XML),
    (re.compile(rb"schemas\.microsoft\.com/office/2006/xmlPackage"), WORD_XML),
    (
        re.compile(
            rb"progid=\"Excel\.Sheet\"|<(ss:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet"
        ),
        EXCEL_XML,
    ),
    (
        re.compile(
            rb"<(!doctype\s+html|html|head|body|table|div|meta|p|span|title|script|style)\b", re.IGNORECASE
        ),
        HTML,
    ),
    (re.compile(rb"<\?xml"), XML),
)
_FLAT: Final = re.compile(rb"<office:document\b[^>]*\boffice:mimetype=\"([^\">]+)\"")
_OPEN: Final = re.compile(
    rb"application/vnd\.oasis\.opendocument\.(text|spreadsheet)(?:-template|-master|-web)?(?![a-z.-])"
)
_MIME: Final = re.compile(
    rb"^(mime-version|content-type|from|subject|date|snapshot-content-location|x-[a-z-]+):", re.IGNORECASE
)
_RELATED: Final = re.compile(rb"content-type:\s*multipart/(related|alternative)", re.IGNORECASE)
_HEAD: Final = 4096
_WIDE: Final = 4  # heads that the root of a flat OpenDocument may take: it declares forty namespaces


def sniff(data: bytes) -> str:
    """Media type by the bytes alone; ``application/octet-stream`` where they tell nothing."""
    if b"%PDF-" in data[:1024]:
        return PDF
    if data[:2] == b"PK":
        return _sniff_zip(data)
    for magic, media_type in _MAGIC:
        if data.startswith(magic) and not (magic == b"BM" and _looks_like_text(data)):
            return _sniff_ole2(data) if media_type == OLE2 else media_type
    head = _plain_head(data)
    if head.startswith(b"<"):
        flat = _FLAT.search(data[: _WIDE * _HEAD])
        if flat is not None:
            return _open_type(flat[1])
        for pattern, media_type in _MARKED_UP:
            if pattern.search(head):
                return media_type
    if _MIME.match(head) and _RELATED.search(head):
        return MHTML
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return TEXT
    return TEXT if _looks_like_text(data) else UNKNOWN


def _plain_head(data: bytes) -> bytes:
    """The first characters, without a byte order mark and white space; those of UTF-16 in one byte each."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data[: 2 * _HEAD].decode("utf-16", errors="replace")
        return text.lstrip().encode("ascii", errors="replace")
    return data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip()


def _looks_like_text(data: bytes) -> bool:
    head = data[:_HEAD]
    controls = sum(byte < 0x20 and byte not in b"\t\n\r\f\x1a\x1b" for byte in head)
    return b"\0" not in head and controls * 100 <= len(head)


def _sniff_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            types = _content_types(archive) if {_TYPES, "_rels/.rels"} <= names else None
            said = _open_types(archive, names)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        OSError,
        struct.error,
        zlib.error,
        RuntimeError,
    ):
        return _sniff_local_headers(data)
    for member, media_type in _MEMBERS:
        if member in names:
            return media_type
    if types is not None:  # a package, never an archive of reports
        return next((media_type for main, media_type in _MAIN_TYPES if main in types), PACKAGE)
    return ZIP if said is None else _open_type(said)


def _open_types(archive: zipfile.ZipFile, names: set[str]) -> bytes | None:
    """What an OpenDocument package says of itself, in its first member or in its manifest; None for all other zips."""
    if "mimetype" not in names and _MANIFEST not in names:
        return None
    if not names & {"content.xml", "encrypted-package"}:
        return None
    said = b""
    for member in ("mimetype", _MANIFEST):
        if member in names and _OPEN.search(said) is None:
            with archive.open(member) as stream:
                said = stream.read(_HEAD)
    return said


def _open_type(said: bytes) -> str:
    found = _OPEN.search(said)
    return ODF if found is None else ODT if found[1] == b"text" else ODS


def _content_types(archive: zipfile.ZipFile) -> bytes:
    """What an OPC package (ECMA-376 part 2) says of its parts."""
    with archive.open(_TYPES) as stream:
        return stream.read(_LONGEST_TYPES)


def _sniff_local_headers(data: bytes) -> str:
    """A zip without its directory (cut off): what its first members are called."""
    for member, media_type in _MEMBERS:
        if member.encode() in data:
            return media_type
    if data[30 : 30 + len(_FIRST)] == _FIRST:
        return _open_type(data[38:200])
    return DOCX if b"[Content_Types].xml" in data and b"word/" in data else ZIP


def _sniff_ole2(data: bytes) -> str:
    """By the streams at the root of an OLE2 file; a workbook may hold a document inside it, and the other way round."""
    try:
        with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_FATAL) as container:
            names = {path[0].lower() for path in container.listdir() if len(path) == 1}
    except (OSError, ValueError, IndexError, struct.error, RecursionError, AttributeError, TypeError):
        names = {stream.lower() for stream, _ in _STREAMS if (stream + "\0").encode("utf-16-le") in data}
    return next((media_type for stream, media_type in _STREAMS if stream.lower() in names), OLE2)
