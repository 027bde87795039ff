"""Numbers behind the words of a headcount that say no 人 or 名 are told; they were lost in silence."""

from __future__ import annotations

import pytest

from tests.extract.reading import kinds, read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("年末实有28，其中在职20人，退休8人。", 1),
        ("编制30，实有28。", 2),
        ("我局编制30名，年末实有28，其中在职20，退休8。", 3),
        ("我局编制30名，实有28人。", 0),
        ("我局编制30名，内设机构8，下属单位2。", 0),
    ],
)
def test_a_headcount_without_its_unit_is_told(text: str, told: int) -> None:
    assert kinds(read(text)).count("count_without_unit") == told
