"""A full disk: said in words wherever a run breaks off, whatever the library at hand calls it.

Belongs here: which places of a warehouse have no room left. Does not belong here: how much room is comfortable (doctor).
"""

from __future__ import annotations

import shutil
from pathlib import Path

LEAST = 1_000_000
"""Bytes below which nothing can be written: SQLite then says "disk I/O error", DuckDB "could not write"."""
PLACES = (".", "builds", "documents", "state")
WORDS = ("No space left on device", "database or disk is full")


def say_full(warehouse: Path, error: str) -> str | None:
    """The sentence for people where the disk is full: a volume has no room, or ``error`` says that it had none."""
    places = [warehouse / name for name in PLACES if (warehouse / name).is_dir()]
    full = [place for place in places if shutil.disk_usage(place).free < LEAST]
    if not full and not any(words in error for words in WORDS):
        return None
    where = "、".join(str(place) for place in full) or str(warehouse)
    return f"磁盘满了（{where}）：腾出空间后再运行，收到的文件和现有版本都在 the disk is full: make room and run again"
