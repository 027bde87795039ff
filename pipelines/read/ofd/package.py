"""The zip around an OFD file and its guards against hostile content.

Belongs here: opening, size and ratio limits, paths inside the package (GB/T 33190-2016, 7.1 and 7.3 ST_Loc), safe XML.
Does not belong here: what the parts mean (structure, page).

Writers differ from the standard: wrong or missing namespaces, attribute names in lower case, backslashes and other
case in paths. So names are matched without their namespace, and paths without their case.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Final

from lxml import etree

from pipelines.read.result import Reason, Unreadable
from pipelines.read.zipped import FAULTS, is_bomb, unpack

Element = etree._Element

_MOST_MEMBERS: Final = 20_000
_LARGEST_XML: Final = 64 * 1024 * 1024  # bytes of all XML parts together
_LARGEST_PART: Final = 64 * 1024 * 1024  # bytes of a part that is no XML: a picture
_DECLARED: Final = b' xmlns:%s="http://www.ofdspec.org/2016"'
_ENCRYPTED: Final = ("encryptions.xml", "encryptentries.xml", "decryptseed.dat")  # GM/T 0099


class Package:
    """The members of an OFD file by their paths."""

    def __init__(self, data: bytes) -> None:
        """Open the file. Raises Unreadable: bomb, encrypted, corrupt."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            members = self._archive.infolist()
        except FAULTS as fault:
            raise Unreadable(Reason.CORRUPT) from fault
        _guard(members)
        self._members = {_folded(member.filename): member for member in members if member.filename}

    def resolve(self, location: str, referring: str) -> str | None:
        """The member that ``location`` means in the part ``referring``; None where there is none in the package.

        A location that begins with a slash counts from the root, every other from the folder of the referring part; some
        writers count all from the root.
        """
        location = location.strip()
        if not location:
            return None
        folder = "" if location[0] in "/\\" else posixpath.dirname(referring)
        for start in dict.fromkeys((folder, "")):
            path = _folded(posixpath.join(start, location.lstrip("/\\").replace("\\", "/")))
            if path in self._members:
                return path
        return None

    def parse(self, path: str) -> Element:
        """Root of an XML part. Raises Unreadable: corrupt."""
        return _parse(self.read(path), path)

    def read(self, path: str) -> bytes:
        """Bytes of a member, never more than its declared size. Raises Unreadable: corrupt, bomb."""
        member = self._members[path]
        if member.file_size > _LARGEST_PART:
            raise Unreadable(Reason.BOMB, path)
        try:
            return unpack(self._archive, member)
        except (*FAULTS, RuntimeError) as fault:
            raise Unreadable(Reason.CORRUPT, path) from fault


def name_of(element: Element) -> str:
    """Name without namespace or prefix; empty for comments and processing instructions."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag[tag.rfind("}") + 1 :] if "}" in tag else tag[tag.rfind(":") + 1 :]


def kinds(parent: Element, name: str) -> Iterator[Element]:
    """Children of this name."""
    return (child for child in parent if name_of(child) == name)


def text_of(parent: Element, name: str) -> str:
    """Text of the first child of this name; empty where there is none."""
    return next(((child.text or "").strip() for child in kinds(parent, name)), "")


def attribute(element: Element, name: str) -> str | None:
    """The attribute, whatever the case of its first letters."""
    value = element.get(name)
    return element.get(name.lower()) if value is None else value


def _folded(path: str) -> str:
    """A path as the key of a member; one that leads out of the package is the key of none."""
    return posixpath.normpath(path.replace("\\", "/").lstrip("/")).casefold()


def _guard(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MOST_MEMBERS:
        raise Unreadable(Reason.BOMB)
    if any(m.flag_bits & 1 or posixpath.basename(m.filename).lower() in _ENCRYPTED for m in members):
        raise Unreadable(Reason.ENCRYPTED)
    for member in members:
        if is_bomb(member):
            raise Unreadable(Reason.BOMB, member.filename)
    if sum(m.file_size for m in members if m.filename.lower().endswith(".xml")) > _LARGEST_XML:
        raise Unreadable(Reason.BOMB)


def _parse(data: bytes, path: str) -> Element:
    """Root element. DOCTYPE is refused: no writer needs one, and entities come with it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(_with_namespace(data), parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable(Reason.CORRUPT, path) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(Reason.CORRUPT, path)
    return root


def _with_namespace(data: bytes) -> bytes:
    """The prefix ``ofd`` declared where a writer has forgotten to: the parser would refuse the part."""
    head = data[:4096]
    place = head.find(b"<ofd:")
    if place < 0 or b"xmlns:ofd" in head:
        return data
    end = place + 5
    while end < len(head) and (head[end : end + 1].isalnum() or head[end : end + 1] == b"_"):
        end += 1
    return data[:end] + _DECLARED % b"ofd" + data[end:]
