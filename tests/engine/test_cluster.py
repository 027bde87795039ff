"""A Dask cluster as an engine: real schedulers and workers, killed, starved, unlike and out of reach."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from pipelines.engine import (
    Done,
    Engine,
    EngineLost,
    EngineSettings,
    OutOfTimeError,
    WorkerDied,
    map_batches,
    open_engine,
)
from pipelines.engine.likeness import Likeness
from tests.engine.clusters import TestCluster, cluster
from tests.engine.tasks import Errand, fail, run, run_all, run_in_time, stamp

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestCluster]:
    """Two workers, shared by the tests that leave them well."""
    with cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield started


def _open(address: str, folder: Path, patience: float = 30.0) -> Engine:
    chosen = EngineSettings(cluster=address, patience_seconds=patience)
    return open_engine(chosen, Likeness.of(stamp, ("read", "extract"), folder), 2)


def _both_joined(engine: Engine, folder: Path) -> None:
    """Give the second worker the time to join."""
    (folder / "joined").mkdir()
    for n in range(100):
        list(engine.map(run, [Errand(n, folder / "joined")]))
        if engine.workers == 2:
            return
        time.sleep(0.1)
    raise AssertionError("only one worker joined")


def _map_until_lost(engine: Engine, errands: Iterable[Errand], act: Callable[[int], None]) -> str:
    """Work until the engine is lost, and ``act`` at each outcome; what people are told."""
    with pytest.raises(EngineLost) as lost:  # noqa: PT012 - raised while outcomes are awaited
        for number, _ in enumerate(engine.map(run, errands)):
            act(number)
    return str(lost.value)


def test_a_killed_worker_costs_its_tasks_one_more_try(running: TestCluster, tmp_path: Path) -> None:
    errands = [Errand(n, tmp_path, seconds=0.2) for n in range(24)]
    with _open(running.address, tmp_path) as engine:
        _both_joined(engine, tmp_path)
        done: list[Done[Errand, int]] = []
        for outcome in engine.map(run, errands):
            if len(done) == 4:
                os.kill(running.worker_process(0), signal.SIGKILL)
            done.append(outcome)
    assert sorted(d.value if d.value is not None else -1 for d in done) == list(range(24))
    assert not list(tmp_path.glob("probe*"))
    assert sum(e.begun() - 1 for e in errands) <= 3, "more than what the dead worker had was done again"


def test_a_task_that_kills_and_one_that_raises_cost_themselves_only(
    running: TestCluster, tmp_path: Path
) -> None:
    with _open(running.address, tmp_path) as engine:
        errands = [Errand(n, tmp_path, deadly=99 * (n == 3)) for n in range(12)]
        done = list(map_batches(engine, run_all, errands, 4))
        (lost,) = [d for d in done if d.error]
        assert isinstance(lost.error, WorkerDied)
        assert [e.number for e in lost.task] == [3]
        assert sorted(n for d in done for n in d.value or ()) == [n for n in range(12) if n != 3]
        raised = {d.task.number: d for d in engine.map(fail, [Errand(n, tmp_path) for n in range(4)])}
        assert [repr(raised[n].error) for n in (1, 3)] == ["ValueError(1)", "ValueError(3)"]
        assert [raised[n].value for n in (0, 2)] == [0, 2]


@pytest.mark.parametrize(("is_busy", "kind"), [(True, OutOfTimeError), (False, WorkerDied)])
def test_a_task_beyond_its_time_is_broken_off_or_costs_its_worker_and_no_other_task(
    tmp_path: Path, is_busy: bool, kind: type[Exception]
) -> None:
    errands = [Errand(n, tmp_path, seconds=30 * (n == 2), is_busy=is_busy) for n in range(8)]
    chosen = EngineSettings(cluster="local")
    with open_engine(chosen, Likeness.of(stamp, ("read",), tmp_path), 2) as engine:
        done = {d.task.number: d for d in engine.map(run_in_time, errands)}
    assert isinstance(done.pop(2).error, kind)
    assert {number: d.value for number, d in done.items()} == {n: n for n in range(8) if n != 2}


def test_a_task_beyond_the_memory_of_its_worker_costs_itself_only(tmp_path: Path) -> None:
    errands = [Errand(n, tmp_path, greed=600 * (n == 2)) for n in range(8)]
    chosen = EngineSettings(cluster="local", memory_mb=400)
    with open_engine(chosen, Likeness.of(stamp, ("read",), tmp_path), 2) as engine:
        done = {d.task.number: d for d in engine.map(run, errands)}
    assert isinstance(done.pop(2).error, WorkerDied)
    assert {number: d.value for number, d in done.items()} == {n: n for n in range(8) if n != 2}


def test_a_killed_scheduler_ends_the_work_soon_and_says_so(tmp_path: Path) -> None:
    errands = [Errand(n, tmp_path, seconds=0.1) for n in range(200)]
    with cluster(tmp_path, workers=1) as started:
        began = time.monotonic()
        with _open(started.address, tmp_path, patience=5) as engine:
            said = _map_until_lost(
                engine, errands, lambda n: os.kill(started.scheduler.pid, signal.SIGKILL) if n == 3 else None
            )
        assert time.monotonic() - began < 60
    assert said.startswith("与 Dask 调度器的连接断了")
    assert "lost the Dask scheduler" in said


def test_workers_that_are_all_gone_are_not_waited_for_for_ever(tmp_path: Path) -> None:
    errands = [Errand(n, tmp_path, seconds=0.1) for n in range(400)]
    with cluster(tmp_path, workers=1) as started, _open(started.address, tmp_path, patience=12) as engine:
        said = _map_until_lost(engine, errands, lambda _: started.workers[0].terminate())
    assert "没有任何 worker" in said


def test_a_scheduler_out_of_reach_or_without_workers_is_refused_in_time(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        for unreachable in (address, "tcp://127.0.0.1:9"):
            began = time.monotonic()
            with pytest.raises(EngineLost, match=rf"连不上 Dask 调度器 {unreachable}.*does not answer"):
                _open(unreachable, tmp_path, patience=1)
            assert time.monotonic() - began < 20
    with (
        cluster(tmp_path, workers=0) as started,
        pytest.raises(EngineLost, match=r"没有任何 worker.*no workers"),
    ):
        _open(started.address, tmp_path, patience=1)


def test_what_answers_and_is_no_scheduler_is_told(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        def answer() -> None:
            call, _ = other.accept()
            call.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        with pytest.raises(EngineLost, match="不是 Dask 调度器"):
            _open(f"tcp://127.0.0.1:{other.getsockname()[1]}", tmp_path, patience=5)
    with pytest.raises(EngineLost, match="连不上 Dask 调度器 no such://"):
        _open("no such://", tmp_path, patience=1)


def test_a_worker_of_another_version_or_another_folder_is_named(
    running: TestCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster(tmp_path, workers=0) as started:
        started.add_worker(TEST_PROGRAM="yesterday")
        with pytest.raises(
            EngineLost, match=r"tcp://127\.0\.0\.1:\d+：程序版本不同：read 的指纹是 read-yesterday"
        ):
            _open(started.address, tmp_path)
    likeness = Likeness.of(stamp, ("read",), tmp_path / "warehouse")
    monkeypatch.setattr(Likeness, "put_probe", lambda _: None)  # as where another folder is mounted
    with pytest.raises(EngineLost, match=r"warehouse 不是同一个文件夹"):
        open_engine(EngineSettings(cluster=running.address), likeness, 2)


def test_a_worker_of_another_version_that_joins_later_does_no_work(tmp_path: Path) -> None:
    errands = [Errand(n, tmp_path, seconds=0.1) for n in range(400)]
    with cluster(tmp_path, workers=1) as started, _open(started.address, tmp_path) as engine:
        started.add_worker(TEST_PROGRAM="yesterday")
        said = _map_until_lost(engine, errands, lambda _: None)
        ours = started.worker_process(0)
    assert "程序版本不同" in said
    assert {int(pid) for path in tmp_path.glob("[0-9]*") for pid in path.read_text().split()} == {ours}
