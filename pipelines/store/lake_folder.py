"""The place of a lake's files: a folder that all its readers share, or an address in an object store.

Belongs here: the mark by which a place is known as the lake's own, and taking a new one. Does not belong here: what DuckLake
writes there, credentials (object_store).
"""

from __future__ import annotations

from pathlib import Path

from pipelines.store.connection import Store
from pipelines.store.lake_connection import LakeError
from pipelines.store.object_store import is_remote
from pipelines.store.sql_text import literal

MARK = "README-xianjian-lake.txt"
"""By it a place is known as the lake's own, and a share that is not mounted, or a wrong prefix, is noticed."""
_SAYS = "本文件夹由县鉴的数据湖管理，请勿放入或删除文件。This folder belongs to the lake of xianjian."


def check_marked(store: Store, place: str) -> None:
    """Refuse a place that an existing lake has never claimed. Raises LakeError; QueryError where a store does not answer."""
    if is_remote(place):
        if not _objects(store, f"{_prefix(place)}{MARK}*"):  # without a star DuckDB does not ask the store
            raise LakeError(f"{place} 中没有 {MARK}：不是数据湖的前缀 / not the lake's prefix")
    elif not (Path(place) / MARK).is_file():
        raise LakeError(f"{place} 中没有 {MARK}：不是数据湖的文件夹，或者没有挂载 / not mounted?")


def claim(store: Store, place: str) -> None:
    """Mark a new place; what lies there and is not the lake's would be removed some day, so it must be empty. Raises as
    ``check_marked``."""
    if is_remote(place):
        if any(not name.endswith(f"/{MARK}") for name in _objects(store, f"{_prefix(place)}**")):
            raise LakeError(f"{place} 下已有别的对象，不能作新的数据湖 / not empty")
        target = literal(f"{_prefix(place)}{MARK}")
        store.execute(f"COPY (SELECT {literal(_SAYS)}) TO {target} (FORMAT csv, HEADER false)")
        return
    folder = Path(place)
    try:
        folder.mkdir(exist_ok=True)
        if any(path.name != MARK for path in folder.iterdir()):
            raise LakeError(f"{folder} 不是空文件夹，不能作新的数据湖 / not empty")
        (folder / MARK).write_text(f"{_SAYS}\n", encoding="utf-8")
    except OSError as error:
        raise LakeError(f"数据湖的文件夹 {folder} 不能用：{error}") from error


def _prefix(place: str) -> str:
    return f"{place.rstrip('/')}/"


def _objects(store: Store, pattern: str) -> list[str]:
    return [row["file"] for row in store.rows("SELECT file FROM glob($pattern)", {"pattern": pattern})]
