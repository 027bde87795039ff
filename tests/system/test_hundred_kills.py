"""A hundred times ``kill -9`` at random moments of nights over a growing inbox: nothing is lost, nothing is doubled."""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path

import pytest

from pipelines.publish import live_build
from pipelines.store import Store
from tests.system.conftest import Published
from tests.system.processes import copy_of, counts_of_live_build, run, session_of, start, wait_until

KILLS, COMPLETED_EVERY, GROWN_EVERY = 100, 10, 5
OF_THE_RUNS = {"meta.runs", "meta.night_metrics", "quality.outbox", "quality.gate_limits"}
"""Tables that tell how the builds came about, and what the one before held."""
FIGURES = """
    SELECT d.file_name, f.report_id, f.category, f.stage, f.fact_year, f.statement_no, f.amount_yuan, f.is_current
    FROM core.budget_facts f JOIN core.report_versions v USING (version_id) JOIN core.documents d USING (document_id)
    ORDER BY ALL
"""


def _figures(warehouse: Path) -> list[dict[str, object]]:
    build = live_build(warehouse)
    assert build is not None
    with Store.open_read_only(build.database) as store:
        return store.rows(FIGURES)


@pytest.mark.ordeal
def test_a_hundred_kills_lose_and_double_nothing(published: Published, samples: Path, tmp_path: Path) -> None:
    seed = int(os.environ.get("XIANJIAN_KILLS_SEED") or random.randrange(10**6))
    chance = random.Random(seed)
    raw, spoilt = tmp_path / "raw", copy_of(published.warehouse, tmp_path / "spoilt")
    shutil.copytree(published.raw, raw)
    there = {path.name for path in raw.iterdir()}
    coming = sorted(path for path in samples.iterdir() if path.suffix != ".csv" and path.name not in there)
    chance.shuffle(coming)
    night = 20.0
    in_time = 0
    for number in range(1, KILLS + 1):
        if number % GROWN_EVERY == 1 and coming:
            shutil.copy(coming.pop(), raw)
        process = start("run", "--raw", raw, "--warehouse", spoilt, "--rebuild")
        time.sleep(chance.uniform(0.2, night))
        in_time += process.poll() is None
        process.kill()
        process.communicate(timeout=60)
        assert wait_until(lambda leader=process.pid: not session_of(leader), 20), (seed, number)  # type: ignore[misc]
        counts_of_live_build(spoilt)
        if number % COMPLETED_EVERY == 0:
            began = time.monotonic()
            again = run(raw, spoilt)
            night = max(time.monotonic() - began, 3.0)
            assert again.code == 0, (seed, number, again.text)
    assert in_time >= KILLS // 2, "most nights had ended before they were killed"
    untouched = copy_of(published.warehouse, tmp_path / "untouched")
    assert run(raw, untouched).code == 0
    found, expected = counts_of_live_build(spoilt), counts_of_live_build(untouched)
    apart = {name: (found[name], expected[name]) for name in expected if found[name] != expected[name]}
    assert set(apart) <= OF_THE_RUNS, (seed, apart)
    assert _figures(spoilt) == _figures(untouched), seed
