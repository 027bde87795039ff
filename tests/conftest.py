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
    """With ``--dist loadgroup`` the tests of a file stay in one process, and so do those that look at the night over the samples:
    what they share is made once. What takes long begins first, so that no process is left alone with it at the end."""
    for item in items:
        on_samples = "sample_warehouse" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("samples" if on_samples else item.nodeid.partition("::")[0]))
    items.sort(key=_begins)


def _begins(item: pytest.Item) -> int:
    if "sample_warehouse" in getattr(item, "fixturenames", ()):
        return 0
    return 1 if item.nodeid.startswith(LONG) else 2


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
