"""Alerts from the daemon: runs that died, and messages that wait in the outbox.

Belongs here: two sensors. Does not belong here: what a message says and how it is sent (alert). A closed gate is told
by the night itself and is no failed run.
"""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from pipelines.assets.redo import redo_year
from pipelines.assets.schedule import nightly
from pipelines.night.heartbeat import mark_daemon
from pipelines.night.tell.alerts import deliver_waiting, tell_run_failure


def failed_run_sensor(raw: Path, warehouse: Path) -> dg.SensorDefinition:
    """Tells of runs that failed or were killed."""

    @dg.run_failure_sensor(
        name="failed_runs",
        monitored_jobs=[nightly, redo_year(raw, warehouse)],
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="运行失败时报警",
    )
    def failed_runs(context: dg.RunFailureSensorContext) -> None:
        tell_run_failure(warehouse, context.dagster_run.run_id, context.failure_event.message or "")

    return failed_runs


def outbox_sensor(warehouse: Path) -> dg.SensorDefinition:
    """Drains the outbox: what a receiver did not confirm is tried again. Its tick is the daemon's heartbeat."""

    @dg.sensor(
        name="outbox",
        minimum_interval_seconds=60,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="重发尚未确认的报警",
    )
    def outbox(context: dg.SensorEvaluationContext) -> dg.SkipReason:
        mark_daemon(warehouse)
        return dg.SkipReason(deliver_waiting(warehouse))

    return outbox
