"""What an RTF reader has to remember while groups are open: formatting, fields, pictures.

Belongs here: plain records. Does not belong here: what changes them (interpreter).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from pipelines.read.field_codes import counted_by_word, text_of_code
from pipelines.read.rtf.destinations import Kind

BODY_TEXT: Final = 9  # the outline level of what is no heading
_CHECKBOX: Final = 1  # \\fftype
_DROPDOWN: Final = 2
_UNSET: Final = 25  # \\ffres: the default counts
_LONGEST_CODE: Final = 4_096
_MOST_CHOICES: Final = 256


@dataclass(slots=True)
class State:
    """What a group inherits and gives back at its end. ``closes``: what its end is the end of.

    ``fallback``: how many characters follow ``\\u`` for readers without Unicode. ``is_inner``: row definitions are
    those of a table in a table. ``is_shaded``: the paragraph, ``is_marked``: the characters have a pattern behind
    them; ``shade`` and ``mark``: the numbers of the colours behind them, 0 of none.
    """

    kind: Kind = Kind.TEXT
    fallback: int = 1
    font: int | None = None
    style: int = 0
    outline: int = BODY_TEXT
    is_hidden: bool = False
    is_deleted: bool = False
    is_raised: bool = False
    is_lifted: bool = False
    is_small: bool = False
    is_tiny: bool = False
    is_struck: bool = False
    is_shaded: bool = False
    is_marked: bool = False
    colour: int = 0
    shade: int = 0
    mark: int = 0
    in_table: bool = False
    depth: int = 0
    is_inner: bool = False
    closes: Callable[[], None] | None = None

    @property
    def tables(self) -> int:
        """How many tables the paragraph stands in."""
        return max(self.depth, 1) if self.in_table else 0


@dataclass(slots=True)
class Field:
    """A field whose group is open. ``start``: how many pieces of the paragraph stood before it."""

    start: int
    code: str = ""
    form: dict[bytes, int] = field(default_factory=dict)
    choices: list[str] = field(default_factory=list)

    def add_code(self, text: str) -> None:
        """Take a piece of the code."""
        if len(self.code) < _LONGEST_CODE:
            self.code += text

    def add_choice(self, text: str) -> None:
        """Take an entry of a drop-down list."""
        if len(self.choices) < _MOST_CHOICES:
            self.choices.append(text)

    def printed(self) -> str:
        """What a field without a result prints: a box of an old form, a formula."""
        chosen = self.form.get(b"ffres", _UNSET)
        chosen = self.form.get(b"ffdefres", 0) if chosen == _UNSET else chosen
        if self.form.get(b"fftype") == _CHECKBOX:
            return "☑" if chosen else "☐"
        if self.form.get(b"fftype") == _DROPDOWN:
            return self.choices[chosen] if 0 <= chosen < len(self.choices) else ""
        return text_of_code(self.code)

    def lost(self) -> str:
        """The name of a field whose number is nowhere stored; empty for every other."""
        return counted_by_word(self.code)


@dataclass(slots=True)
class Picture:
    """Size in twips and per cent as it is given before the data."""

    width: int = 0
    height: int = 0
    across: int = 100
    down: int = 100

    @property
    def area(self) -> float:
        """Printed size in square twips."""
        return abs(self.width * self.across / 100 * self.height * self.down / 100)
