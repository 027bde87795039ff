"""Processes of this machine: what a death costs, and that results are all there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.engine import (
    EngineLost,
    EngineSettings,
    Here,
    Pool,
    WorkerDied,
    map_batches,
    open_engine,
    stream_tasks,
)
from pipelines.engine.likeness import Likeness
from tests.engine.tasks import Errand, fail, run, run_all, stamp
from tests.system.processes import session_of, wait_until

PARENT = """
import sys
from pathlib import Path
from pipelines.engine import Pool
from tests.engine.tasks import Errand, run
if __name__ == "__main__":
    with Pool(2) as engine:
        for done in engine.map(run, [Errand(n, Path(sys.argv[1]), seconds=n) for n in (0, 60, 0, 60)]):
            print(done.value, flush=True)
"""


def test_one_killed_process_costs_one_more_try_of_its_task_and_nothing_else(tmp_path: Path) -> None:
    errands = [Errand(n, tmp_path, deadly=int(n == 5), seconds=0.01) for n in range(16)]
    with Pool(2) as engine:
        done = list(engine.map(run, errands))
    assert sorted(d.value or 0 for d in done) == list(range(16))
    assert not [d for d in done if d.error]
    assert {e.number: e.begun() for e in errands} == {n: 2 if n == 5 else 1 for n in range(16)}


def test_a_task_that_kills_whatever_runs_it_costs_itself_only(tmp_path: Path) -> None:
    errands = [Errand(n, tmp_path, deadly=9 * (n == 3)) for n in range(8)]
    with Pool(2) as engine:
        done = {d.task.number: d for d in engine.map(run, errands)}
    assert isinstance(done.pop(3).error, WorkerDied)
    assert {number: d.value for number, d in done.items()} == {n: n for n in range(8) if n != 3}


def test_a_stream_goes_on_in_order_after_a_death(tmp_path: Path) -> None:
    done = list(stream_tasks(run, (Errand(n, tmp_path, deadly=9 * (n == 2)) for n in range(8)), workers=2))
    assert [d.task.number for d in done] == list(range(8))
    assert [d.value for d in done] == [0, 1, None, 3, 4, 5, 6, 7]


@pytest.mark.slow
def test_a_stream_takes_few_tasks_ahead(tmp_path: Path) -> None:
    taken = 0

    def errands() -> Iterator[Errand]:
        nonlocal taken
        for number in range(30):
            taken += 1
            yield Errand(number, tmp_path, seconds=0.3 if number == 0 else 0.0)

    ahead = [taken - done.task.number for done in stream_tasks(run, errands(), workers=2)]
    assert len(ahead) == 30
    assert max(ahead) <= 7


@pytest.mark.slow
def test_of_a_batch_the_task_that_kills_is_found(tmp_path: Path) -> None:
    errands = [Errand(n, tmp_path, deadly=99 * (n == 11)) for n in range(20)]
    with Pool(2) as engine:
        done = list(map_batches(engine, run_all, errands, 10))
    (lost,) = [d for d in done if d.error]
    assert isinstance(lost.error, WorkerDied)
    assert [e.number for e in lost.task] == [11]
    assert sorted(n for d in done for n in d.value or ()) == [n for n in range(20) if n != 11]


def test_batches_are_even_and_the_same_whoever_works_on_them(tmp_path: Path) -> None:
    errands = [Errand(n, tmp_path) for n in range(11)]
    with Here() as here, Pool(2) as pool:
        cut = [sorted(len(d.task) for d in map_batches(e, run_all, errands, 5)) for e in (here, pool)]
        assert list(map_batches(here, run_all, [], 5)) == []
    assert cut == [[3, 4, 4], [3, 4, 4]]


def test_what_a_task_raises_is_its_outcome(tmp_path: Path) -> None:
    errands = [Errand(n, tmp_path) for n in range(6)]
    with Here() as here, Pool(2) as pool:
        for engine in (here, pool):
            done = {d.task.number: d for d in engine.map(fail, errands)}
            assert [repr(done[n].error) for n in (1, 3, 5)] == [f"ValueError({n})" for n in (1, 3, 5)]
            assert [done[n].value for n in (0, 2, 4)] == [0, 2, 4]


@pytest.mark.slow
def test_a_map_that_is_given_up_leaves_nothing_to_the_next_one(tmp_path: Path) -> None:
    with Pool(2) as engine:
        next(engine.map(run, [Errand(n, tmp_path, seconds=0.05) for n in range(6)]))
        assert sorted(d.value or 0 for d in engine.map(run, [Errand(n, tmp_path) for n in (10, 11, 12)])) == [
            10,
            11,
            12,
        ]


@pytest.mark.slow
def test_processes_end_with_a_parent_that_was_killed(tmp_path: Path, project_root: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen(
        [sys.executable, script, tmp_path],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(project_root)},
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == "0\n"
    assert len(session_of(parent.pid)) >= 3
    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate(timeout=20)
    assert wait_until(lambda: not session_of(parent.pid), 10, pause=0.05), session_of(parent.pid)


def test_an_engine_that_is_named_wrongly_is_refused_with_what_can_be_named(tmp_path: Path) -> None:
    likeness = Likeness.of(stamp, ("read",), tmp_path)
    with pytest.raises(EngineLost, match=r"\[engine\] cluster = 'dask'.*local.*tcp://"):
        open_engine(EngineSettings(cluster="dask"), likeness, 2)
    assert open_engine(EngineSettings(workers=3), likeness, 2).workers == 3
    assert open_engine(EngineSettings(), likeness, 2).workers == 2
    assert isinstance(open_engine(EngineSettings(workers=1), likeness, 2), Here)
