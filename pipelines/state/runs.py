"""The history of runs. Belongs here: table ``runs``. Does not belong here: what a run does (night)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pipelines.state.database import Database, to_text, to_time, to_time_or_none, without_zone
from pipelines.state.records import RunRecord, RunRow


class Runs(Database):
    """Table ``runs``."""

    def start_run(self, run_id: str, trigger: str, at: datetime) -> tuple[RunRecord, ...]:
        """Open a run; the caller holds the lock.

        Returns the runs that are found unfinished: as nobody else can hold the lock, they died, and are marked
        ``crashed``. Raises sqlite3.IntegrityError for a run id that was used before.
        """
        with self.transaction():
            dead = self._execute(
                "UPDATE runs SET status = 'crashed' WHERE status = 'running' RETURNING *"
            ).fetchall()
            self._execute(
                "INSERT INTO runs (run_id, trigger, started_at, status) VALUES (?, ?, ?, 'running')",
                (run_id, trigger, to_text(at)),
            )
        return tuple(sorted((_run(row) for row in dead), key=lambda run: run.started_at))

    def finish_run(
        self,
        run_id: str,
        status: Literal["published", "unchanged", "gate_closed", "crashed"],
        build_id: str | None,
        counts: Mapping[str, int],
        at: datetime,
    ) -> None:
        """Close a run. Raises KeyError where there is none of that id still open."""
        done = self._execute(
            "UPDATE runs SET status = ?, build_id = ?, counts = ?, finished_at = ? "
            "WHERE run_id = ? AND status = 'running'",
            (status, build_id, json.dumps(dict(counts), ensure_ascii=False), to_text(at), run_id),
        )
        if done.rowcount != 1:
            raise KeyError(run_id)

    def runs(self) -> tuple[RunRecord, ...]:
        """All runs in the order in which they began, also where the clock was set back between them."""
        return tuple(_run(row) for row in self._execute("SELECT * FROM runs ORDER BY rowid"))

    def run_rows(self) -> tuple[RunRow, ...]:
        """All runs as rows of ``meta.runs``."""
        return tuple(
            RunRow(
                run.run_id,
                run.trigger,
                without_zone(run.started_at),
                None if run.finished_at is None else without_zone(run.finished_at),
                None if run.status == "running" else run.status,
                run.build_id,
            )
            for run in self.runs()
        )


def _run(row: sqlite3.Row) -> RunRecord:
    values = dict(row)
    values["started_at"] = to_time(values["started_at"])
    values["finished_at"] = to_time_or_none(values["finished_at"])
    values["counts"] = json.loads(values["counts"])
    return RunRecord(**values)
