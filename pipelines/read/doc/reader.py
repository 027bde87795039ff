"""DOC and WPS → Document: an own reader of the Word 97 to 2003 binary format.

Belongs here: the order in which the parts of the file are read, and what their faults mean. Does not belong here: the
parts. Follows [MS-DOC]. Main text with its text boxes, then footnotes and endnotes; headers and footers as furniture;
comments are not printed, and those with digits are told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from pipelines.model.document import BlockKind, Document, Loss, LossKind
from pipelines.read.doc import fallback
from pipelines.read.doc.binary import Broken
from pipelines.read.doc.bins import Bins, character_bins, paragraph_bins
from pipelines.read.doc.boxes import Boxes, find_boxes
from pipelines.read.doc.compose import Composer
from pipelines.read.doc.container import Container, open_container
from pipelines.read.doc.fib import Part, Story
from pipelines.read.doc.fonts import parse_fonts
from pipelines.read.doc.notes import find_marks
from pipelines.read.doc.numbers import Numbers, parse_numbers
from pipelines.read.doc.pieces import PieceTable, parse_pieces
from pipelines.read.doc.properties import Properties
from pipelines.read.doc.story import Stories
from pipelines.read.doc.styles import Styles, parse_styles
from pipelines.read.docx.reader import read as read_docx
from pipelines.read.draft import Draft
from pipelines.read.losses import may_correct, remark_name
from pipelines.read.result import Reason, Unreadable
from pipelines.read.source import Source

Parsed = TypeVar("Parsed")
_REMARK: Final = "\x05"


def read(source: Source) -> Document:
    """Read a DOC file. Raises Unreadable: encrypted, corrupt, unsupported, too large, no text.

    Where LibreOffice is installed it is asked for what this reader refuses; of a broken file it may have left out
    anything, which is noted as a loss.
    """
    try:
        return _Reading(open_container(source.data)).document(source)
    except Unreadable as refusal:
        if refusal.reason is Reason.UNSUPPORTED and not fallback.is_installed():
            raise Unreadable(Reason.UNSUPPORTED, f"{refusal.place}: {fallback.PACKAGE}") from refusal
        if refusal.reason not in (Reason.UNSUPPORTED, Reason.CORRUPT) or not fallback.is_installed():
            raise
        document = _converted(source)
        if document is None:
            raise
        if refusal.reason is Reason.CORRUPT:
            lost = Loss(LossKind.PART_NOT_READ, place=refusal.place)
            document = replace(document, losses=(*document.losses, lost))
        return document


def _remarks(text: str, story: Story) -> list[str]:
    """The names of remarks at the margin with digits; each begins with a mark."""
    remarks = text[story.start : story.end].split(_REMARK)
    return [remark_name(remark) for remark in remarks if may_correct(remark)]


def _converted(source: Source) -> Document | None:
    """The file as LibreOffice reads it; None where it makes nothing of it."""
    converted = fallback.convert(source.data)
    if converted is None:
        return None
    try:
        return read_docx(replace(source, data=converted))
    except Unreadable:
        return None


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
        no_fonts: tuple[str, ...] = ()
        fonts = self._or_lost(lambda: parse_fonts(part(Part.FONTS)), no_fonts, "SttbfFfn")
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
        no_marks: dict[int, str] = {}
        marks = self._or_lost(lambda: find_marks(fib, file.table, pieces.text), no_marks, "PlcffndRef")
        stories = Stories(pieces, paragraphs, characters, properties, fonts, boxes.anchored, marks, file.data)
        composer = Composer(draft, stories, styles, numbers)
        for story in (fib.main, fib.footnotes, fib.endnotes, *boxes.loose):
            composer.write(story)
        composer.write_furniture((fib.headers, fib.header_boxes))
        lost_tables = {
            "PlcBtePapx": paragraphs.broken or stories.stray_cells,
            "Data": properties.is_cut,
        }
        drawings = (f"drawing {number}" for number in range(1, boxes.pictures + 1))
        lost_parts = {"WordDocument": pieces.is_cut, "PlcBteChpx": characters.broken}
        lost_parts |= dict.fromkeys((*stories.unread, *drawings, *_remarks(pieces.text, fib.remarks)), True)
        for kind, lost in ((LossKind.TABLE_NOT_READ, lost_tables), (LossKind.PART_NOT_READ, lost_parts)):
            for place in (name for name, is_lost in lost.items() if is_lost):
                draft.lose(Loss(kind, place=place))
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
