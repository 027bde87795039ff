"""Fixtures for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import Postgres, running

os.environ.setdefault(
    "XIANJIAN_PICTURE_SECONDS", "0"
)  # a night of a test draws no pages; those that want them say so


LONG = ("tests/night/", "tests/system/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no process is left alone with it at the end; with ``--dist loadfile`` the tests of a
    file stay in one process, and what they share is made once."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with ``reports/`` and ``gold/`` (environment variable XIANJIAN_GOLD); without it such tests say so."""
    named = os.environ.get("XIANJIAN_GOLD")
    if not named:
        pytest.skip("not run: XIANJIAN_GOLD does not name the folder with reports/ and gold/")
    return Path(named).resolve()


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of this session's own."""
    with running() as server:
        yield server
