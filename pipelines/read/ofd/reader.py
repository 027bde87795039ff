"""OFD → Document.

Belongs here: which pages can be read, and what is said of those that cannot. Does not belong here: the package, its
structure, what a page shows (their own files), what characters and lines amount to (layout).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipelines.model.document import Document, Loss, LossKind
from pipelines.read.layout.document import compose_document
from pipelines.read.layout.page import PageContent
from pipelines.read.ofd.package import Package
from pipelines.read.ofd.page import MOST_EDGES, Drawer, Drawing, losses_of
from pipelines.read.ofd.picture import page_picture, recognised, unread_pictures
from pipelines.read.ofd.structure import Structure, find_structure
from pipelines.read.result import Reason, Unreadable
from pipelines.read.source import Source

_ILLEGIBLE: Final = 0.05  # share of characters without meaning that makes a page unreadable
_FEW: Final = 50  # characters: fewer say nothing about that
_LONGEST: Final = 60  # characters of a watermark that are quoted


def read(source: Source) -> Document:
    """Read an OFD file. Raises Unreadable: encrypted, corrupt, bomb, too large, no text."""
    package = Package(source.data)
    structure = find_structure(package)
    document = compose_document(_Pages(package, structure, source), source)
    beside = (*structure.attachments, *structure.remarks)
    attached = tuple(Loss(LossKind.PART_NOT_READ, None, name) for name in beside)
    return replace(document, losses=document.losses + attached) if attached else document


class _Pages:
    """The pages of a file, drawn one after another."""

    def __init__(self, package: Package, structure: Structure, source: Source) -> None:
        self._package = package
        self._structure = structure
        self._source = source
        self._aslant: set[str] = set()

    def __iter__(self) -> Iterator[PageContent]:
        drawer = Drawer(self._package)
        broken: Unreadable | None = None
        drawn = False
        for number, part in enumerate(self._structure.pages, 1):
            try:
                drawing = drawer.draw(part)
            except Unreadable as fault:
                if fault.reason is not Reason.CORRUPT:
                    raise
                broken = fault
                size = part.box[2], part.box[3]
                yield PageContent(number, *size, (), (), losses=(Loss(LossKind.PAGE_NOT_READ, number),))
                continue
            drawn = True
            yield self._content(drawing, number)
        if broken is not None and not drawn:
            raise broken

    def _content(self, drawing: Drawing, number: int) -> PageContent:
        losses = [*losses_of(drawing, number), *self._watermarks(drawing, number)]
        picture = page_picture(drawing)
        if picture is not None:
            seen = recognised(picture, drawing, number, self._package, self._source)
            if seen is not None:
                return replace(seen, losses=(*seen.losses, *losses))
        text = drawing.text
        garbled = text.illegible > _ILLEGIBLE * len(text.glyphs) and len(text.glyphs) > _FEW
        if picture is not None or garbled:
            return self._unread(drawing, number)
        losses += unread_pictures(drawing, number)
        edges = tuple(drawing.edges) if len(drawing.edges) <= MOST_EDGES else ()
        return PageContent(
            number,
            drawing.width,
            drawing.height,
            tuple(text.glyphs),
            edges,
            text.illegible,
            tuple(losses),
        )

    def _unread(self, drawing: Drawing, number: int) -> PageContent:
        """A page that shows text which nobody could read."""
        lost = Loss(LossKind.PAGE_NOT_READ, number)
        return PageContent(number, drawing.width, drawing.height, (), (), losses=(lost,))

    def _watermarks(self, drawing: Drawing, number: int) -> Iterator[Loss]:
        """Text that stands aslant, once each."""
        for text in drawing.aslant:
            if text not in self._aslant:
                self._aslant.add(text)
                yield Loss(LossKind.PART_NOT_READ, number, text[:_LONGEST])
