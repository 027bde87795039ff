"""Control words that change how characters and paragraphs are set (1.9.1, "Character Formatting", "Paragraph
Formatting").

Belongs here: what of it decides whether and where something is printed. Does not belong here: fonts; what is white (ink); words
with an effect of their own (interpreter).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pipelines.read.rtf.destinations import Kind
from pipelines.read.rtf.state import BODY_TEXT, State

_LONGEST_FALLBACK: Final = 16
_TINY: Final = 2  # half points
_LIFTED: Final = 6  # half points; the amount of \\up where it names none
_NOTE_SIZE: Final = 18
"""Half points: characters lifted and set no larger are a mark of a note; larger ones are set so for their cell."""


def _reset_paragraph(state: State, _: int | None) -> None:
    if state.kind is Kind.TEXT:
        state.in_table = False
        state.depth = 0
        state.outline = BODY_TEXT
        state.style = 0
        state.is_shaded = False
    state.shade = 0


def _reset_characters(state: State, _: int | None) -> None:
    state.is_hidden = state.is_deleted = state.is_raised = state.is_tiny = False
    state.is_struck = state.is_marked = state.is_lifted = False
    state.is_small = False
    state.font = None
    state.colour = state.mark = 0


def _hide(state: State, number: int | None) -> None:
    state.is_hidden = number != 0


def _delete(state: State, number: int | None) -> None:
    state.is_deleted = number != 0


def _size(state: State, number: int | None) -> None:
    state.is_tiny = number is not None and 0 < number <= _TINY
    state.is_small = number is not None and number <= _NOTE_SIZE


def _colour(state: State, number: int | None) -> None:
    state.colour = number or 0


def _strike(state: State, number: int | None) -> None:
    state.is_struck = number != 0


def _shade(state: State, number: int | None) -> None:
    state.is_shaded |= number != 0


def _shade_in(state: State, number: int | None) -> None:
    state.shade = number or 0


def _mark(state: State, number: int | None) -> None:
    state.is_marked = number != 0


def _mark_in(state: State, number: int | None) -> None:
    state.mark = number or 0


def _raise(state: State, number: int | None) -> None:
    state.is_raised = number != 0


def _lift(state: State, number: int | None) -> None:
    state.is_lifted = number is None or number >= _LIFTED


def _lower(state: State, _: int | None) -> None:
    state.is_raised = state.is_lifted = False


def _set_fallback(state: State, number: int | None) -> None:
    state.fallback = max(0, min(1 if number is None else number, _LONGEST_FALLBACK))


def _enter_table(state: State, _: int | None) -> None:
    state.in_table = True


def _set_depth(state: State, number: int | None) -> None:
    state.depth = number or 0
    state.in_table |= state.depth > 0


def _define_inner_row(state: State, _: int | None) -> None:
    state.is_inner = True


def _show(state: State, _: int | None) -> None:
    """The Unicode form of a group that is given twice."""
    state.kind = Kind.TEXT


FORMATTING: Final[dict[bytes, Callable[[State, int | None], None]]] = {
    b"pard": _reset_paragraph,
    b"plain": _reset_characters,
    b"v": _hide,
    b"deleted": _delete,
    b"fs": _size,
    b"cf": _colour,
    b"strike": _strike,
    b"striked": _strike,
    b"cbpat": _shade_in,
    b"shading": _shade,
    b"cb": _mark_in,
    b"highlight": _mark_in,
    b"chcbpat": _mark_in,
    b"chshdng": _mark,
    b"mvf": _delete,  # moved away: what deleted is to it
    b"super": _raise,
    b"up": _lift,
    b"dn": _lower,
    b"nosupersub": _lower,
    b"sub": _lower,
    b"uc": _set_fallback,
    b"intbl": _enter_table,
    b"itap": _set_depth,
    b"nesttableprops": _define_inner_row,
    b"ud": _show,
}
