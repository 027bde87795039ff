"""The zip around a DOCX file and its guards against hostile content.

Belongs here: opening, size and ratio limits, safe XML parsing, the few facts that styles.xml holds. Does not belong
here: the document's content (docx).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipelines.read.docx.table import MARK, kinds
from pipelines.read.result import Reason, Unreadable

_LARGEST: Final = 64 * 1024 * 1024  # bytes of XML
_RATIO: Final = 100
_SMALL: Final = 1024 * 1024  # below this a member may be packed as tightly as it likes
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL: Final = MARK.strip("{}").encode()


@dataclass(frozen=True, slots=True)
class Package:
    """The parsed parts of a DOCX file. ``styles`` is None where there are none."""

    document_name: str
    document: etree._Element
    styles: etree._Element | None


def open_package(data: bytes) -> Package:
    """Open and parse. Raises Unreadable: bomb, encrypted, corrupt."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _guard(archive)
            names = sorted(
                n for n in archive.namelist() if n.startswith("word/document") and n.endswith(".xml")
            )
            if not names:
                raise Unreadable(Reason.CORRUPT, "word/document.xml")
            name = "word/document.xml" if "word/document.xml" in names else names[0]
            styles = "word/styles.xml"
            return Package(
                name,
                _parse(archive.read(name), name),
                _parse(archive.read(styles), styles) if styles in archive.namelist() else None,
            )
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
    ) as fault:
        raise Unreadable(Reason.CORRUPT) from fault


def heading_styles(styles: etree._Element | None) -> frozenset[str]:
    """Ids of styles with an outline level, their own or of the style that they are based on."""
    based: dict[str, str] = {}
    levelled: set[str] = set()
    for style in kinds(styles, "style") if styles is not None else []:
        name = style.get(MARK + "styleId", "")
        based[name] = next((b.get(MARK + "val", "") for b in kinds(style, "basedOn")), "")
        levels = [o.get(MARK + "val", "9") for p in kinds(style, "pPr") for o in kinds(p, "outlineLvl")]
        if levels and levels[0] != "9":
            levelled.add(name)
    for name in based:
        seen: set[str] = set()
        parent = name
        while parent in based and parent not in seen:
            seen.add(parent)
            if parent in levelled:
                levelled.add(name)
                break
            parent = based[parent]
    return frozenset(levelled)


def contents_styles(styles: etree._Element | None) -> frozenset[str]:
    """Ids of the styles of a table of contents (``toc 1`` …)."""
    return frozenset(
        style.get(MARK + "styleId", "")
        for style in (kinds(styles, "style") if styles is not None else [])
        for name in kinds(style, "name")
        if name.get(MARK + "val", "").lower().startswith("toc ")
    )


def _guard(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if any(m.flag_bits & 1 for m in members):
        raise Unreadable(Reason.ENCRYPTED)
    for member in members:
        if member.file_size > _SMALL and member.file_size > _RATIO * max(1, member.compress_size):
            raise Unreadable(Reason.BOMB, member.filename)
    if sum(m.file_size for m in members if m.filename.endswith((".xml", ".rels"))) > _LARGEST:
        raise Unreadable(Reason.BOMB)


def _parse(data: bytes, name: str) -> etree._Element:
    """Root element. DOCTYPE is refused: Office writes none, and entities come with it."""
    if _STRICT in data[:65536]:
        data = data.replace(_STRICT, _TRANSITIONAL)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.parse(io.BytesIO(data), parser)
    except etree.XMLSyntaxError as fault:
        raise Unreadable(Reason.CORRUPT, name) from fault
    if tree.docinfo.internalDTD is not None:
        raise Unreadable(Reason.CORRUPT, name)
    return tree.getroot()
