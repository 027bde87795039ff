"""Backfills: the reports of one fiscal year read again, a partition a year.

Belongs here: the job that the Dagster page offers for backfills. Does not belong here: what is read again (night.read.redo). The
night itself has no partitions: it looks at everything that has come.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from pipelines.assets.hops import GROUP
from pipelines.assets.schedule import note_failure

FIRST_YEAR = 2010
"""Before it no county published such reports."""


def redo_year(raw: Path, warehouse: Path) -> UnresolvedAssetJobDefinition:
    """The job for these folders: the config of a partition names them too, for it replaces what the resource was told."""

    @dg.static_partitioned_config([str(year) for year in range(FIRST_YEAR, datetime.now(UTC).year + 1)])
    def of_year(partition_key: str) -> dict[str, Any]:
        told = {"raw": str(raw), "warehouse": str(warehouse), "trigger": "backfill"}
        return {"resources": {"night": {"config": {**told, "redo_year": int(partition_key)}}}}

    return dg.define_asset_job(
        "redo_year",
        hooks={note_failure},
        selection=dg.AssetSelection.groups(GROUP),
        config=of_year,
        executor_def=dg.in_process_executor,
        description="重读一个预算年度的报告，再走完一夜；用于回填",
    )
