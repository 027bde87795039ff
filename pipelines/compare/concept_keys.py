"""Keys: under which key each name of an indicator is grouped, once people have spoken.

Belongs here: keys merged and split by people's words, names without a unit. Does not belong here: taking names apart
(concept_names), what a group says of itself (concepts).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.compare.concept_names import Name, Names


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of names, by their printed words: they are one indicator (``same``), or no two of them are."""

    same: bool
    names: tuple[str, ...]
    name: str | None


@dataclass(frozen=True, slots=True)
class Keys:
    """The key of each name after people have spoken: ``merged`` key → key; ``split``: plain names that stand alone;
    ``apart``: pairs of plain names that people have told apart; ``decided``: those that people called one with another;
    ``lone``: keys without a unit that the one unit of the others explains; ``called``: what people call a plain name."""

    merged: Mapping[str, str]
    split: frozenset[str]
    apart: frozenset[frozenset[str]]
    decided: frozenset[str]
    lone: Mapping[str, str]
    called: Mapping[str, str]

    def of(self, name: Name) -> str:
        """The key under which the name is grouped."""
        key = name.exact if name.plain in self.split else self.lone.get(name.key, name.key)
        return self.merged.get(key, key)


def keys_of(names: Iterable[Name], said: Sequence[Said], words: Names) -> Keys:
    """Keys of all names. Of two people\'s words on one pair the later in ``said`` holds."""
    listed = list(names)
    units: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in listed:
        units[name.what].add(name.unit)
    lone = {
        "|".join((*what, "")): "|".join((*what, next(iter(known - {""}))))
        for what, known in units.items()
        if "" in known and len(known) == 2
    }
    by_plain: dict[str, list[Name]] = defaultdict(list)
    for name in listed:
        by_plain[name.plain].append(name)
    verdicts: dict[frozenset[str], bool] = {}
    for entry in said:
        plains = [words.parse(text, None).plain for text in entry.names]
        for i, a in enumerate(plains):
            verdicts |= {frozenset((a, b)): entry.same for b in plains[i + 1 :] if a != b}
    apart = frozenset(pair for pair, same in verdicts.items() if not same)
    split = frozenset(
        plain
        for pair in apart
        if len({name.what for p in pair for name in by_plain[p]}) == 1
        for plain in pair
    )
    called = {
        words.parse(text, None).plain: entry.name for entry in said if entry.name for text in entry.names
    }
    base = Keys({}, split, apart, frozenset(), lone, called)
    merged: dict[str, str] = {}
    decided: set[str] = set()
    for pair in sorted((p for p, same in verdicts.items() if same), key=sorted):
        for one, two in _of_one_unit(*(by_plain[plain] for plain in sorted(pair))):
            first, other = sorted((_root(merged, base.of(one)), _root(merged, base.of(two))))
            decided |= {one.plain, two.plain}
            if first != other:
                merged[other] = first
    roots = {key: _root(merged, key) for key in merged}
    return Keys(roots, split, apart, frozenset(decided), lone, called)


def _of_one_unit(a: Sequence[Name], b: Sequence[Name]) -> Iterable[tuple[Name, Name]]:
    """Names that a person calls one are one where their units do not contradict each other."""
    return [(x, y) for x in a for y in b if x.unit == y.unit or not (x.unit and y.unit)]


def _root(merged: Mapping[str, str], key: str) -> str:
    while key in merged:
        key = merged[key]
    return key
