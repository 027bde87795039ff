"""Comparing: all texts of the corpus, whole and section by section.

Belongs here: the order of the work. Does not belong here: any of its steps (forms, candidates, pairs, scattered, donors).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pipelines.compare.candidates import candidates
from pipelines.compare.donors import age
from pipelines.compare.forms import shared_shingles, without
from pipelines.compare.limits import Limits
from pipelines.compare.pairs import TextPair, common, longest_run, passages, share, shared_columns
from pipelines.compare.scattered import Scattered, TextPiece, pieces_of, scattered
from pipelines.compare.texts import Hashes, Part, Shingles, Text, distinct

Fetch = Callable[[Sequence[str]], Mapping[str, tuple[Part, ...]]]
"""The sections of versions, in the order in which they were shingled."""


@dataclass(frozen=True, slots=True)
class TextShare:
    """quality.text_compared: a text, how much of it is form, and with how many others it was compared."""

    version_id: str
    shingles: int
    own_shingles: int
    template_share: Decimal
    others: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts of a group by their places in it (``i`` is the older), and how many shingles they share."""

    i: int
    j: int
    shared: int
    jaccard: Decimal


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparison of all texts came to."""

    pairs: list[TextPair]
    pieces: list[TextPiece]
    shares: list[TextShare]


def compare(
    texts: Sequence[Text], shingles: Mapping[str, Shingles], fetch: Fetch, limits: Limits
) -> Compared:
    """Every pair that is alike enough or shares enough in pieces, and what was compared. The same for every order of ``texts``."""
    ordered = sorted(texts, key=age)
    shared = shared_shingles(ordered, shingles, limits)
    codes = sorted({code for s in shingles.values() for code in s.codes} - limits.steady)
    found: list[tuple[Text, Text, str | None, Likeness, int]] = []
    shares: list[TextShare] = []
    whole: list[Text] = []
    in_pieces: list[Scattered] = []
    for code in (None, *codes):
        sets = [without(shingles[t.version_id].of(code, limits.steady), shared.form) for t in ordered]
        kept = [n for n, own in enumerate(sets) if len(own) >= limits.enough(code)]
        group, own_sets = [ordered[n] for n in kept], [sets[n] for n in kept]
        if code is None:
            shares = [
                _share(t, shingles[t.version_id], own, len(group), limits)
                for t, own in zip(ordered, sets, strict=True)
            ]
            whole, sizes = group, [len(own) for own in own_sets]
            in_pieces = scattered(whole, shingles, sizes, shared.few, limits)
        for like in alike(group, own_sets, code, limits):
            found.append((group[like.j], group[like.i], code, like, len(own_sets[like.j])))
    told = {t.version_id for a, b, *_ in found for t in (a, b)}
    told |= {whole[n].version_id for pair in in_pieces for n in (pair.i, pair.j)}
    described = _Describer(shingles, shared.form, fetch(sorted(told)), limits)
    return Compared(
        [described.pair(*row) for row in found],
        [row for pair in in_pieces for row in pieces_of(pair, whole, shingles, described.parts)],
        shares,
    )


def alike(
    group: Sequence[Text], sets: Sequence[Hashes], code: str | None, limits: Limits
) -> Iterator[Likeness]:
    """The pairs that are alike enough, exactly; of a text with many likenesses the ``partners`` nearest. Reports of one
    unit about years that follow each other are always looked at; versions of one report are not held against each other."""
    found: dict[tuple[int, int], Likeness] = {}
    for i, j in {*candidates(sets, limits.least(code), limits.exact_up_to), *_kin(group)}:
        if group[i].report_id == group[j].report_id:
            continue
        shared = common(sets[i], sets[j])
        union = len(sets[i]) + len(sets[j]) - shared
        if shared >= limits.least_of(code, min(len(sets[i]), len(sets[j]))) * union:
            found[(i, j)] = Likeness(i, j, shared, share(shared, union))
    by_text: dict[int, list[Likeness]] = defaultdict(list)
    for like in found.values():
        by_text[like.i].append(like)
        by_text[like.j].append(like)
    near: set[Likeness] = set()
    for n, likes in by_text.items():
        likes.sort(key=lambda like: (-like.jaccard, like.i + like.j - n))
        near.update(likes[: limits.partners])
    near.update(like for like in found.values() if group[like.i].unit == group[like.j].unit)
    yield from sorted(near, key=lambda like: (like.i, like.j))


def _kin(group: Sequence[Text]) -> set[tuple[int, int]]:
    """Reports of one unit about years that follow each other."""
    by_unit: dict[str, list[int]] = defaultdict(list)
    for n, text in enumerate(group):
        by_unit[text.unit].append(n)
    return {
        (i, j)
        for members in by_unit.values()
        for i, j in combinations(members, 2)
        if abs((group[i].fiscal_year or 0) - (group[j].fiscal_year or 0)) == 1
    }


def _share(text: Text, shingles: Shingles, own: Hashes, compared: int, limits: Limits) -> TextShare:
    total = len(distinct(shingles.of(None, limits.steady)))
    others = compared - 1 if len(own) >= limits.enough(None) else 0
    return TextShare(text.version_id, total, len(own), share(total - len(own), total), others)


@dataclass(frozen=True, slots=True)
class _Describer:
    """What is said of a pair: the passage that both share, and whose it is likely to be."""

    shingles: Mapping[str, Shingles]
    form: Hashes
    parts: Mapping[str, tuple[Part, ...]]
    limits: Limits

    def pair(self, a: Text, b: Text, code: str | None, like: Likeness, size: int) -> TextPair:
        mine, theirs = self.shingles[a.version_id], self.shingles[b.version_id]
        whole = len(distinct(mine.of(code, self.limits.steady)))
        run = longest_run(mine, theirs, code, self.limits.steady, self.form)
        (at_a,) = passages(a, self.parts[a.version_id], mine, [(run.start_a, run.count)])
        (at_b,) = passages(b, self.parts[b.version_id], theirs, [(run.start_b, run.count)])
        return TextPair(
            **shared_columns(a, at_a, b, at_b, at_a.text),
            section_a=code,
            section_b=code,
            jaccard=like.jaccard,
            containment=share(like.shared, size),
            template_share=share(whole - size, whole),
            same_unit=a.unit == b.unit,
            same_year=a.fiscal_year == b.fiscal_year,
            common_chars=at_a.char_end - at_a.char_start,
            common_text=at_a.text,
        )
