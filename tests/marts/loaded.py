"""A database in memory with a few reports told in a test, filled as a night fills it, and its marts."""

from __future__ import annotations

from pathlib import Path

from pipelines.normalize.shard import write_shard
from pipelines.store import Shard, Store, build_marts, load_night
from tests.marts.on_demand import OnDemand
from tests.stores import copy_schema
from tests.warehouse_rows import Told, document_row, report_row, rows_of, version_row


def filled(folder: Path, *told: Told) -> Store:
    """Schemas and rows, no marts. ``folder``: an empty place for the shard."""
    store = Store.in_memory()
    fill(store, folder, *told)
    return store


def fill(store: Store, folder: Path, *told: Told) -> None:
    """The same into a database that is open and empty."""
    write_shard(folder / "shard", [rows_of(t) for t in told])
    copy_schema(store)
    load_night(
        store,
        [Shard(folder / "shard")],
        documents=[document_row(t) for t in told],
        reports=[report_row(t) for t in {t.report_id: t for t in told}.values()],
        versions=[version_row(t) for t in told],
    )


def on_demand(folder: Path, *told: Told, before: str = "") -> Store:
    """As :func:`with_marts`, but each mart is made by the first statement that names it."""
    store = OnDemand.in_memory()
    assert isinstance(store, OnDemand)
    fill(store, folder, *told)
    if before:
        store.execute(before)
    store.make_when_asked()
    return store


def with_marts(folder: Path, *told: Told, before: str = "") -> Store:
    """The same with marts; ``before``: SQL that adds what :class:`Told` cannot tell."""
    store = filled(folder, *told)
    if before:
        store.execute(before)
    build_marts(store)
    return store
