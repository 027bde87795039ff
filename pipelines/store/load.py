"""Filling a fresh warehouse file: schema, the shards of the night, what assembly decided, dimensions.

Belongs here: which rows of which shard enter ``core`` and which version is current. Does not belong here: how rows are
made (normalize), which version wins (assemble), SQL as text longer than a line (warehouse/).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.model.tables import STATED_TABLES
from pipelines.store.code_names import fill_code_names
from pipelines.store.connection import Store
from pipelines.store.errors import TableError
from pipelines.store.measures import fill_measures
from pipelines.store.scripts import read_scripts, run_scripts
from pipelines.store.side_by_side import share_out, side_by_side
from pipelines.store.sql_text import identifier, literal

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_SQL = Path(__file__).resolve().parents[2] / "warehouse"
SCHEMA = _SQL / "schema"
LOAD = _SQL / "load"

_OF_DOCUMENT = {"evidence": "core", "problems": "quality", "ignored_numbers": "quality"}
_OF_VERSION = (*STATED_TABLES, "missing_facts")
_LONGEST = ("evidence", "sections")
"""Begun first, each as long as a third of all other tables: the one that begins last keeps a core waiting."""

_CURRENT = {"is_current": "version_id IN (SELECT version_id FROM core.report_versions WHERE is_current)"}
_WANTED_DOCUMENT = (
    "EXISTS (FROM wanted AS w WHERE w.shard = parse_dirpath(filename) "
    "AND (w.document_id IS NULL OR w.document_id = read_parquet.document_id))"
)
_HAS_VERSION = "version_id IN (SELECT version_id FROM core.report_versions)"
_WANTED_VERSION = (
    "(parse_dirpath(filename), version_id) IN (SELECT (shard, version_id) FROM wanted_versions) "
    f"AND {_HAS_VERSION}"
)
_WANTED_FACT = "(table_name, fact_id) IN (SELECT (table_name, fact_id) FROM loaded_facts)"
_OF_FACT = {
    "fact_evidence": ("core", f"{_WANTED_FACT} AND evidence_id IN (SELECT evidence_id FROM core.evidence)"),
    "fact_causes": ("core", _WANTED_FACT),
    "suggestions": ("quality", _WANTED_FACT),
}


@dataclass(frozen=True, slots=True)
class Shard:
    """A folder of Parquet files and the documents in it that count (None: all); others were read anew elsewhere."""

    folder: Path
    document_ids: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Wanted:
    shard: str
    document_id: str | None


def create_schema(store: Store, folder: Path = SCHEMA) -> None:
    """Schemas core, quality, meta with their dictionary: the SQL files of ``folder`` in the order of their names, and the
    formulas of the derived measures and the names of codes."""
    for path in sorted(folder.glob("*.sql")):
        store.run_script(path)
    _comment_views(store)
    fill_measures(store)
    fill_code_names(store)


def load_night(
    store: Store,
    shards: Sequence[Shard],
    *,
    documents: Sequence[DataclassInstance],
    reports: Sequence[DataclassInstance],
    versions: Sequence[DataclassInstance],
    expected_units: Sequence[DataclassInstance] = (),
) -> dict[str, int]:
    """Fill ``core``, ``quality.problems`` and ``quality.ignored_numbers`` from the shards and from what assembly decided. Rows per table.

    Facts of a document that assembly made no version of (it is no report) do not enter; its filing, quotes and
    problems do. ``is_current`` follows ``versions``.
    """
    loaded = {
        "reports": store.insert("core.reports", reports),
        "report_versions": store.insert("core.report_versions", versions),
        "expected_units": store.insert("core.expected_units", expected_units),
    }
    folders = [shard.folder for shard in shards if shard.document_ids != ()]
    whole = all(shard.document_ids is None for shard in shards)  # then no row need be asked where it is from
    of_document, of_version = ("true", _HAS_VERSION) if whole else (_WANTED_DOCUMENT, _WANTED_VERSION)
    with side_by_side(store) as stores:
        _note_wanted(stores[0], shards, _files(folders, "filed_reports"))
        stated = {
            "documents": lambda free: ("documents", free.insert("core.documents", documents)),
            **{t: _load(folders, schema, t, of_document) for t, schema in _OF_DOCUMENT.items()},
            "filed_reports": _load(folders, "core", "filed_reports", of_document, _CURRENT),
            **{t: _load(folders, "core", t, of_version, _CURRENT) for t in _OF_VERSION},
            "meanings": _load(folders, "quality", "meanings", of_version),
        }
        loaded |= share_out(stores, [stated[t] for t in sorted(stated, key=lambda t: t not in _LONGEST)])
        _note_facts(stores[0])
        loaded |= share_out(
            stores, [_load(folders, schema, table, where) for table, (schema, where) in _OF_FACT.items()]
        )
        run_scripts(stores, read_scripts(LOAD))
    return loaded


def _load(
    folders: Sequence[Path], schema: str, table: str, where: str, extra: Mapping[str, str] | None = None
) -> Callable[[Store], tuple[str, int]]:
    """What appends the table's files of all shards, and gives its name and the number of rows."""
    files = _files(folders, table)
    return lambda store: (table, store.load_parquet(f"{schema}.{table}", files, where, extra))


def _files(folders: Sequence[Path], table: str) -> list[Path]:
    files = [folder / f"{table}.parquet" for folder in folders]
    if lost := [file for file in files if not file.is_file()]:
        raise TableError(f"缺少中间文件 {lost[0]}；请用 --rebuild 重做")
    return files


def _note_wanted(store: Store, shards: Sequence[Shard], filed: Sequence[Path]) -> None:
    store.execute("CREATE TABLE work.wanted (shard VARCHAR, document_id VARCHAR)")
    store.insert(
        "work.wanted", [_Wanted(str(s.folder), d) for s in shards for d in s.document_ids or (None,)]
    )
    store.execute("CREATE TABLE work.wanted_versions (shard VARCHAR, version_id VARCHAR)")
    if filed:
        store.execute(
            "INSERT INTO work.wanted_versions SELECT DISTINCT parse_dirpath(filename), version_id "
            f"FROM read_parquet($files, filename = true) WHERE {_WANTED_DOCUMENT}",
            {"files": [str(file) for file in filed]},
        )


def _note_facts(store: Store) -> None:
    facts = " UNION ALL ".join(
        f"SELECT '{table}' AS table_name, fact_id FROM core.{table}"
        for table in _OF_VERSION
        if table != "missing_facts"
    )
    store.execute(f"CREATE TABLE work.loaded_facts AS {facts}")


def _comment_views(store: Store) -> None:
    """The views ``now_<table>`` and ``decided_<table>`` show the columns of their table: the comments are the same."""
    comments = []
    for row in store.rows(
        "SELECT v.table_name AS name, v.column_name AS col, t.comment FROM duckdb_columns() AS v "
        "JOIN duckdb_columns() AS t ON t.schema_name = 'core' AND t.column_name = v.column_name "
        "AND v.table_name IN ('now_' || t.table_name, 'decided_' || t.table_name) WHERE v.schema_name = 'core' AND t.comment IS NOT NULL"
    ):
        column = f"core.{row['name']}.{identifier(row['col'])}"
        comments.append(f"COMMENT ON COLUMN {column} IS {literal(row['comment'])};")
    store.execute_together(comments)
