"""A full disk, no memory left: said in words wherever a run breaks off, whatever the library at hand calls it.

Belongs here: which places of a warehouse have no room left, and what to do. Does not belong here: how much room is comfortable
(doctor), how much memory a database may have (store.memory).
"""

from __future__ import annotations

import shutil
from pathlib import Path

LEAST = 1_000_000
"""Bytes below which nothing can be written: SQLite then says "disk I/O error", DuckDB "could not write"."""
PLACES = (".", "builds", "documents", "state")
DISK_WORDS = ("No space left on device", "database or disk is full", "max_temp_directory_size")
"""The last is DuckDB's where it may lay no more beside its file: it gives itself nine tenths of what the disk has."""
MEMORY_WORDS = (
    "Out of Memory Error",
    "MemoryError",
    "bad_alloc",
    "Cannot allocate memory",
    "can't start new thread",
    "Failed to launch worker thread",
)


def say_exhausted(warehouse: Path, error: str) -> str | None:
    """The sentence for people where ``error`` comes of a full disk or of too little memory."""
    return say_full(warehouse, error) or _say_no_memory(error)


def say_full(warehouse: Path, error: str) -> str | None:
    """The sentence for people where the disk is full: a volume has no room, or ``error`` says that it had none."""
    places = [warehouse / name for name in PLACES if (warehouse / name).is_dir()]
    full = [place for place in places if shutil.disk_usage(place).free < LEAST]
    if not full and not any(words in error for words in DISK_WORDS):
        return None
    where = "、".join(str(place) for place in full) or str(warehouse)
    return f"磁盘满了（{where}）：腾出空间后再运行，收到的文件和现有版本都在 the disk is full: make room and run again"


def _say_no_memory(error: str) -> str | None:
    if not any(words in error for words in MEMORY_WORDS):
        return None
    return (
        "内存不够：关掉同机的其他程序，或把 raw/settings.toml 里 [engine] 的 workers 调成 1，再运行；现有版本都在"
        " out of memory: close other programs, or set workers = 1 in raw/settings.toml [engine], and run again"
    )
