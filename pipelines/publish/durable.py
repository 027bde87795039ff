"""Durable: files and folders that are on disk before the next step counts on them.

Belongs here: fsync and the atomic swap of a link. Does not belong here: what is written.
"""

from __future__ import annotations

import os
from pathlib import Path


def sync_file(path: Path) -> None:
    """Flush a file, or the entries of a folder, to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Flush a folder with everything below, the folder itself last."""
    for path in sorted(folder.rglob("*"), reverse=True):
        sync_file(path)
    sync_file(folder)


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
