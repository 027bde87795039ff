"""The two real reports come out of hop 4 as their gold files say, each figure with its words, no person named."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.normalize.facts import normalize
from pipelines.read.reading import read_bytes
from tests.normalize.filings import identity


@pytest.mark.parametrize("name", ["130132-zonggonghui-2025", "130133-zonggonghui-2024"])
def test_a_real_report_keeps_its_figures_its_gaps_and_its_secrets(shared: Path, name: str) -> None:
    gold = json.loads((shared / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    data = (shared / "reports" / f"{name}.txt").read_bytes()
    document = read_bytes(data, f"{name}.txt").document
    assert document is not None
    read = extract(document, Card())
    claims = read.values[0]
    rows = normalize(document, claims, identity(fiscal_year=claims.identity.fiscal_year), read.problems)

    stated = {(f.category, f.stage): f.amount_yuan for f in rows.budget_facts if f.is_preferred}
    assert stated == {(g["category"], g["stage"]): Decimal(g["amount_yuan"]) for g in gold["budget_facts"]}
    absent = {(m.category, m.stage) for m in rows.missing_facts}
    expected = {tuple(pair) for pair in gold["absent_budget_facts"]}
    assert expected - {("project", "adjusted")} <= absent
    assert not absent & set(stated)
    assert [p.kind for p in rows.problems if p.kind.startswith("figure")] == []

    persons = {document.quote(span) for span in claims.persons}
    assert persons
    published = repr(rows)
    assert not [name for name in persons if name in published]
    for e in rows.evidence:
        printed = document.text[e.char_start : e.char_end]
        assert all(q == p or q == "＊" for q, p in zip(e.quote, printed, strict=True))
