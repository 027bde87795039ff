"""Proposals: concepts whose names are so much alike that a person should say whether they are one.

Belongs here: which pairs are looked at (the same measure, unit and noun before it), RapidFuzz, and what rules a pair out.
Does not belong here: merging. Letters alone never merge: 组建率, 合格率 and 培训率 of one training are three indicators.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process

from pipelines.compare.concept_names import FLOATING, Name, Names
from pipelines.lexicon import load

_ROWS: Final = 500
_PARTNERS: Final = 3
_PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two concepts by their names; ``likeness`` of their subjects in percent, ``confidence`` always under the merging limit."""

    a: Name
    b: Name
    likeness: Decimal
    confidence: Decimal


def propose(names: Sequence[Name], words: Names) -> Iterator[Likeness]:
    """Pairs of ``names`` (one of each concept) that may be one indicator; of each name the likeliest few."""
    limits = load("concepts")["limits"]
    blocks: dict[tuple[str, str, str], list[Name]] = defaultdict(list)
    for name in names:
        blocks[name.measure or "", name.unit, name.head].append(name)
    for _, block in sorted(blocks.items()):
        if 1 < len(block) <= limits["largest_block"]:
            yield from _pairs(sorted(block, key=lambda name: (name.subject, name.exact)), words, limits)


def _pairs(block: Sequence[Name], words: Names, limits: Mapping[str, float]) -> Iterator[Likeness]:
    subjects = [name.subject.partition(FLOATING)[0] for name in block]
    kinds = [(name.subject.partition(FLOATING)[2], words.marks(name)) for name in block]
    most = Decimal(str(limits["proposed_most"]))
    for start in range(0, len(block), _ROWS):
        rows = process.cdist(
            subjects[start : start + _ROWS],
            subjects,
            scorer=fuzz.ratio,
            score_cutoff=limits["likeness"],
            dtype=np.float32,
        )
        best: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for i, j in zip(*np.nonzero(rows), strict=True):
            if start + i < j and kinds[start + i] == kinds[j]:
                best[int(i)].append((-float(rows[i, j]), int(j)))
        for i, found in sorted(best.items()):
            for score, j in sorted(found)[:_PARTNERS]:
                likeness = Decimal(str(round(-score, 2)))
                yield Likeness(
                    block[start + i], block[j], likeness, (likeness / 100 * most).quantize(_PLACES)
                )
