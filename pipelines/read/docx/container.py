"""Where the parts of a document lie: in a zip, or all in one XML file (Flat OPC, Word 2003 XML).

Belongs here: names of parts, their size before they are read, their bytes. Does not belong here: what points to what
(package).
"""

from __future__ import annotations

import io
import zipfile
from typing import Final, Protocol

from lxml import etree

from pipelines.read.docx import word_2003
from pipelines.read.docx.names import local_name
from pipelines.read.docx.xml import parse_xml, plain_xml
from pipelines.read.result import Reason, Unreadable
from pipelines.read.zipped import FAULTS, is_bomb, unpack

_LARGEST_XML: Final = 64 * 1024 * 1024
_PACKAGE: Final = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


class Container(Protocol):
    """Parts by name, whatever the case of its letters (OPC, 6.2.2.3)."""

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part."""

    def size(self, name: str) -> int:
        """Bytes of the part, before it is read. Raises Unreadable where there is none."""

    def read(self, name: str) -> bytes:
        """The part. Raises Unreadable."""


def open_container(data: bytes) -> Container:
    """Raises Unreadable: corrupt, bomb."""
    return ZipContainer(data) if data[:2] == b"PK" else XmlContainer(data)


class ZipContainer:
    """A zip, each member guarded by what it says of itself before it is unpacked."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except FAULTS as fault:
            raise Unreadable(Reason.CORRUPT) from fault
        self._members = {folded(m.filename): m for m in self._archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return folded(name) in self._members

    def size(self, name: str) -> int:
        """Unpacked size as the zip says it; unpacking stops there."""
        return self._member(name).file_size

    def read(self, name: str) -> bytes:
        """The unpacked member."""
        member = self._member(name)
        if member.flag_bits & 1:
            raise Unreadable(Reason.ENCRYPTED, name)
        if is_bomb(member):
            raise Unreadable(Reason.BOMB, name)
        try:
            return unpack(self._archive, member)
        except FAULTS as fault:
            raise Unreadable(Reason.CORRUPT, name) from fault
        except RuntimeError as fault:  # zipfile's word for a password that is missing
            raise Unreadable(Reason.ENCRYPTED, name) from fault

    def _member(self, name: str) -> zipfile.ZipInfo:
        member = self._members.get(folded(name))
        if member is None:
            raise Unreadable(Reason.CORRUPT, name)
        return member


class XmlContainer:
    """One XML file: Flat OPC with its parts as elements, or Word 2003 XML brought to the form of parts."""

    def __init__(self, data: bytes) -> None:
        if len(data) > _LARGEST_XML:
            raise Unreadable(Reason.BOMB)
        root = parse_xml(word_2003.with_new_names(plain_xml(data, "")), "")
        if local_name(root) == "wordDocument":
            self._parts = {folded(name): part for name, part in word_2003.parts(root).items()}
        else:
            self._parts = dict(_flat_parts(root))

    def __contains__(self, name: str) -> bool:
        return folded(name) in self._parts

    def size(self, name: str) -> int:
        """Nothing that has not been read already."""
        return 0

    def read(self, name: str) -> bytes:
        """The element, written as a file of its own."""
        if folded(name) not in self._parts:
            raise Unreadable(Reason.CORRUPT, name)
        return etree.tostring(self._parts[folded(name)])


def folded(name: str) -> str:
    """A part's name as names are compared."""
    return name.replace("\\", "/").lstrip("/").lower()


def _flat_parts(root: etree._Element) -> list[tuple[str, etree._Element]]:
    found: list[tuple[str, etree._Element]] = []
    for part in root.iterchildren(_PACKAGE + "part"):
        for data in part.iterchildren(_PACKAGE + "xmlData"):
            found += [(folded(part.get(_PACKAGE + "name", "")), content) for content in data]
    return found
