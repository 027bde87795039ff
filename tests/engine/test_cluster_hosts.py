"""A Dask cluster over several hosts: nothing of it leans on loopback, and a host that is cut off costs its tasks one more try."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipelines.engine import Done, EngineLost, EngineSettings, open_engine
from pipelines.engine.likeness import Likeness
from tests.engine.clusters import cluster
from tests.engine.hosts import hosts
from tests.engine.tasks import Errand, run, stamp

pytestmark = pytest.mark.slow

SECONDS = 150
"""Dask gives up a silent peer after its own timeouts of 30 seconds or so."""


def test_a_host_that_is_cut_off_loses_no_task_and_none_is_done_twice_over(tmp_path: Path) -> None:
    with hosts(3) as among, cluster(tmp_path, among=among) as started:
        chosen = EngineSettings(cluster=started.address, patience_seconds=60)
        with open_engine(chosen, Likeness.of(stamp, ("read", "extract"), tmp_path), 2) as engine:
            for n in range(100):
                list(engine.map(run, [Errand(1000 + n, tmp_path)]))
                if engine.workers == 2:
                    break
                time.sleep(0.1)
            assert engine.workers == 2
            errands = [Errand(n, tmp_path, seconds=0.2) for n in range(24)]
            done: list[Done[Errand, int]] = []
            began = time.monotonic()
            for outcome in engine.map(run, errands):
                if len(done) == 4:
                    among[2].cut_off()
                done.append(outcome)
    assert sorted(d.value if d.value is not None else -1 for d in done) == list(range(24))
    assert time.monotonic() - began < SECONDS


def test_a_scheduler_whose_host_is_cut_off_ends_the_work_and_says_so(tmp_path: Path) -> None:
    with hosts(2) as among, cluster(tmp_path, among=among) as started:
        chosen = EngineSettings(cluster=started.address, patience_seconds=10)
        began = time.monotonic()
        with open_engine(chosen, Likeness.of(stamp, ("read",), tmp_path), 2) as engine:
            errands = [Errand(n, tmp_path, seconds=0.1) for n in range(400)]
            with pytest.raises(EngineLost, match="Dask"):  # noqa: PT012 - raised while outcomes are awaited
                for number, _ in enumerate(engine.map(run, errands)):
                    if number == 3:
                        among[0].cut_off()
        assert time.monotonic() - began < SECONDS
