"""How much of one text stands in another: shares of common pieces of eight characters.

Belongs here: masking, cutting, counting. Does not belong here: which texts are compared and how much is too much (text_rules).

Masked are numbers and the unit's own name (each becomes #); labels of the form (lexicon/evaluation.toml) and punctuation are
left out. A sentence with a figure that the other text does not have says something new, whatever its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.lexicon import load
from pipelines.quality.text import fold

SIZE = 8
_SENTENCE = re.compile(r"[^。;!?！？]+")
_LIST_NUMBER = re.compile(r"^[(]?\d{1,2}(?:[、.](?!\d)|[)])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"20\d\d年?")
_NO_LETTER = re.compile(r"[^\u4e00-\u9fffA-Za-z#]+")


@cache
def _labels() -> re.Pattern[str]:
    return re.compile("|".join(load("evaluation")["repeated"]["labels"]))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at ``folded[start:end]``: its pieces, and the figures that it prints (years aside)."""

    start: int
    end: int
    pieces: tuple[str, ...]
    figures: frozenset[str]


def cut(text: str, name: str) -> Iterator[Sentence]:
    """The sentences of a text, read folded; ``name`` is the unit's own."""
    folded, own = fold(text), fold(name)
    for match in _SENTENCE.finditer(folded):
        said = _labels().sub("", _LIST_NUMBER.sub("", match.group()))
        said = said.replace(own, "#") if own else said
        figures = frozenset(_NUMBER.findall(_YEAR.sub("", said)))
        letters = _NO_LETTER.sub("", _NUMBER.sub("#", _YEAR.sub("#", said)))
        pieces = tuple(letters[i : i + SIZE] for i in range(len(letters) - SIZE + 1))
        yield Sentence(*match.span(), pieces, figures)


@dataclass(frozen=True, slots=True)
class Source:
    """The text that is perhaps repeated."""

    pieces: frozenset[str]
    figures: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str], name: str) -> Source:
        """All pieces and figures of several texts."""
        sentences = [sentence for text in texts for sentence in cut(text, name)]
        return cls(
            frozenset(piece for s in sentences for piece in s.pieces),
            frozenset(figure for s in sentences for figure in s.figures),
        )

    def repeated(self, sentence: Sentence) -> int:
        """How many pieces of a sentence stand here; none where it prints a figure of its own."""
        if sentence.figures - self.figures:
            return 0
        return sum(piece in self.pieces for piece in sentence.pieces)
