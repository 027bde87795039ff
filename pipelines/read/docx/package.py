"""The package of a DOCX file (ECMA-376 part 2, OPC): parts, their relationships, safe XML parsing.

Belongs here: finding parts by what points to them, guards on what is parsed. Does not belong here: the zip or the
single XML file in which parts lie (container), what the parts say (styles, lists, inline, reader).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from lxml import etree

from pipelines.read.docx.container import Container
from pipelines.read.docx.names import local_name
from pipelines.read.docx.xml import parse_xml, plain_xml
from pipelines.read.result import Reason, Unreadable

_LARGEST: Final = 64 * 1024 * 1024  # bytes of XML that are parsed, all parts together
_TYPES: Final = "[Content_Types].xml"
_MAIN_TYPE: Final = re.compile(
    rb'PartName="([^"]+)"\s+ContentType="application/vnd\.[^"]*\b(?:document|template)(?:\.macroEnabled[^"]*)?\.main\+xml"'
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

    def __init__(self, container: Container) -> None:
        self._container = container
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
        found = next((name for name in named if name in self._container), None)
        return found if found is not None else self._typed_name()

    def _typed_name(self) -> str:
        types = self._bytes(_TYPES) if _TYPES in self._container else b""
        named = [unquote(name.decode("utf-8", "replace")).lstrip("/") for name in _MAIN_TYPE.findall(types)]
        return next((name for name in named if name in self._container), "word/document.xml")

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
                _relations(self.part(path).root, folder) if path in self._container else {}
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
        self._left -= self._container.size(name)
        if self._left < 0:
            raise Unreadable(Reason.BOMB, name)
        return plain_xml(self._container.read(name), name)


def _parsed(data: bytes, name: str, words: tuple[str, ...]) -> Part:
    return Part(name, parse_xml(data, name), frozenset(word for word in words if word.encode() in data))


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
