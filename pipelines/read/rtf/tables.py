"""The font table and the style sheet of an RTF file (1.9.1, "Font Table", "Style Sheet").

Belongs here: taking their entries as they come. Does not belong here: using them (interpreter).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.read.rtf.code_pages import Font
from pipelines.read.rtf.state import BODY_TEXT

_MOST: Final = 10_000
_LONGEST_NAME: Final = 64
_CONTENTS: Final = (
    "toc ",
    "wpsoffice手动目录",
)  # names that Word and WPS give to lines of a table of contents


@dataclass(slots=True)
class Style:
    """A paragraph style."""

    outline: int = BODY_TEXT
    name: str = ""

    @property
    def is_contents(self) -> bool:
        """Whether its paragraphs are lines of a table of contents."""
        return self.name.lower().startswith(_CONTENTS)


_PLAIN: Final = Style()


class Fonts:
    """Fonts by number."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}
        self._current = Font()

    def begin(self, number: int) -> None:
        """An entry begins."""
        self._current = Font()
        if len(self._fonts) < _MOST:
            self._fonts[number] = self._current

    def take(self, word: bytes, number: int) -> None:
        """A control word of the entry."""
        if word == b"fcharset":
            self._current.charset = number
        elif word == b"cpg":
            self._current.page = number

    def name(self, text: str) -> None:
        """Characters of the entry's name, up to the semicolon."""
        if len(self._current.name) < _LONGEST_NAME:
            self._current.name += text.rstrip(";")

    def get(self, number: int | None) -> Font | None:
        """The font of this number."""
        return self._fonts.get(number) if number is not None else None


class Styles:
    """Paragraph styles by number; the one without a number is 0."""

    def __init__(self) -> None:
        self._styles: dict[int, Style] = {}
        self._current = Style()

    def begin(self, number: int) -> None:
        """An entry begins."""
        self._current = Style()
        if len(self._styles) < _MOST:
            self._styles[number] = self._current

    def outline(self, level: int) -> None:
        """The outline level of the entry."""
        self._current.outline = level

    def name(self, text: str) -> None:
        """Characters of the entry's name; a semicolon ends it."""
        if len(self._current.name) < _LONGEST_NAME:
            self._current.name += text.strip(";").lstrip()
        if ";" in text:
            self._current = Style()

    def get(self, number: int) -> Style:
        """The style of this number, a plain one where there is none."""
        return self._styles.get(number, _PLAIN)
