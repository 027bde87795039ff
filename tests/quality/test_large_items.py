"""The query of B17: every project once, whatever the stages are that its list prints."""

from __future__ import annotations

from pathlib import Path

import duckdb

QUERY = Path("expectations/sql/large_items.sql")


def large(*items: tuple[int, str, str, int]) -> list[tuple[int, int]]:
    """Number and amount of the large ones among (number, name, stage, amount)."""
    house = duckdb.connect()
    house.execute("CREATE MACRO ratio_pct(part, whole) AS part * 100 / whole")
    house.execute(
        "CREATE TABLE scope_items (version_id TEXT, seq INTEGER, name TEXT, stage TEXT, amount DECIMAL(18, 2), fact TEXT)"
    )
    house.executemany("INSERT INTO scope_items VALUES ('v', ?, ?, ?, ?, 'f')", [list(item) for item in items])
    rows = house.execute(QUERY.read_text(encoding="utf-8"), {"share": 20}).fetchall()
    return sorted((row[1], int(row[3])) for row in rows)


def test_projects_with_spending_and_what_was_left_over_are_judged_once() -> None:
    assert large(
        (1, "河道清淤", "executed", 60),
        (1, "河道清淤", "carried_out", 40),
        (2, "水库巡查", "executed", 5),
        (2, "水库巡查", "carried_out", 40),
    ) == [(1, 60)]
