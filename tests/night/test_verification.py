"""Every night what is new is read again, everything once a week; what does not agree closes the gate and is named."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.night.settings import Settings
from pipelines.night.verify import nightly, verifying
from pipelines.night.verify.changes import note_changes
from pipelines.night.verify.nightly import is_due, remember, verify_candidate
from pipelines.night.verify.verified import Verification
from pipelines.night.verify.verifying import verify_store
from pipelines.publish import live_build
from pipelines.state import State
from pipelines.store import Store, StoreError
from tests.night.nights import ask, inbox_of, run_night

NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)
FIRST, SECOND = "990101-qingyan-sifaju-2022.txt", "990101-qingyan-canlian-2022.docx"
ONE_AMOUNT = "UPDATE core.budget_facts SET amount_yuan = amount_yuan + 100 WHERE fact_id = (SELECT min(fact_id) FROM core.budget_facts)"


class Candidate:
    """A copy of the live build that has not gone out, and a state beside it."""

    def __init__(self, warehouse: Path, folder: Path) -> None:
        live = live_build(warehouse)
        assert live is not None
        shutil.copy(live.database, folder / "candidate.duckdb")
        (folder / "candidate.duckdb").chmod(0o644)
        self.store = Store(duckdb.connect(str(folder / "candidate.duckdb")), None)
        self.store.execute("DELETE FROM quality.verification")
        self.settings = Settings(folder, warehouse)
        self.state = State.open(folder)

    def verify(
        self,
        now: datetime = NOW,
        read_tonight: tuple[str, ...] = (),
        meanwhile: Callable[[], object] = lambda: None,
    ) -> Verification:
        return verify_candidate(
            self.settings,
            self.store,
            "r",
            read_tonight,
            is_whole=is_due(self.state, now),
            meanwhile=meanwhile,
        )


@pytest.fixture
def candidate(sample_warehouse: Path, tmp_path: Path) -> Iterator[Candidate]:
    made = Candidate(sample_warehouse, tmp_path)
    made.state.record_full_verification("before", 1, NOW - timedelta(days=6))
    yield made
    made.store.close()
    made.state.close()


def test_a_night_over_the_samples_verified_everything(sample_warehouse: Path) -> None:
    rows = ask(sample_warehouse, "SELECT * FROM quality.verification")
    assert {row["scope"] for row in rows} == {"all"}
    for row in rows:
        assert row["checked"] == row["agreed"] > 0, row
    facts = ask(sample_warehouse, "SELECT count(*) AS n FROM core.budget_facts")[0]["n"]
    assert facts == next(row["checked"] for row in rows if row["table_name"] == "budget_facts")
    with State.open(sample_warehouse) as state:
        assert state.last_full_verification() is not None


def test_what_is_done_meanwhile_goes_on_beside_and_its_failure_ends_both(candidate: Candidate) -> None:
    def build() -> None:
        candidate.store.execute("CREATE TABLE mart.beside AS SELECT count(*) AS n FROM core.evidence")

    def verify(meanwhile: Callable[[], object]) -> Verification:
        return candidate.verify(NOW + timedelta(days=1), meanwhile=meanwhile)

    verification = verify(build)
    assert verification.checked == verification.agreed > candidate.store.scalar("SELECT n FROM mart.beside")
    with pytest.raises(StoreError, match="beside"):
        verify(build)
    assert candidate.store.scalar("SELECT count(*) FROM quality.verification") == len(verification.tallies)


def test_what_is_as_in_the_live_build_is_not_read_again(candidate: Candidate) -> None:
    verification = candidate.verify()
    assert (verification.scope, verification.checked) == ("new", 0)
    kept = candidate.store.rows("SELECT table_name, checked FROM quality.verification")
    assert len(kept) == 11
    assert {row["checked"] for row in kept} == {0}


def test_a_changed_fact_and_its_quote_are_read_again_and_it_is_named(candidate: Candidate) -> None:
    candidate.store.execute(ONE_AMOUNT)
    verification = candidate.verify()
    tallies = {t.table_name: (t.checked, t.agreed) for t in verification.tallies if t.checked}
    assert tallies["budget_facts"] == (1, 0)
    assert tallies.keys() == {"budget_facts", "evidence"}
    (failure,) = candidate.store.rows("FROM quality.verification_failures")
    assert (failure["kind"], failure["column_name"]) == ("value_differs", "amount_yuan")
    assert failure["file_name"] in failure["message_zh"]
    assert failure["stored"] in failure["message_en"]


def test_a_figure_filed_under_another_stage_is_named_though_its_value_is_as_printed(
    candidate: Candidate,
) -> None:
    candidate.store.execute(
        "UPDATE core.budget_facts SET stage = 'received' WHERE fact_id = (SELECT min(fact_id) FROM core.budget_facts"
        " WHERE stage = 'executed')"
    )
    assert candidate.verify().contradicted == 0, "what is new was read when it was extracted"
    candidate.store.execute("DELETE FROM quality.verification")
    verification = candidate.verify(NOW + timedelta(days=1))
    assert verification.checked == verification.agreed > 0
    assert verification.contradicted == 1
    (failure,) = candidate.store.rows("FROM quality.verification_failures")
    assert (failure["kind"], failure["column_name"]) == ("meaning_differs", "stage")
    assert (failure["stored"], failure["found"]) == ("received", "executed")
    (kept,) = candidate.store.rows(
        "SELECT sum(meanings_contradicted) AS contradicted, sum(meanings_agreed) AS agreed FROM quality.verification"
    )
    assert (kept["contradicted"], kept["agreed"]) == (1, verification.told)


def test_new_quotes_and_documents_read_tonight_are_read_again(candidate: Candidate) -> None:
    (document,) = candidate.store.rows(
        "SELECT document_id, count(*) AS n FROM core.evidence GROUP BY ALL ORDER BY ALL LIMIT 1"
    )
    quotes = next(
        t
        for t in candidate.verify(read_tonight=(document["document_id"],)).tallies
        if t.table_name == "evidence"
    )
    assert quotes.checked == quotes.agreed == document["n"]
    candidate.store.execute(
        "UPDATE core.evidence SET char_end = char_end + 1 WHERE document_id = $d",
        {"d": document["document_id"]},
    )
    quotes = next(t for t in candidate.verify().tallies if t.table_name == "evidence")
    assert (quotes.checked, quotes.agreed) == (document["n"], 0)  # fmt: skip


def test_after_a_week_everything_is_read_again_and_only_a_clean_result_is_remembered(
    candidate: Candidate,
) -> None:
    week = NOW + timedelta(days=1)
    candidate.store.execute(ONE_AMOUNT)
    verification = candidate.verify(week)
    assert verification.scope == "all"
    assert verification.checked - verification.agreed == 1
    remember(candidate.state, verification, "r", week)
    assert candidate.state.last_full_verification() == NOW - timedelta(days=6)
    clean = Verification("all", (), ())
    remember(candidate.state, clean, "r", week)
    assert candidate.state.last_full_verification() == week


def test_a_live_build_of_other_columns_is_compared_with_nothing(candidate: Candidate) -> None:
    live = live_build(candidate.settings.warehouse)
    assert live is not None
    assert note_changes(candidate.store, live.database, ())
    candidate.store.execute("ALTER TABLE core.goals ADD COLUMN later VARCHAR")
    assert not note_changes(candidate.store, live.database, ())


def test_the_command_names_what_disagrees(sample_warehouse: Path, tmp_path: Path) -> None:
    live = live_build(sample_warehouse)
    assert live is not None
    home = tmp_path / "warehouse"
    shutil.copytree(live.folder, home / "builds" / live.build_id)
    (home / "documents").symlink_to(sample_warehouse / "documents")
    (home / "current").symlink_to(home / "builds" / live.build_id)

    def verify(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["verify", *arguments, "--warehouse", str(home)])
        return result.exit_code, result.output

    assert verify("20990101")[0] == 4
    database = home / "builds" / live.build_id / "xianjian.duckdb"
    database.chmod(0o644)
    with duckdb.connect(str(database)) as changed:
        changed.execute(ONE_AMOUNT)
        changed.execute(
            "DELETE FROM core.evidence WHERE evidence_id = (SELECT min(evidence_id) FROM core.staff_facts)"
        )
    code, said = verify(live.build_id)
    assert code == 6
    for part in ("amount_yuan存为", "amount_yuan is stored as", "没有引文", "has no quote"):
        assert part in said
    assert "verified" not in said.partition("版本 build")[0]


@pytest.mark.slow
def test_nights_verify_close_the_gate_and_watch_over_an_unchanged_build(
    tmp_path: Path, project_root: Path
) -> None:
    samples = project_root / "raw" / "samples"
    raw, home = inbox_of(tmp_path / "raw", [samples / FIRST]), tmp_path / "warehouse"

    def longer_ago() -> None:
        with sqlite3.connect(home / "state" / "state.sqlite") as state:
            state.execute("UPDATE verifications SET verified_at = '2020-01-01T00:00:00.000000+00:00'")

    record = run_night(raw, home)
    assert (record.status, record.counts["verified_all"]) == ("published", 1)
    assert record.counts["verified"] == record.counts["verified_agreed"] > 0
    assert "verified" not in run_night(raw, home).counts

    shutil.copy(samples / SECOND, raw / SECOND)
    record = run_night(raw, home)
    assert (record.status, record.counts["verified_all"]) == ("published", 0)
    assert record.counts["verified"] == record.counts["verified_agreed"] > 0

    longer_ago()
    record = run_night(raw, home)
    assert (record.status, record.counts["verified_all"]) == ("unchanged", 1)

    live = live_build(home)
    (row,) = ask(home, "SELECT sha256 FROM core.documents WHERE file_name = ?", [FIRST])
    document = home / "documents" / row["sha256"][:2] / row["sha256"] / "document.json.gz"
    document.write_bytes(document.read_bytes()[:-20])
    longer_ago()
    assert run_night(raw, home).status == "gate_closed"
    (raw / "notice.txt").write_text("关于召开会议的通知\n请准时参加。\n", encoding="utf-8")
    assert run_night(raw, home).status == "gate_closed"
    assert live_build(home) == live
    refused = next((home / "builds").glob("*.refused")) / "xianjian.duckdb"
    with duckdb.connect(str(refused), read_only=True) as build:
        told = build.sql("SELECT kind, message_zh FROM quality.verification_failures").fetchall()
    assert [kind for kind, _ in told] == ["document_unreadable"]
    assert FIRST in told[0][1]


def test_what_its_quote_did_not_give_at_extraction_is_no_news_and_counts_neither_way(
    candidate: Candidate,
) -> None:
    before = verify_store(candidate.settings, candidate.store, "r", "all")
    candidate.store.execute(ONE_AMOUNT)
    spoilt = verify_store(candidate.settings, candidate.store, "r", "all")
    assert (spoilt.checked - spoilt.agreed, len(spoilt.failures)) == (1, 1)
    candidate.store.execute(
        "INSERT INTO core.fact_causes SELECT 'budget_facts', min(fact_id), 'quote_unread' FROM core.budget_facts"
    )
    told = verify_store(candidate.settings, candidate.store, "r", "all")
    assert (told.checked, told.agreed, told.failures) == (before.checked - 1, before.checked - 1, ())


@pytest.mark.parametrize(
    ("most_alone", "band", "batch"), [(10_000, 7, 3), pytest.param(1, 20, 6, marks=pytest.mark.slow)]
)
def test_however_the_documents_are_cut_and_whoever_reads_them_the_same_is_found(
    candidate: Candidate, monkeypatch: pytest.MonkeyPatch, most_alone: int, band: int, batch: int
) -> None:
    candidate.store.execute(ONE_AMOUNT)
    candidate.store.execute(
        "UPDATE core.evidence SET page = page + 1 WHERE document_id = (SELECT max(document_id) FROM core.evidence WHERE page > 0)"
    )
    whole = verify_store(candidate.settings, candidate.store, "r", "all")
    assert whole.checked - whole.agreed > 2
    monkeypatch.setattr(verifying, "MANY", most_alone)
    monkeypatch.setattr(verifying, "BAND", band)
    monkeypatch.setattr(verifying, "BATCH", batch)
    parted = verify_store(candidate.settings, candidate.store, "r", "all")
    assert parted.tallies == whole.tallies
    assert sorted(map(repr, parted.failures)) == sorted(map(repr, whole.failures))


@pytest.mark.parametrize(("most_alone", "beside"), [(1, 1), (10_000, 2)])
def test_queries_leave_the_cores_to_the_processes_that_read_and_have_them_back_afterwards(
    candidate: Candidate, monkeypatch: pytest.MonkeyPatch, most_alone: int, beside: int
) -> None:
    def cores() -> int:
        return int(candidate.store.scalar("SELECT current_setting('threads')"))

    seen: list[int] = []
    candidate.store.execute("SET threads = 2")
    candidate.settings = replace(candidate.settings, workers=2)
    monkeypatch.setattr(nightly, "MANY", most_alone)
    candidate.verify(NOW + timedelta(days=2), meanwhile=lambda: seen.append(cores()))
    assert (seen, cores()) == ([beside], 2)
