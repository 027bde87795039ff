"""Years: whether the words around a quote say the year that a figure is filed under.

Belongs here: years printed over a cell, beside it, in the clause, in the sentence, in the titles. Does not belong here: other
codes (meaning).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipelines.lexicon import load
from pipelines.quality.verify.around import Around, Book
from pipelines.quality.verify.labels import OTHER_YEAR, YEAR, Codes, is_parted, labels_of
from pipelines.quality.verify.meaning import Outcome, Reading, Values

BEFORE = 240
_COLUMN = "fact_year"
_LEFT_OVER = ("carried_in", "carried_out")
"""Stages whose words name the year that money comes from or goes to."""


def read_year(around: Around, values: Values) -> Iterator[Reading]:
    """``fact_year`` by the years that are printed nearest to the figure, else by those of the titles."""
    if values[_COLUMN] is None:
        return
    stored, said = str(values[_COLUMN]), _said(around)
    if stored in said:
        yield Reading(_COLUMN, Outcome.AGREED)
    elif values["stage"] in _LEFT_OVER or OTHER_YEAR in said or (said and _is_parted(around)):
        yield Reading(_COLUMN, Outcome.UNTOLD)
    elif said:
        yield Reading(_COLUMN, Outcome.CONTRADICTED, stored, "、".join(sorted(said)))
    else:
        yield _by_titles(stored, around)


def _is_parted(around: Around) -> bool:
    return around.is_bare_cell and is_parted(around)


def _said(around: Around) -> Codes:
    """What the nearest labels of the cell, or the clause itself, say."""
    there = labels_of(around)
    if there is not None:
        return there[0].nearest(there[1], YEAR)
    said = frozenset(_printed().findall(around.clause))
    return said | {OTHER_YEAR} if _relative().search(around.clause) else said


def _by_titles(stored: str, around: Around) -> Reading:
    """A year that neither a title nor the words before the figure say is not the figure's."""
    titles = _titles(around.book)
    if titles == {stored}:
        return Reading(_COLUMN, Outcome.AGREED)
    before = _before(around)
    if stored in titles:
        return Reading(_COLUMN, Outcome.AGREED if before[-1:] == [stored] else Outcome.UNTOLD)
    if not titles or stored in before or OTHER_YEAR in before:
        return Reading(_COLUMN, Outcome.UNTOLD)
    return Reading(_COLUMN, Outcome.CONTRADICTED, stored, "、".join(sorted(titles)))


def _before(around: Around) -> list[str]:
    """The years of the sentence up to the figure, else of what stands before it, or right above its table."""
    if around.is_bare_cell:
        table = around.cells[-1][0]
        return around.book.remembered(
            ("years above", table), lambda: _years("\n".join(around.book.caption(table)))
        )
    own = _years(around.sentence)
    if own:
        return own
    text, start = around.book.document.text, around.span.start
    return _years(text[max(0, start - BEFORE) : start])


def _years(text: str) -> list[str]:
    years = _any().findall(text)
    return [OTHER_YEAR, *years] if _relative().search(text) else years


def _titles(book: Book) -> Codes:
    """The years of all lines that name a report or a table."""
    return book.remembered(("titles", -1), lambda: frozenset(_years_of_titles(book.document.text)))


def _years_of_titles(text: str) -> Iterator[str]:
    longest = int(load("verify_meaning")["year"]["longest_title"])
    for line in text.split("\n"):
        if len(line) > longest or "20" not in line:
            continue
        bare = "".join(line.split())
        if _named().search(bare) and not _sentence().search(bare):
            yield from _any().findall(bare)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(load("verify_meaning")["year"]["title"])


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(load("verify_meaning")["year"]["no_title"])


@cache
def _printed() -> re.Pattern[str]:
    return re.compile(load("verify_meaning")["year"]["printed"])


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(load("verify_meaning")["year"]["relative"])


@cache
def _any() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)20\d\d(?!\d)")
