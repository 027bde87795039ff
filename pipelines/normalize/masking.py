"""Masking: names of private persons become ＊ of the same length in everything that is published.

Belongs here: where a name may stand in a published text and how it is covered. Does not belong here: who is a
person (extract). Offsets never change; only documents/ keeps the original.

A name of three characters and more is covered wherever it stands. A name of two characters may also be a place or a
word (方正, 高明), so it is covered only where extraction has seen the person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.model.document import Document, Span
from pipelines.model.flow import FOLDS, Flow, fold_widths

STAR = "＊"
_SURE_LENGTH = 3
_GAP = r"[\s\u200b\ufeff]*"


def _printed_forms() -> dict[str, str]:
    """How a folded character may be printed: 5 or ５. A character that is not here is printed as itself alone."""
    forms: defaultdict[str, str] = defaultdict(str)
    for printed, folded in FOLDS.items():
        forms[folded] = (forms[folded] or folded) + printed
    return dict(forms)


_FORMS = _printed_forms()


@dataclass(frozen=True, slots=True)
class _Name:
    """A name to cover, folded. ``forms``: the forms of each of its characters, by which most texts are passed over."""

    text: str
    forms: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> _Name:
        return cls(text, tuple(_FORMS.get(character, character) for character in dict.fromkeys(text)))

    @property
    def is_sure(self) -> bool:
        """Whether it is covered wherever it stands."""
        return len(self.text) >= _SURE_LENGTH

    def may_stand_in(self, text: str) -> bool:
        """False only where one of its characters is missing; nearly always told by the first."""
        for forms in self.forms:
            for form in forms:
                if form in text:
                    break
            else:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Mask:
    """What to cover in one document: the raw offsets of persons and their names, the longest first.

    ``sure``: the names that are covered wherever they stand. ``initials``: the forms of the first characters of all names.
    """

    document: Document
    persons: tuple[Span, ...]
    covered: frozenset[int]
    names: tuple[_Name, ...]
    sure: tuple[_Name, ...]
    initials: tuple[str, ...]

    @classmethod
    def of(cls, document: Document, persons: Sequence[Span]) -> Mask:
        """A mask for the spans that name persons."""
        printed = {_name(document.quote(span)) for span in persons}
        ordered = sorted(printed, key=lambda name: (-len(name), name))
        names = tuple(_Name.of(name) for name in ordered if len(name) > 1)
        return cls(
            document,
            tuple(persons),
            frozenset(offset for span in persons for offset in range(span.start, span.end)),
            names,
            tuple(name for name in names if name.is_sure),
            tuple(dict.fromkeys(form for name in names for form in name.forms[0])),
        )

    def quote(self, span: Span) -> str:
        """The raw text of a span, masked."""
        return self._cover(self.document.quote(span), range(span.start, span.end))

    def flow(self, flow: Flow) -> str:
        """The text of a flow, masked; its offsets stay right."""
        return self._cover(flow.text, flow.offsets)

    def text(self, text: str, around: Span | None) -> str:
        """A text without offsets of its own, taken from ``around`` (None: from anywhere in the document), masked."""
        met = [name for name in self.names if name.may_stand_in(text)] if self._may_hold_name(text) else []
        if not met:
            return text
        near = None if around is None else self._names_in(around)
        return _hide(text, [name for name in met if name.is_sure or near is None or name.text in near])

    def _names_in(self, span: Span) -> frozenset[str]:
        return frozenset(_name(self.document.quote(p)) for p in self.persons if p.overlaps(span))

    def _cover(self, text: str, offsets: Sequence[int]) -> str:
        if self.covered and not self.covered.isdisjoint(offsets):
            text = "".join(
                STAR if offset in self.covered and not character.isspace() else character
                for character, offset in zip(text, offsets, strict=True)
            )
        if not self._may_hold_name(text):
            return text
        return _hide(text, [name for name in self.sure if name.may_stand_in(text)])

    def _may_hold_name(self, text: str) -> bool:
        """False for most texts: they hold the first character of no name."""
        return any(map(text.__contains__, self.initials))


def _name(printed: str) -> str:
    return fold_widths(re.sub(_GAP, "", printed))


def _hide(text: str, names: Sequence[_Name]) -> str:
    if not names:
        return text
    hidden = list(text)
    folded = fold_widths(text)
    for name in names:
        for found in re.finditer(_GAP.join(map(re.escape, name.text)), folded):
            for place in range(found.start(), found.end()):
                if not text[place].isspace():
                    hidden[place] = STAR
    return "".join(hidden)
