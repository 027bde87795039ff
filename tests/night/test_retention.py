"""What is kept, and for how long: the settings say, and nothing that cannot be made again is ever removed."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from pipelines.assets.event_log import forget_runs
from pipelines.night.configuration import SETTINGS, ConfigurationError
from pipelines.night.retention import Retention, forget_old, read_retention
from pipelines.night.settings import Settings

NOW = datetime.now(UTC)


def test_recognised_pages_go_by_their_last_use_and_received_files_stay(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "raw", tmp_path / "warehouse")
    original = settings.original("ab" * 32)
    kept, gone = settings.recognised / "scan-a.json.gz", settings.recognised / "scan-b.json.gz"
    for path, days in ((original, 9000), (kept, 9), (gone, 11)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        at = (NOW - timedelta(days=days)).timestamp()
        os.utime(path, (at, at))
    forget_old(settings, Retention(recognised_days=0), NOW)
    assert gone.exists()
    forget_old(settings, Retention(recognised_days=10), NOW)
    assert not gone.exists()
    assert kept.exists()
    assert original.exists()


def test_limits_that_would_remove_everything_are_refused(tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path / "warehouse")
    assert read_retention(settings).builds == 14
    for text in ("builds = 0", "journals_days = -1"):
        (tmp_path / SETTINGS).write_text(f"[retention]\n{text}\n", encoding="utf-8")
        with pytest.raises(ConfigurationError, match=r"retention"):
            read_retention(settings)


def test_dagster_forgets_old_runs_and_keeps_young_ones_and_those_under_way() -> None:
    @dg.op
    def nothing() -> None: ...

    @dg.job
    def job() -> None:
        nothing()

    with dg.DagsterInstance.ephemeral() as instance:
        ended = job.execute_in_process(instance=instance).run_id
        under_way = instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED).run_id
        assert forget_runs(instance, 10, NOW) == 0
        assert forget_runs(instance, 0, NOW + timedelta(days=11)) == 0
        assert forget_runs(instance, 10, NOW + timedelta(days=11)) == 1
        assert instance.get_run_by_id(ended) is None
        assert instance.get_run_by_id(under_way) is not None
