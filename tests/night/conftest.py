"""One night over the shipped samples, shared by the tests that only look."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.night.nights import run_night


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """A warehouse in which one night over raw/ (the samples) was published."""
    warehouse = tmp_path_factory.mktemp("samples") / "warehouse"
    record = run_night(project_root / "raw", warehouse, contracts=True)
    assert record.status == "published", record
    return warehouse
