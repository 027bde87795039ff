"""Whether rows and files fit the columns of a table, to the last digit.

Belongs here: comparing names and types, and values that would lose something. Does not belong here: getting them in (connection).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass

import pyarrow as pa

from pipelines.store.errors import LossyValueError, TableError

_DECIMAL = "DECIMAL("
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")


def fitting_array(table: str, field: pa.Field, values: list[object]) -> pa.Array:
    """The values of a column of a table. Raises LossyValueError where one does not fit it exactly."""
    nested = any(is_dataclass(kind) for kind in set(map(type, values)))
    plain = (
        [asdict(v) if is_dataclass(v) and not isinstance(v, type) else v for v in values]
        if nested
        else values
    )
    try:
        return pa.array(plain, type=field.type)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise LossyValueError(f"{table}.{field.name} 有放不进 {field.type} 的值：{error}") from error


def require_columns(table: str, wanted: Mapping[str, str], found: Mapping[str, str]) -> None:
    """Names and types of the columns of Parquet files against those of the table. Raises TableError."""
    missing = [name for name in wanted if name not in found]
    strange = [name for name in found if name not in wanted]
    unlike = [name for name in wanted if name in found and not _alike(found[name], wanted[name])]
    if missing or strange or unlike:
        raise TableError(
            f"{table} 的 Parquet 文件列不符：缺少 {missing}，多出 {strange}，类型不同 {unlike}；请用 --rebuild 重做"
        )


def _alike(found: str, wanted: str) -> bool:
    both_decimal = found.startswith(_DECIMAL) and wanted.startswith(_DECIMAL)
    return found == wanted or both_decimal or (found in _INTEGERS and wanted in _INTEGERS)


def may_lose(found: str, wanted: str) -> bool:
    """Whether a value of the one type may have more digits than the other holds."""
    return found != wanted and found.startswith(_DECIMAL)
