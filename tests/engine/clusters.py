"""A Dask cluster of real processes for tests: a scheduler and workers as an operator starts them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.engine.hosts import Host
from tests.system.processes import environment, session_of, wait_until

DASK = Path(sys.executable).parent / "dask"


@dataclass(slots=True)
class TestCluster:
    """``address`` of the scheduler; both are ended by the test."""

    __test__ = False

    address: str
    scheduler: subprocess.Popen[bytes]
    folder: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self, *options: str, host: Host | None = None, **settings: str) -> subprocess.Popen[bytes]:
        """Start one more worker with its nanny; it joins when it is ready."""
        told = ["worker", self.address, "--nthreads", "1", "--no-dashboard", *options]
        worker = _start(self.folder, *told, host=host, **settings)
        self.workers.append(worker)
        return worker

    def worker_process(self, number: int) -> int:
        """Process id of the worker under the nanny, where one runs: the one that has the tasks."""
        nanny = self.workers[number].pid
        found: list[int] = []

        def is_there() -> bool:
            found[:] = [p for p, line in session_of(nanny).items() if p != nanny and "spawn_main" in line]
            return bool(found)

        assert wait_until(is_there, 30), session_of(nanny)
        return found[0]


@contextmanager
def cluster(folder: Path, workers: int = 2, among: Sequence[Host] = ()) -> Iterator[TestCluster]:
    """A cluster on a free port of this machine, gone at the end with all that it has started. ``among``: the scheduler's host, and
    one for each worker; without any, all is here."""
    at = among[0].address if among else "127.0.0.1"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = ["scheduler", "--host", at, "--port", str(port), "--no-dashboard", "--no-show"]
    scheduler = _start(folder, *told, host=among[0] if among else None)
    running = TestCluster(f"tcp://{at}:{port}", scheduler, folder)
    try:
        assert wait_until(lambda: _answers(at, port), 30), "the scheduler does not start"
        places: Sequence[Host | None] = among[1:] or [None] * workers
        for host in places:
            running.add_worker(host=host)
        yield running
    finally:
        for process in (*running.workers, scheduler):
            for one in session_of(process.pid):
                _kill(one)
            process.wait(timeout=20)


def _start(folder: Path, *arguments: str, host: Host | None, **settings: str) -> subprocess.Popen[bytes]:
    root = str(Path(__file__).resolve().parents[2])
    with (folder / f"dask-{arguments[0]}.log").open("ab") as log:
        return subprocess.Popen(
            [*(host.command() if host else ()), DASK, *arguments],
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
            env=environment(PYTHONPATH=root, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1", **settings),
        )


def _answers(address: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((address, port)) == 0


def _kill(process: int) -> None:
    try:
        os.kill(process, 9)
    except ProcessLookupError:
        return
