"""Dagster definitions: wiring only.

Belongs here: which assets, checks, jobs and sensors there are. Does not belong here: what any of them does (assets, night).
Folders come from XIANJIAN_RAW and XIANJIAN_WAREHOUSE, else from the checkout; the hour from XIANJIAN_CRON (Shanghai
time), else 02:00.
"""

from __future__ import annotations

import os
from pathlib import Path

import dagster as dg

from pipelines.assets.alerts import failed_run_sensor, outbox_sensor
from pipelines.assets.hops import HOPS
from pipelines.assets.redo import redo_year
from pipelines.assets.resource import NightResource
from pipelines.assets.schedule import every_night, inbox_sensor, nightly
from pipelines.night.settings import ROOT


def build_definitions(raw: Path, warehouse: Path, cron: str = "0 2 * * *") -> dg.Definitions:
    """All of Dagster for these folders."""
    return dg.Definitions(
        assets=HOPS,
        jobs=[nightly, redo_year(raw, warehouse)],
        schedules=[every_night(cron)],
        sensors=[inbox_sensor(raw), failed_run_sensor(raw, warehouse), outbox_sensor(warehouse)],
        resources={"night": NightResource(raw=str(raw), warehouse=str(warehouse))},
    )


defs = build_definitions(
    Path(os.environ.get("XIANJIAN_RAW") or ROOT / "raw").resolve(),
    Path(os.environ.get("XIANJIAN_WAREHOUSE") or ROOT / "warehouse").resolve(),
    os.environ.get("XIANJIAN_CRON") or "0 2 * * *",
)
