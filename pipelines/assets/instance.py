"""The Dagster instance of a warehouse, the same for command line and daemon, and one night run on it.

Belongs here: DAGSTER_HOME and running the nightly job in this process. Does not belong here: the job's work.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import dagster as dg
from sqlalchemy.exc import SQLAlchemyError


def prepare_home(warehouse: Path) -> Path:
    """``<warehouse>/state/dagster`` with its dagster.yaml; sets DAGSTER_HOME for this process and its children."""
    home = warehouse.resolve() / "state" / "dagster"
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "dagster.yaml").exists():
        with as_file(files("pipelines.assets") / "dagster.yaml") as template:
            shutil.copyfile(template, home / "dagster.yaml")
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"
    return home


def make_storage() -> None:
    """Make the databases of the instance where they are missing. Processes that make them at once break each other."""
    with dg.DagsterInstance.get() as instance:
        instance.get_runs_count()
        instance.all_instigator_state()


HOP_TAG = "xianjian/failed_hop"
INTERRUPTED = "被中断（Ctrl-C 或停止服务），再运行时接着做 interrupted, the next run goes on from here"


class HistoryError(RuntimeError):
    """Dagster could not write its record of the run; the night did not begin, or did not end."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A finished run. ``hop``: the hop that failed, None where the run could not start; ``error``: why, None if it
    did not fail; ``error_class``: name of the exception."""

    run_id: str
    hop: str | None = None
    error_class: str | None = None
    error: str | None = None


def run_night(definitions: dg.Definitions, config: dict[str, Any]) -> Ended:
    """The nightly job, the very one that the schedule runs, in this process; how it ended, failed or not.

    ``config``: fields of :class:`pipelines.assets.resource.NightResource`. Raises HistoryError.
    """
    job = definitions.resolve_job_def("nightly")
    try:
        with dg.DagsterInstance.get() as instance:
            result = job.execute_in_process(
                instance=instance,
                raise_on_error=False,
                run_config={
                    "resources": {"night": {"config": config}},
                    "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
                },
            )
            return _ended(result, instance)
    except (SQLAlchemyError, OSError) as error:
        raise HistoryError(str(error).splitlines()[0]) from error


def _ended(result: dg.ExecuteInProcessResult, instance: dg.DagsterInstance) -> Ended:
    """Dagster wraps an exception in its own ones; the outermost of the others is ours, what caused it has no file name."""
    for event in result.all_events:
        if event.event_type is dg.DagsterEventType.RUN_FAILURE and (error := event.job_failure_data.error):
            while error.cause is not None and (error.cls_name or "").startswith("Dagster"):
                error = error.cause
            step = event.job_failure_data.first_step_failure_event
            name = error.cls_name or "Exception"
            if name == dg.DagsterExecutionInterruptedError.__name__:
                return Ended(result.run_id, error_class=name, error=INTERRUPTED)
            record = instance.get_run_by_id(result.run_id)
            hop = record.tags.get(HOP_TAG) if record else None
            hop = hop or (step.step_key if step else None)
            return Ended(result.run_id, hop, name, _without_module(error.message.strip(), name))
    return Ended(result.run_id)


def _without_module(said: str, name: str) -> str:
    """The message alone: the text of an exception begins with its class, module included."""
    head, colon, rest = said.partition(": ")
    return rest if colon and head.endswith(name) else said
