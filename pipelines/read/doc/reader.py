"""DOC and WPS → Document: an own reader of the Word 97 to 2003 binary format.

Belongs here: the order in which the parts of the file are read, and what their faults mean. Does not belong here: the
parts. Follows [MS-DOC]. Main text with its text boxes, then footnotes and endnotes; headers and footers as furniture;
comments are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pipelines.model.document import BlockKind, Document, Loss, LossKind
from pipelines.read.doc.binary import Broken
from pipelines.read.doc.bins import Bins, character_bins, paragraph_bins
from pipelines.read.doc.boxes import Boxes, find_boxes
from pipelines.read.doc.compose import Composer
from pipelines.read.doc.container import Container, open_container
from pipelines.read.doc.fib import Part
from pipelines.read.doc.fonts import parse_fonts
from pipelines.read.doc.numbers import Numbers, parse_numbers
from pipelines.read.doc.pieces import PieceTable, parse_pieces
from pipelines.read.doc.properties import Properties
from pipelines.read.doc.story import Stories
from pipelines.read.doc.styles import Styles, parse_styles
from pipelines.read.draft import Draft
from pipelines.read.result import Reason, Unreadable
from pipelines.read.source import Source

Parsed = TypeVar("Parsed")


def read(source: Source) -> Document:
    """Read a DOC file. Raises Unreadable: encrypted, corrupt, unsupported, too large, no text."""
    return _Reading(open_container(source.data)).document(source)


class _Reading:
    """One file being read: its parts, and what was lost of them."""

    def __init__(self, file: Container) -> None:
        self._file = file
        self._draft = Draft()

    def document(self, source: Source) -> Document:
        file, fib, draft = self._file, self._file.fib, self._draft
        pieces = self._pieces()
        part = self._part
        styles = self._or_lost(lambda: parse_styles(part(Part.STYLES)), Styles({}), "STSH")
        fonts = self._or_lost(lambda: parse_fonts(part(Part.FONTS)), (), "SttbfFfn")
        numbers = self._or_lost(
            lambda: parse_numbers(file.table, fib.place(Part.LISTS), part(Part.LIST_OVERRIDES), fonts),
            Numbers({}, []),
            "PlfLst",
        )
        boxes = self._or_lost(
            lambda: find_boxes(fib, file.table), Boxes({}, (fib.text_boxes,)), "PlcftxbxTxt"
        )
        paragraphs = self._bins(paragraph_bins, Part.PARAGRAPHS)
        characters = self._bins(character_bins, Part.CHARACTERS)
        properties = Properties(styles, file.data)
        stories = Stories(pieces, paragraphs, characters, properties, fonts, boxes.anchored)
        composer = Composer(draft, stories, styles, numbers)
        for story in (fib.main, fib.footnotes, fib.endnotes, *boxes.loose):
            composer.write(story)
        composer.write_furniture((fib.headers, fib.header_boxes))
        if pieces.is_cut:
            draft.lose(Loss(LossKind.PART_NOT_READ, place="WordDocument"))
        if paragraphs.broken:
            draft.lose(Loss(LossKind.TABLE_NOT_READ, place="PlcBtePapx"))
        if characters.broken:
            draft.lose(Loss(LossKind.PART_NOT_READ, place="PlcBteChpx"))
        if properties.is_cut:
            draft.lose(Loss(LossKind.TABLE_NOT_READ, place="Data"))
        for code in dict.fromkeys(stories.unread):
            draft.lose(Loss(LossKind.PART_NOT_READ, place=code))
        document = draft.document(source)
        if all(block.kind is BlockKind.FURNITURE for block in document.blocks):
            raise Unreadable(Reason.NO_TEXT)
        return document

    def _pieces(self) -> PieceTable:
        file = self._file
        try:
            return parse_pieces(self._part(Part.PIECES), file.word, file.fib.header_boxes.end)
        except Broken as fault:
            raise Unreadable(Reason.CORRUPT, "Clx") from fault

    def _part(self, part: Part) -> bytes:
        return self._file.fib.part(self._file.table, part)

    def _bins(self, parse: Callable[[bytes, bytes], Bins], part: Part) -> Bins:
        return self._or_lost(
            lambda: parse(self._part(part), self._file.word), parse(b"", self._file.word), part.name
        )

    def _or_lost(self, parse: Callable[[], Parsed], otherwise: Parsed, name: str) -> Parsed:
        """What a part says; where it is broken, the rest is read without it and the loss noted."""
        try:
            return parse()
        except Broken:
            self._draft.lose(Loss(LossKind.PART_NOT_READ, place=name))
            return otherwise
