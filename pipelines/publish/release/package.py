"""``datapackage.json``: the Parquet files of a build, described as a Frictionless Data Package.

Belongs here: the form of the standard (https://specs.frictionlessdata.io/data-package/, version 1). Does not belong here:
writing the Parquet files (parquet), the texts (COMMENTs; lexicon/release.toml).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.lexicon import load
from pipelines.store import Column, Store, Table, describe

PACKAGE = "datapackage.json"
_TYPES = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "SMALLINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "FLOAT": "number",
    "DECIMAL": "number",
    "STRUCT": "object",
    "MAP": "object",
}


def write_package(
    store: Store, folder: Path, tables: Mapping[str, int], build_id: str, made_at: datetime
) -> None:
    """Describe ``parquet/<schema>/<table>.parquet`` below ``folder`` for each of ``tables`` (name → rows).

    The version of the package is the build's id.
    """
    words = load("release")["package"]
    schemas = sorted({name.partition(".")[0] for name in tables})
    described = {table.full_name: table for table in describe(store, schemas)}
    sample = (
        store.scalar("SELECT coalesce(bool_or(is_sample), false) FROM core.documents")
        if "core.documents" in tables
        else False
    )
    content = {
        "profile": "data-package",
        "name": words["name"],
        "id": build_id,
        "title": words["title"],
        "description": words["description"] + (words["sample"] if sample else ""),
        "version": build_id,
        "created": made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "resources": [_resource(folder, described[name], rows) for name, rows in sorted(tables.items())],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / PACKAGE).write_text(text, encoding="utf-8")


def _resource(folder: Path, table: Table, rows: int) -> dict[str, Any]:
    place = f"parquet/{table.schema}/{table.name}.parquet"
    data = (folder / place).read_bytes()
    told = {"title": table.name_zh, "description": table.comment}
    return {
        "name": f"{table.schema}-{table.name}".replace("_", "-"),
        **{key: text for key, text in told.items() if text},
        "path": place,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "rows": rows,
        "schema": {"fields": [_field(column) for column in table.columns]},
    }


def _field(column: Column) -> dict[str, str]:
    kind = column.sql_type.partition("(")[0]
    is_list = column.sql_type.endswith("]")
    field = {"name": column.name, "type": "array" if is_list else _TYPES.get(kind, "string")}
    told = {"title": column.name_zh, "description": column.comment, "unit": column.unit}
    return field | {key: text for key, text in told.items() if text}
