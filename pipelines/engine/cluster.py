"""A Dask cluster as an engine: one of its own on this machine, or one that a scheduler's address names.

Belongs here: Dask, and what its faults mean. Does not belong here: bringing a cluster up elsewhere (docs/operations.md).
Dask gives the tasks of a dead worker to another one, and blames all of them: those it gave up are tried once more, each
alone on the cluster, so that no task pays for its neighbour.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final, Self

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, get_worker, wait
from distributed.comm.core import CommClosedError

from pipelines.engine.interface import Done, Engine, EngineLost, Outcomes, WorkerDied
from pipelines.engine.knock import knock
from pipelines.engine.likeness import Likeness, complaint_once

RETRIES: Final = 2
"""Of a task that raises: shared storage may have been out of reach for a moment."""
LOCAL_DEATHS: Final = 1
"""How many deaths of its worker a task survives before our own cluster gives it up."""
_LOOK_SECONDS: Final = 10.0
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class _Unlike:
    """The answer of a worker that joined during the night and runs another program or sees another folder. It is no
    exception: Dask would try the task again, on the same worker perhaps."""

    complaint: str


@dataclass(frozen=True, slots=True)
class _Job:
    """A task under way. ``is_suspect``: workers died while they had it."""

    number: int
    function: Callable[[Any], Any]
    task: Any
    is_suspect: bool = False


class Cluster(Engine):
    """Workers that a scheduler knows, each of which sees our folders under the same paths."""

    is_cluster = True

    def __init__(
        self, client: Client, likeness: Likeness, patience_seconds: float, own: LocalCluster | None = None
    ) -> None:
        self._client: Any = client  # Dask's own annotations are partial
        self._likeness = likeness
        self._patience = patience_seconds
        self._own: Any = own
        self._under_way: dict[Future[Any], _Job] = {}
        self._suspects: deque[_Job] = deque()
        self._seen = time.monotonic()
        self._workers = 1
        self._is_lost = False

    @classmethod
    def local(cls, workers: int, memory_mb: int, likeness: Likeness, patience_seconds: float) -> Self:
        """A scheduler and ``workers`` processes on this machine, gone with the engine. Raises EngineLost."""
        with dask.config.set({"distributed.scheduler.allowed-failures": LOCAL_DEATHS}):
            own = LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                memory_limit=memory_mb * 1024**2,
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            )
        return cls._ready(own.scheduler_address, likeness, patience_seconds, own)

    @classmethod
    def at(cls, address: str, likeness: Likeness, patience_seconds: float) -> Self:
        """The cluster of this scheduler. Raises EngineLost."""
        return cls._ready(address, likeness, patience_seconds, None)

    @classmethod
    def _ready(
        cls, address: str, likeness: Likeness, patience_seconds: float, own: LocalCluster | None
    ) -> Self:
        try:
            knock(address, patience_seconds)
            client = Client(  # type: ignore[no-untyped-call]
                address, timeout=patience_seconds, set_as_default=False
            )
        except (OSError, ValueError) as error:
            if own is not None:
                own.close()
            raise EngineLost(
                f"连不上 Dask 调度器 {address}（等了 {patience_seconds:g} 秒）：{error} / the scheduler does not answer"
            ) from error
        engine = cls(client, likeness, patience_seconds, own)
        try:
            likeness.put_probe()
            engine._examine()
        except (EngineLost, OSError):
            engine.close()
            raise
        return engine

    @property
    def workers(self) -> int:
        """As many as the cluster has threads now, at least one."""
        return self._workers

    @property
    def under_way(self) -> int:
        """Twice as many as run, so that no worker waits for us."""
        return 2 * self._workers

    def begin(self, number: int, function: Callable[[Any], Any], task: Any) -> None:  # noqa: ANN401
        """Hand the task to the scheduler."""
        self._submit(_Job(number, function, task))

    def finished(self) -> Outcomes:
        """The tasks that are finished. Raises EngineLost where scheduler or workers are gone."""
        outcomes: list[tuple[int, Done[Any, Any]]] = []
        while not outcomes:
            if not self._under_way:
                self._submit(self._suspects.popleft())
            for future in self._wait():
                job = self._under_way.pop(future)
                outcome = self._outcome(future, job)
                if outcome is not None:
                    outcomes.append((job.number, outcome))
        return outcomes

    def drop(self) -> None:
        """Ask the scheduler to forget them."""
        if self._under_way and not self._is_lost:
            with self._told():
                self._client.cancel(list(self._under_way), force=True)
        self._under_way.clear()
        self._suspects.clear()

    def close(self) -> None:
        """Leave the cluster; end our own."""
        try:
            self.drop()
        finally:
            self._likeness.take_probe()
            self._client.close(timeout=_LOOK_SECONDS)
            if self._own is not None:
                self._own.close()

    def _submit(self, job: _Job) -> None:
        with self._told():
            future = self._client.submit(
                _work, self._likeness, job.function, job.task, retries=RETRIES, pure=False
            )
        self._under_way[future] = job

    def _wait(self) -> set[Future[Any]]:
        """The futures that are finished, none where it took long; looks after the cluster meanwhile."""
        self._look()
        with self._told(), self._client.as_current():
            try:
                done: set[Future[Any]] = wait(  # type: ignore[no-untyped-call]
                    list(self._under_way), timeout=_LOOK_SECONDS, return_when="FIRST_COMPLETED"
                ).done
            except TimeoutError:
                return set()
        return done

    def _outcome(self, future: Future[Any], job: _Job) -> Done[Any, Any] | None:
        """None: the task has to be done again."""
        with self._told():
            error = future.exception()  # type: ignore[no-untyped-call]
            if isinstance(error, CancelledError):
                raise error
            if error is None:
                try:
                    value = future.result(timeout=_LOOK_SECONDS)
                except TimeoutError:  # the worker that kept the value is gone, and Dask does the task again
                    self._under_way[future] = job
                    return None
                if isinstance(value, _Unlike):
                    raise EngineLost(value.complaint)
                return Done(job.task, value, None)
        if not isinstance(error, KilledWorker):
            return Done(job.task, None, error)
        if not job.is_suspect:
            self._suspects.append(replace(job, is_suspect=True))
            return None
        died = WorkerDied(f"处理它的进程一再中止（内存不足，或被结束） / its workers died: {error}")
        died.__cause__ = error
        return Done(job.task, None, died)

    def _look(self) -> None:
        """How many workers there are. Raises EngineLost where there are none for longer than our patience."""
        with self._told():
            asked = self._client.scheduler.ncores
            threads = sum(self._client.sync(asked, callback_timeout=self._patience).values())
        now = time.monotonic()
        if threads:
            self._seen, self._workers = now, threads
        elif now - self._seen > self._patience:
            raise EngineLost(
                f"Dask 集群已 {now - self._seen:.0f} 秒没有任何 worker，做完的已记入台账，恢复后再运行一次即可"
                " / the cluster has no workers; what is done is kept, run again"
            )

    def _examine(self) -> None:
        """Wait for a first worker and ask all of them whether they are like us. Raises EngineLost."""
        with self._told():
            try:
                self._client.wait_for_workers(1, timeout=self._patience)
            except TimeoutError as error:
                raise EngineLost(
                    f"Dask 调度器 {self._client.scheduler.address} 没有任何 worker（等了 {self._patience:g} 秒）"
                    " / the scheduler has no workers"
                ) from error
            answers = self._client.run(Likeness.complaint, self._likeness, on_error="return")
        unlike = [f"{address}：{said}" for address, said in sorted(answers.items()) if said is not None]
        if unlike:
            more = f"（共 {len(unlike)} 个 in all）" if len(unlike) > _NAMED else ""
            raise EngineLost("；".join(unlike[:_NAMED]) + more)
        self._look()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What Dask raises when its scheduler is gone, as one error for people."""
        try:
            yield
        except (CancelledError, CommClosedError, OSError) as error:
            self._is_lost = True
            raise EngineLost(
                "与 Dask 调度器的连接断了（调度器被停掉，或网络中断），做完的已记入台账，恢复后再运行一次即可"
                f" / lost the Dask scheduler; what is done is kept, run again: {error}"
            ) from error


def _work(likeness: Likeness, function: Callable[[Any], Any], task: Any) -> Any:  # noqa: ANN401
    """Run by a worker. One that has joined after the start of the night compares itself first."""
    complaint = complaint_once(likeness)
    return function(task) if complaint is None else _Unlike(f"{get_worker().address}：{complaint}")
