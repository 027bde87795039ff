"""The characters of one paragraph as Word prints them (ECMA-376 part 1, 17.3, 17.16 and 22.1).

Belongs here: runs, breaks, symbols, formulas, note marks; deletions and hidden text left out; the text boxes that
hang on the paragraph. Does not belong here: field codes (fields), white ink (unseen), paragraphs and tables in order (story).

Raised digits right behind a digit become ¹²³, so that 12.5 with a note mark 1 is not read as 12.51; a built-up
fraction keeps a slash between its two numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from pipelines.read.breaks import LINE, PAGE
from pipelines.read.docx.fields import Fields
from pipelines.read.docx.fonts import as_printed
from pipelines.read.docx.losses import DocxLosses
from pipelines.read.docx.names import (
    CHOICE,
    CONTROL,
    CONTROL_PROPERTIES,
    DRAWING,
    FALLBACK,
    MC,
    RUN,
    RUN_PROPERTIES,
    RUN_STYLE,
    TEXT,
    TEXT_BOX,
    UNSEEN,
    VANISH,
    M,
    W,
    child,
    is_on,
    number,
    value,
)
from pipelines.read.docx.notes import Notes
from pipelines.read.docx.styles import Style, Styles, strikes
from pipelines.read.docx.unseen import COLOURED, Ink, is_blotted, is_hidden_box
from pipelines.read.docx.unseen import WORDS as WHITE
from pipelines.read.raised import raised_behind
from pipelines.read.symbols import symbol

_DIGIT: Final = re.compile(r"\d")
_UNPRINTED: Final = re.compile(r"[\n\r\u00ad]")

_TINIEST: Final = frozenset({"0", "1", "2"})
"""Sizes in half points that nobody reads: one point is the least that Word sets."""
TINY: Final = tuple(f'sz w:val="{size}"' for size in sorted(_TINIEST))

# words of a part without which no run has to be asked how it looks
LOOKS: Final = (
    "vanish",
    "strike",
    "superscript",
    "position w:val",
    "ingdings",
    "Webdings",
    "Symbol",
    *COLOURED,
    *WHITE,
    *TINY,
)
_RAISED_BY: Final = 6
_NOTE_SIZE: Final = 18
"""Half points: digits lifted by so much and set no larger are a mark of a note; larger ones are set so for their cell."""


class InlineReader:
    """Reads one paragraph after another.

    ``ink`` is set where some runs may be white. ``watchful``: some runs may be hidden, raised or set in symbols. Of the paragraph read last: ``boxes``, the text
    boxes that hang on it, and ``is_contents``, whether it is a line of a table of contents.
    """

    def __init__(self, styles: Styles, notes: Notes, losses: DocxLosses) -> None:
        self.watchful = True
        self.ink: Ink | None = None
        self._styles = styles
        self._notes = notes
        self._losses = losses
        self._style = Style()
        self._drawings = 0
        self._out: list[str] = []
        self.boxes: list[etree._Element] = []
        self._fields = Fields(self._out, losses)
        self._acts: dict[str, Callable[[etree._Element], None]] = {
            RUN: self._run,
            TEXT: self._text,
            M + "t": self._text,
            DRAWING + "t": self._text,
            W + "tab": lambda _: self._out.append("\t"),
            W + "ptab": lambda _: self._out.append("\t"),
            W + "br": self._break,
            W + "cr": lambda _: self._out.append(LINE),
            W + "noBreakHyphen": lambda _: self._out.append("-"),
            W + "sym": self._symbol,
            W + "fldChar": self._fields.mark,
            W + "instrText": self._fields.code,
            W + "footnoteReference": self._note,
            W + "endnoteReference": self._note,
            W + "footnoteRef": lambda _: self._out.append(self._notes.current),
            W + "endnoteRef": lambda _: self._out.append(self._notes.current),
            W + "drawing": self._drawing,
            W + "pict": self._drawing,
            W + "object": self._drawing,
            M + "f": self._fraction,
            M + "sSup": self._power,
            CONTROL: self._control,
            MC + "AlternateContent": self._alternatives,
            TEXT_BOX: lambda box: None if is_hidden_box(box) else self.boxes.append(box),
        }

    @property
    def is_contents(self) -> bool:
        """Whether the paragraph read last is a line of a table of contents."""
        return self._fields.is_contents

    def read(self, paragraph: etree._Element, style: Style) -> str:
        """The printed characters of this paragraph, LINE and PAGE at manual breaks; ``style``: of the paragraph."""
        out = self._out
        if out:
            out.clear()
        if self.boxes:
            self.boxes = []
        if self._fields.is_used:
            self._fields.begin()
        self._style = style
        for element in paragraph:  # most paragraphs are properties and runs
            tag = element.tag
            if tag == RUN:
                self._run(element)
            elif tag not in UNSEEN:
                self._act(element, tag)
        text = out[0] if len(out) == 1 else "".join(out)
        return text if _UNPRINTED.search(text) is None else _UNPRINTED.sub(_replaced, text)

    def plain_text(self, run: etree._Element) -> str | None:
        """The characters of a run that is nothing but one text; None where it is more, or may look special."""
        pieces = list(run)
        if not pieces or pieces[-1].tag != TEXT:
            return None
        if len(pieces) > 1 and (self.watchful or len(pieces) > 2 or pieces[0].tag != RUN_PROPERTIES):
            return None
        text = pieces[-1].text or ""
        return text if _UNPRINTED.search(text) is None else _UNPRINTED.sub(_replaced, text)

    def _content(self, parent: etree._Element) -> None:
        for element in parent:
            tag = element.tag
            if tag not in UNSEEN:
                self._act(element, tag)

    def _act(self, element: etree._Element, tag: str) -> None:
        act = self._acts.get(tag)
        if act is not None:
            act(element)
        else:
            self._content(element)

    def _run(self, run: etree._Element) -> None:
        look = None
        if self.watchful and self._is_hidden(run, child(run, RUN_PROPERTIES)):
            return
        for element in run:
            tag = element.tag
            if tag == TEXT:
                text = element.text
                if text:
                    self._out.append(text if look is None else self._dressed(text, look))
            elif tag == RUN_PROPERTIES:
                if self.watchful:
                    look = element
            elif tag not in UNSEEN:
                self._act(element, tag)

    def _text(self, element: etree._Element) -> None:
        if element.text:
            self._out.append(element.text)

    def _dressed(self, text: str, look: etree._Element) -> str:
        """Text with what its look means: signs of symbol fonts, raised digits behind a digit."""
        text = as_printed(text, child(look, W + "rFonts"))
        if text.isdigit() and self._is_raised(look):
            return raised_behind(self._before(), text)
        return text

    def _before(self) -> str:
        return self._out[-1][-1:] if self._out else ""

    def _is_raised(self, look: etree._Element) -> bool:
        position = value(look, W + "vertAlign")
        if position is not None:
            return position == "superscript"
        if (number(value(look, W + "position")) or 0) >= _RAISED_BY:
            return 0 < (number(value(look, W + "sz")) or 0) <= _NOTE_SIZE
        style = value(look, RUN_STYLE)
        return style is not None and self._styles.style(style).is_raised

    def _is_hidden(self, run: etree._Element, look: etree._Element | None) -> bool:
        """Whether a run is struck out, and so no longer said, or hidden, or white on white, or too small to be seen.

        Direct formatting decides; else the styles of paragraph and run, which cancel each other out (17.7.3), except in colour.
        """
        named = None if look is None else value(look, RUN_STYLE)
        own, around = Style() if named is None else self._styles.style(named), self._style
        struck = None if look is None else strikes(look)
        if own.is_struck != around.is_struck if struck is None else struck:
            return True
        white = bool(around.is_white if own.is_white is None else own.is_white)
        if self.ink is not None and self.ink.is_unseen(run, look, styled_white=white):
            return True
        if look is not None and (value(look, W + "sz") in _TINIEST or is_blotted(run, look)):
            return True
        vanish = None if look is None else child(look, VANISH)
        return own.is_hidden != around.is_hidden if vanish is None else is_on(vanish)

    def _break(self, element: etree._Element) -> None:
        self._out.append(PAGE if element.get(W + "type") in {"page", "column"} else LINE)

    def _symbol(self, element: etree._Element) -> None:
        try:
            code = int(element.get(W + "char", "")[:8], 16)
        except ValueError:
            code = 0
        self._out.append(symbol(element.get(W + "font", ""), code))

    def _note(self, element: etree._Element) -> None:
        self._out.append(self._notes.mark(element))

    def _drawing(self, element: etree._Element) -> None:
        """What is not text in it is looked for once, however deep drawings lie in drawings."""
        if not self._drawings:
            self._losses.find(element)
        self._drawings += 1
        self._content(element)
        self._drawings -= 1

    def _fraction(self, element: etree._Element) -> None:
        for place, part in enumerate(element.iterchildren(M + "num", M + "den")):
            self._out.append("/" if place else "")
            self._content(part)

    def _power(self, element: etree._Element) -> None:
        """3² is no 32: an exponent that is digits is raised."""
        for part in element.iterchildren(M + "e", M + "sup"):
            begun, before = len(self._out), self._before()
            self._content(part)
            if part.tag == M + "sup":
                self._out[begun:] = [raised_behind(before, "".join(self._out[begun:]))]

    def _control(self, control: etree._Element) -> None:
        """A content control that still shows the hint of its template: digits in it are nobody's figures."""
        properties = child(control, CONTROL_PROPERTIES)
        begun = len(self._out)
        self._content(control)
        if properties is not None and child(properties, W + "showingPlcHdr") is not None:
            hint = "".join(self._out[begun:])
            if _DIGIT.search(hint):
                self._out[begun:] = []
                self._losses.add(hint)

    def _alternatives(self, element: etree._Element) -> None:
        """The first choice; the fallback only where the choice holds nothing that can be read (part 3, 9.3)."""
        before = len(self._out), len(self.boxes)
        choice = child(element, CHOICE)
        if choice is not None:
            self._content(choice)
        fallback = child(element, FALLBACK)
        if (len(self._out), len(self.boxes)) == before and fallback is not None:
            self._content(fallback)


def _replaced(found: re.Match[str]) -> str:
    """Line ends of the XML are spaces; soft hyphens only show at the end of a line."""
    return "" if found.group() == "\u00ad" else " "
