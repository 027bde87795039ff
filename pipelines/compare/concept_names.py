"""Names of indicators taken apart: what is measured (率, 人次), of what (农产品抽检合格), in which sort of unit.

Belongs here: folding, the measure word, the subject, the key under which two names are one. Does not belong here: grouping
(concepts), likeness (concept_proposals), the words (lexicon/concepts.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipelines.lexicon import load
from pipelines.model.flow import FOLDS

_BRACKETS = re.compile(r"[(\[〔][^()\[\]〔〕]*[)\]〕]")
_NO_LETTER = re.compile(r"[^\w%]+")
_LEAD = re.compile(r"^(?:20\d\d年度?|\d{1,2}[、.)])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TABLE = str.maketrans(FOLDS)
FLOATING = "~"
"""Stands before a word whose place in the name says nothing."""


@dataclass(frozen=True, slots=True)
class Name:
    """A printed name with its unit. ``plain``: folded, without own places and years; ``measure``: code of what is measured,
    None where no word says so; ``subject``: the rest, with synonyms as one word; ``unit``: the sort of unit; ``is_listed``:
    a list of synonyms had a part in it; ``is_clear``: it says what it measures."""

    printed: str
    unit_text: str | None
    plain: str
    measure: str | None
    subject: str
    unit: str
    is_listed: bool
    is_clear: bool

    @property
    def what(self) -> tuple[str, str]:
        """Subject and measure."""
        return self.subject, self.measure or ""

    @property
    def key(self) -> str:
        """Two names with one key are one indicator."""
        return "|".join((*self.what, self.unit))

    @property
    def exact(self) -> str:
        """The key of this very name: for one that people have told apart from others."""
        return f"={self.plain}|{self.unit}"

    @property
    def head(self) -> str:
        """The noun before the measure word: 合格 of 抽检合格率."""
        return self.subject.partition(FLOATING)[0][-2:]


class Names:
    """The lexicon made ready. ``places``: full names of regions, which are no part of what is measured."""

    def __init__(self, places: Iterable[str] = ()) -> None:
        self._words: Mapping[str, Any] = load("concepts")
        self._places = frozenset(place for place in places if len(place) > 2)

    @cached_property
    def _own(self) -> re.Pattern[str]:
        return _any_of((*self._places, *self._words["same"]["own"]))

    @cached_property
    def _same(self) -> tuple[re.Pattern[str], Mapping[str, str]]:
        first = {word: group[0] for group in self._words["same"]["words"] for word in group[1:]}
        return _any_of(first), first

    @cached_property
    def _whole(self) -> Mapping[str, str]:
        return {word: group[0] for group in self._words["same"]["whole"] for word in group[1:]}

    @cached_property
    def _empty(self) -> re.Pattern[str]:
        same = self._words["same"]
        opening, closing = _any_of(same["opening"]).pattern, _any_of(same["closing"]).pattern
        return re.compile(f"^(?:{opening})+|(?:{closing})+$|{_any_of(same['filler']).pattern}")

    @cached_property
    def _measures(self) -> tuple[tuple[str, str, bool], ...]:
        """Word, code, whether it says enough alone; longest words first."""
        rows = [
            (word, row.get("code", word), bool(row.get("alone")))
            for row in self._words["measure"]
            for word in row["words"]
        ]
        return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))

    @cached_property
    def _unclear(self) -> re.Pattern[str]:
        return re.compile("|".join(self._words["unclear"]["says"]))

    @cached_property
    def _units(self) -> Mapping[str, str]:
        return {text: sort for sort, texts in self._words["units"].items() for text in texts}

    @cached_property
    def _apart(self) -> re.Pattern[str]:
        return _any_of(self._words["apart"]["words"])

    def parse(self, printed: str, unit_text: str | None) -> Name:
        """Take a printed name apart."""
        folded = _fold(printed)
        plain = self._own.sub("", _LEAD.sub("", folded)) or folded
        measure, rest, alone = self._measured(plain)
        unit = self._units.get(_fold(unit_text), _fold(unit_text)) if unit_text else ""
        fits = self._words["fits"].get(measure or "")
        if fits is not None and (not unit or unit in fits):
            unit = ""  # the measure word says it
        subject, is_listed = self._subject(rest)
        least = self._words["limits"]["subject_least"]
        enough = len(subject.replace(FLOATING, "")) >= least or (alone and not subject)
        clear = enough and self._unclear.fullmatch(plain) is None
        return Name(printed, unit_text, plain, measure, subject, unit, is_listed, clear)

    def marks(self, name: Name) -> frozenset[str]:
        """What tells a name apart from others: numbers, and words such as 农村 or 新增."""
        return frozenset(self._apart.findall(name.plain)) | frozenset(_NUMBER.findall(name.plain))

    def _subject(self, rest: str) -> tuple[str, bool]:
        kept = self._empty.sub("", rest) or rest
        pattern, first = self._same
        subject = pattern.sub(lambda found: first[found.group()], kept)
        for word in self._words["same"]["floating"]:
            if word in subject and subject != word:
                subject = subject.replace(word, "") + FLOATING + word
        subject = self._whole.get(subject, subject)
        return subject, subject != kept

    def _measured(self, plain: str) -> tuple[str | None, str, bool]:
        for word, code, alone in self._measures:
            if plain.endswith(word):
                return code, plain.removesuffix(word), alone
        return None, plain, False


def _fold(text: str) -> str:
    """Half-width letters only, without brackets and what stands in them."""
    folded = "".join(text.translate(_TABLE).split())
    return _NO_LETTER.sub("", _BRACKETS.sub("", folded)) or _NO_LETTER.sub("", folded)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    listed = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, listed)) if listed else r"(?!)")
