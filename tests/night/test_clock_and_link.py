"""The clock set back, the link deleted, a build gone: the next night publishes, and nobody goes back to an older build."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from pipelines.night import lifecycle
from pipelines.night.verify.nightly import is_due
from pipelines.publish import builds, live_build
from pipelines.state import State
from tests.night.nights import ask, inbox_of, run_night

FIRST = "990101-qingyan-sifaju-2022.txt"
SECOND = "990101-qingyan-canlian-2023.txt"


class Ahead(datetime):
    """A clock that is a year ahead."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Ahead:
        late = datetime.now(tz) + timedelta(days=365)
        return cls.fromtimestamp(late.timestamp(), tz)


@pytest.mark.slow
def test_after_the_clock_was_set_back_the_newest_build_is_live(
    project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples, raw, warehouse = project_root / "raw" / "samples", tmp_path / "raw", tmp_path / "warehouse"
    inbox_of(raw, [samples / FIRST])
    with monkeypatch.context() as patched:
        patched.setattr(lifecycle, "datetime", Ahead)
        assert run_night(raw, warehouse).status == "published"
    early = live_build(warehouse)
    assert early is not None
    assert early.build_id[:4] == str((datetime.now(UTC) + timedelta(days=365)).year)
    inbox_of(raw, [samples / SECOND])
    assert run_night(raw, warehouse).status == "published"
    late = live_build(warehouse)
    assert late is not None
    assert [build.build_id for build in builds(warehouse)] == [early.build_id, late.build_id]
    assert {row["file_name"] for row in ask(warehouse, "SELECT file_name FROM core.documents")} == {
        FIRST,
        SECOND,
    }
    with State.open(warehouse) as state:
        first, second = state.runs()
        assert first.started_at > second.started_at
        assert (first.build_id, second.build_id) == (early.build_id, late.build_id)
        state.record_full_verification("ahead", 1, datetime.now(UTC) + timedelta(days=300))
        assert is_due(state, datetime.now(UTC))


@pytest.mark.slow
def test_a_deleted_link_and_a_deleted_build_come_back_with_the_next_night(
    project_root: Path, tmp_path: Path
) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "warehouse"
    inbox_of(raw, [project_root / "raw" / "samples" / FIRST])
    assert run_night(raw, warehouse).status == "published"
    (warehouse / "current").unlink()
    assert live_build(warehouse) is None
    assert run_night(raw, warehouse).status == "published"
    live = live_build(warehouse)
    assert live is not None
    shutil.rmtree(live.folder)
    assert live_build(warehouse) is None
    assert run_night(raw, warehouse).status == "published"
    assert len(ask(warehouse, "SELECT * FROM core.reports")) == 1
