"""A tiny candidate for tests of publishing: one table of money whose sum tells which build it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipelines.publish import Build, Candidate, Inputs, begin, publish, seal
from pipelines.store import Store

AT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def inputs(content: str = "a") -> Inputs:
    return Inputs({"d1": content * 64}, "code1", "rules1", "none", False)


def sealed(warehouse: Path, number: int, content: str = "a") -> Candidate:
    """A sealed candidate whose table says ``number`` and, in a second table, its double."""
    candidate = begin(warehouse, inputs(content), AT)
    with Store.create(candidate.database) as store:
        store.execute("CREATE SCHEMA core; CREATE SCHEMA mart; CREATE SCHEMA hidden")
        store.execute(
            f"CREATE TABLE core.facts AS SELECT {number}::DECIMAL(18,2) AS amount_yuan FROM range(100)"
        )
        store.execute(f"CREATE TABLE mart.sums AS SELECT {100 * number}::DECIMAL(18,2) AS total")
        store.execute("CREATE TABLE hidden.t AS SELECT 1 AS x")
        seal(candidate, store, AT)
    return candidate


def published(warehouse: Path, number: int, content: str = "a", keep: int = 14) -> Build:
    return publish(sealed(warehouse, number, content), keep)
