"""Styles → what they mean for reading: headings, contents, hidden text, automatic numbers (ECMA-376 part 1, 17.7).

Belongs here: following ``basedOn``, and what a style hands to its paragraphs and runs. Does not belong here: counting
(lists), the look of anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipelines.read.docx.names import (
    NUMBERING,
    OUTLINE,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    STRUCK,
    STYLE_ID,
    TYPE,
    VAL,
    VANISH,
    W,
    child,
    is_on,
    number,
    value,
)

COLOUR: Final = W + "color"
WHITE: Final = "FFFFFF"
_NEAR_WHITE: Final = re.compile(r"(?:F[0-9A-F]){3}")
BODY_TEXT: Final = 9  # the outline level of what is no heading
_CONTENTS: Final = (
    "toc ",
    "wpsoffice手动目录",
)  # names that Word and WPS give to lines of a table of contents
_DEEPEST: Final = 32  # styles based on styles; Word refuses more than eleven
LOOKS: Final = ("vanish", "superscript", "trike", 'color w:val="F', 'color w:val="f', "background1")
"""Without these words no style hides, raises, strikes or whitens text."""
_STYLE: Final = b"<w:style "
_STYLE_END: Final = b"</w:style>"
_LATENT_END: Final = b"</w:latentStyles>"


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, its own or inherited.

    ``num_id`` and ``level`` are the list of its paragraphs; ``num_id`` is None where the style names no list, and
    ``level`` where it names no level. ``is_raised``: superscript. ``is_white``: the colour of its text, None where it names none.
    """

    is_heading: bool = False
    is_contents: bool = False
    is_hidden: bool = False
    is_raised: bool = False
    is_struck: bool = False
    is_white: bool | None = None
    num_id: str | None = None
    level: int | None = None

    @property
    def is_odd(self) -> bool:
        """Whether text of this style is not simply printed."""
        return self.is_hidden or self.is_raised or self.is_struck or bool(self.is_white)


_PLAIN: Final = Style()


class Styles:
    """Styles by id, resolved when they are first asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default = ""
        for element in root.iterchildren(W + "style") if root is not None else ():
            name = element.get(STYLE_ID, "")
            self._elements[name] = element
            if element.get(TYPE) == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
                self._default = name

    def style(self, name: str | None) -> Style:
        """The style of this id; the default paragraph style for None."""
        name = self._default if name is None else name
        found = self._resolved.get(name)
        if found is None:
            found = self._resolved[name] = self._resolve(name)
        return found

    def odd(self) -> list[str]:
        """Ids of the styles that hide, raise, strike or whiten text, themselves or by the styles that they are based on."""
        odd = [name for name, element in self._elements.items() if _is_odd(element)]
        if not odd:
            return odd
        return [n for n in self._elements if self.style(n).is_odd]

    def _resolve(self, name: str) -> Style:
        """The nearest word of the chain counts; contents are known by the style's own name."""
        style = _PLAIN
        chain = self._chain(name)
        if not chain:
            return style
        outline = num_id = level = None
        hidden = raised = struck = white = None
        for element in chain:
            paragraph = child(element, PARAGRAPH_PROPERTIES)
            run = child(element, RUN_PROPERTIES)
            if outline is None:
                outline = number(value(paragraph, OUTLINE))
            numbered = child(paragraph, NUMBERING) if paragraph is not None else None
            if num_id is None:
                num_id = value(numbered, W + "numId")
            if level is None:
                level = number(value(numbered, W + "ilvl"))
            if run is not None:
                vanish = child(run, VANISH)
                hidden = is_on(vanish) if hidden is None and vanish is not None else hidden
                raised = raised if raised is not None else value(run, W + "vertAlign")
                struck = struck if struck is not None else strikes(run)
                white = white if white is not None else _whitens(run)
        titled = (value(chain[0], W + "name") or "").lower()
        return Style(
            outline is not None and outline < BODY_TEXT,
            titled.startswith(_CONTENTS),
            bool(hidden),
            raised == "superscript",
            bool(struck),
            white,
            num_id,
            level,
        )

    def _chain(self, name: str) -> list[etree._Element]:
        """The style and those that it is based on, nearest first; a circle is cut."""
        chain: list[etree._Element] = []
        while name in self._elements and len(chain) < _DEEPEST and self._elements[name] not in chain:
            chain.append(self._elements[name])
            name = value(chain[-1], W + "basedOn") or ""
        return chain


def strikes(look: etree._Element) -> bool | None:
    """Whether these properties strike text out; None where they say nothing of it."""
    lines = [line for name in STRUCK if (line := child(look, name)) is not None]
    return any(map(is_on, lines)) if lines else None


def is_white(colour: etree._Element) -> bool:
    """Whether a colour is white, or so near to it that nobody tells them apart, by its own name and by its theme."""
    named, theme = colour.get(VAL, "").upper(), colour.get(W + "themeColor")
    if theme not in {None, "background1"}:
        return False
    if named in {"", "AUTO"}:
        return theme is not None and colour.get(W + "themeShade") is None
    return is_white_rgb(named)


def is_white_rgb(rgb: str) -> bool:
    """Whether six hex digits are white or as good as white."""
    return _NEAR_WHITE.fullmatch(rgb.upper()) is not None


def _whitens(look: etree._Element) -> bool | None:
    colour = child(look, COLOUR)
    return None if colour is None else is_white(colour)


def _is_odd(style: etree._Element) -> bool:
    run = child(style, RUN_PROPERTIES)
    return run is not None and (
        next(run.iterchildren(VANISH, W + "vertAlign", *STRUCK), None) is not None or bool(_whitens(run))
    )


def lean(data: bytes) -> bytes:
    """styles.xml without what nobody asks for: the looks of tables and the names of unused styles are nine tenths of it.

    Styles of characters only matter where some style hides, raises, strikes or whitens text.
    """
    data = _without(data, b'w:type="table"')
    if not any(word.encode() in data for word in LOOKS):
        data = _without(data, b'w:type="character"')
    start, end = data.find(b"<w:latentStyles"), data.rfind(_LATENT_END)
    return data[:start] + data[end + len(_LATENT_END) :] if 0 <= start < end else data


def _without(data: bytes, kind: bytes) -> bytes:
    """Without styles of this kind, as Word and WPS write them: the type first, one style right behind the other."""
    before, *styles = data.split(_STYLE)
    if not styles:
        return data
    last, end, rest = styles.pop().rpartition(_STYLE_END)
    styles.append(last + end)
    kept = [style for style in styles if not (style.startswith(kind) and style.endswith(_STYLE_END))]
    return _STYLE.join((before, *kept)) + rest
