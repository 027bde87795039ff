"""The README shows what really comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.store import query
from tests.readme import examples


@pytest.mark.parametrize(("sql", "output"), examples())
def test_query_of_the_readme_gives_the_printed_output(sample_warehouse: Path, sql: str, output: str) -> None:
    assert query(sample_warehouse / "current" / "xianjian.duckdb", sql).rstrip() == output


def test_readme_has_five_queries() -> None:
    assert len(examples()) == 5
