"""A mart that a test asks for alone is the one that all scripts make, in whatever order they are asked for."""

from __future__ import annotations

from pathlib import Path

from tests.marts.loaded import with_marts
from tests.marts.on_demand import OnDemand
from tests.marts.told import S1, Marts
from tests.warehouse_rows import Told

LAST_YEAR = Told(year=2024, money={("project", "executed"): "300.00"}, staff={"on_post": 6}, score="90")


def test_marts_made_one_by_one_from_the_last_on_are_those_of_a_night(marts: Marts, tmp_path: Path) -> None:
    one_by_one = marts(S1, LAST_YEAR)
    assert isinstance(one_by_one, OnDemand)
    with with_marts(tmp_path, S1, LAST_YEAR) as together:
        names = [
            row["table_name"]
            for row in together.rows(
                "FROM information_schema.tables WHERE table_schema = 'mart' ORDER BY table_name DESC"
            )
        ]
        assert len(names) > 20
        filled = 0
        for name in names:
            rows = together.rows(f"FROM mart.{name} ORDER BY ALL")
            assert one_by_one.rows(f"FROM mart.{name} ORDER BY ALL") == rows, name
            filled += bool(rows)
    assert filled > 10
