"""One night over the shipped samples, shared by the tests that only look; made once for all processes of a test run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.night.nights import run_night
from tests.once import made_once


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """A warehouse in which one night over raw/ (the samples) was published."""

    def make(home: Path) -> None:
        record = run_night(project_root / "raw", home / "warehouse", contracts=True)
        assert record.status == "published", record

    return made_once(tmp_path_factory, "samples", make) / "warehouse"
