"""The lake on a real PostgreSQL: one build at a time for its readers, whatever happens to the publisher or the server."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.night.settings import ROOT
from pipelines.store import Lake, LakeError, LakePlace, Store
from pipelines.store.lake_copy import copy_build
from pipelines.store.lake_folder import MARK
from tests.lake.small_builds import marks, small_build
from tests.postgres import Postgres

pytestmark = pytest.mark.slow

DIES = """
import os, signal, sys
from pathlib import Path
from pipelines.store import Lake, LakePlace, Store, lake_copy
run = Store._run
def dying(self, sql, params):
    if sys.argv[4] in sql and sys.argv[5] == "before": os.kill(os.getpid(), signal.SIGKILL)
    done = run(self, sql, params)
    if sys.argv[4] in sql: os.kill(os.getpid(), signal.SIGKILL)
    return done
Store._run = dying
with Lake.open(LakePlace(sys.argv[1], sys.argv[2])) as lake:
    lake.publish(Path(sys.argv[3]), "two")
"""


def _publish(place: LakePlace, build: Path) -> None:
    with Lake.open(place) as lake:
        lake.publish(build, build.stem)


def _seen(place: LakePlace) -> tuple[str | None, list[str]]:
    with Lake.open_read_only(place) as lake:
        return lake.shown(), marks(lake)


def _files(place: LakePlace) -> int:
    return sum(1 for _ in Path(place.data).rglob("*.parquet"))


def test_readers_see_one_build_whole_while_others_are_published(place: LakePlace, tmp_path: Path) -> None:
    builds = [small_build(tmp_path, mark, rows) for mark, rows in (("one", 20), ("two", 70), ("three", 5))]
    _publish(place, builds[0])
    seen: list[list[str]] = []
    done = threading.Event()

    def read() -> None:
        with Lake.open_read_only(place) as lake:
            while not done.is_set():
                seen.append(marks(lake))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    with Lake.open(place) as lake:
        for build in (*builds[1:], *builds):
            lake.publish(build, build.stem)
    done.set()
    for reader in readers:
        reader.join()
    assert all(len(found) == 1 for found in seen), "a mixed view"
    assert {found[0] for found in seen} == {"one", "two", "three"}


def test_a_reader_in_a_transaction_keeps_its_build_to_the_end(place: LakePlace, tmp_path: Path) -> None:
    one, two = small_build(tmp_path, "one"), small_build(tmp_path, "two")
    _publish(place, one)
    with Lake.open_read_only(place) as reader, Lake.open(place) as writer:
        reader.store.execute("BEGIN")
        assert reader.store.scalar("SELECT any_value(mark) FROM core.reports") == "one"
        writer.publish(two, "two")
        writer.forget(1)
        assert marks(reader) == ["one"]
        assert reader.shown() == "one"
        reader.store.execute("COMMIT")
        assert marks(reader) == ["two"]


def test_a_killed_publisher_leaves_the_old_build_or_the_new_one(place: LakePlace, tmp_path: Path) -> None:
    one, two = small_build(tmp_path, "one"), small_build(tmp_path, "two")
    moments = [
        ('CREATE TABLE "core"."reports"', "after", "one"),
        ("COMMENT ON COLUMN", "after", "one"),
        ("COMMIT", "before", "one"),
        ("COMMIT", "after", "two"),
    ]
    with Lake.open(place) as lake:
        for statement, when, left in moments:
            lake.publish(one, "one")
            command = [sys.executable, "-c", DIES, place.catalog, place.data, str(two), statement, when]
            died = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
            assert died.returncode == -9
            assert (lake.shown(), marks(lake)) == (left, [left]), (statement, when)
        lake.publish(two, "two")
        assert (lake.shown(), marks(lake)) == ("two", ["two"])


def _at_once_after_copying(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    copy = copy_build

    def copied(store: Store) -> int:
        rows = copy(store)
        monkeypatch.setattr("pipelines.store.lake.copy_build", copy)
        happens()
        return rows

    monkeypatch.setattr("pipelines.store.lake.copy_build", copied)


def test_postgres_restarted_between_and_during_publications(
    place: LakePlace, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = small_build(tmp_path, "one"), small_build(tmp_path, "two")
    _publish(place, one)
    postgres.restart()
    assert _seen(place) == ("one", ["one"])
    _at_once_after_copying(monkeypatch, postgres.restart)
    with pytest.raises(LakeError, match="没有换成新版"):
        _publish(place, two)
    assert _seen(place) == ("one", ["one"])
    _publish(place, two)
    assert _seen(place) == ("two", ["two"])


def test_old_snapshots_go_with_their_files_and_what_a_kill_left(
    place: LakePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = [small_build(tmp_path, f"b{number}") for number in range(4)]
    with Lake.open(place) as lake:
        for build in builds:
            lake.publish(build, build.stem)
        per_build = _files(place) // 4
        stray = Path(place.data) / "core" / "left-by-a-kill.parquet"
        stray.write_bytes(b"PAR1")
        assert lake.forget(2) == 3  # two builds, and the empty lake at the beginning
        assert _files(place) == 4 * per_build + 1, "a query may still read them"
        monkeypatch.setattr("pipelines.store.lake._GRACE", "INTERVAL 0 SECOND")
        lake.forget(2)
        assert _files(place) == 2 * per_build
        assert [snapshot.build_id for snapshot in lake.snapshots()] == ["b3", "b2"]
        kept = lake.snapshots()[-1].snapshot_id
        assert lake.store.scalar(f"SELECT any_value(mark) FROM core.reports AT (VERSION => {kept})") == "b2"
    assert (Path(place.data) / MARK).is_file()


def test_a_value_that_parquet_would_round_is_never_published(place: LakePlace, tmp_path: Path) -> None:
    more = "CREATE TABLE core.big AS SELECT 9007199254740993::HUGEINT AS n"  # 2^53 + 1, which no DOUBLE holds
    with Lake.open(place) as lake:
        lake.publish(small_build(tmp_path, "one"), "one")
        with pytest.raises(LakeError, match=r"core.*big"):
            lake.publish(small_build(tmp_path, "two", more=more), "two")
        assert (lake.shown(), marks(lake)) == ("one", ["one"])


def test_a_folder_that_is_not_the_lakes_own_is_refused(place: LakePlace, tmp_path: Path) -> None:
    folder = Path(place.data)
    folder.mkdir()
    (folder / "somebody.parquet").write_bytes(b"x")
    with pytest.raises(LakeError, match="not empty"):
        Lake.open(place)
    (folder / "somebody.parquet").unlink()
    Lake.open(place).store.close()
    folder.rename(tmp_path / "elsewhere")
    folder.mkdir()  # a mount point without its share
    with pytest.raises(LakeError, match="not mounted"):
        Lake.open(place)
    assert not list(folder.iterdir())
