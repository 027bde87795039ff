"""The night as a Dagster resource: opened once a run, closed whatever happens.

Belongs here: the configuration that a run may carry. Does not belong here: what a night does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
from pydantic import PrivateAttr

from pipelines.assets.event_log import forget_runs
from pipelines.night.retention import read_retention
from pipelines.night.run import Night
from pipelines.night.settings import Redo, Settings


class NightResource(dg.ConfigurableResource["NightResource"]):
    """``raw`` and ``warehouse``: folders; ``rebuild``: read and build all again;
    ``redo_county``, ``redo_year``: read the reports of this county, year or both again; ``trigger``: who started the run;
    ``wait_seconds``: how long a run waits for another one, such as a person's, before it fails."""

    raw: str
    warehouse: str
    rebuild: bool = False
    redo_county: str | None = None
    redo_year: int | None = None
    trigger: str = "dagster"
    wait_seconds: float = 3600.0

    _night: Night | None = PrivateAttr(default=None)

    @property
    def settings(self) -> Settings:
        """The settings of the night."""
        is_redo = self.redo_county is not None or self.redo_year is not None
        return Settings(
            Path(self.raw),
            Path(self.warehouse),
            self.rebuild,
            self.trigger,
            wait_seconds=self.wait_seconds,
            redo=Redo(self.redo_county, self.redo_year) if is_redo else None,
        )

    @property
    def night(self) -> Night:
        """The open night of this run."""
        if self._night is None:
            raise RuntimeError("the night is open only while a run goes on")
        return self._night

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[NightResource]:
        """Take the lock and open the run; close both at the end, also when a hop fails."""
        run_id = context.run.run_id if context.run else None
        with Night.open(self.settings, run_id) as night:
            self._night = night
            yield self
        if context.instance is not None and night.failure is None:
            forget_runs(context.instance, read_retention(self.settings).events_days, datetime.now(UTC))
