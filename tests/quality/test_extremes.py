"""Values as large as may be filed: no rule breaks on them, no mart fails: one absurd number must not close the gate for all others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipelines.model.tables import FACT_TABLES
from pipelines.night.trial import TrialCopy, check_copies, copy_for_trial, file_copies
from pipelines.normalize.columns import LARGEST_HEADCOUNT, PRECISION, bound
from pipelines.read.reading import read_bytes
from pipelines.samples.files import render
from pipelines.samples.invent import YEARS, invent
from pipelines.store import Store
from pipelines.store.marts import build_marts
from tests.quality.filed import SETTINGS
from tests.quality.house import rules

REPORTS = 10
ON_PEOPLE = ("headcount", "change_vs_prior")


@pytest.fixture(scope="module")
def copies() -> list[TrialCopy]:
    copies = []
    for specimen in invent(5, REPORTS, YEARS):
        document = read_bytes(render(specimen, "docx"), f"{specimen.name}.docx").document
        assert document is not None
        copies.append(copy_for_trial(document, f"{specimen.name}.docx"))
    return copies


def extremes(column: str) -> Sequence[object]:
    """The largest and the smallest that may be filed, nothing, and the finest step."""
    if column in ON_PEOPLE:
        return LARGEST_HEADCOUNT, 0
    step = 10 ** -PRECISION[column][1]
    largest = f"{bound(column)} - {step:.6f}"
    return largest, f"-({largest})", "0", f"{step:.6f}"


@pytest.mark.parametrize("seed", [1, 2])
def test_no_rule_breaks_and_no_mart_fails_on_the_largest_values_that_may_be_filed(
    copies: list[TrialCopy], seed: int
) -> None:
    with Store.in_memory() as store:
        file_copies(store, SETTINGS, copies)
        for table in FACT_TABLES:
            for column in store.columns(f"core.{table}"):
                if column not in ON_PEOPLE and (column not in PRECISION or "confidence" in column):
                    continue
                values = extremes(column)
                cases = " ".join(f"WHEN {n} THEN {value}" for n, value in enumerate(values))
                store.execute(
                    f"UPDATE core.{table} SET {column} = CASE hash(fact_id, '{column}', {seed}) % {2 * len(values)} {cases} ELSE {column} END"
                    f" WHERE {column} IS NOT NULL"
                )
        report = check_copies(store, SETTINGS, rules(), copies)
        assert [(broken.rule_id, broken.message_zh) for broken in report.broken] == []
        assert report.counts
        assert build_marts(store)
