"""A warehouse as nights would leave it before the build: shards and ledger of as many facts as wanted, without reading a file.

Belongs here: how invented reports, extracted once, are multiplied. Each copy has ids, counties and years of its own and amounts that
are a multiple of the first ones; words stay. Does not belong here: what is measured (build).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from benchmarks.rules_store import SEED
from pipelines.model.tables import FACT_TABLES
from pipelines.night.settings import Settings
from pipelines.night.trial import copy_for_trial
from pipelines.normalize.shard import TABLES, write_shard
from pipelines.read.reading import read_bytes
from pipelines.samples.files import render
from pipelines.samples.invent import YEARS, invent
from pipelines.state import DocumentRecord, FileRecord, State
from pipelines.store import Store

BASE, PER_SHARD = 200, 50
"""Reports that are extracted; reports in the shard of a night."""
_HASHED = (
    "version_id",
    "document_id",
    "evidence_id",
    "fact_id",
    "item_id",
    "problem_id",
    "text_hash",
    "figures_hash",
)
_SAME = {
    "report_id": "report_id || '-' || n",
    "fiscal_year": "fiscal_year - 3 * (n % 3)",
    "fact_year": "fact_year - 3 * (n % 3)",
    "amount_yuan": "CAST(amount_yuan * (1 + n % 40) AS DECIMAL(18,2))",
}
_COUNTY = "printf('%02d%02d%02d', 10 + (county_no + n * counties) // 9604 % 90, 1 + (county_no + n * counties) // 98 % 98, 1 + (county_no + n * counties) % 98)"
RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)


def write_base(folder: Path, count: int = BASE) -> None:
    """Shards of invented reports, as a night writes them."""
    documents = (
        (specimen.name, read_bytes(render(specimen, "docx"), f"{specimen.name}.docx").document)
        for specimen in invent(SEED, count, YEARS)
    )
    rows = [copy_for_trial(document, name).rows for name, document in documents if document is not None]
    for start in range(0, count, PER_SHARD):
        write_shard(folder / f"base{start:06}", rows[start : start + PER_SHARD])


def write_shards(base: Path, shards: Path, facts: int, per_shard: int) -> int:
    """Multiply the shards of ``base`` until they hold this many facts; how many they hold."""
    with Store.in_memory() as store:
        sources = sorted(base.iterdir())
        held = sum(_count(store, base, name) for name in FACT_TABLES)
        counties = _number_counties(store, base)
        together = max(1, per_shard // PER_SHARD)
        for first in range(0, -(-facts // held), together):
            copies = range(first, min(first + together, -(-facts // held)))
            for source in sources:
                _write(store, source, shards / f"{source.name}-{first:06}", copies, counties)
        return held * -(-facts // held)


def _count(store: Store, base: Path, table: str) -> int:
    return int(store.scalar(f"SELECT count(*) FROM '{base}/*/{table}.parquet'"))


def _number_counties(store: Store, base: Path) -> int:
    store.execute(
        "CREATE TABLE counties AS SELECT region_code AS old_code, row_number() OVER (ORDER BY region_code) - 1 AS county_no "
        f"FROM (SELECT DISTINCT region_code FROM '{base}/*/filed_reports.parquet')"
    )
    return int(store.scalar("SELECT count(*) FROM counties"))


def _write(store: Store, source: Path, folder: Path, copies: range, counties: int) -> None:
    folder.mkdir(parents=True)
    for table in TABLES:
        columns = [row["column_name"] for row in store.rows(f"DESCRIBE FROM '{source / table}.parquet'")]
        fresh = {c: f"left(md5({c} || n), length({c}))" for c in columns if c in _HASHED}
        fresh |= {c: sql for c, sql in _SAME.items() if c in columns}
        county = "JOIN counties ON old_code = region_code" if "region_code" in columns else ""
        if county:
            fresh["region_code"] = _COUNTY.replace("counties", str(counties))
        listed = ", ".join(f"{fresh[c]} AS {c}" if c in fresh else c for c in columns)
        store.execute(
            f"COPY (SELECT {listed} FROM range({copies.start}, {copies.stop}) AS copies(n), '{source / table}.parquet' {county}) "
            f"TO '{folder / table}.parquet' (FORMAT parquet, COMPRESSION zstd)"
        )


def write_ledger(settings: Settings) -> int:
    """A ledger that knows the documents and files of all shards; how many."""
    with Store.in_memory() as store, State.open(settings.warehouse) as state, patch("os.fsync"):
        rows = store.table(
            "SELECT document_id, document_id || md5(document_id) || '0123456789abcdef', parse_dirname(filename) "
            f"FROM read_parquet('{settings.shards}/*/filed_reports.parquet', filename = true)"
        )[1]
        state.record_documents(_documents(rows))
        state.record_files(
            FileRecord(f"县/{name}.docx", digest, 30_000, 1, RECEIVED, RECEIVED) for name, digest, _ in rows
        )
        return len(rows)


def _documents(rows: list[tuple[str, str, str]]) -> Iterator[DocumentRecord]:
    for name, digest, shard in rows:
        yield DocumentRecord(
            document_id=name,
            sha256=digest,
            path=f"县/{name}.docx",
            file_name=f"{name}.docx",
            media_type="application/docx",
            bytes=30_000,
            pages=8,
            reader="docx",
            read_status="ok",
            seconds=0.05,
            peak_memory_mb=60.0,
            received_at=RECEIVED,
            is_sample=False,
            read_stamp="r",
            extract_stamp="e",
            shard=shard,
        )
