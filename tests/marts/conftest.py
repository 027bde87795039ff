"""Building marts of hand-made reports, for all tests of marts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.normalize.shard import write_shard
from pipelines.store import Shard, Store, load_night
from tests.marts.on_demand import OnDemand
from tests.marts.told import ExpectedUnit, Marts, Withheld
from tests.stores import copy_schema
from tests.warehouse_rows import Told, document_row, report_row, rows_of, version_row


@pytest.fixture
def marts(tmp_path: Path) -> Iterator[Marts]:
    stores: list[Store] = []

    def build(
        *told: Told,
        withheld: tuple[Withheld, ...] = (),
        expected: tuple[ExpectedUnit, ...] = (),
        before: str = "",
    ) -> Store:
        folder = tmp_path / f"shard{len(stores)}"
        write_shard(folder, [rows_of(t) for t in told])
        store = OnDemand.in_memory()
        assert isinstance(store, OnDemand)
        stores.append(store)
        copy_schema(store)
        load_night(
            store,
            [Shard(folder)],
            documents=[document_row(t) for t in told],
            reports=list({t.report_id: report_row(t) for t in told}.values()),
            versions=[version_row(t) for t in told],
            expected_units=expected,
        )
        store.insert("quality.withheld", withheld)
        if before:
            store.execute(before)
        store.make_when_asked()
        return store

    yield build
    for store in stores:
        store.close()
