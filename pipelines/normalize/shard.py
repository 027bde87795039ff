"""Shard: the rows of a batch of documents as Parquet, one file per table.

Belongs here: writing a shard whole or not at all, and reading one table back. Does not belong here: what stands in the
rows (facts), loading them into the warehouse (store).

The Arrow types follow from the row dataclasses, so an empty table has its columns too. The same batch gives the same
bytes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from pathlib import Path
from secrets import token_hex
from types import NoneType, UnionType
from typing import Final, TypeVar, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.model.document import Box
from pipelines.normalize.columns import PRECISION
from pipelines.normalize.rows import DocumentRows

R = TypeVar("R")

TABLES: Final[dict[str, type]] = {
    name: get_args(hint)[0] for name, hint in get_type_hints(DocumentRows).items()
}
"""Row class by table name, in the order in which the tables are written."""

_EDGES: Final = tuple(f.name for f in fields(Box))

_PLAIN: Final[dict[object, pa.DataType]] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int32(),
    date: pa.date32(),
    Box: pa.struct([pa.field(edge, pa.float64()) for edge in _EDGES]),
}


def write_shard(folder: Path, batches: Sequence[DocumentRows]) -> None:
    """Write ``<folder>/<table>.parquet`` for every table.

    The folder appears whole, by one rename, after everything is on disk; an older one of that name is replaced.
    Documents are ordered by their id. Raises pyarrow.ArrowInvalid for a decimal that its column cannot hold exactly.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = folder.with_name(f".{folder.name}.{token_hex(8)}.building")  # workers may share the folder
    building.mkdir()
    ordered = sorted(batches, key=_order)
    for table, row_type in TABLES.items():
        rows = [row for document in ordered for row in getattr(document, table)]
        schema = arrow_schema(row_type)
        columns = [pa.array(_column(rows, field), type=field.type) for field in schema]
        path = building / f"{table}.parquet"
        pq.write_table(pa.Table.from_arrays(columns, schema=schema), path, compression="zstd")
        _flush(path)
    _flush(building)
    _replace(building, folder)


def read_table(shard: Path, table: str, row_type: type[R]) -> list[R]:
    """The rows of one table of a shard. Raises FileNotFoundError, or TypeError where the class has other fields."""
    read = pq.ParquetFile(shard / f"{table}.parquet").read()
    names = read.column_names
    columns = [
        list(map(_python, column.to_pylist()))
        if field.type.num_fields
        else column.to_pylist()  # boxes and lists
        for field, column in zip(read.schema, read.columns, strict=True)
    ]
    return [row_type(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]


@cache
def arrow_schema(row_type: type) -> pa.Schema:
    """The Arrow schema of a row dataclass: exact decimals by the name of the column, everything nullable as annotated."""
    hints = get_type_hints(row_type)
    return pa.schema([_field(f.name, hints[f.name]) for f in fields(row_type)])


def _field(name: str, hint: object) -> pa.Field:
    nullable = isinstance(hint, UnionType) and NoneType in get_args(hint)
    if nullable:
        hint = next(a for a in get_args(hint) if a is not NoneType)
    if hint is Decimal:
        return pa.field(name, pa.decimal128(*PRECISION[name]), nullable)
    if get_origin(hint) is tuple:
        return pa.field(name, pa.list_(_PLAIN[get_args(hint)[0]]), nullable)
    return pa.field(name, _PLAIN[hint], nullable)


def _column(rows: Sequence[object], field: pa.Field) -> list[object]:
    """The values of a column; of boxes, which Arrow does not know, their edges."""
    values = list(map(attrgetter(field.name), rows))
    if not pa.types.is_struct(field.type):
        return values
    return [None if box is None else {edge: getattr(box, edge) for edge in _EDGES} for box in values]


def _python(value: object) -> object:
    if isinstance(value, dict):
        return Box(**value)
    return tuple(value) if isinstance(value, list) else value


def _order(rows: DocumentRows) -> tuple[str, ...]:
    return tuple(f.document_id for f in rows.filed_reports) or tuple(
        p.document_id or "" for p in rows.problems
    )


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(building: Path, folder: Path) -> None:
    if folder.exists():
        old = folder.with_name(f".{folder.name}.{token_hex(8)}.old")
        folder.rename(old)
        building.rename(folder)
        shutil.rmtree(old)
    else:
        building.rename(folder)
    _flush(folder.parent)
