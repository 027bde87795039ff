"""The comparison of texts in a night: only new texts are hashed, and the result is that of comparing everything anew."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from pipelines.night.check import similarity
from pipelines.night.check.similarity import compare_texts
from tests.quality.house import House

COUNT = 12


def words(seed: int, length: int) -> str:
    rng = Random(seed)
    return "".join(chr(rng.randint(0x4E00, 0x9000)) for _ in range(length))


def filed(count: int, last: str = "") -> House:
    """Reports of which each second one repeats the one before it; ``last`` is added to the last."""
    house = House()
    for n in range(count):
        house.report(
            f"v{n:02d}", region_code=f"9901{n:02d}", unit_name=f"第{n}中学", fiscal_year=2020 + n % 4
        )
        house.section(
            "achievement", words(n // 2, 500) + words(100 + n, 60) + (last if n == count - 1 else "")
        )
    return house


def pairs(house: House) -> list[dict[str, Any]]:
    return house.rows("FROM quality.text_pairs ORDER BY ALL")


def test_a_second_night_hashes_what_is_new_and_finds_what_a_first_night_would(tmp_path: Path) -> None:
    assert compare_texts(filed(COUNT - 2).store, tmp_path) == COUNT - 2
    second = filed(COUNT)
    assert compare_texts(second.store, tmp_path) == 2
    anew = filed(COUNT)
    assert compare_texts(anew.store) == COUNT
    assert pairs(second) == pairs(anew)
    assert len(pairs(anew)) == COUNT // 2  # six couples, by section: too little text of their own for a whole
    assert second.rows("FROM quality.text_compared ORDER BY ALL") == anew.rows(
        "FROM quality.text_compared ORDER BY ALL"
    )


def test_texts_that_other_processes_hash_are_alike_as_those_hashed_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here, elsewhere = filed(COUNT), filed(COUNT)
    compare_texts(here.store)
    monkeypatch.setattr(similarity, "MANY", 1)
    monkeypatch.setattr(similarity, "_BATCH", 5)
    assert compare_texts(elsewhere.store, workers=2) == COUNT
    assert pairs(elsewhere) == pairs(here) != []


def test_a_text_with_another_word_is_hashed_again(tmp_path: Path) -> None:
    compare_texts(filed(4).store, tmp_path)
    changed = filed(4, last="新增的一句话")
    assert compare_texts(changed.store, tmp_path) == 1
    anew = filed(4, last="新增的一句话")
    compare_texts(anew.store)
    assert pairs(changed) == pairs(anew)


def test_without_reports_nothing_is_compared(tmp_path: Path) -> None:
    assert compare_texts(House().store, tmp_path) == 0
