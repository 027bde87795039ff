"""Runs nights for tests, without Dagster, and looks into what they published."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.publish import live_build
from pipelines.state import RunRecord, State
from pipelines.store import Store


def run_night(raw: Path, warehouse: Path, *, rebuild: bool = False) -> RunRecord:
    """All hops in order; the run as the ledger keeps it."""
    with Night.open(Settings(raw, warehouse, rebuild=rebuild, trigger="test")) as night:
        night.receive()
        night.read()
        night.extract()
        night.assemble()
        night.build()
        night.check()
        night.compare()
        verdict = night.decide()
        if verdict is None or verdict.open:
            night.publish()
    with State.open(warehouse) as state:
        return next(run for run in state.runs() if run.run_id == night.run_id)


def ask(warehouse: Path, sql: str, params: list[Any] | None = None) -> list[dict[str, Any]]:
    """Rows of a query on the live build."""
    build = live_build(warehouse)
    assert build is not None, "nothing is published"
    with Store.open_read_only(build.database) as store:
        return store.rows(sql, params)


def inbox_of(folder: Path, files: Iterable[Path]) -> Path:
    """An inbox that holds copies of these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copy(file, folder / file.name)
    return folder
