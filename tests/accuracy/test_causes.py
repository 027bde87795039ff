"""The error rate of a cause counts what misleads, under each cause that a figure carries."""

from __future__ import annotations

from pathlib import Path

from benchmarks.accuracy.causes import NONE, ErrorRate, error_rates, table
from benchmarks.accuracy.compare import LACKING
from benchmarks.accuracy.tally import CELLS, Item
from pipelines.normalize.confidence import causes

DOUBTS = ("recognised", "unit_far")


def item(got: str | None, *met: str, expected: str | None = "1", name: str = "budget_facts") -> Item:
    return Item(name, "r", "k", expected, got, False, met)


def test_a_figure_counts_under_each_of_its_causes() -> None:
    rates = error_rates([item("1", *DOUBTS), item("2", *DOUBTS), item("2", expected=None), item(None)])
    assert rates["recognised"] == rates["unit_far"] == ErrorRate(2, 1)
    assert (rates[NONE], rates["contradicted"]) == (ErrorRate(1, 1), ErrorRate(0, 0))


def test_missing_cells_and_single_cells_mislead_nobody() -> None:
    row = item(LACKING, "recognised", expected="row", name="indicators")
    wrong = item("row with other cells", "recognised", expected="row", name="indicators")
    cell = item("产出", "recognised", name=CELLS)
    assert error_rates([row, wrong, cell])["recognised"] == ErrorRate(2, 1)


def test_the_page_names_every_cause_with_its_value(project_root: Path) -> None:
    page = (project_root / "docs" / "review.md").read_text(encoding="utf-8")
    for row in table(error_rates([]))[2:]:
        assert row.rpartition(" | ")[0].rsplit(" | ", 2)[0] in page
    assert all(f"`{code}`" in page for code in causes())
