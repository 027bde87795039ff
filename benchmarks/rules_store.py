"""A store of as many reports as wanted, for the benchmark of the rules: invented reports, extracted once and multiplied.

Belongs here: how the rows get there. Each copy of a report has ids, a unit and evidence of its own and keeps text, year
and figures. Does not belong here: what is measured (rules).
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path

from pipelines.extract.outline.sections import find_sections
from pipelines.extract.persons import find_persons
from pipelines.model.codec import decode, encode
from pipelines.model.document import Document, Span
from pipelines.model.rows import Evidence
from pipelines.model.tables import FACT_TABLES
from pipelines.night.settings import Settings
from pipelines.night.stamps import PACKAGE, stage_stamp, stamp_files, stamp_text
from pipelines.night.trial import OF_QUALITY, TrialCopy, copy_for_trial, file_copies
from pipelines.normalize import DocumentRows
from pipelines.normalize.evidence import cite
from pipelines.normalize.masking import Mask
from pipelines.quality.ports import Locate
from pipelines.read.reading import read_bytes
from pipelines.samples.faults import plant_some
from pipelines.samples.files import render
from pipelines.samples.invent import YEARS, invent
from pipelines.store import Store, create_schema

SETTINGS = Settings(raw=Path("raw"), warehouse=Path("warehouse"))
BASE, SEED, FAULTY = 200, 5, 0.2
LENGTHENED = 1.2
_MORE = (
    "各股室按照职责分工抓好落实，定期召开工作例会，研究解决工作推进中遇到的困难。主动听取服务对象的意见建议，"
    "不断改进工作方法。加强与相关单位的沟通协调，形成齐抓共管的工作格局，相关工作按照序时进度稳步推进。"
)
"""Words as real reports have them by the page: invented reports are half as long as published ones."""
_IDS = {"version_id", "report_id", "document_id", "evidence_id", "fact_id", "item_id", "problem_id"}


@dataclass(frozen=True, slots=True)
class Corpus:
    """A store filled with reports, and the way to their quotes."""

    store: Store
    locate: Locate
    reports: int
    facts: int
    characters: int


def base_copies(count: int = BASE) -> list[TrialCopy]:
    """Invented reports as DOCX, read and extracted; one in five with a planted fault."""
    copies = []
    for specimen in plant_some(SEED, invent(SEED, count, YEARS), FAULTY):
        document = read_bytes(render(specimen, "docx"), f"{specimen.name}.docx").document
        assert document is not None, specimen.name
        copies.append(copy_for_trial(document, f"{specimen.name}.docx"))
    return copies


def write_base(folder: Path, count: int = BASE) -> None:
    """Rows of the invented reports as Parquet and their Documents, once for all sizes."""
    folder.mkdir(exist_ok=True)
    copies = base_copies(count)
    for copy in copies:
        (folder / f"{copy.document.document_id}.json.gz").write_bytes(encode(copy.document))
    with Store.in_memory() as small:
        file_copies(small, SETTINGS, copies)
        for name in _TABLES:
            small.execute(f"COPY {_place(name)} TO '{folder / name}.parquet'")


def keep_base(folder: Path) -> Path:
    """The place of :func:`write_base` below a folder; made anew where the code or the schema is not that of the last time."""
    made_by = stamp_text(
        stage_stamp("read"),
        stage_stamp("extract"),
        stamp_files([PACKAGE / "samples", PACKAGE / "assemble", SETTINGS.schema, Path(__file__)]),
    )
    place = folder / made_by
    if not place.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as half_made:
            write_base(Path(half_made) / made_by)
            (Path(half_made) / made_by).rename(place)
    return place


def corpus(base: Path, reports: int, database: Path, facts_each: int | None = None) -> Corpus:
    """A database file with this many reports. ``facts_each``: of every kind of facts the share is left out that makes them so many a
    report on average; None leaves none out."""
    store = Store.create(database)
    create_schema(store, SETTINGS.schema)
    there = store.scalar(f"SELECT count(*) FROM '{base / 'report_versions.parquet'}'")
    kept = 1.0 if facts_each is None else min(1.0, facts_each * there / _facts_in(store, base))
    for name in _TABLES:
        store.execute(
            f"INSERT INTO {_place(name)} BY NAME SELECT base.* REPLACE ({_fresh(store, name)})"
            f" FROM '{base / name}.parquet' AS base, range({-(-reports // there)}) AS copies(n)"
            + (
                f" WHERE hash(base.fact_id, copies.n) % 10000 < {kept * 10000:.0f}"
                if name in FACT_TABLES
                else ""
            )
        )
    store.execute(
        "UPDATE core.sections SET text = text || repeat($more, CAST(ceil(length(text) * $share / length($more)) AS INTEGER))"
        " WHERE section_code <> 'duties'",  # else every report would tell its duties as results
        {"more": _MORE, "share": LENGTHENED},
    )
    characters = store.scalar("SELECT coalesce(sum(length(text)), 0) FROM core.sections")
    facts = sum(int(store.scalar(f"SELECT count(*) FROM core.{name}")) for name in FACT_TABLES)
    filed = int(store.scalar("SELECT count(*) FROM core.report_versions"))
    return Corpus(store, _locator(base), filed, facts, int(characters) // filed)


_TABLES = (*(f.name for f in fields(DocumentRows)), "documents", "reports", "report_versions")


def _facts_in(store: Store, base: Path) -> int:
    return sum(int(store.scalar(f"SELECT count(*) FROM '{base / name}.parquet'")) for name in FACT_TABLES)


def _place(name: str) -> str:
    return f"{'quality' if name in OF_QUALITY else 'core'}.{name}"


def _fresh(store: Store, name: str) -> str:
    columns = store.columns(_place(name))
    ids = [f"{column} || '~' || copies.n AS {column}" for column in columns if column in _IDS]
    return ", ".join([*ids, *(["unit_name || copies.n AS unit_name"] if "unit_name" in columns else [])])


def _locator(base: Path) -> Locate:
    """As a night does it: the stored Document is opened, its persons are masked."""

    @lru_cache(maxsize=8)
    def opened(document_id: str) -> tuple[Document, Mask]:
        document = decode((base / f"{document_id.partition('~')[0]}.json.gz").read_bytes())
        return document, Mask.of(document, find_persons(document, find_sections(document)))

    def locate(document_id: str, char_start: int, char_end: int) -> Evidence:
        document, mask = opened(document_id)
        return _renamed(cite(document, Span(char_start, char_end), mask), document_id)

    return locate


def _renamed(evidence: Evidence, document_id: str) -> Evidence:
    copy = "~" + document_id.partition("~")[2]
    return replace(evidence, evidence_id=evidence.evidence_id + copy, document_id=document_id)
