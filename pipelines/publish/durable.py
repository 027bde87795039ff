"""Durable: files and folders that are on disk before the next step counts on them.

Belongs here: fsync and the atomic swap of a link. Does not belong here: what is written.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_AT_ONCE = 8
"""Files flushed at once: a disk is asked ten thousand times, and answers several as fast as one."""


def sync_file(path: Path) -> None:
    """Flush a file, or the entries of a folder, to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Flush a folder with everything below: the files, then the folders from the innermost, the folder itself last."""
    below = sorted(folder.rglob("*"), reverse=True)
    folders = [path for path in below if path.is_dir()]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for _ in threads.map(sync_file, sorted(set(below).difference(folders))):
            pass
    for path in (*folders, folder):
        sync_file(path)


def move(source: Path, target: Path) -> None:
    """Rename within one folder, durably."""
    source.rename(target)
    sync_file(target.parent)


def point(link: Path, target: Path) -> None:
    """Let a symbolic link point at ``target`` (relative), in one step: readers see the old or the new, never none."""
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(os.path.relpath(target, link.parent))
    fresh.replace(link)
    sync_file(link.parent)
