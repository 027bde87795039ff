"""Masking: names of private persons become ＊ of the same length in everything that is published.

Belongs here: where a name may stand in a published text and how it is covered. Does not belong here: who is a
person (extract). Offsets never change; only documents/ keeps the original.

A name of three characters and more is covered wherever it stands. A name of two characters may also be a place or a
word (方正, 高明), so it is covered only where extraction has seen the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.model.document import Document, Span
from pipelines.model.flow import FOLDS, Flow

STAR = "＊"
_SURE_LENGTH = 3
_FOLD_TABLE = str.maketrans(FOLDS)
_GAP = r"[\s\u200b\ufeff]*"


@dataclass(frozen=True, slots=True)
class Mask:
    """What to cover in one document: the raw offsets of persons and the patterns of their names."""

    document: Document
    persons: tuple[Span, ...]
    covered: frozenset[int]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def of(cls, document: Document, persons: Sequence[Span]) -> Mask:
        """A mask for the spans that name persons."""
        names = {_name(document.quote(span)) for span in persons}
        return cls(
            document,
            tuple(persons),
            frozenset(offset for span in persons for offset in range(span.start, span.end)),
            tuple(
                (name, _pattern(name)) for name in sorted(names, key=lambda n: (-len(n), n)) if len(name) > 1
            ),
        )

    def quote(self, span: Span) -> str:
        """The raw text of a span, masked."""
        return self._cover(self.document.quote(span), range(span.start, span.end))

    def flow(self, flow: Flow) -> str:
        """The text of a flow, masked; its offsets stay right."""
        return self._cover(flow.text, flow.offsets)

    def text(self, text: str, around: Span | None) -> str:
        """A text without offsets of its own, taken from ``around`` (None: from anywhere in the document), masked."""
        near = None if around is None else self._names_in(around)
        return _hide(
            text,
            (p for name, p in self.patterns if len(name) >= _SURE_LENGTH or near is None or name in near),
        )

    def _names_in(self, span: Span) -> frozenset[str]:
        return frozenset(_name(self.document.quote(p)) for p in self.persons if p.overlaps(span))

    def _cover(self, text: str, offsets: Iterable[int]) -> str:
        if not self.covered:
            return text
        by_place = "".join(
            STAR if offset in self.covered and not character.isspace() else character
            for character, offset in zip(text, offsets, strict=True)
        )
        return _hide(by_place, (p for name, p in self.patterns if len(name) >= _SURE_LENGTH))


def _name(printed: str) -> str:
    return re.sub(_GAP, "", printed).translate(_FOLD_TABLE)


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_GAP.join(re.escape(character) for character in name))


def _hide(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    folded = text.translate(_FOLD_TABLE)
    hidden = list(text)
    for pattern in patterns:
        for found in pattern.finditer(folded):
            for place in range(found.start(), found.end()):
                if not text[place].isspace():
                    hidden[place] = STAR
    return "".join(hidden)
