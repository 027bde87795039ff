"""The text of a report as text rules see it: folded for searching, with the way back to the raw characters.

Belongs here: folding, offsets, sentences, sections, letters in common. Does not belong here: what the rules look for (text_rules).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.model.flow import FOLDS, Flow

_FOLDED = re.compile("[" + "".join(map(re.escape, FOLDS)) + "]")
_IDLE_SPACE = re.compile("(?<![0-9A-Za-z.%]) | (?![0-9A-Za-z.%])")
"""A space that does not stand between two Latin words or numbers."""
_SHORT = 80
_SENTENCE = re.compile(r"[^。;!?！？]+[。;!?！？]*")
_TITLE = re.compile(r"《[^《》]*》")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")


def fold(text: str) -> str:
    """What ``Flow.folded`` makes of a text, without the offsets, which most texts never need (30 times as fast)."""
    return _fold_once(text) if len(text) < _SHORT else _fold(text)


@lru_cache(maxsize=20_000)
def _fold_once(text: str) -> str:
    """Names and cells of a table: rule after rule folds the same ones."""
    return _fold(text)


def _fold(text: str) -> str:
    for character in set(_FOLDED.findall(text)):
        text = text.replace(character, FOLDS[character])
    spaced = " ".join(text.replace("\u200b", " ").replace("\ufeff", " ").split())
    return _IDLE_SPACE.sub("", spaced)


def letter_pairs(folded: str) -> frozenset[str]:
    """Each two Chinese letters in a row of a text: what two texts have in common whatever their order."""
    return frozenset(run[i : i + 2] for run in _HAN.findall(folded) for i in range(len(run) - 1))


def without_brackets(folded: str) -> str:
    """A name without what it has in brackets."""
    return _BRACKETS.sub("", folded)


def _blank_titles(folded: str) -> str:
    return _TITLE.sub(lambda m: "\u3000" * len(m.group()), folded)


@dataclass(frozen=True, slots=True)
class Reading:
    """Reading text with its map to the raw text (core.sections ``text`` and ``text_map``), folded for searching."""

    text: str
    segments: tuple[int, ...]
    folded: str = field(init=False)
    _mapped: list[Flow] = field(init=False, repr=False, compare=False, default_factory=list)
    _untitled: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        folded = fold(self.text)
        object.__setattr__(self, "folded", folded)
        object.__setattr__(self, "_untitled", _blank_titles(folded) if "《" in folded else folded)

    def _flow(self) -> Flow:
        if not self._mapped:
            self._mapped.append(Flow.from_segments(self.text, self.segments).folded())
        return self._mapped[0]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Raw half-open range of ``folded[start:end]``, which must not be empty."""
        return self._flow().raw(start, end)

    def contiguous(self, start: int, end: int) -> bool:
        """Whether ``folded[start:end]`` is printed without a gap: no wrap, cell border or space within."""
        first, last = self.raw(start, end)
        return last - first == end - start

    def position(self, raw_offset: int) -> int | None:
        """Position in ``folded`` of the first character at or after a raw offset; None where that lies outside."""
        if (
            not self.folded
            or not self.segments[1] <= raw_offset < self.segments[-1] + len(self.text) - self.segments[-2]
        ):
            return None
        offsets = self._flow().offsets
        if not offsets[0] <= raw_offset <= offsets[-1]:
            return None
        return next(i for i, offset in enumerate(offsets) if offset >= raw_offset)

    def sentences(self) -> Iterator[re.Match[str]]:
        """The sentences of ``folded`` with their end marks."""
        return _SENTENCE.finditer(self.folded)

    def sentence_around(self, position: int) -> tuple[int, int]:
        """The sentence of ``folded`` that holds a position."""
        for sentence in self.sentences():
            if sentence.start() <= position < sentence.end():
                return sentence.span()
        return position, min(position + 1, len(self.folded))

    def without_titles(self) -> str:
        """``folded`` with document titles in 《》 blanked out, position by position."""
        return self._untitled


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section: ``part`` is the mandatory part that it belongs to, else its own code; ``fact`` is ``sections:<fact_id>``."""

    code: str
    part: str
    heading: str
    reading: Reading
    fact: str


@dataclass(frozen=True, slots=True)
class ReportText:
    """One version of a report with its sections in reading order. ``folded``: all their text, a line for each; where
    something does not stand in it, it need not be looked for section by section."""

    version_id: str
    document_id: str
    unit_name: str | None
    county: str | None
    department_type: str | None
    fiscal_year: int | None
    title: str | None
    sections: tuple[SectionText, ...]
    folded: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", "\n".join(s.reading.folded for s in self.sections))

    def of_parts(self, *parts: str) -> Iterator[SectionText]:
        """The sections whose part or code is among these."""
        return (s for s in self.sections if s.part in parts or s.code in parts)
