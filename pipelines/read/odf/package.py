"""The package of an OpenDocument file (part 2 of ISO/IEC 26300), or the one XML file that is its flat form.

Belongs here: the roots of the content and of the styles, encryption, what is refused before anything is read. Does not
belong here: the guards of the zip and of XML, which are those of DOCX (docx.container, docx.xml).
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from lxml import etree

from pipelines.read.docx.container import Container, ZipContainer
from pipelines.read.docx.xml import parse_xml, plain_xml
from pipelines.read.odf.names import LOEXT, MANIFEST, OFFICE, TABLE, child
from pipelines.read.result import Reason, Unreadable

_LARGEST: Final = 64 * 1024 * 1024  # bytes of XML that are parsed, all parts together
_CONTENT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_TABLE: Final = "table"
_MANIFEST: Final = "META-INF/manifest.xml"


class Package:
    """One opened file. ``content``: the root that holds the body; ``styles``: the root that holds common styles and the
    furniture of pages, the same one in the flat form; ``damaged``: parts that could not be read."""

    def __init__(self, data: bytes) -> None:
        """Raises Unreadable: corrupt, encrypted, bomb."""
        self.damaged: list[str] = []
        self._left = _LARGEST
        self._container: Container | None = None
        if data[:2] != b"PK":
            if len(data) > _LARGEST:
                raise Unreadable(Reason.BOMB)
            self.content = parse_xml(plain_xml(data, ""), "")
            self.styles: etree._Element | None = self.content
            return
        self._container = ZipContainer(data)
        self._refuse_encrypted()
        self.content = self._root(_CONTENT)
        self.styles = self._beside(_STYLES)

    def body(self, kind: str) -> etree._Element:
        """The body of this kind (``text``, ``spreadsheet``). Raises Unreadable where there is none."""
        body = child(child(self.content, OFFICE + "body"), OFFICE + kind)
        if body is None:
            raise Unreadable(Reason.CORRUPT, "" if self._container is None else _CONTENT)
        for part in body.iter(LOEXT + "*"):  # a table in a drawn shape, as LibreOffice writes it
            name = str(part.tag).removeprefix(LOEXT)
            if name.startswith(_TABLE):
                part.tag = TABLE + name
        return body

    def object(self, name: str) -> etree._Element | None:
        """The root of an embedded object by its address (``./Object 1``); None where it is not here or not XML."""
        path = f"{name.removeprefix('./').rstrip('/')}/{_CONTENT}"
        if self._container is None or path not in self._container:
            return None
        with suppress(Unreadable):
            return self._root(path)
        return None

    def _beside(self, name: str) -> etree._Element | None:
        """A part beside the content; a damaged one is a loss, a hostile one refuses the file."""
        if self._container is None or name not in self._container:
            return None
        try:
            return self._root(name)
        except Unreadable as refusal:
            if refusal.reason is not Reason.CORRUPT:
                raise
            self.damaged.append(name)
            return None

    def _root(self, name: str) -> etree._Element:
        container = self._container
        if container is None:
            raise Unreadable(Reason.CORRUPT, name)
        self._left -= container.size(name)
        if self._left < 0:
            raise Unreadable(Reason.BOMB, name)
        return parse_xml(plain_xml(container.read(name), name), name)

    def _refuse_encrypted(self) -> None:
        """The manifest names the key of every encrypted part; the zip itself is never encrypted."""
        manifest = self._beside(_MANIFEST)
        if manifest is not None and next(manifest.iter(MANIFEST + "encryption-data"), None) is not None:
            raise Unreadable(Reason.ENCRYPTED)
