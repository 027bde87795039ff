"""When a night begins: every night at 02:00, or when new files lie in the inbox.

Belongs here: the job, its schedule and the inbox sensor. Does not belong here: what is told afterwards (alerts).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import dagster as dg

from pipelines.assets.hops import GROUP
from pipelines.assets.instance import HOP_TAG
from pipelines.sources.inbox import FETCHED, list_inbox


@dg.failure_hook(required_resource_keys={"night"})
def note_failure(context: dg.HookContext) -> None:
    """Lets the night know why it broke off; Dagster closes it as if all were well. The hop stands among the tags of the run."""
    if context.op_exception is not None:
        hop = context.resources.night.night.note_failure(context.op.name, context.op_exception)
        context.instance.add_run_tags(context.run_id, {HOP_TAG: hop})


nightly = dg.define_asset_job(
    "nightly",
    hooks={note_failure},
    selection=dg.AssetSelection.groups(GROUP),
    executor_def=dg.in_process_executor,
    description="一夜：从收件箱到发布",
)


def every_night(cron: str = "0 2 * * *") -> dg.ScheduleDefinition:
    """The schedule; ``cron`` in Shanghai time."""
    return dg.ScheduleDefinition(
        name="every_night",
        job=nightly,
        cron_schedule=cron,
        execution_timezone="Asia/Shanghai",
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )


def _listing(raw: Path) -> str:
    """Names, sizes and times of the files that people put into the inbox, as a short hash; what a night fetched, it read."""
    files = [file for file in list_inbox(raw).files if not file.path.startswith(f"{FETCHED}/")]
    lines = "\n".join(f"{file.path}\t{file.size}\t{file.mtime_ns}" for file in files)
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def inbox_sensor(raw: Path) -> dg.SensorDefinition:
    """Starts a night when the listing of the inbox has changed and stood still for one tick."""

    @dg.sensor(
        name="inbox",
        job=nightly,
        minimum_interval_seconds=60,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="收件箱有新文件且不再变化时运行",
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        listing = _listing(raw)
        seen, _, started = (context.cursor or ":").partition(":")
        if listing != seen:
            context.update_cursor(f"{listing}:{started}")
            return dg.SkipReason("收件箱正在变化 the inbox is changing")
        if listing == started:
            return dg.SkipReason("收件箱没有变化 nothing new in the inbox")
        return dg.SensorResult(run_requests=[dg.RunRequest(run_key=listing)], cursor=f"{listing}:{listing}")

    return inbox
