"""How a value is shown to people: grouped digits, a rounding that says so, a word for what is missing.

Belongs here: values → text. Does not belong here: markup (templates), which figure a page shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

Number = Decimal | int | float
PLACES = 2
_WRAP = re.compile(r"(?<=[^\x00-\x7f])[ \t]*\n\s*(?=[^\x00-\x7f])")
_BREAK = re.compile(r"[ \t]*\n\s*")
_CELLS = re.compile(r"\s*\t\s*")
_BETWEEN_CELLS = "｜"


def show_number(value: Number | None, places: int = PLACES) -> str:
    """Digits in groups of three, at most ``places`` decimals, no noughts at the end; empty for None.

    Rounding is half up, as people do it. The exact value stands in the cell's title (:func:`exact_number`). What is not nought is
    never shown as 0: it keeps its first digit, however many decimals that takes.
    """
    if value is None:
        return ""
    if type(value) is int:
        return f"{value:,}"
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if number and not rounded:
        return show_number(number, places + 1)
    whole, _, decimals = f"{rounded:,.{places}f}".partition(".")
    decimals = decimals.rstrip("0")
    text = f"{whole}.{decimals}" if decimals else whole
    return "0" if text == "-0" else text


def exact_number(value: Number | None) -> str:
    """The value with all its digits and nothing else, for sorting and for titles; empty for None."""
    if value is None:
        return ""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_rounded(value: Number | None, places: int = PLACES) -> bool:
    """Whether :func:`show_number` leaves digits out."""
    return value is not None and show_number(value, places).replace(",", "") != exact_number(value)


def show_years(years: Sequence[int]) -> str:
    """Years in order; three and more that follow each other by the first and the last: 2015—2018、2020."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)


def join_lines(quote: str) -> str:
    """A quote without the line breaks of its page or cell: Chinese text closes up, a space stays beside letters and digits. Cells
    of a row, between which the text of a document has a tab, stay apart: ``100%`` and ``14`` are no ``100%14``."""
    cells = (_BREAK.sub(" ", _WRAP.sub("", cell)) for cell in _CELLS.split(quote.strip()))
    return _BETWEEN_CELLS.join(cells)
