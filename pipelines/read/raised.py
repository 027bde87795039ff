"""Raised digits: ¹²³ for what a document sets as a superscript.

Belongs here: the characters, and when digits become them. Does not belong here: which text is raised (each format).

12.5 with a note mark 1 must not be read as 12.51, nor 人员经费 with a mark and 120.00 behind it as 1120.00. A digit behind a letter, as
in m², is taken for no part of a figure and stays what it is.
"""

from __future__ import annotations

from typing import Final

_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """The text with its digits raised: a mark of a note."""
    return text.translate(_RAISED)


def raised_behind(before: str, text: str) -> str:
    """Text that is set raised, as it is read behind ``before``: digits behind a digit or a word are raised, all else is as it was."""
    last = before[-1:]
    if text.isascii() and text.isdigit() and last and not (last.isascii() and not last.isdigit()):
        return text.translate(_RAISED)
    return text
