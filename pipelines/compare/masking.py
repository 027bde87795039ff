"""Masking: what is left of a text when names, numbers, dates and punctuation do not count.

Belongs here: the masked text and where each of its characters stands in the source. Does not belong here: shingles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipelines.model.flow import FOLDS, fold_widths

MASK = "#"
_FOLD = str.maketrans(FOLDS)
_NO_WORD = re.compile(r"[\W_]+")
_TABLE_ROW = re.compile(r"[^\n]*\t[^\n]*")
_CELL = re.compile(r"[^\t]+")
_SENTENCE = 20
_NUMBERS = r"\d+|[〇零一二三四五六七八九十百千两]+(?=[年月日期届次号])"


@lru_cache(maxsize=64)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    """Names and numbers that follow each other are one mask, so that 5 万元 and 141.19 万元 are alike."""
    words = "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
    return re.compile(f"(?:{words + '|' if words else ''}{_NUMBERS})+")


def names_of(unit: str | None, county: str | None) -> frozenset[str]:
    """What a report calls its unit and its place: with and without county, the county without 县."""
    found = {unit or "", county or ""}
    if county and len(county) > 2:
        found.add(county[:-1])
    if unit and county:
        found.add(unit.removeprefix(county))
    return frozenset(name for name in map(_letters, found) if len(name) > 1)


def prose(text: str) -> str:
    """The text with short cells of tables blanked, letter by letter: names of columns and items are the same every year and
    copied from nobody; sentences in cells stay. Cells are separated by tabs."""
    if "\t" not in text:
        return text
    return _TABLE_ROW.sub(lambda row: _CELL.sub(_blank_short, row.group()), text)


def _blank_short(cell: re.Match[str]) -> str:
    return cell.group() if len(cell.group()) >= _SENTENCE else " " * len(cell.group())


def mask(text: str, names: frozenset[str]) -> str:
    """Words alone, with ``#`` for every name and number."""
    return _pattern(names).sub(MASK, _letters(text))


def mask_with_positions(text: str, names: frozenset[str]) -> tuple[str, list[int]]:
    """The same, and for each character the position in ``text`` where it (or what it stands for) begins."""
    kept = [i for i, character in enumerate(text.translate(_FOLD)) if not _NO_WORD.match(character)]
    letters = "".join(text[i] for i in kept).translate(_FOLD)
    masked: list[str] = []
    positions: list[int] = []
    done = 0
    for found in _pattern(names).finditer(letters):
        masked.append(letters[done : found.start()])
        positions += kept[done : found.start()]
        masked.append(MASK)
        positions.append(kept[found.start()])
        done = found.end()
    masked.append(letters[done:])
    return "".join(masked), positions + kept[done:]


def mask_all(phrases: Iterable[str]) -> list[str]:
    """Phrases that already bear ``#`` where a report has its own name or number."""
    return [MASK.join(mask(piece, frozenset()) for piece in phrase.split(MASK)) for phrase in phrases]


def _letters(text: str) -> str:
    return _NO_WORD.sub("", fold_widths(text))
