"""Builds are immutable, complete, found by one link, and kept for a while."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.publish import (
    Inputs,
    Manifest,
    SealError,
    begin,
    builds,
    damaged_files,
    live_build,
    publish,
    refuse,
    seal,
)
from pipelines.store import Store
from tests.publish.candidates import AT, inputs, published, sealed


def test_a_build_has_database_parquet_and_manifest(tmp_path: Path) -> None:
    build = published(tmp_path, 7)
    assert build.build_id.startswith("20261120T180000Z-")
    assert build.build_id[-8:] == inputs().hash()[:8]
    names = {p.relative_to(build.folder).as_posix() for p in build.folder.rglob("*") if p.is_file()}
    assert names == {
        "xianjian.duckdb",
        "manifest.json",
        "datapackage.json",
        "parquet/core/facts.parquet",
        "parquet/mart/sums.parquet",
    }
    manifest = build.manifest()
    assert manifest.tables == {"core.facts": 100, "mart.sums": 1}
    assert manifest.inputs == inputs()
    assert damaged_files(build.folder) == ()
    table = pq.read_table(build.folder / "parquet/core/facts.parquet")
    assert table.column("amount_yuan")[0].as_py() == Decimal("7.00")


def test_current_is_a_relative_link_to_the_live_build(tmp_path: Path) -> None:
    build = published(tmp_path, 7)
    link = tmp_path / "current"
    assert str(link.readlink()) == f"builds/{build.build_id}"
    moved = tmp_path.with_name(tmp_path.name + "-moved")
    tmp_path.rename(moved)
    live = live_build(moved)
    assert live is not None
    assert live.build_id == build.build_id


def test_before_the_first_build_nothing_is_live(tmp_path: Path) -> None:
    assert live_build(tmp_path) is None
    assert builds(tmp_path) == ()


def test_a_refused_candidate_is_kept_and_changes_nothing(tmp_path: Path) -> None:
    live = published(tmp_path, 1)
    folder = refuse(sealed(tmp_path, 2))
    assert folder.name.endswith(".refused")
    assert live_build(tmp_path) == live
    with Store.open_read_only(folder / "xianjian.duckdb") as store:
        assert store.scalar("SELECT total FROM mart.sums") == 200
    assert [b.build_id for b in builds(tmp_path)] == [live.build_id]


def test_nothing_is_published_without_a_seal(tmp_path: Path) -> None:
    candidate = begin(tmp_path, inputs(), AT)
    with pytest.raises(SealError):
        publish(candidate)
    with pytest.raises(SealError):
        refuse(candidate)


def test_a_candidate_that_is_empty_on_disk_is_not_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate = begin(tmp_path, inputs(), AT)
    store = Store.create(candidate.database)
    store.execute("CREATE SCHEMA core; CREATE TABLE core.t AS SELECT 1 AS x")

    def lost(self: Store) -> None:
        self.close()
        candidate.database.unlink()
        Store.create(candidate.database).close()

    monkeypatch.setattr(Store, "checkpoint_and_close", lost)
    with pytest.raises(SealError, match=r"core\.t"):
        seal(candidate, store, AT)


def test_two_builds_in_one_second_have_two_ids(tmp_path: Path) -> None:
    first, second = published(tmp_path, 1), published(tmp_path, 2)
    assert first.build_id < second.build_id
    assert live_build(tmp_path) == second


def test_input_hash_is_the_inputs_alone(tmp_path: Path) -> None:
    one = Inputs({"a": "1", "b": "2"}, "c", "r", "d", False)
    assert one.hash() == Inputs({"b": "2", "a": "1"}, "c", "r", "d", False).hash()
    others = [
        replace(one, documents={"a": "1"}),
        replace(one, code_version="c2"),
        replace(one, rules_version="r2"),
        replace(one, decisions_version="d2"),
        replace(one, is_sample=True),
    ]
    assert len({one.hash(), *(other.hash() for other in others)}) == 6
    assert published(tmp_path, 1).manifest().input_hash == inputs().hash()


def test_old_builds_go_but_never_the_live_one(tmp_path: Path) -> None:
    ids = [published(tmp_path, n, keep=3).build_id for n in range(5)]
    assert [b.build_id for b in builds(tmp_path)] == ids[2:]
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to(f"builds/{ids[2]}")
    refuse(sealed(tmp_path, 9), keep=1)
    assert [b.build_id for b in builds(tmp_path)] == [ids[2]]


def test_the_live_build_stays_where_the_warehouse_is_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    alias = tmp_path / "alias"
    alias.symlink_to(tmp_path / "real")
    for number in range(3):
        live = published(alias, number, keep=1)
    assert [b.build_id for b in builds(alias)] == [live.build_id]


def test_leftovers_of_killed_runs_go_at_the_next_start(tmp_path: Path) -> None:
    live = published(tmp_path, 1)
    sealed(tmp_path, 2)
    (tmp_path / "builds" / "20200101T000000Z-00000000.removing").mkdir()
    (tmp_path / "builds" / "notes").mkdir()
    candidate = begin(tmp_path, inputs(), AT)
    assert {p.name for p in (tmp_path / "builds").iterdir()} == {
        live.build_id,
        candidate.folder.name,
        "notes",
    }


def test_damage_to_a_build_is_seen(tmp_path: Path) -> None:
    build = published(tmp_path, 1)
    (build.folder / "strange.txt").write_text("x", encoding="utf-8")
    (build.folder / "parquet/core/facts.parquet").write_bytes(b"PAR1")
    (build.folder / "parquet/mart/sums.parquet").unlink()
    assert damaged_files(build.folder) == (
        "parquet/core/facts.parquet",
        "parquet/mart/sums.parquet",
        "strange.txt",
    )


@pytest.mark.parametrize("text", ["", "{", "[]", '{"build_id": "x"}'])
def test_a_broken_manifest_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(SealError, match=r"manifest\.json"):
        Manifest.read(tmp_path)


def test_manifest_is_plain_json(tmp_path: Path) -> None:
    content = json.loads((published(tmp_path, 1).folder / "manifest.json").read_text(encoding="utf-8"))
    assert content["started_at"] == "2026-11-20T18:00:00+00:00"
    assert content["inputs"] == {"d1": "a" * 64}
    assert (content["code_version"], content["rules_version"], content["is_sample"]) == (
        "code1",
        "rules1",
        False,
    )
