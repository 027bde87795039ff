"""A shard holds exactly what was written, or is not there at all."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.model.document import Box
from pipelines.model.rows import BudgetFact, Evidence, FiledReport, Section
from pipelines.normalize.rows import DocumentRows
from pipelines.normalize.shard import TABLES, arrow_schema, read_table, write_shard
from tests.documents import make_document
from tests.normalize.filings import budget, claims, money, place, rows_of

MONEY = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False, places=2)
HALF = st.decimals(min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False, places=4)
WORDS = st.text(st.characters(codec="utf-8"), max_size=20)


def fact(amount: Decimal, half: Decimal, text: str) -> BudgetFact:
    return BudgetFact(
        fact_id="f", report_id="r", version_id="v", evidence_id="e", confidence=Decimal("0.8"),
        fact_year=None, category="project", stage="initial", fund_source="all", statement_no=1, is_preferred=True,
        amount_yuan=amount, amount_text=text, unit_text="万元", half_unit_yuan=half, sentence_no=3,
    )  # fmt: skip


def filing(document_id: str) -> DocumentRows:
    document = make_document("项目预算178.646万元。", document_id=document_id)
    span = place(document, "178.646万元")
    return rows_of(document, claims(budget=[budget(span, "project", "initial", money("178.646"))]))


def contents(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amount=MONEY, half=HALF, text=WORDS)
def test_money_comes_back_exactly(tmp_path: Path, amount: Decimal, half: Decimal, text: str) -> None:
    written = fact(amount, half, text)
    write_shard(tmp_path / "s", [DocumentRows(budget_facts=(written,))])
    assert read_table(tmp_path / "s", "budget_facts", BudgetFact) == [written]


def test_every_table_has_a_file_with_its_columns_even_when_empty(tmp_path: Path) -> None:
    write_shard(tmp_path / "s", [])
    assert sorted(p.stem for p in (tmp_path / "s").iterdir()) == sorted(TABLES)
    for table, row_type in TABLES.items():
        assert pq.read_schema(tmp_path / "s" / f"{table}.parquet").names == [f.name for f in fields(row_type)]


def test_no_column_is_a_float_but_the_box_on_the_page() -> None:
    for row_type in TABLES.values():
        for column in arrow_schema(row_type):
            assert column.name == "bbox" or not pa.types.is_floating(column.type)
    assert arrow_schema(BudgetFact).field("amount_yuan").type == pa.decimal128(18, 2)
    assert arrow_schema(FiledReport).field("signed_on").type == pa.date32()
    assert arrow_schema(Section).field("text_map").type == pa.list_(pa.int32())


def test_boxes_maps_and_dates_come_back(tmp_path: Path) -> None:
    box = Evidence("e", "d", 1, 0, Box(1.5, 2.0, 3.25, 4.0), 0, 4, "引文", "text")
    bare = Evidence("f", "d", None, None, None, 0, 4, "引文", "text")
    section = Section(
        fact_id="f", report_id="r", version_id="v", evidence_id="e", confidence=Decimal(1),
        seq=1, section_code="staff", heading="人员", text="在职7人", text_map=(0, 17, 3, 25),
    )  # fmt: skip
    filed = filing("a" * 16).filed_reports
    write_shard(
        tmp_path / "s", [DocumentRows(filed_reports=filed, evidence=(box, bare), sections=(section,))]
    )
    assert read_table(tmp_path / "s", "evidence", Evidence) == [box, bare]
    assert read_table(tmp_path / "s", "sections", Section) == [section]
    assert read_table(tmp_path / "s", "filed_reports", FiledReport) == list(filed)
    assert filed[0].signed_on == date(2026, 4, 20)


def test_a_decimal_that_its_column_cannot_hold_is_refused_not_rounded(tmp_path: Path) -> None:
    with pytest.raises(pa.ArrowInvalid):
        write_shard(tmp_path / "s", [DocumentRows(budget_facts=(fact(Decimal("0.001"), Decimal(0), ""),))])
    assert not (tmp_path / "s").exists()


def test_the_same_batch_gives_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    batch = [filing(c * 16) for c in "cab"]
    write_shard(tmp_path / "one", batch)
    write_shard(tmp_path / "two", batch[::-1])
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_shard_written_again_replaces_the_old_one_whole(tmp_path: Path) -> None:
    write_shard(tmp_path / "s", [filing("a" * 16)])
    write_shard(tmp_path / "s", [filing("b" * 16)])
    assert [f.document_id for f in read_table(tmp_path / "s", "filed_reports", FiledReport)] == ["b" * 16]
    assert [p.name for p in tmp_path.iterdir()] == ["s"]


def test_a_run_that_dies_while_writing_leaves_no_half_shard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = 0

    def die(table: pa.Table, path: Path, **options: str) -> None:
        nonlocal written
        written += 1
        if written > 3:
            raise KeyboardInterrupt
        path.write_bytes(b"part")

    monkeypatch.setattr("pipelines.normalize.shard.pq.write_table", die)
    with pytest.raises(KeyboardInterrupt):
        write_shard(tmp_path / "s", [filing("a" * 16)])
    assert not (tmp_path / "s").exists()
    monkeypatch.undo()
    write_shard(tmp_path / "s", [filing("a" * 16)])
    assert len(read_table(tmp_path / "s", "budget_facts", BudgetFact)) == 1
    # what the dead run has begun is another worker's work, for all that this one knows: a night sweeps it
    assert [p.name for p in tmp_path.iterdir() if not p.name.endswith(".building")] == ["s"]
