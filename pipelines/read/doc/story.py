"""A story (main text, footnotes, a text box …) as paragraphs with what is printed of them.

Belongs here: cutting a story at its marks, leaving out what is not printed, special characters. Does not belong here:
tables and blocks (compose), finding properties (bins, properties). Follows [MS-DOC] 2.4.2 (determining paragraph
boundaries), 2.4.1 (special characters).
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pipelines.read.doc.binary import Broken
from pipelines.read.doc.bins import Bins
from pipelines.read.doc.fib import Story
from pipelines.read.doc.fields import Shown, show_results
from pipelines.read.doc.ink import colours_cells
from pipelines.read.doc.objects import PICTURE, form_result, is_large, picture_area
from pipelines.read.doc.pieces import Piece, PieceTable, whole
from pipelines.read.doc.properties import CharacterProperties, ParagraphProperties, Properties
from pipelines.read.losses import UNSEEN, may_correct
from pipelines.read.raised import raised_behind
from pipelines.read.symbols import is_symbol_font, symbol

PAGE: Final = "\f"
CELL_END: Final = "\x07"
_ENDS: Final = re.compile("[\r\x07\x0c]")
_BREAK: Final = "\x0c"  # a page break ends no paragraph, the end of a section does
_SYMBOL_MARK: Final = "("
_PRIVATE: Final = re.compile("[\uf000-\uf0ff]")
_LATIN: Final = re.compile("[\x20-\xff\uf000-\uf0ff]")
_UNPRINTED: Final = re.compile("[\x00-\x08\x0a-\x1f\xad]")
_SPECIAL: Final = {
    **{code: None for code in range(0x20) if code != 0x09},
    0x0B: "\n",  # line break
    0x0C: PAGE,  # page break
    0x0E: PAGE,  # column break
    0x1E: "-",  # hyphen that does not break; the optional ones, 0x1F and U+00AD, are not printed
    0xAD: None,
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``text``: what is printed, line breaks as newlines, page breaks as PAGE. ``mark``: the character at its end.

    ``goes_on``: its mark is not printed, so the next one follows on its line; ``is_deleted``: the mark is deleted;
    ``boxes``: text boxes anchored in it; ``is_contents``: in a table of contents.
    """

    text: str
    properties: ParagraphProperties
    mark: str
    goes_on: bool = False
    is_deleted: bool = False
    boxes: tuple[Story, ...] = ()
    is_contents: bool = False


class Stories:
    """Reads stories of one file. ``stray_cells``: ends of cells whose paragraphs are in no table."""

    def __init__(
        self,
        pieces: PieceTable,
        paragraphs: Bins,
        characters: Bins,
        properties: Properties,
        fonts: tuple[str, ...],
        anchors: dict[int, Story],
        marks: dict[int, str],
        data: bytes,
    ) -> None:
        """``anchors``, ``marks``: text boxes and note marks by position; ``data``: the Data stream."""
        self._pieces = pieces
        self._paragraphs = paragraphs
        self._characters = characters
        self._properties = properties
        self._fonts = fonts
        self._anchors = anchors
        self._anchored = sorted(anchors)
        self._marks = marks
        self._marked = sorted(marks)
        self._data = data
        self._pictures = 0
        self.unread: list[str] = []
        self.stray_cells = 0

    def paragraphs(self, story: Story) -> Iterator[Paragraph]:
        """The paragraphs of a story. What is printed there and not known is noted in ``unread``."""
        text = self._pieces.text[story.start : story.end]
        shown = self._shown(story, text)
        start = 0
        for found in _ENDS.finditer(text):
            end = found.end()
            mark = found.group()
            piece = self._pieces.piece(story.start + found.start())
            offset = piece.place(story.start + found.start())
            run = self._paragraphs.at(offset)
            if mark == _BREAK and (run is None or run.end != offset + piece.width):
                continue
            properties = self._properties.paragraph(run.properties if run else b"", piece.grpprl)
            self.stray_cells += mark == CELL_END and not properties.depth
            yield self._paragraph(story, shown, start, end, mark, properties)
            start = end
        if start < len(text):  # cut off: the last mark is missing
            yield self._paragraph(story, shown, start, len(text) + 1, "\r", ParagraphProperties())

    def _shown(self, story: Story, text: str) -> Shown:
        """The story's text and, at positions of the whole file, what is printed there in addition."""
        shown = show_results(text)
        self.unread += shown.unread
        shown.printed = {story.start + at: printed for at, printed in shown.printed.items()}
        for at, place in shown.forms.items():
            _, _, characters = next(self._runs(story.start + place, story.start + place + 1, 0))
            try:
                shown.printed[story.start + at] = form_result(self._data, characters.data)
            except Broken:
                self.unread.append("FORM")
        first, last = (bisect_left(self._marked, at) for at in (story.start, story.end))
        shown.printed |= {at: self._marks[at] for at in self._marked[first:last]}
        shown.places = sorted(shown.printed)
        return shown

    def _paragraph(
        self, story: Story, shown: Shown, start: int, end: int, mark: str, properties: ParagraphProperties
    ) -> Paragraph:
        first, behind = (bisect_left(shown.places, story.start + at) for at in (start, end))
        places = shown.places[first:behind]
        printed = ""
        last = None
        for begin, stop, characters in self._runs(story.start + start, story.start + end, properties.style):
            last = characters
            if characters.is_seen and not (
                characters.is_white and self._is_blank(story, characters, properties)
            ):
                text = shown.text[begin - story.start : min(stop - story.start, end - 1)]
                if places:
                    text = _with_printed(text, begin, places, shown.printed)
                text = self._as_printed(text, characters)
                printed += raised_behind(printed, text) if characters.is_raised else text
            elif characters.is_printed and may_correct(shown.text[begin - story.start : stop - story.start]):
                self.unread.append(UNSEEN)
        if _UNPRINTED.search(printed):
            printed = printed.translate(_SPECIAL)
        return Paragraph(
            whole(printed),
            properties,
            mark,
            goes_on=last is not None and not last.is_printed and mark != CELL_END,
            is_deleted=last is not None and last.is_deleted,
            boxes=self._boxes(story.start + start, story.start + end),
            is_contents=shown.is_contents(start, end),
        )

    def _is_blank(self, story: Story, white: CharacterProperties, around: ParagraphProperties) -> bool:
        """Whether what lies behind white characters is white for certain: no mark, no shading, no coloured cell, no box."""
        if white.is_marked or around.is_shaded or story.start:
            return False
        return not around.depth or not self._has_coloured_cells

    @cached_property
    def _has_coloured_cells(self) -> bool:
        runs = self._paragraphs.between(0, sys.maxsize)
        return any(colours_cells(self._properties.paragraph(run.properties, b"").table) for run in runs)

    def _boxes(self, start: int, end: int) -> tuple[Story, ...]:
        if not self._anchored:
            return ()
        first, last = bisect_left(self._anchored, start), bisect_left(self._anchored, end)
        return tuple(self._anchors[at] for at in self._anchored[first:last])

    def _runs(self, start: int, end: int, style: int) -> Iterator[tuple[int, int, CharacterProperties]]:
        """Ranges of CP with their properties, without a gap."""
        while start < end:
            if start >= len(self._pieces.text):
                return
            piece = self._pieces.piece(start)
            stop = min(end, piece.end)
            yield from self._runs_of(piece, start, stop, style)
            start = stop

    def _runs_of(
        self, piece: Piece, start: int, end: int, style: int
    ) -> Iterator[tuple[int, int, CharacterProperties]]:
        for run in self._characters.between(piece.place(start), piece.place(end)):
            begin = piece.start + max(0, run.start - piece.offset) // piece.width
            stop = min(end, piece.start + (run.end - piece.offset) // piece.width)
            if begin > start:
                yield start, begin, self._properties.characters(style, b"", piece.grpprl)
                start = begin
            if stop > start:
                yield start, stop, self._properties.characters(style, run.properties, piece.grpprl)
                start = stop
        if start < end:
            yield start, end, self._properties.characters(style, b"", piece.grpprl)

    def _as_printed(self, text: str, characters: CharacterProperties) -> str:
        if characters.symbol is not None and _SYMBOL_MARK in text:
            font, code = characters.symbol
            return text.replace(_SYMBOL_MARK, symbol(self._font(font), code))
        if PICTURE in text and characters.data >= 0:
            self._look_at(characters.data)
        name = self._font(characters.font)
        signs = _LATIN if is_symbol_font(name) else _PRIVATE
        return signs.sub(lambda sign: symbol(name, ord(sign.group())), text)

    def _look_at(self, place: int) -> None:
        """Note a picture that is so large that it may hold a table."""
        try:
            large = is_large(picture_area(self._data, place))
        except Broken:
            return
        if large:
            self._pictures += 1
            self.unread.append(f"picture {self._pictures}")

    def _font(self, number: int) -> str:
        return self._fonts[number] if 0 <= number < len(self._fonts) else ""


def _with_printed(text: str, start: int, places: Sequence[int], printed: dict[int, str]) -> str:
    """Text that begins at ``start`` with what is printed at these positions in addition."""
    parts: list[str] = []
    done = 0
    for place in places:
        if done <= place - start < len(text):
            parts += text[done : place - start], printed[place]
            done = place - start
    return "".join(parts) + text[done:]
