"""Fixtures for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import Postgres, running

os.environ.setdefault(
    "XIANJIAN_PICTURE_SECONDS", "0"
)  # a night of a test draws no pages; those that want them say so


# how long an example takes is the machine's matter: a busy one fails no test (speed is measured in benchmarks/)
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure() -> None:
    """Where several processes test side by side, DuckDB has one thread in each: two would wait for those of the others."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    connect = duckdb.connect

    @wraps(connect)
    def with_one_thread(*where: Any, **settings: Any) -> duckdb.DuckDBPyConnection:  # noqa: ANN401 - as in the library
        connection = connect(*where, **settings)
        connection.execute("SET threads = 1")
        return connection

    duckdb.connect = with_one_thread


MAKERS = ("tests/night/test_contracts.py", "tests/system/test_commands.py")
"""The first to ask for what many files only look at: the night over the samples, the night by the command. Two processes make
them side by side, and none waits for it."""
LONG = (
    "tests/system/test_kill.py",
    "tests/night/test_engines.py",
    "tests/night/test_gate.py",
    "tests/system/test_silence.py",
    "tests/system/test_daemon.py",
    "tests/system/test_alert_nights.py",
    "tests/night/test_bad_input.py",
    "tests/quality/test_examples.py",
    "tests/marts/test_figures.py",
    "tests/quality/test_whole_reports.py",
    "tests/quality/test_kept.py",
    "tests/night/",
    "tests/system/",
    "tests/quality/",
    "tests/mutations/",
    "tests/read/test_guard.py",
    "tests/publish/",
)
"""Files and folders that take long, the longest first: those of the slow tests, then those of every day."""
_TURNS = (*MAKERS, *LONG, "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no process is left alone with it at the end; with ``--dist loadfile`` the tests of a
    file stay in one process, and what they share is made once."""
    items.sort(key=lambda item: next(n for n, begin in enumerate(_TURNS) if item.nodeid.startswith(begin)))


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
