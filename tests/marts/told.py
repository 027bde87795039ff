"""What the tests of marts tell: a report like a real one, and what may be decided about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipelines.store import Store
from tests.warehouse_rows import Told

Marts = Callable[..., Store]

FULL = {
    ("personnel", "initial"): "1411900.00",
    ("personnel", "executed"): "1411900.00",
    ("operating", "executed"): "180900.00",
    ("project", "executed"): "1786460.00",
    ("project", "carried_in"): "0.00",
}
S1 = Told(
    money=FULL, staff={"present": 20, "on_post": 7, "retired": 13}, assets={"total": "360000.00"}, score="100"
)


@dataclass(frozen=True, slots=True)
class Withheld:
    version_id: str
    table_name: str | None
    fact_id: str | None
    rule_id: str
    result_id: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedUnit:
    region_code: str
    unit_name: str
    department_type: str | None
    from_year: int | None
    to_year: int | None


def one(store: Store, sql: str) -> dict[str, Any]:
    rows = store.rows(sql)
    assert len(rows) == 1, rows
    return rows[0]
