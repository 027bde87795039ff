"""The stylesheet: what a paragraph or character has before its own properties.

Belongs here: STSH, the chain of styles that are based on each other. Does not belong here: what properties mean.
Follows [MS-DOC] 2.4.6.5 (determining properties of a style), 2.9 (STSH, LPStd, STD, StdfBase, UpxPapx, UpxChpx).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.read.doc.binary import Broken, take, u16

_PARAGRAPH: Final = 1
_CHARACTER: Final = 2
_NONE: Final = 0xFFF
_BASE: Final = 10  # bytes of StdfBase
_MOST: Final = 0xFFE
_DEEPEST: Final = 11  # styles based on one another, more than Word allows
_HEADINGS: Final = range(1, 10)  # sti of heading 1 to heading 9
_CONTENTS: Final = range(19, 28)  # sti of toc 1 to toc 9
_USER: Final = 0xFFE  # sti of a style that is not built in
_CONTENTS_NAMES: Final = ("toc ", "目录 ")


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its grpprls, the style that it is based on (None: no other), and what it is by its kind or name."""

    based_on: int | None
    paragraph: bytes
    characters: bytes
    heading_level: int | None
    is_contents: bool


class Styles:
    """All styles by number (istd)."""

    def __init__(self, styles: dict[int, Style]) -> None:
        self._styles = styles

    def paragraph(self, number: int) -> bytes:
        """Paragraph properties of a style, those that it is based on first."""
        return b"".join(style.paragraph for style in self._chain(number))

    def characters(self, number: int) -> tuple[bytes, ...]:
        """Character properties of a style and of those that it is based on, the deepest first."""
        return tuple(style.characters for style in self._chain(number))

    def heading_level(self, number: int) -> int | None:
        """0 to 8 where a style is a built-in heading or based on one."""
        levels = [s.heading_level for s in self._chain(number) if s.heading_level is not None]
        return levels[-1] if levels else None

    def is_contents(self, number: int) -> bool:
        """Whether it is a style of the table of contents."""
        return any(style.is_contents for style in self._chain(number))

    def _chain(self, number: int) -> list[Style]:
        chain: list[Style] = []
        following: int | None = number
        while following is not None and len(chain) < _DEEPEST:
            style = self._styles.get(following)
            if style is None:
                break
            chain.append(style)
            following = style.based_on
        return chain[::-1]


def parse_styles(stsh: bytes) -> Styles:
    """Read the stylesheet. Raises Broken; a single broken style is as good as none."""
    if not stsh:
        return Styles({})
    header = u16(stsh, 0)
    count, base = u16(stsh, 2), u16(stsh, 4)
    at, styles = 2 + header, {}
    for number in range(min(count, _MOST)):
        size = u16(stsh, at)
        if size:
            try:
                styles[number] = _style(take(stsh, at + 2, size), base)
            except Broken:
                if at + 2 + size > len(stsh):
                    raise
        at += 2 + size + size % 2
    return Styles(styles)


def _style(std: bytes, base: int) -> Style:
    kind = u16(std, 0) & 0xFFF
    which, based_on = u16(std, 2) & 0xF, u16(std, 2) >> 4
    count = u16(std, 4) & 0xF
    length = u16(std, base)
    name = take(std, base + 2, 2 * length).decode("utf-16-le", "replace").lower()
    at = base + 2 + 2 * length + 2
    at += at % 2
    parts: list[bytes] = []
    for _ in range(min(count, 3)):
        size = u16(std, at)
        parts.append(take(std, at + 2, size))
        at += 2 + size + size % 2
    paragraph = parts[0][2:] if which == _PARAGRAPH and parts else b""
    characters = parts[1] if which == _PARAGRAPH and len(parts) > 1 else b""
    if which == _CHARACTER and parts:
        characters = parts[0]
    return Style(
        None if based_on == _NONE else based_on,
        paragraph,
        characters,
        kind - _HEADINGS.start if kind in _HEADINGS else None,
        kind in _CONTENTS or (kind == _USER and name.startswith(_CONTENTS_NAMES)),
    )
