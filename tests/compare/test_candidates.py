"""Buckets of MinHash: the rows that are equal, all of them and no other."""

from __future__ import annotations

import numpy as np

from pipelines.compare.candidates import _buckets


def test_rows_are_in_one_bucket_where_every_place_is_equal_and_ascend() -> None:
    band = np.random.default_rng(7).integers(0, 3, (400, 3), dtype=np.uint32)
    expected: dict[tuple[int, ...], list[int]] = {}
    for number, row in enumerate(band.tolist()):
        expected.setdefault(tuple(row), []).append(number)
    assert sorted(_buckets(band)) == sorted(rows for rows in expected.values() if len(rows) > 1)
    assert not list(_buckets(np.arange(12, dtype=np.uint32).reshape(4, 3)))
