"""Styles → what they mean for reading: headings, contents, hidden text, automatic numbers (ECMA-376 part 1, 17.7).

Belongs here: following ``basedOn``, and what a style hands to its paragraphs and runs. Does not belong here: counting
(lists), the look of anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipelines.read.docx.names import (
    NUMBERING,
    OUTLINE,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    STYLE_ID,
    TYPE,
    VANISH,
    W,
    child,
    is_on,
    number,
    value,
)

BODY_TEXT: Final = 9  # the outline level of what is no heading
_CONTENTS: Final = (
    "toc ",
    "wpsoffice手动目录",
)  # names that Word and WPS give to lines of a table of contents
_DEEPEST: Final = 32  # styles based on styles; Word refuses more than eleven
LOOKS: Final = ("vanish", "superscript")  # without these words no style hides or raises text
_STYLE: Final = b"<w:style "
_STYLE_END: Final = b"</w:style>"
_LATENT_END: Final = b"</w:latentStyles>"


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, its own or inherited.

    ``num_id`` and ``level`` are the list of its paragraphs; ``num_id`` is None where the style names no list, and
    ``level`` where it names no level. ``raised``: superscript.
    """

    is_heading: bool = False
    is_contents: bool = False
    is_hidden: bool = False
    is_raised: bool = False
    num_id: str | None = None
    level: int | None = None


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
        """Ids of the styles that hide or raise text, themselves or by the styles that they are based on."""
        odd = [name for name, element in self._elements.items() if _is_odd(element)]
        if not odd:
            return odd
        return [n for n in self._elements if (s := self.style(n)).is_hidden or s.is_raised]

    def _resolve(self, name: str) -> Style:
        """The nearest word of the chain counts; contents are known by the style's own name."""
        style = _PLAIN
        chain = self._chain(name)
        if not chain:
            return style
        outline = num_id = level = None
        hidden = raised = None
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
        titled = (value(chain[0], W + "name") or "").lower()
        return Style(
            outline is not None and outline < BODY_TEXT,
            titled.startswith(_CONTENTS),
            bool(hidden),
            raised == "superscript",
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


def _is_odd(style: etree._Element) -> bool:
    run = child(style, RUN_PROPERTIES)
    return run is not None and next(run.iterchildren(VANISH, W + "vertAlign"), None) is not None


def lean(data: bytes) -> bytes:
    """styles.xml without what nobody asks for: the looks of tables and the names of unused styles are nine tenths of it.

    Styles of characters only matter where some style hides or raises text.
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
