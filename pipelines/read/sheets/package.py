"""The zip around a workbook (Open Packaging Conventions, ECMA-376 part 2) and its guards against hostile content.

Belongs here: parts, relations between them, limits on size and ratio, safe XML. Does not belong here: what parts mean
(xlsx, styles, strings, worksheet).
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from lxml import etree

from pipelines.read.result import Reason, Unreadable
from pipelines.read.zipped import is_bomb

_LARGEST: Final = 96 * 1024 * 1024  # bytes of all parts that are opened, a part opened twice counted twice
_LARGEST_TREE: Final = 16 * 1024 * 1024  # bytes of a part that is parsed as a whole
# below this a part may be packed as tightly as it likes: empty cells all look alike
_SMALL: Final = 8 * 1024 * 1024
_RATIO: Final = 200


@dataclass(frozen=True, slots=True)
class Relation:
    """From one part to another; ``kind`` is the last word of the relation's type (worksheet, sharedStrings …)."""

    kind: str
    target: str


class Package:
    """The parts of one file. Names are compared without case, as Office does."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = {member.filename.lower(): member for member in archive.infolist()}
        if len(self._members) != len(archive.infolist()):
            raise Unreadable(Reason.CORRUPT)  # two parts of one name: programs differ in which one they take
        self._left = _LARGEST
        if any(member.flag_bits & 1 for member in self._members.values()):
            raise Unreadable(Reason.ENCRYPTED)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def tree(self, name: str) -> etree._Element:
        """The root of a small part. Raises Unreadable: missing, too large, not well-formed, with a DOCTYPE."""
        with self._open(name, _LARGEST_TREE) as stream:
            try:
                tree = etree.parse(stream, _parser())
            except etree.XMLSyntaxError as fault:
                raise Unreadable(Reason.CORRUPT, name) from fault
        _refuse_doctype(tree, name)
        return tree.getroot()

    def elements(self, name: str, *names: str) -> Iterator[etree._Element]:
        """Elements of these local names as their ends are reached; each is emptied once the next is asked for."""
        with self._open(name, _LARGEST) as stream:
            events = etree.iterparse(
                stream,
                events=("end",),
                tag=[f"{{*}}{local}" for local in names],
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            )
            checked = False
            try:
                for _, element in events:
                    if not checked:
                        _refuse_doctype(element.getroottree(), name)
                        checked = True
                    yield element
                    element.clear()
                    parent = element.getparent()
                    if parent is not None and parent[0] is not element:
                        del parent[0]
            except etree.XMLSyntaxError as fault:
                raise Unreadable(Reason.CORRUPT, name) from fault

    def relations(self, name: str) -> dict[str, Relation]:
        """The relations of a part by their id, those that lead out of the file left out."""
        folder, _, file = name.rpartition("/")
        path = posixpath.join(folder, "_rels", file + ".rels")
        if path not in self:
            return {}
        return {
            element.get("Id", ""): Relation(
                element.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/" + folder, element.get("Target", ""))).lstrip("/"),
            )
            for element in self.tree(path)
            if local_name(element) == "Relationship" and element.get("TargetMode") != "External"
        }

    def _open(self, name: str, most: int) -> IO[bytes]:
        member = self._members.get(name.lower())
        if member is None:
            raise Unreadable(Reason.CORRUPT, name)
        self._left -= member.file_size
        if is_bomb(member, _SMALL, _RATIO) or member.file_size > most or self._left < 0:
            raise Unreadable(Reason.BOMB, name)
        return self._archive.open(member)


def local_name(element: etree._Element) -> str:
    """The name without its namespace, which strict and transitional files write differently; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute whatever its namespace (``r:id``); empty where there is none."""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def is_on(element: etree._Element, name: str, default: bool = False) -> bool:
    """A switch: ``1`` or ``true``."""
    value = element.get(name)
    return default if value is None else value in {"1", "true"}


def whole_number(text: str | None, default: int) -> int:
    """A whole number of at most nine digits; ``default`` for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _refuse_doctype(tree: etree._ElementTree, name: str) -> None:
    """Office writes none, and entities come with it."""
    if tree.docinfo.internalDTD is not None:
        raise Unreadable(Reason.CORRUPT, name)
