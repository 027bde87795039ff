"""The characters of one paragraph as they are printed (ISO/IEC 26300-3, chapters 6 and 7).

Belongs here: spans, white space, breaks, note marks, fields, formulas; hidden, struck-out and white text left out; the
boxes that hang on the paragraph. Does not belong here: what styles say (styles), paragraphs and tables in order (story).

Raised digits right behind a digit become ¹²³, so that 12.5 with a note mark 1 is not read as 12.51; a built-up
fraction keeps a slash between its two numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipelines.read.breaks import LINE
from pipelines.read.odf.losses import OdfLosses
from pipelines.read.odf.names import (
    DRAW,
    OFFICE,
    STYLE_NAME,
    SVG,
    TEXT,
    XLINK,
    child,
    count,
    is_undisplayed,
)
from pipelines.read.odf.package import Package
from pipelines.read.odf.styles import Look, Styles
from pipelines.read.raised import raised, raised_behind
from pipelines.read.symbols import symbol

_SPACE: Final = re.compile(r"[ \t\r\n]+")
_UNPRINTED: Final = re.compile("[\u00ad\u200b\ufeff]")
_MOST_SPACES: Final = 1_000  # of one text:s
_MATH: Final = "{http://www.w3.org/1998/Math/MathML}"
_UNSEEN: Final = frozenset(
    {OFFICE + "annotation", OFFICE + "annotation-end", OFFICE + "event-listeners", TEXT + "number"}
    | {TEXT + "ruby-text", TEXT + "script", TEXT + "tracked-changes"}
    | {SVG + "title", SVG + "desc", DRAW + "glue-point", DRAW + "enhanced-geometry"}
)


@dataclass(slots=True)
class Printed:
    """What a paragraph prints: characters, LINE at manual breaks; boxes that hang on it; notes, each with its mark."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, etree._Element]] = field(default_factory=list)


class InlineReader:
    """Reads one paragraph after another."""

    def __init__(
        self, styles: Styles, losses: OdfLosses, package: Package, *, on_colour: bool = False
    ) -> None:
        self._styles = styles
        self._losses = losses
        self._package = package
        self._on_colour = on_colour
        self._paper = False
        self._out: list[str] = []
        self._open = False  # white space may follow: the last character printed is none
        self._printed = Printed()
        acts: dict[str, Callable[[etree._Element, Look], object]] = {
            TEXT + "s": lambda e, look: self._put(" " * min(count(e, TEXT + "c"), _MOST_SPACES), look),
            TEXT + "tab": lambda _, look: self._put("\t", look),
            TEXT + "line-break": lambda _, look: self._put(LINE, look),
            TEXT + "note": self._note,
            TEXT + "span": self._span,
            TEXT + "hidden-text": self._conditional,
            TEXT + "hidden-paragraph": lambda _e, _l: None,
            DRAW + "frame": self._frame,
            DRAW + "control": lambda e, _: self._losses.add(e.get(DRAW + "control") or "draw:control"),
            DRAW + "g": self._group,
        }
        self._acts = acts | dict.fromkeys((DRAW + name for name in SHAPES), self._shape)

    def read(self, paragraph: etree._Element, base: Look, *, on_colour: bool = False) -> Printed:
        """What this paragraph prints; ``base``: how its text looks where no span says otherwise; ``on_colour``: whether
        something around it colours the paper."""
        self._out.clear()
        self._open = False
        self._paper = on_colour or self._on_colour
        self._printed = Printed()
        self._content(paragraph, base)
        self._printed.text = _UNPRINTED.sub("", "".join(self._out))
        return self._printed

    def drawn(self, element: etree._Element) -> list[etree._Element]:
        """The boxes of something drawn that hangs on no paragraph."""
        self._printed = Printed()
        self._acts[element.tag](element, Look(hidden=True))
        return self._printed.boxes

    def _content(self, parent: etree._Element, look: Look) -> None:
        if parent.text:
            self._say(parent.text, look)
        for element in parent:
            tag = element.tag
            if tag not in _UNSEEN and isinstance(tag, str):
                act = self._acts.get(tag)
                if act is not None:
                    act(element, look)
                elif element.get(TEXT + "display") != "none":
                    self._content(element, look)
            if element.tail:
                self._say(element.tail, look)

    def _say(self, text: str, look: Look) -> None:
        """Characters of the file: a run of white space is one space, none at the beginning."""
        text = _SPACE.sub(" ", text)
        if not self._open:
            text = text.lstrip(" ")
        if text and self._put(_dressed(text, look, self._before()), look):
            self._open = not text.endswith(" ")

    def _put(self, text: str, look: Look) -> bool:
        """Print, unless nobody sees it."""
        if look.struck or look.hidden or look.tiny or (look.white and not (self._paper or look.filled)):
            return False
        self._out.append(text)
        self._open = True
        return True

    def _before(self) -> str:
        return self._out[-1][-1:] if self._out else ""

    def _span(self, element: etree._Element, look: Look) -> None:
        name = element.get(STYLE_NAME)
        self._content(element, look if name is None else self._styles.look("text", name).over(look))

    def _note(self, element: etree._Element, look: Look) -> None:
        mark = "".join(child_text(child(element, TEXT + "note-citation")))
        shown = raised(mark) if mark.isascii() and mark.isdigit() else mark
        body = child(element, TEXT + "note-body")
        if self._put(shown, look) and body is not None:
            self._printed.notes.append((shown, body))

    def _conditional(self, element: etree._Element, look: Look) -> None:
        """Text that is shown on a condition: as it was when the file was saved."""
        if element.get(TEXT + "is-hidden") != "true":
            self._content(element, look)

    def _group(self, element: etree._Element, look: Look) -> None:
        if not is_undisplayed(element):
            for shape in element:
                act = self._acts.get(str(shape.tag))
                if act is not None:
                    act(shape, look)

    def _shape(self, element: etree._Element, _look: Look) -> None:
        if not is_undisplayed(element):
            self._printed.boxes.append(element)

    def _frame(self, element: etree._Element, look: Look) -> None:
        """The first form of what a frame holds that can be read: a box, a formula; else it is told."""
        if is_undisplayed(element):
            return
        box = child(element, DRAW + "text-box")
        embedded = next(element.iterchildren(DRAW + "object", DRAW + "object-ole"), None)
        image = child(element, DRAW + "image")
        if box is not None:
            self._printed.boxes.append(box)
        elif embedded is not None:
            self._object(embedded, look)
        elif image is not None:
            self._losses.picture(element, image)
        elif child(element, SVG + "desc") is None:
            self._group(element, look)

    def _object(self, element: etree._Element, look: Look) -> None:
        name = element.get(XLINK + "href", "")
        root = child(element, _MATH + "math")
        root = self._package.object(name) if root is None and name else root
        if root is not None and root.tag == _MATH + "math":
            self._put(_formula(root), look)
        else:
            self._losses.add(name or "draw:object")


SHAPES: Final = (
    "custom-shape",
    "rect",
    "ellipse",
    "circle",
    "caption",
    "polygon",
    "path",
    "line",
    "connector",
)
"""Drawn things that may bear text."""


def child_text(element: etree._Element | None) -> list[str]:
    """All characters in an element, in order."""
    return [] if element is None else [str(text).strip() for text in element.itertext()]


def _dressed(text: str, look: Look, before: str) -> str:
    """Text with what its look means: signs of symbol fonts, raised digits behind a digit."""
    if look.font:
        return "".join(symbol(look.font, ord(c)) if c != " " else c for c in text)
    return raised_behind(before, text) if look.raised else text


def _formula(element: etree._Element) -> str:
    """The characters of a formula; its source, kept beside it as an annotation, is not printed."""
    if element.tag in {_MATH + "annotation", _MATH + "annotation-xml"}:
        return ""
    parts = [(element.text or "").strip(), *(_formula(part) for part in element.iterchildren(etree.Element))]
    return ("/" if element.tag == _MATH + "mfrac" else "").join(part for part in parts if part)
