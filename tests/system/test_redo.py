"""Reports of one county or one year are read again, from the command line and as a backfill in Dagster; nothing else is."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from pipelines.assets.redo import FIRST_YEAR
from pipelines.definitions import build_definitions
from pipelines.night.read.redo import documents_to_redo
from pipelines.night.settings import Redo, Settings
from pipelines.state import State
from pipelines.store import Store
from tests.system.conftest import Published
from tests.system.processes import copy_of, live, typed

FIGURES = "SELECT unit_name, fiscal_year, personnel_executed_wan FROM mart.unit_year ORDER BY ALL"


def _figures(warehouse: Path) -> list[dict[str, object]]:
    with Store.open_read_only(warehouse / "current" / "xianjian.duckdb") as store:
        return store.rows(FIGURES)


def _asked(published: Published, redo: Redo | None) -> int:
    return len(documents_to_redo(Settings(published.raw, published.warehouse, redo=redo)))


def test_documents_are_found_by_county_and_year(published: Published) -> None:
    assert _asked(published, None) == 0
    assert _asked(published, Redo(year=2022)) == 2
    assert _asked(published, Redo(county="990102")) == 2
    assert _asked(published, Redo(county="栖禾县", year=2024)) == 1
    assert _asked(published, Redo(county="990101", year=2024)) == 0


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--redo"], 2), (["--year", "2022"], 2), (["--redo", "--county", "990101", "--year", "2024"], 4)],
)
def test_redo_of_nothing_is_refused(published: Published, options: list[str], code: int) -> None:
    ran = typed("run", "--raw", published.raw, "--warehouse", published.warehouse, *options)
    assert ran.code == code, ran.text


@pytest.mark.slow
def test_backfill_of_a_year_reads_its_reports_alone_and_publishes_the_same_figures(
    published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DAGSTER_HOME", "DAGSTER_DISABLE_TELEMETRY"):
        monkeypatch.setenv(name, "")
    warehouse = copy_of(published.warehouse, tmp_path / "warehouse")
    before, figures = live(warehouse), _figures(warehouse)
    job = build_definitions(published.raw, warehouse).resolve_job_def("redo_year")
    assert job.partitions_def is not None
    assert job.partitions_def.get_partition_keys()[0] == str(FIRST_YEAR)
    with dg.instance_for_test() as instance:
        result = job.execute_in_process(instance=instance, partition_key="2022", raise_on_error=False)
    assert result.success
    with State.open(warehouse) as state:
        run = state.runs()[-1]
    assert (run.trigger, run.status) == ("backfill", "published")
    assert run.counts["documents_read"] == 2
    assert live(warehouse) != before
    assert _figures(warehouse) == figures
