"""Whether the next night has room. Belongs here: free space of each volume. Does not belong here: what fills it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pipelines.night.doctor.sign import Sign, fault, ok, warn
from pipelines.night.settings import Settings
from pipelines.publish import live_build

SUBJECT = "磁盘 disk"
SPARE = 1 << 30
"""Bytes that a night needs beside its build: shards, results, logs."""
BUILDS_AHEAD = 2
"""The candidate stands beside the live build, and DuckDB may spill as much again while marts are made."""


def examine_disk(settings: Settings) -> Iterator[Sign]:
    """Free space on every volume that a night writes to, against what the live build says it takes."""
    live = live_build(settings.warehouse)
    build = _size(live.folder) if live else 0
    needed = {
        settings.warehouse / "builds": BUILDS_AHEAD * build + SPARE,
        settings.warehouse / "state": SPARE,
        settings.documents: SPARE,
    }
    by_volume: dict[int, tuple[Path, int]] = {}
    for folder, need in needed.items():
        place = _existing(folder)
        first, so_far = by_volume.get(place.stat().st_dev, (place, 0))
        by_volume[place.stat().st_dev] = (first, so_far + need)
    for place, need in by_volume.values():
        space = os.statvfs(place)
        free = space.f_bavail * space.f_frsize
        zh = f"{place} 剩余 {_gib(free)}，一夜约需 {_gib(need)}"
        en = f"{_gib(free)} free, a night needs about {_gib(need)}"
        if free < need:
            yield fault(SUBJECT, zh, en, "扩容，或减少保留的版本")
        elif space.f_files and space.f_favail < space.f_files * 0.02:
            yield warn(
                SUBJECT,
                f"{place} 的索引节点快用完了",
                "few inodes are left",
                "删除无用的小文件，或换文件系统",
            )
        else:
            yield ok(SUBJECT, zh, en)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())


def _gib(size: int) -> str:
    return f"{size / (1 << 30):.1f} GiB"
