"""Kept results: the same as of a full run after any change of reports and rules, nothing run twice, nothing left to grow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pipelines.quality.engine import run_rules
from pipelines.quality.kept import MOST_FOLDERS, KeptResults
from pipelines.quality.rules import Rule
from pipelines.quality.text_rules import TEXT_RULES
from tests.quality.house import RUN, SQL, House, locate, rules

TABLES = ("quality.results", "quality.result_evidence", "quality.withheld", "core.evidence")
SLOGAN = "为率先全面建成小康社会作贡献。"


class Shelf:
    """Reports that change from night to night, each a seed; what a seed files is always the same."""

    def __init__(self, folder: Path) -> None:
        self.house = House()
        self.kept = KeptResults(folder, "code")
        self.reports: dict[int, int] = {}

    def night(self, chosen: Sequence[Rule]) -> dict[str, list[dict[str, Any]]]:
        """What the database holds after a night that takes over what it can."""
        self._file()
        run_rules(self.house.store, chosen, RUN, locate, SQL, self.kept)
        return self._found()

    def full(self, chosen: Sequence[Rule]) -> dict[str, list[dict[str, Any]]]:
        """The same reports, all rules run over all of them."""
        self.house.store.execute(
            "DELETE FROM quality.results; DELETE FROM quality.result_evidence; DELETE FROM quality.withheld;"
            " DELETE FROM quality.rules; DELETE FROM core.evidence WHERE evidence_id LIKE 'x%'"
        )
        run_rules(self.house.store, chosen, RUN, locate, SQL)
        return self._found()

    def to_run(self, chosen: Sequence[Rule]) -> set[tuple[str, str]]:
        """Rules and versions that a night would have to run now."""
        self._file()
        self.house.store.execute("CREATE OR REPLACE TEMP TABLE made_evidence (evidence_id VARCHAR)")
        passes = self.kept.load(self.house.store, chosen, RUN)
        return {(rule.rule_id, version) for one in passes for rule in one.rules for version in one.versions}

    def _found(self) -> dict[str, list[dict[str, Any]]]:
        return {table: self.house.rows(f"FROM {table} ORDER BY ALL") for table in TABLES}

    def _file(self) -> None:
        filled = self.house.rows(
            "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables()"
            " WHERE schema_name IN ('core', 'quality') AND estimated_size > 0"
        )
        for table in filled:
            self.house.store.execute(f"DELETE FROM {table['name']}")
        for number, seed in self.reports.items():
            self.house.count = 100 * number
            _file_one(self.house, f"v{number}", Random(seed))


def _file_one(h: House, version: str, rng: Random) -> None:
    h.report(version, fiscal_year=rng.choice((2023, 2024)), unit_name=f"云溪县{version}局")
    project = rng.choice(("90", "100"))
    h.budget("project", initial=project, executed="90").budget("personnel", initial="50", executed="50")
    h.budget("total", initial="150").items(("甲", "40"), ("乙", "50"))
    h.rate("project", rng.choice(("100", "90")))
    h.score(rng.choice(("95", "105")), "良好", rng.choice(("良", "优")))
    h.section("measures", rng.choice((SLOGAN, "认真做好本职工作。")), start=300)
    if rng.random() < 0.5:
        h.staff(present=20, on_post=7, retired=13)


def _file_score(h: House, version: str, rng: Random) -> None:
    h.report(version).score(rng.choice(("95", "105")))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "results")


def some(*ids: str) -> list[Rule]:
    return [rule for rule in rules() if rule.rule_id in ids]


CHOSEN = ("A08", "A15", "B03", "B07", "B13", "C02", "E01", "E02", "E04", "F02")


def changed(chosen: Iterable[Rule], rule_id: str) -> list[Rule]:
    return [replace(r, version=r.version + 1) if r.rule_id == rule_id else r for r in chosen]


@pytest.mark.parametrize("nights", [3, pytest.param(12, marks=pytest.mark.slow)])
def test_after_any_change_a_night_has_the_results_of_a_full_run(shelf: Shelf, nights: int) -> None:
    rng = Random(20)
    chosen = some(*CHOSEN)
    for night in range(nights):
        for number in rng.sample(range(1, 5), 2):
            if rng.random() < 0.3:
                shelf.reports.pop(number, None)
            else:
                shelf.reports[number] = rng.randrange(100)
        if night % 3 == 2:
            chosen = changed(chosen, rng.choice(("A08", "B07", "E01")))
        assert shelf.night(chosen) == shelf.full(chosen), night
    assert any(row["outcome"] == "fail" for row in shelf.night(chosen)["quality.results"])


def test_only_what_is_new_is_run(shelf: Shelf) -> None:
    chosen = some("B07", "E01")
    shelf.reports = {1: 1, 2: 2}
    shelf.night(chosen)
    assert shelf.to_run(chosen) == set()
    shelf.reports = {1: 1, 2: 5, 3: 3}
    assert shelf.to_run(chosen) == {(rule, version) for rule in ("B07", "E01") for version in ("v2", "v3")}


def test_a_changed_rule_is_run_again_with_its_consequences_and_no_other(shelf: Shelf) -> None:
    chosen = some("B07", "E01", "E02")
    shelf.reports = {1: 1}
    shelf.night(chosen)
    assert {rule for rule, _ in shelf.to_run(changed(chosen, "E01"))} == {"E01", "E02"}
    assert {rule for rule, _ in shelf.to_run(changed(chosen, "B07"))} == {"B07"}


def test_what_people_decided_of_a_figure_makes_its_report_run_again(shelf: Shelf) -> None:
    chosen = some("E01")
    shelf.reports = {1: 1, 2: 2}
    shelf.night(chosen)
    file = shelf._file

    def decided() -> None:
        file()
        (score,) = shelf.house.rows("SELECT * FROM core.scores WHERE version_id = 'v2'")
        shelf.house.store.execute(
            "UPDATE core.scores SET total = total - 1 WHERE fact_id = ?", [score["fact_id"]]
        )

    shelf._file = decided  # type: ignore[method-assign]
    assert shelf.to_run(chosen) == {("E01", "v2")}


def test_changed_code_makes_everything_run_again(shelf: Shelf) -> None:
    chosen = some("E01")
    shelf.reports = {1: 1}
    shelf.night(chosen)
    shelf.kept = replace(shelf.kept, made_by="other code")
    assert shelf.to_run(chosen) == {("E01", "v1")}


def test_a_rule_that_breaks_is_broken_for_all_reports_and_kept_for_no_new_one(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = some("A08", "E01")
    shelf.reports = {1: 1, 2: 2}
    shelf.night(chosen)

    def raises(*_: object) -> list[object]:
        raise KeyError("words")

    shelf.reports[3] = 3
    with monkeypatch.context() as patched:
        patched.setitem(TEXT_RULES, some("A08")[0].text or "", raises)
        found = shelf.night(chosen)
        assert found == shelf.full(chosen)
    assert [r["outcome"] for r in found["quality.results"] if r["rule_id"] == "A08"] == ["broken"]
    assert shelf.to_run(chosen) == {("A08", "v3")}


def test_folders_do_not_pile_up(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.quality.test_kept._file_one", _file_score)
    chosen = some("E01")
    for night in range(MOST_FOLDERS + 3):
        shelf.reports = {number: number for number in range(night // 9, night + 1)}
        shelf.night(chosen)
        kept = [path for path in shelf.kept.folder.iterdir() if not path.name.startswith(".")]
        assert 1 <= len(kept) <= MOST_FOLDERS
    assert shelf.to_run(chosen) == set()
