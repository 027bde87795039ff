"""The first night over the shipped samples: every figure is the generator's, every planted fault is caught."""

from __future__ import annotations

import csv
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.samples.ship import planned
from pipelines.samples.truth import truth
from tests.night.nights import ask, inbox_of, run_night


def _rows(warehouse: Path, table: str) -> dict[str, list[dict[str, Any]]]:
    """Facts by file name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in ask(
        warehouse,
        f"SELECT d.file_name, f.* FROM core.{table} f JOIN core.report_versions USING (version_id) "
        "JOIN core.documents d USING (document_id)",
    ):
        found.setdefault(row["file_name"], []).append(row)
    return found


TRUTHS = {shipped.file_name: truth(shipped.specimen, shipped.file_name) for shipped in planned()}


def test_budget_figures_are_those_of_the_generator(sample_warehouse: Path) -> None:
    rows = _rows(sample_warehouse, "budget_facts")
    for name, true in TRUTHS.items():
        expected = {(f["category"], f["stage"], Decimal(f["amount_yuan"])) for f in true["budget_facts"]}
        found = {(f["category"], f["stage"], f["amount_yuan"]) for f in rows.get(name, [])}
        assert found == expected, name


def test_project_items_are_those_of_the_generator(sample_warehouse: Path) -> None:
    rows = _rows(sample_warehouse, "project_items")
    for name, true in TRUTHS.items():
        expected = {(f["name"], Decimal(f["amount_yuan"]), f["doc_no"]) for f in true["project_items"]}
        found = {(f["name"], f["amount_yuan"], f["doc_no"]) for f in rows.get(name, [])}
        assert found == expected, name


@pytest.mark.parametrize("table", ["staff_facts", "asset_facts"])
def test_staff_and_assets_are_those_of_the_generator(sample_warehouse: Path, table: str) -> None:
    key, value = ("kind", "headcount") if table == "staff_facts" else ("measure", "amount_yuan")
    rows = _rows(sample_warehouse, table)
    for name, true in TRUTHS.items():
        expected = {(f[key], Decimal(f[value])) for f in true[table] if not f.get("optional")}
        optional = {(f[key], Decimal(f[value])) for f in true[table] if f.get("optional")}
        found = {(f[key], Decimal(f[value])) for f in rows.get(name, [])}
        assert expected <= found <= expected | optional, name


def test_every_planted_fault_is_caught(sample_warehouse: Path, project_root: Path) -> None:
    with (project_root / "raw" / "samples" / "faults.csv").open(encoding="utf-8-sig") as file:
        planted = {(row["file"], row["rule_id"]) for row in csv.DictReader(file)}
    caught = {
        (row["file_name"], row["rule_id"])
        for row in ask(
            sample_warehouse,
            "SELECT DISTINCT d.file_name, r.rule_id FROM quality.results r JOIN core.report_versions v USING (version_id) "
            "JOIN core.documents d USING (document_id) WHERE r.outcome = 'fail'",
        )
    }
    assert len(planted) >= 8
    assert planted - caught == set()


def test_a_sound_sample_raises_neither_errors_nor_warnings(
    sample_warehouse: Path, project_root: Path
) -> None:
    with (project_root / "raw" / "samples" / "faults.csv").open(encoding="utf-8-sig") as file:
        faulty = {row["file"] for row in csv.DictReader(file)}
    assert set(TRUTHS) - faulty
    raised = ask(
        sample_warehouse,
        "SELECT d.file_name, r.rule_id, r.message_zh FROM quality.results r JOIN core.report_versions v USING (version_id) "
        "JOIN core.documents d USING (document_id) WHERE r.outcome = 'fail' AND r.severity <> 'info' AND r.rule_id <> 'A14'",
    )  # A14: every signed report names persons
    assert [row for row in raised if row["file_name"] not in faulty] == []


def test_every_failure_has_evidence_and_a_chinese_message(sample_warehouse: Path) -> None:
    bare = ask(
        sample_warehouse,
        "SELECT r.rule_id, r.subject FROM quality.results r LEFT JOIN quality.result_evidence e USING (result_id) "
        "WHERE r.outcome = 'fail' AND r.report_id IS NOT NULL AND (e.evidence_id IS NULL OR NOT regexp_matches(r.message_zh, '[一-龥]'))",
    )
    assert bare == []


def test_every_fact_leads_to_a_quote(sample_warehouse: Path) -> None:
    for table in (
        "budget_facts",
        "stated_rates",
        "project_items",
        "staff_facts",
        "asset_facts",
        "indicators",
        "scores",
    ):
        lost = ask(
            sample_warehouse,
            f"SELECT count(*) AS n FROM core.{table} LEFT JOIN core.evidence e USING (evidence_id) WHERE coalesce(e.quote, '') = ''",
        )
        assert lost == [{"n": 0}], table


def test_names_of_signers_are_masked_everywhere(sample_warehouse: Path) -> None:
    names = {signer.name for shipped in planned() for signer in shipped.specimen.signers}
    assert names
    for table, column in (
        ("evidence", "quote"),
        ("sections", "text"),
        ("goals", "content"),
        ("problem_items", "text"),
    ):
        texts = ask(sample_warehouse, f"SELECT {column} AS text FROM core.{table}")
        shown = {name for name in names for row in texts if len(name) > 2 and name in row["text"]}
        assert shown == set(), (table, column)


def test_second_night_changes_nothing(sample_warehouse: Path, project_root: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    shutil.copytree(sample_warehouse, warehouse, symlinks=True)
    before = (warehouse / "current").resolve()
    record = run_night(project_root / "raw", warehouse, contracts=True)
    assert (record.status, record.counts["documents_read"]) == ("unchanged", 0)
    assert (warehouse / "current").resolve() == before


@pytest.mark.slow
def test_samples_leave_when_a_real_report_arrives(tmp_path: Path, project_root: Path) -> None:
    samples = project_root / "raw" / "samples"
    raw = inbox_of(
        tmp_path / "raw" / "samples", [samples / "990101-qingyan-sifaju-2022.txt", samples / "manifest.csv"]
    ).parent
    assert run_night(raw, tmp_path / "warehouse").status == "published"
    inbox_of(raw, [samples / "990102-qihe-minzhengju-2024.txt"])
    assert run_night(raw, tmp_path / "warehouse").status == "published"
    reports = ask(
        tmp_path / "warehouse",
        "SELECT r.unit_name, d.is_sample FROM core.reports r JOIN core.documents d USING (document_id)",
    )
    assert reports == [{"unit_name": "栖禾县民政局", "is_sample": False}]
