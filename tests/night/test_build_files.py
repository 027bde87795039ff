"""What lies beside the database of a build is the same byte for byte, whoever writes it and how often."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.night.publish import build_files
from pipelines.night.settings import Settings
from pipelines.publish import Candidate, Inputs, begin
from pipelines.publish.build import DATABASE
from pipelines.publish.parquet import count_tables
from pipelines.store import Store


def written(candidate: Candidate, settings: Settings, sample_warehouse: Path) -> dict[str, str]:
    """The files that are written beside a copy of the samples' database, by path, as hashes."""
    shutil.copy(sample_warehouse / "current" / DATABASE, candidate.database)
    with Store.open_read_only(candidate.database) as store:
        tables = count_tables(store)
    build_files.write_files(settings, candidate, tables)
    files = (path for path in candidate.folder.rglob("*") if path.is_file() and path.name != DATABASE)
    return {
        path.relative_to(candidate.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


@pytest.mark.slow
def test_several_processes_write_the_files_that_one_writes(
    sample_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for name, least in (("alone", 1_000_000), ("together", 0)):
        monkeypatch.setattr(build_files, "WORTH_PROCESSES", least)
        settings = Settings(tmp_path / "raw", tmp_path / name)
        settings.warehouse.mkdir()
        settings.documents.symlink_to(sample_warehouse / "documents")
        candidate = begin(
            settings.warehouse, Inputs({}, "code", "rules", "none", True), datetime(2026, 1, 1, tzinfo=UTC)
        )
        found.append(written(candidate, settings, sample_warehouse))
    alone, together = found
    assert sum(name.startswith("site/reports/") for name in alone) > 20
    assert {"xianjian.xlsx", "site/index.html", "datapackage.json", "CHANGES.md"} <= alone.keys()
    assert {name for name in alone.keys() | together.keys() if alone.get(name) != together.get(name)} == set()
