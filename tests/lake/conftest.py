"""A new lake for each test, on the session's PostgreSQL."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from pipelines.store import LakePlace
from tests.postgres import Postgres

_numbers = count(1)


@pytest.fixture
def place(postgres: Postgres, tmp_path: Path) -> LakePlace:
    """An empty database for the catalogue, and a folder for the data that is not there yet."""
    return LakePlace(postgres.database(f"lake_{next(_numbers)}"), str(tmp_path / "data"))
