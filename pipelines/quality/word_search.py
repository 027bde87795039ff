"""Which of many words stand in a text, without looking for each of them.

Belongs here: the search. Does not belong here: the words (lexicon).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class WordSearch:
    """Words by their first two characters, and the pattern of these two: a text holds few of them, and only words that
    begin with one are looked for."""

    _pairs: re.Pattern[str]
    _words: Mapping[tuple[str, str], tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str]) -> Self:
        """For words of at least two characters. Raises ValueError for a shorter one."""
        by_pair: dict[tuple[str, str], tuple[str, ...]] = {}
        for word in sorted(set(words)):
            if len(word) < 2:
                raise ValueError(f"{word!r} is too short to be searched for")
            by_pair[word[0], word[1]] = (*by_pair.get((word[0], word[1]), ()), word)
        first, second = ("".join(map(re.escape, sorted(set(side)))) for side in zip(*by_pair, strict=True))
        return cls(re.compile(f"([{first}])(?=([{second}]))"), by_pair)

    def present(self, text: str) -> frozenset[str]:
        """The words that the text holds."""
        pairs = set(self._pairs.findall(text))
        return frozenset(word for pair in pairs for word in self._words.get(pair, ()) if word in text)
