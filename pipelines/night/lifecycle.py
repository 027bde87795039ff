"""The life of a run: its lock, its row in the ledger, its journal, its clock, its end.

Belongs here: what every run has, whatever it does: when it counts as crashed, who hears of it. Does not belong here: the hops
(run).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar
from uuid import uuid4

from pipelines.lexicon import load
from pipelines.night.child_memory import ChildMemory
from pipelines.night.clock import HopClock
from pipelines.night.engines import EngineWhenNeeded, with_chosen_workers
from pipelines.night.exhausted import say_exhausted
from pipelines.night.journal import note, open_journal
from pipelines.night.retention import forget_old, read_retention
from pipelines.night.settings import Settings
from pipelines.night.tell.alerts import deliver_alerts, tell_crash
from pipelines.state import Lock, RunStatus, State

R = TypeVar("R", bound="Run")


@dataclass
class Run:
    """One run on a warehouse. Open it with :meth:`open`."""

    settings: Settings
    state: State
    run_id: str
    started_at: datetime
    engine: EngineWhenNeeded
    status: RunStatus = "running"
    build_id: str | None = None
    failure: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    clock: HopClock = field(default_factory=HopClock)

    @classmethod
    @contextmanager
    def open(cls: type[R], settings: Settings, run_id: str | None = None) -> Iterator[R]:
        """Take the lock, note the run, and close it whatever happens. Raises LockHeld, ConfigurationError."""
        started_at = datetime.now(UTC)
        name = run_id or str(uuid4())
        with (
            Lock(settings.warehouse, f"xianjian {settings.trigger}", wait_seconds=settings.wait_seconds),
            State.open(settings.warehouse) as state,
            open_journal(settings.journals, name, started_at, trigger=settings.trigger),
            EngineWhenNeeded(settings) as engine,
            ChildMemory() as children,
        ):
            died = state.start_run(name, settings.trigger, started_at)
            for dead in died:
                tell_crash(state, dead.run_id, dead.trigger, "运行被中止 the run was killed")
            run = cls(settings, state, name, started_at, engine, clock=HopClock(children))
            try:
                run.settings = with_chosen_workers(settings)
                yield run
            finally:
                run._close(failed=sys.exc_info()[0] is not None)

    def note_failure(self, asset: str, error: BaseException) -> str:
        """Why a hop failed, for the alert on this run; the name of the hop: an asset asks for others, and may publish. A gate that
        closed is no failure."""
        hop = self.clock.broke_off
        named = f"{load('metrics')['hop'].get(hop, asset)} {hop}" if hop else asset
        if self.status == "running":
            self.failure = f"{named}: {type(error).__name__}: {error}"
            note("hop_failed", hop=hop or asset, exc_info=error)
        return named

    def _close(self, *, failed: bool) -> None:
        if self.status == "running" and not failed and self.failure is None:
            # some hops alone, asked for on the Dagster page: they did their part and published nothing
            self.status = "unchanged"
        elif self.status == "running":
            self.status = "crashed"
            why = self.failure or str(sys.exc_info()[1] or "运行中断 the run broke off")
            advice = say_exhausted(self.settings.warehouse, why)
            told = f"{why}；{advice}" if advice else why
            tell_crash(self.state, self.run_id, self.settings.trigger, told)
        counts = {name: value for name, value in self.counts.items() if isinstance(value, int)}
        counts |= self.clock.counts()
        self.state.finish_run(self.run_id, self.status, self.build_id, counts, datetime.now(UTC))
        note("run_finished", status=self.status, build_id=self.build_id, **counts)
        deliver_alerts(self.state)
        if self.failure is None:
            forget_old(self.settings, read_retention(self.settings), datetime.now(UTC))
