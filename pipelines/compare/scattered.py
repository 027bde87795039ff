"""Scattered: sentences that one text has taken from another here and there.

Belongs here: which pairs of texts of two units share passages that hardly anybody else writes, and each of these passages. Does not
belong here: texts that are alike as a whole or by section (comparing), what is the form's (forms).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.compare.limits import Limits
from pipelines.compare.pairs import Run, SharedPassage, counted_within, passages, runs, shared_columns
from pipelines.compare.texts import Hashes, Part, Shingles, Text, distinct

_EACH = 8
"""One hash of so many is looked at to find candidates: the same ones in every text, for hashes are mixed."""
_SLACK = 0.6
_BLOCK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPiece(SharedPassage):
    """quality.text_pieces: one of the passages that two texts share; ``shingles``: how many of it few units write."""

    seq: int
    shingles: int
    chars: int
    text: str


@dataclass(frozen=True, slots=True)
class Scattered:
    """Two texts by their places, ``i`` the older, the passages of ``j`` that stand in ``i`` too, and their weight."""

    i: int
    j: int
    runs: tuple[tuple[Run, int], ...]

    @property
    def weight(self) -> int:
        """Shingles of few units in all of them."""
        return sum(own for _, own in self.runs)


def scattered(
    texts: Sequence[Text],
    shingles: Mapping[str, Shingles],
    sizes: Sequence[int],
    few: Hashes,
    limits: Limits,
) -> list[Scattered]:
    """The pairs of two units that share enough in pieces, short texts aside; of a text with many the ``partners`` heaviest.
    ``texts``: older ones first; ``sizes``: how many shingles of its own each has."""
    found: list[Scattered] = []
    for i, j in _candidates(texts, shingles, sizes, few, limits):
        pieces = tuple(_pieces(shingles[texts[j].version_id], shingles[texts[i].version_id], few, limits))
        pair = Scattered(i, j, pieces)
        if pair.weight >= _least(min(sizes[i], sizes[j]), limits):
            found.append(pair)
    by_text: dict[int, list[Scattered]] = defaultdict(list)
    for pair in found:
        by_text[pair.i].append(pair)
        by_text[pair.j].append(pair)
    near = {
        (pair.i, pair.j)
        for n, pairs in by_text.items()
        for pair in sorted(pairs, key=lambda p: (-p.weight, p.i + p.j - n))[: limits.partners]
    }
    return [pair for pair in found if (pair.i, pair.j) in near]


def pieces_of(
    pair: Scattered,
    texts: Sequence[Text],
    shingles: Mapping[str, Shingles],
    parts: Mapping[str, tuple[Part, ...]],
) -> Iterator[TextPiece]:
    """The rows of a pair, in the order of the younger text."""
    a, b = texts[pair.j], texts[pair.i]
    mine = passages(
        a, parts[a.version_id], shingles[a.version_id], [(run.start_a, run.count) for run, _ in pair.runs]
    )
    theirs = passages(
        b, parts[b.version_id], shingles[b.version_id], [(run.start_b, run.count) for run, _ in pair.runs]
    )
    words = "".join(passage.text for passage in mine)
    for seq, ((_, own), at_a, at_b) in enumerate(zip(pair.runs, mine, theirs, strict=True), start=1):
        yield TextPiece(
            **shared_columns(a, at_a, b, at_b, words),
            seq=seq,
            shingles=own,
            chars=at_a.char_end - at_a.char_start,
            text=at_a.text,
        )


def _least(size: int, limits: Limits) -> float:
    return max(limits.min_scattered, limits.scattered * size)


def _candidates(
    texts: Sequence[Text],
    shingles: Mapping[str, Shingles],
    sizes: Sequence[int],
    few: Hashes,
    limits: Limits,
) -> Iterator[tuple[int, int]]:
    """Pairs of two units that by a sample of their shingles may share enough, i < j; none twice."""
    sample = few[few % _EACH == 0]
    rows, columns = _places(texts, shingles, sample, limits)
    if not len(rows):
        return
    matrix = sparse.csr_matrix(
        (np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=(len(texts), len(sample))
    )
    turned = matrix.T.tocsr()
    all_sizes = np.array(sizes)
    units = np.unique([text.unit for text in texts], return_inverse=True)[1]
    for start in range(0, len(texts), _BLOCK):
        common = (matrix[start : start + _BLOCK] @ turned).tocoo()
        i, j, n = common.row + start, common.col, common.data
        least = np.maximum(limits.min_scattered, limits.scattered * np.minimum(all_sizes[i], all_sizes[j]))
        may = (i < j) & (units[i] != units[j]) & (n * _EACH >= _SLACK * least)
        may &= np.minimum(all_sizes[i], all_sizes[j]) >= limits.full_whole
        yield from sorted(zip(i[may].tolist(), j[may].tolist(), strict=True))


def _places(
    texts: Sequence[Text], shingles: Mapping[str, Shingles], sample: Hashes, limits: Limits
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Which text holds which hash of the sample."""
    rows: list[npt.NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
    columns: list[npt.NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
    for n, text in enumerate(texts if len(sample) else ()):
        members = shingles[text.version_id].of(None, limits.steady)
        members = distinct(members[members % _EACH == 0])
        places = np.minimum(np.searchsorted(sample, members), len(sample) - 1)
        places = places[sample[places] == members]
        rows.append(np.full(len(places), n, dtype=np.int64))
        columns.append(places)
    return np.concatenate(rows), np.concatenate(columns)


def _pieces(mine: Shingles, theirs: Shingles, few: Hashes, limits: Limits) -> Iterator[tuple[Run, int]]:
    """The passages that both share and that are long enough and mostly words of few units, with the count of these."""
    found = runs(mine, theirs, None, limits.steady)
    own = counted_within(few, mine.hashes, found)
    for n in np.flatnonzero((found.counts >= limits.piece) & (2 * own >= found.counts)):
        yield found.run(int(n)), int(own[n])
