"""The package around a DOCX file (ECMA-376 part 2, OPC) and its guards against hostile content.

Belongs here: opening the zip, relationships from part to part, size and ratio limits, safe XML parsing. Does not
belong here: what the parts say (styles, lists, inline, reader).
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from lxml import etree

from pipelines.read.docx.names import MAIN, local_name
from pipelines.read.result import Reason, Unreadable

_LARGEST: Final = 64 * 1024 * 1024  # bytes of XML that are parsed, all parts together
_MOST_TAGS: Final = 2_500_000  # a node of the tree takes far more memory than its three letters in the file
_RATIO: Final = 100
_SMALL: Final = 1024 * 1024  # below this a member may be packed as tightly as it likes
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", MAIN.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
)
_TYPES: Final = "[Content_Types].xml"
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_MAIN_TYPE: Final = re.compile(
    rb'PartName="([^"]+)"\s+ContentType="application/vnd\.[^"]*\b(?:document|template)(?:\.macroEnabled[^"]*)?\.main\+xml"'
)
_PARSER: Final = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
)
_BROKEN_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One parsed part. ``mentions``: those of the words asked for that stand anywhere in its bytes.

    What a part never mentions need not be looked for at every paragraph.
    """

    name: str
    root: etree._Element
    mentions: frozenset[str]


class Package:
    """The parts of one file by name. Reading a part may raise Unreadable: bomb, encrypted, corrupt."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN_ZIP as fault:
            raise Unreadable(Reason.CORRUPT) from fault
        self._members = {_folded(m.filename): m for m in self._archive.infolist()}
        self._left = _LARGEST
        self._relations: dict[str, dict[str, tuple[str, str]]] = {}

    def main_name(self) -> str:
        """The part that holds the document: by relationship, else by content type, else by its usual name."""
        try:
            named = self.related("", "officeDocument")
        except Unreadable as refusal:
            if refusal.reason is not Reason.CORRUPT:
                raise
            named = []
        found = next((name for name in named if _folded(name) in self._members), None)
        return found if found is not None else self._typed_name()

    def _typed_name(self) -> str:
        types = self._bytes(_TYPES) if _folded(_TYPES) in self._members else b""
        named = [unquote(name.decode("utf-8", "replace")).lstrip("/") for name in _MAIN_TYPE.findall(types)]
        return next((name for name in named if _folded(name) in self._members), "word/document.xml")

    def related(self, part: str, kind: str) -> list[str]:
        """Names of parts that ``part`` points to by relationships of this kind (last word of the type's address)."""
        return [name for found, name in self.relations(part).values() if found == kind]

    def target(self, part: str, relation: str) -> str:
        """Name of the part behind a relationship id; empty where there is none."""
        return self.relations(part).get(relation, ("", ""))[1]

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id → kind and name of the part that it points to; links out of the file are left out."""
        if part not in self._relations:
            folder, _, name = part.rpartition("/")
            path = posixpath.join(folder, "_rels", name + ".rels")
            self._relations[part] = (
                _relations(self.part(path).root, folder) if _folded(path) in self._members else {}
            )
        return self._relations[part]

    def part(
        self, name: str, words: tuple[str, ...] = (), prepare: Callable[[bytes], bytes] | None = None
    ) -> Part:
        """Read and parse. ``prepare`` may cut away what nobody asks for; if XML breaks by that, all is parsed."""
        data = self._bytes(name)
        if prepare is not None:
            with suppress(Unreadable):
                return _parsed(prepare(data), name, words)
        return _parsed(data, name, words)

    def _bytes(self, name: str) -> bytes:
        """Bytes of an XML part in UTF-8 and in the names of the transitional form."""
        member = self._members.get(_folded(name))
        if member is None:
            raise Unreadable(Reason.CORRUPT, name)
        if member.flag_bits & 1:
            raise Unreadable(Reason.ENCRYPTED, name)
        size = member.file_size
        self._left -= size
        if self._left < 0 or (size > _SMALL and size > _RATIO * max(1, member.compress_size)):
            raise Unreadable(Reason.BOMB, name)
        try:
            data = self._archive.read(member)
        except _BROKEN_ZIP as fault:
            raise Unreadable(Reason.CORRUPT, name) from fault
        except RuntimeError as fault:  # zipfile's word for a password that is missing
            raise Unreadable(Reason.ENCRYPTED, name) from fault
        return plain_xml(data, name)


def plain_xml(data: bytes, name: str) -> bytes:
    """XML in UTF-8, in the names of the transitional form, not too large to parse."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        data = _DECLARATION.sub("", data.decode("utf-16", "replace"), count=1).encode("utf-8", "replace")
    if data.count(b"<") > _MOST_TAGS:
        raise Unreadable(Reason.BOMB, name)
    if b"purl.oclc.org/ooxml" in data[:65536]:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    return data


def _parsed(data: bytes, name: str, words: tuple[str, ...]) -> Part:
    """DOCTYPE is refused: Office writes none, and entities come with it."""
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable(Reason.CORRUPT, name) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(Reason.CORRUPT, name)
    return Part(name, root, frozenset(word for word in words if word.encode() in data))


def _relations(root: etree._Element, folder: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for relation in root:
        if local_name(relation) != "Relationship" or relation.get("TargetMode") == "External":
            continue
        target = unquote(relation.get("Target", "").replace("\\", "/"))
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = relation.get("Type", "").rpartition("/")[2]
        found[relation.get("Id", "")] = (kind, posixpath.normpath(path))
    return found


def _folded(name: str) -> str:
    """Part names are compared without regard to case (OPC, 6.2.2.3)."""
    return name.replace("\\", "/").lstrip("/").lower()
