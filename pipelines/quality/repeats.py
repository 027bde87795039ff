"""How much of one text stands in another: shares of common pieces of eight characters.

Belongs here: masking, cutting, counting. Does not belong here: which texts are compared and how much is too much (text_rules).

Masked are numbers and the unit's own name (each becomes #); labels of the form (lexicon/evaluation.toml) and punctuation are
left out. A sentence with a figure that the other text does not have says something new, whatever its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipelines.lexicon import load
from pipelines.model.frozen import dataclass
from pipelines.quality.text import fold

SIZE = 8
_STEP = 4
_SENTENCE = re.compile(r"[^。;!?！？]+")
_DIGIT = re.compile(r"\d")
_LIST_NUMBER = re.compile(r"^[(]?\d{1,2}(?:[、.](?!\d)|[)])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"20\d\d年?")
_NO_LETTER = re.compile(r"[^\u4e00-\u9fffA-Za-z#]+")


@cache
def _labels() -> re.Pattern[str]:
    return re.compile("|".join(load("evaluation")["repeated"]["labels"]))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at ``folded[start:end]``: its masked letters, and the figures that it prints (years aside)."""

    start: int
    end: int
    letters: str
    figures: frozenset[str]

    @property
    def size(self) -> int:
        """How many pieces it has."""
        return max(0, len(self.letters) - SIZE + 1)

    def pieces(self, step: int = 1) -> Iterator[str]:
        """Its pieces, or every so-many-th of them."""
        letters = self.letters
        return (letters[i : i + SIZE] for i in range(0, len(letters) - SIZE + 1, step))


def cut(folded: str, name: str) -> Iterator[Sentence]:
    """The sentences of a folded text; ``name`` is the unit's own."""
    own = fold(name)
    for match in _SENTENCE.finditer(folded):
        said, figures = match.group(), frozenset[str]()
        if ":" in said or "%" in said:
            said = _labels().sub("", said)
        if own:
            said = said.replace(own, "#")
        if _DIGIT.search(said):
            said = _YEAR.sub("#", _LIST_NUMBER.sub("", said))
            figures = frozenset(_NUMBER.findall(said))
            said = _NUMBER.sub("#", said)
        yield Sentence(*match.span(), _NO_LETTER.sub("", said), figures)


@dataclass(frozen=True, slots=True)
class Source:
    """The text that is perhaps repeated."""

    pieces: frozenset[str]
    figures: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str], name: str) -> Source:
        """All pieces and figures of several folded texts."""
        sentences = [sentence for text in texts for sentence in cut(text, name)]
        return cls(
            frozenset(piece for s in sentences for piece in s.pieces()),
            frozenset(figure for s in sentences for figure in s.figures),
        )

    def repeated(self, sentence: Sentence) -> int:
        """How many pieces of a sentence stand here; none where it prints a figure of its own, or where not one of every
        fourth piece does: a run of less than eleven letters in common may go unseen."""
        if sentence.figures - self.figures or self.pieces.isdisjoint(sentence.pieces(_STEP)):
            return 0
        return sum(map(self.pieces.__contains__, sentence.pieces()))
