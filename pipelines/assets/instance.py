"""The Dagster instance of a warehouse, the same for command line and daemon, and one night run on it.

Belongs here: DAGSTER_HOME and running the nightly job in this process. Does not belong here: the job's work.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import dagster as dg
from dagster._utils.error import SerializableErrorInfo

from pipelines.state import LockHeld


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


def run_night(definitions: dg.Definitions, config: dict[str, Any]) -> dg.ExecuteInProcessResult:
    """The nightly job, the very one that the schedule runs, in this process; its result, failed or not.

    ``config``: fields of :class:`pipelines.assets.resource.NightResource`.
    """
    job = definitions.resolve_job_def("nightly")
    with dg.DagsterInstance.get() as instance:
        return job.execute_in_process(
            instance=instance,
            raise_on_error=False,
            run_config={
                "resources": {"night": {"config": config}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
        )
