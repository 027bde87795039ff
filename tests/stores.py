"""Databases that are made once in a process, of which each test gets a copy: a copy is the same, and takes a quarter of the time."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.store import Store, create_schema


@dataclass(frozen=True, slots=True)
class MadeOnce:
    """A database file that nobody changes any more; gone with the process."""

    path: Path

    @classmethod
    def of(cls, make: Callable[[Store], None]) -> MadeOnce:
        """The file of the tables that ``make`` makes."""
        folder = Path(tempfile.mkdtemp(prefix="xianjian-made-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        store = Store.create(folder / "made.duckdb")
        make(store)
        store.checkpoint_and_close()
        return cls(folder / "made.duckdb")

    def copy_to(self, store: Store) -> None:
        """All of it into a database that is empty."""
        with store.beside(self.path, "made_once"):
            store.execute(f'COPY FROM DATABASE made_once TO "{store.scalar("SELECT current_database()")}"')


@cache
def _schema() -> MadeOnce:
    return MadeOnce.of(create_schema)


def copy_schema(store: Store) -> None:
    """What ``create_schema`` does to a database that is empty."""
    _schema().copy_to(store)
