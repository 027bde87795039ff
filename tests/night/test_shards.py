"""A document is in one shard only, whenever the night before was killed: no figure is ever counted twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.model.codec import decode
from pipelines.night.extract import facts
from pipelines.night.read import reading
from pipelines.night.run import Night
from pipelines.night.settings import Settings
from tests.night.nights import inbox_of

FILES = (
    "990101-qingyan-sifaju-2022.txt",
    "990101-qingyan-canlian-2023.txt",
    "990102-qihe-minzhengju-2024.txt",
)


class Killed(BaseException):
    """As if the process were gone."""


def _figures(settings: Settings) -> Counter[str]:
    """How often each figure stands in the shards that a night would load."""
    with Night.open(settings) as night:
        shards = night.facts.shards
    return Counter(
        fact_id
        for shard in shards
        for fact_id in pq.read_table(settings.shards / shard / "budget_facts.parquet")["fact_id"].to_pylist()
    )


@pytest.mark.parametrize("hop", ["read", "extract"])
def test_a_rebuild_killed_between_two_documents_doubles_nothing(
    project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hop: str
) -> None:
    samples = project_root / "raw" / "samples"
    settings = Settings(
        inbox_of(tmp_path / "raw", [samples / name for name in FILES]), tmp_path / "warehouse"
    )
    before = _figures(settings)
    assert len(before) > 20
    assert set(before.values()) == {1}
    module, step = (reading, "_note_read") if hop == "read" else (facts, "_keep")
    done = getattr(module, step)

    def die_after(*given: object) -> None:
        done(*given)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(facts, "BATCH", 1)
        patched.setattr(module, step, die_after)
        again = Settings(settings.raw, settings.warehouse, rebuild=True)
        with pytest.raises(Killed), Night.open(again) as night:
            night.extract()
    assert _figures(settings) == before


@pytest.mark.parametrize("damage", [b"", b"\0" * 300, None], ids=["empty", "zeros", "gone"])
def test_what_a_loss_of_power_left_half_written_is_read_again_where_it_is_needed(
    project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | None
) -> None:
    samples = project_root / "raw" / "samples"
    settings = Settings(
        inbox_of(tmp_path / "raw", [samples / name for name in FILES]), tmp_path / "warehouse"
    )
    before = _figures(settings)
    stored = next(settings.documents.glob("*/*/document.json.gz"))
    if damage is None:
        stored.unlink()
    else:
        stored.write_bytes(damage)
    monkeypatch.setattr(facts, "stage_stamp", lambda stage: "of another program")
    assert _figures(settings) == before
    assert decode(stored.read_bytes()).text
