"""Dagster's record of runs: some 140 kB a run, kept for as long as the settings say.

Belongs here: removing old runs from the instance. Does not belong here: the limit (night.retention), schedules' and sensors'
ticks, which dagster.yaml limits.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import dagster as dg

AT_ONCE = 100
"""At most so many old runs go in one night, so that a long record does not hold up the first night that removes."""
ENDED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]


def forget_runs(instance: dg.DagsterInstance, days: int, now: datetime) -> int:
    """Remove ended runs that began more than ``days`` ago, with their events; how many. 0 days keeps all."""
    if not days:
        return 0
    old = dg.RunsFilter(statuses=ENDED, created_before=now - timedelta(days=days))
    found = instance.get_run_records(old, limit=AT_ONCE, ascending=True)
    for record in found:
        instance.delete_run(record.dagster_run.run_id)
    return len(found)
