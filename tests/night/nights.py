"""Runs nights for tests, without Dagster, and looks into what they published."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.night.run import Night
from pipelines.night.settings import ROOT, Settings
from pipelines.publish import live_build
from pipelines.state import RunRecord, State
from pipelines.store import Store


@cache
def with_two_suites() -> Path:
    """The checkout with two suites of Great Expectations alone: all of them take most of a small night's time.

    ``sample_warehouse`` is made with them; nights that try something else need not look at every table's contract again.
    """
    root = Path(tempfile.mkdtemp(prefix="xianjian-root-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    (root / "expectations").mkdir()
    for part in (ROOT / "expectations").iterdir():
        if part.name != "gx":
            (root / "expectations" / part.name).symlink_to(part)
    for suite in ("gx/documents.yml", "gx/marts/coverage.yml"):
        place = root / "expectations" / suite
        place.parent.mkdir(exist_ok=True)
        place.symlink_to(ROOT / "expectations" / suite)
    (root / "warehouse").mkdir()
    for name in ("schema", "load", "marts"):
        (root / "warehouse" / name).symlink_to(ROOT / "warehouse" / name)
    return root


def run_night(raw: Path, warehouse: Path, *, rebuild: bool = False, contracts: bool = False) -> RunRecord:
    """All hops in order; the run as the ledger keeps it."""
    root = ROOT if contracts else with_two_suites()
    with Night.open(Settings(raw, warehouse, rebuild=rebuild, trigger="test", root=root)) as night:
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
