"""Moments: the day or the year of which headcounts and balances are told.

Belongs here: which date at the head of a sentence, a list or a chapter governs the levels after it, and what takes over. Does not
belong here: wording (lexicon/staffing.toml, group moment), the levels themselves (staffing, assets).

``2021年末资产总额…；负债总额…。净资产…`` dates all three. A date that something is compared with (较2021年末), that stands in
brackets, or that tells of an event (2019年3月成立) dates only itself.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from pipelines.extract.context import Reader
from pipelines.extract.meaning import words
from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.sentences import Sentence

ASIDE = re.compile(r"\(([^()]*)\)")
IN_WORDS = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
OPENS = re.compile(r"[^,，:;。\d]*")
ANNOUNCES = ":"
YEAR_END = (12, 31)
UNTIL = re.compile("截[至止]")
SIGNED = re.compile(r"^(?:[^\d截]{0,8}(?:日期|时间):?)?(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?$")
"""A line that is nothing but the day on which a report was signed."""
MAY_SAY = re.compile(r"[年期]|前|现|\d{4}[-./]\d")


@dataclass(frozen=True, slots=True)
class Moment:
    """Of when a level is: the ``day``, where one is printed. ``is_other``: last year's, of another year without a day;
    ``is_opening``: of the start of the report's year. Neither and no day: the report's own year."""

    day: date | None = None
    is_other: bool = False
    is_opening: bool = False

    @property
    def is_not_of_its_end(self) -> bool:
        """Whether a balance of this moment is none of the end of a year that a day names."""
        return self.is_other or self.is_opening


OWN = Moment()


class Moments:
    """Goes through the sentences of a report and keeps the moment that governs; ``at``: of each number of the last sentence."""

    def __init__(self, reader: Reader) -> None:
        self._year = reader.fiscal_year
        self._now = OWN
        self._heading = ""
        self._announced = False

    def read(self, sentence: Sentence) -> Mapping[int, Moment]:
        """The moment of each number of the sentence, by the place of its first digit."""
        if sentence.heading != self._heading:
            self._heading = sentence.heading
            self._now = self._of_titles(sentence)
        elif sentence.first and not (sentence.below or self._announced or self._goes_on(sentence)):
            self._now = _moment_of_line(sentence.above, self._year) or self._of_titles(sentence)
        at: dict[int, Moment] = {}
        for labelled in sentence.numbers:
            said = moment_of(labelled.label, self._year)
            at[labelled.number.start] = said or self._now
            if said is not None and labelled.depth == 0:
                self._now = said
        rest = sentence.numbers[-1].after if sentence.numbers else SIGNED.sub("", sentence.flow.text)
        self._now = moment_of(rest, self._year) or self._now
        self._announced = sentence.flow.text.endswith(ANNOUNCES)
        return at

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether a paragraph opens with a level, so that it goes on with those before it, and no line of another moment (●2023年) stands
        between."""
        stands_between = sentence.close and _moment_of_line(sentence.above, self._year) is not None
        return _opens_with_level(sentence.flow.text) and not stands_between

    def _of_titles(self, sentence: Sentence) -> Moment:
        """The moment that the nearest heading names, or the line that dates all below it."""
        lines = (sentence.heading, *reversed(sentence.upper), sentence.dated)
        return next((said for line in lines if line and (said := _moment_of_line(line, self._year))), OWN)


def moment_of_title(title: str, own_year: int | None) -> Moment | None:
    """The moment that the title of a table names; a day that ends no year and is not told as 截至 is that of filling it in."""
    said = moment_of(title, own_year)
    if said is None or said.day is None or (said.day.month, said.day.day) == YEAR_END or UNTIL.search(title):
        return said
    return None


def moment_of(text: str, own_year: int | None) -> Moment | None:
    """The last moment of levels that some words name; None where they name none."""
    if not MAY_SAY.search(text):
        return None
    text = IN_WORDS.sub(lambda year: year[0].translate(DIGITS), text)
    bare = ASIDE.sub(_without_aside, text)
    said = None
    for start, end, moment, is_day in _mentions(bare, own_year):
        if words("staffing", "moment", "compared").search(bare[:start]):
            continue
        after = bare[end:]
        if words("staffing", "moment", "beside").search(after):
            continue
        if is_day or words("staffing", "moment", "level").search(after):
            said = moment
    return said


@lru_cache(maxsize=4096)
def _moment_of_line(line: str, own_year: int | None) -> Moment | None:
    """As :func:`moment_of`, for headings: they stand above many sentences, and many reports have the same."""
    return moment_of(line, own_year)


def _mentions(text: str, own_year: int | None) -> Iterator[tuple[int, int, Moment, bool]]:
    """Where moments are named, from left to right, and whether they govern whatever follows."""
    for match in _pattern().finditer(text):
        moment, is_day = _meant(match, own_year)
        yield match.start(), match.end(), moment, is_day


def _without_aside(aside: re.Match[str]) -> str:
    """Nothing of what stands in brackets but a moment alone: 资产总额(2021年末)."""
    return f"，{aside[1]}，" if _pattern().fullmatch(aside[1]) else ""


def _meant(match: re.Match[str], own_year: int | None) -> tuple[Moment, bool]:
    if match["own"]:
        return OWN, True
    if match["last"] or match["part"]:
        return Moment(is_other=True), False
    if match["opening"]:
        return Moment(is_opening=True), False
    year = int(match["y"] or match["n"] or f"20{match['s']}")
    if match["start"]:
        return (Moment(is_opening=True), False) if year == own_year else (Moment(date(year, 1, 1)), True)
    month, day = match["m"] or match["k"], match["d"] or match["e"]
    if month is None and not (match["till"] or match["short"]):
        return (OWN if own_year in (None, year) else Moment(is_other=True)), False
    told = _day(year, int(month or 12), int(day or 0))
    is_opening = own_year is not None and told == date(own_year, 1, 1)
    is_whole = any(match[name] for name in ("d", "e", "end", "till", "short", "until"))
    return Moment(told, is_opening=is_opening), is_whole


def _day(year: int, month: int, day: int) -> date | None:
    """The day, or the last one of the month where none is printed; None where there is no such day."""
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None


def _opens_with_level(text: str) -> bool:
    """在职28人 opens a paragraph."""
    number = marker(text)
    opens = OPENS.match(text, number[1] if number else 0)
    return opens is not None and words("staffing", "moment", "goes_on").search(opens[0]) is not None


@cache
def _pattern() -> re.Pattern[str]:
    said = {key: words("staffing", "moment", key).pattern for key in ("last", "part", "opening", "own")}
    return re.compile(
        r"(?P<until>截[至止]到?)?(?<!\d)(?:(?P<y>(?:19|20)\d\d)年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号]|(?P<end>[末底]))?"
        r"|(?P<start>年?初)|度?年?(?P<till>[末底终]))?|(?P<n>(?:19|20)\d\d)[-./](?P<k>\d{1,2})[-./](?P<e>\d{1,2})(?!\d))"
        r"|(?<!\d)(?P<s>\d\d)年(?P<short>[末底])"
        + "".join(f"|(?P<{key}>{pattern})" for key, pattern in said.items())
    )
