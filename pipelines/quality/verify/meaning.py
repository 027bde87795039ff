"""Meaning: whether the words around a quote say that the figure is what it is filed as.

Belongs here: a second reading of stage, category, source, kind and year, from the cell's labels or the sentence's words alone
(lexicon/verify_meaning.toml). Does not belong here: values (figures), columns of indicator tables (indicator_columns).

It contradicts only where it is certain: another code is said at the figure and no word that may mean the stored one stands
there, or no such word stands anywhere before it. All else is agreed or cannot be told, and the latter is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.model.frozen import dataclass
from pipelines.quality.verify.around import Around
from pipelines.quality.verify.labels import Codes, is_parted, labels_near, labels_of, words_near
from pipelines.quality.verify.mismatch import Values
from pipelines.quality.verify.numbers import fold

WIDE = 600
"""So many characters before a figure its words stand at the most."""
BEHIND = 30


class Outcome(Enum):
    """What the words say of a stored code."""

    AGREED = "agreed"
    CONTRADICTED = "contradicted"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one column of one fact; ``found``: what the words say instead."""

    column: str
    outcome: Outcome
    stored: str = ""
    found: str = ""


Read = Callable[[Around, Values], Iterator[Reading]]


def reads(**schemes: str) -> Read:
    """A reading of these columns by these schemes of the lexicon."""

    def read(around: Around, values: Values) -> Iterator[Reading]:
        for column, scheme in schemes.items():
            stored = values[column]
            if stored is not None:
                yield _read(column, schemes_of()[scheme], stored, around)

    return read


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns of one code, as in the lexicon."""

    clause: re.Pattern[str] | None
    hint: re.Pattern[str]
    beside: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Scheme:
    """The codes of one column. The fields are those of the lexicon."""

    name: str
    codes: Mapping[str, Words]
    free: Codes
    weak: Codes
    goes_on: bool
    neutral: re.Pattern[str] | None
    any_clause: re.Pattern[str]

    def said_in(self, clause: str) -> Codes:
        """The codes that a clause says."""
        if not self.any_clause.search(clause):
            return frozenset()
        return frozenset(
            code
            for code, words in self.codes.items()
            if words.clause is not None and words.clause.search(clause)
        )

    def last_said_in(self, text: str) -> tuple[str, int] | None:
        """The code that is said last, and where its words begin."""
        if not self.any_clause.search(text):
            return None
        last: tuple[str, int] | None = None
        for code, words in self.codes.items():
            for found in () if words.clause is None else words.clause.finditer(text):
                if last is None or found.start() > last[1]:
                    last = code, found.start()
        return last

    def may_mean(self, code: str, text: str, beside_other: bool = False) -> bool:
        """Whether a word stands there that may mean the code, ``beside_other`` where another code is said of the figure."""
        if self.neutral is not None:
            text = self.neutral.sub("", text)
        words = self.codes[code]
        return (words.beside if beside_other else words.hint).search(text) is not None


@cache
def schemes_of() -> Mapping[str, Scheme]:
    """All schemes by name."""
    return {name: _scheme(name, words) for name, words in load("verify_meaning").items() if "free" in words}


def _scheme(name: str, words: Mapping[str, Any]) -> Scheme:
    codes = {code: _words(entry) for code, entry in words.items() if isinstance(entry, dict)}
    neutral = re.compile(words["neutral"]) if "neutral" in words else None
    any_clause = re.compile("|".join(one.clause.pattern for one in codes.values() if one.clause is not None))
    weak = frozenset(words.get("weak", ()))
    return Scheme(name, codes, frozenset(words["free"]), weak, words["goes_on"], neutral, any_clause)


def _words(entry: Mapping[str, str]) -> Words:
    clause = re.compile(entry["clause"]) if "clause" in entry else None
    return Words(clause, re.compile(entry["hint"]), re.compile(entry.get("beside", entry["hint"])))


def _read(column: str, scheme: Scheme, stored: str, around: Around) -> Reading:
    if stored not in scheme.codes:
        return Reading(column, Outcome.UNTOLD)
    said, is_possible = (_by_cell if around.is_bare_cell else _by_clause)(scheme, stored, around)
    if stored in said:
        return Reading(column, Outcome.AGREED)
    if is_possible:
        return Reading(column, Outcome.UNTOLD)
    return Reading(column, Outcome.CONTRADICTED, stored, "、".join(sorted(said)) or "—")


_Told = tuple[Codes, bool]  # the codes that are said; whether the stored one may be meant all the same


def _by_cell(scheme: Scheme, stored: str, around: Around) -> _Told:
    there = labels_of(around)
    said = there[0].nearest(there[1], scheme.name) if there is not None else frozenset()
    if stored in said:
        return said, True
    if not said:
        return said, stored in scheme.free or scheme.may_mean(stored, _over(around))
    if said <= scheme.weak and there is not None and len(there[0].all_said(scheme.name) - scheme.weak) < 2:
        return said, stored in scheme.free or scheme.may_mean(stored, _over(around))
    return said, scheme.may_mean(stored, labels_near(around), beside_other=True) or is_parted(around)


def _by_clause(scheme: Scheme, stored: str, around: Around) -> _Told:
    clause, own = around.clause, scheme.codes[stored].clause
    if own is not None and own.search(clause):
        return frozenset((stored,)), True
    said = scheme.said_in(clause)
    if said:
        return said, scheme.may_mean(stored, clause, beside_other=True)
    if scheme.goes_on and (last := scheme.last_said_in(sentence := around.sentence)) is not None:
        told, start = last
        words = sentence if _SPREAD.search(sentence) else sentence[start:]
        return frozenset((told,)), scheme.may_mean(stored, words + _behind(around), beside_other=True)
    return said, stored in scheme.free or scheme.may_mean(stored, _wide(around))


_SPREAD = re.compile("分别|依次|其中|各")
"""Words after which what was said last need not hold for the next figure."""


def _behind(around: Around) -> str:
    text = around.book.document.text[around.span.end : around.span.end + BEHIND]
    return fold(text.partition("。")[0])


def _over(around: Around) -> str:
    book, (table, _) = around.book, around.cells[-1]
    above = book.remembered(("above", table), lambda: _bare(book.before_table(table, WIDE)))
    return words_near(around) + above


def _wide(around: Around) -> str:
    """All words that may stand for the figure: its table and what is above it, or the passage before it."""
    book = around.book
    if around.cells:
        table = around.cells[-1][0]
        return book.remembered(
            ("wide", table), lambda: book.table_text(table) + _bare(book.before_table(table, WIDE))
        )
    start, end = max(0, around.span.start - WIDE), around.span.end + BEHIND
    return _bare(around.passage + fold(book.document.text[start:end]))


def _bare(text: str) -> str:
    return "".join(text.split())
