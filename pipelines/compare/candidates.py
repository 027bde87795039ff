"""Candidates: which of many sets may be alike enough to look at, without looking at every pair.

Belongs here: all pairs by an exact count of common shingles (few texts), MinHash LSH with the permutations of datasketch (many).
Does not belong here: what the sets are made of, and the exact comparison that every candidate gets afterwards (pairs).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from datasketch import MinHash
from scipy import sparse

from pipelines.compare.texts import Hashes

Pair = tuple[int, int]
_BLOCK = 500
_BUCKET = 24
_SEED = 20260101
# Bands and rows of the signatures for a least likeness and above. A pair of just 0.6, 0.8 is missed once in about 500, 3,000 times.
_BANDS = ((0.8, 20, 5), (0.6, 44, 4), (0.0, 80, 2))
_SLACK = 0.15


def candidates(sets: Sequence[Hashes], least: float, exact_up_to: int) -> Iterator[Pair]:
    """Pairs of indices (i < j) whose Jaccard may be ``least`` or more; none twice."""
    if len(sets) <= exact_up_to:
        return counted(sets, least)
    return hashed(sets, least)


def counted(sets: Sequence[Hashes], least: float) -> Iterator[Pair]:
    """Exactly the pairs of at least that Jaccard: common shingles of all pairs by a sparse product, block by block."""
    if len(sets) < 2:
        return
    sizes = np.array([len(s) for s in sets])
    _, columns = np.unique(np.concatenate(sets), return_inverse=True)
    borders = np.concatenate(([0], np.cumsum(sizes)))
    matrix = sparse.csr_matrix((np.ones(len(columns), dtype=np.int32), columns, borders))
    turned = matrix.T.tocsr()
    for start in range(0, len(sets), _BLOCK):
        common = (matrix[start : start + _BLOCK] @ turned).tocoo()
        i, j, n = common.row + start, common.col, common.data
        alike = (i < j) & (n >= least * (sizes[i] + sizes[j] - n) - 1e-9)
        yield from sorted(zip(i[alike].tolist(), j[alike].tolist(), strict=True))


def hashed(sets: Sequence[Hashes], least: float) -> Iterator[Pair]:
    """Pairs that share a band of their signatures, and whose signatures are about as alike as they should be."""
    bands, rows = next((bands, rows) for from_, bands, rows in _BANDS if least >= from_)
    signatures = sign(sets, bands * rows)
    found: set[Pair] = set()
    for start in range(0, bands * rows, rows):
        for bucket in _buckets(signatures[:, start : start + rows]):
            found |= _pairs_of(bucket)
    ordered = sorted(found)
    for start in range(0, len(ordered), 100_000):
        piece = np.array(ordered[start : start + 100_000])
        likeness = (signatures[piece[:, 0]] == signatures[piece[:, 1]]).mean(axis=1)
        yield from ((int(i), int(j)) for i, j in piece[likeness >= least - _SLACK])


def sign(sets: Sequence[Hashes], size: int) -> npt.NDArray[np.uint32]:
    """MinHash signatures, one row a set, by the permutations of datasketch. The hashes are mixed already."""
    a, b = MinHash(num_perm=size, seed=_SEED, scheme="affine32").permutations
    a, b = a.reshape(-1, 1), b.reshape(-1, 1)
    signatures = np.full((len(sets), size), np.iinfo(np.uint32).max, dtype=np.uint32)
    for row, members in zip(signatures, sets, strict=True):
        for start in range(0, len(members), 1024):  # a block stays in the processor's cache
            np.minimum(row, (members[start : start + 1024] * a + b).min(axis=1), out=row)
    return signatures


def _buckets(band: npt.NDArray[np.uint32]) -> Iterator[list[int]]:
    """Indices of the rows that are equal, in ascending order, wherever there are two or more. (MinHashLSH of datasketch finds the
    same, one insertion at a time.)"""
    order = np.lexsort(band.T)
    ordered = band[order]
    begins = np.flatnonzero((ordered[1:] != ordered[:-1]).any(axis=1)) + 1
    edges = np.concatenate(([0], begins, [len(order)]))
    for place in np.flatnonzero(np.diff(edges) > 1):
        yield order[edges[place] : edges[place + 1]].tolist()


def _pairs_of(bucket: list[int]) -> set[Pair]:
    """All pairs of a bucket; of a large one, each with the first members and with its neighbours, so that a text that
    thousands share costs no more than its length. Members stand in order of age: the first are the likely donors."""
    if len(bucket) <= _BUCKET:
        return {(i, j) for place, i in enumerate(bucket) for j in bucket[place + 1 :]}
    first = bucket[: _BUCKET // 4]
    near = {(i, j) for place, i in enumerate(bucket) for j in bucket[place + 1 : place + 1 + _BUCKET // 4]}
    return near | {(i, j) for i in first for j in bucket if i < j}
