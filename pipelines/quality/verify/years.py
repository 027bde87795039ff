"""Years: whether the words around a quote say the year that a figure is filed under.

Belongs here: years printed over a cell, beside it, in the clause, in the sentence, in the titles. Does not belong here: other
codes (meaning).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipelines.lexicon import load
from pipelines.quality.verify.around import Around
from pipelines.quality.verify.book import Book
from pipelines.quality.verify.labels import OTHER_YEAR, YEAR, Codes, is_parted, labels_of
from pipelines.quality.verify.meaning import Outcome, Reading
from pipelines.quality.verify.mismatch import Values
from pipelines.quality.verify.numbers import fold

BEFORE = 240
NEAR = 600
_NUMERALS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_ANY = re.compile(r"(?<!\d)20\d\d(?!\d)")
_COLUMN = "fact_year"
_LEFT_OVER = ("carried_in", "carried_out")
"""Stages whose words name the year that money comes from or goes to."""


def read_year(around: Around, values: Values) -> Iterator[Reading]:
    """``fact_year`` by the years that are printed nearest to the figure, else by those of the titles."""
    if values[_COLUMN] is None:
        return
    stored = str(values[_COLUMN])
    reading = _by_words(stored, values["stage"] in _LEFT_OVER, around)
    if reading.outcome is Outcome.UNTOLD and not _is_possible(stored, around):
        own = "、".join(sorted(_own_years(around.book)))
        reading = Reading(_COLUMN, Outcome.CONTRADICTED, stored, own)
    yield reading


def _by_words(stored: str, is_left_over: bool, around: Around) -> Reading:
    said = _said(around)
    if stored in said:
        return Reading(_COLUMN, Outcome.AGREED)
    if not is_left_over and said == {OTHER_YEAR} and _is_last(stored, around):
        return Reading(_COLUMN, Outcome.CONTRADICTED, stored, str(int(stored) - 1))
    if is_left_over or OTHER_YEAR in said or (said and _is_parted(around)):
        return Reading(_COLUMN, Outcome.UNTOLD)
    if said:
        return Reading(_COLUMN, Outcome.CONTRADICTED, stored, "、".join(sorted(said)))
    return _by_titles(stored, around)


def _is_possible(stored: str, around: Around) -> bool:
    """Whether a figure may be of a year at all: the report prints it somewhere, or says 上年 or 下年 near the figure; or nobody
    knows which year the report is on."""
    own = _own_years(around.book)
    if not own or stored in _all_years(around.book):
        return True
    words = _near(around)
    return (stored < max(own) and _words("earlier").search(words) is not None) or (
        stored > min(own) and _words("later").search(words) is not None
    )


def _near(around: Around) -> str:
    """All words of the table and above it, or of the passage and before it."""
    if around.cells:
        table = around.cells[-1][0]
        return around.book.table_text(table) + "\n".join(around.book.caption(table))
    start = max(0, around.span.start - NEAR)
    return around.passage + around.book.document.text[start : around.span.end + NEAR // 4]


def _own_years(book: Book) -> Codes:
    """The years that the report is on, by its titles; else the only one of which it is told as a year of account."""
    of_account = book.remembered(
        ("years of account", -1),
        lambda: frozenset(_words("of_account").findall("".join(book.document.text.split()))),
    )
    return _titles(book) or (of_account if len(of_account) == 1 else frozenset())


def _all_years(book: Book) -> Codes:
    """Every year that the document prints, as 2023, 23年 or 二〇二三."""
    return book.remembered(("all years", -1), lambda: _years_in(fold(book.document.text)))


def _years_in(text: str) -> Codes:
    for numeral, digit in _NUMERALS.items():  # a dozen passes in C, ten times as fast as str.translate
        text = text.replace(numeral, digit)
    texts = (text, "".join(text.split()))
    whole = {year for one in texts for year in _words("told").findall(one)}
    return frozenset(whole | {f"20{short}" for one in texts for short in _words("short").findall(one)})


def _is_parted(around: Around) -> bool:
    return around.is_bare_cell and is_parted(around)


def _said(around: Around) -> Codes:
    """What the nearest labels of the cell, or the clause itself, say."""
    there = labels_of(around)
    if there is not None:
        return there[0].nearest(there[1], YEAR)
    said = frozenset(_words("printed").findall(around.clause))
    return said | {OTHER_YEAR} if _words("relative").search(around.clause) else said


def _by_titles(stored: str, around: Around) -> Reading:
    """A year that neither a title nor the words before the figure say is not the figure's."""
    titles = _titles(around.book)
    if titles == {stored}:
        return Reading(_COLUMN, Outcome.AGREED)
    before = _before(around)
    if stored in titles:
        return Reading(_COLUMN, Outcome.AGREED if before[-1:] == [stored] else Outcome.UNTOLD)
    if not titles or stored in before or (OTHER_YEAR in before and not _is_unheard(stored, titles, around)):
        return Reading(_COLUMN, Outcome.UNTOLD)
    return Reading(_COLUMN, Outcome.CONTRADICTED, stored, "、".join(sorted(titles)))


def _is_last(stored: str, around: Around) -> bool:
    """Whether a clause tells the figure of the year before that of all titles, and it is filed under theirs."""
    own = _titles(around.book)
    return not around.is_bare_cell and own == {stored} and _words("last").search(around.clause) is not None


def _is_unheard(stored: str, titles: Codes, around: Around) -> bool:
    """Whether a year is after those of the titles, and nothing near the figure speaks of one to come."""
    if stored < max(titles):
        return False
    words = _near(around)
    return not (_words("later").search(words) or _words("range").search(words))


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
    years = _ANY.findall(text)
    return [OTHER_YEAR, *years] if _words("relative").search(text) else years


def _titles(book: Book) -> Codes:
    """The years of all lines that name a report or a table."""
    return book.remembered(("titles", -1), lambda: _all_titles(book.document.text))


@lru_cache(maxsize=1)
def _all_titles(text: str) -> Codes:
    """Remembered beyond one book: many reports may stand in one document."""
    return frozenset(_years_of_titles(text))


def _years_of_titles(text: str) -> Iterator[str]:
    longest = int(load("verify_meaning")["year"]["longest_title"])
    for line in text.split("\n"):
        if len(line) > longest or "20" not in line:
            continue
        bare = "".join(line.split())
        if (alone := _words("form_year").fullmatch(bare)) is not None:
            yield alone[1]
        elif _words("title").search(bare) and not _words("no_title").search(bare):
            yield from _ANY.findall(bare)


@cache
def _words(name: str) -> re.Pattern[str]:
    """A pattern of group ``year`` of the lexicon."""
    return re.compile(load("verify_meaning")["year"][name])
