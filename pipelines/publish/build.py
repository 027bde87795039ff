"""Build: a published folder, and which one is live.

Belongs here: finding and reading builds. Does not belong here: making (candidate) or removing them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.publish.manifest import NAME, Manifest

DATABASE = "xianjian.duckdb"
BUILDS = "builds"
CURRENT = "current"
REFUSED = ".refused"
BUILD_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Build:
    """A published build, or a refused one. Its folder never changes."""

    build_id: str
    folder: Path

    @property
    def database(self) -> Path:
        """The DuckDB file; open it read-only."""
        return self.folder / DATABASE

    def manifest(self) -> Manifest:
        """What it was made of."""
        return Manifest.read(self.folder)


def live_build(warehouse: Path) -> Build | None:
    """The build that ``current`` points at; None before the first."""
    link = warehouse / CURRENT
    if not (link / NAME).is_file():
        return None
    folder = link.resolve()
    return Build(folder.name, folder)


def builds(warehouse: Path) -> tuple[Build, ...]:
    """All published builds, oldest first."""
    folder = warehouse / BUILDS
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple(Build(p.name, p) for p in found if p.is_dir() and BUILD_ID.fullmatch(p.name))


def refused_build(warehouse: Path, build_id: str) -> Build | None:
    """A candidate that the gate put aside; None once it has been removed."""
    folder = warehouse / BUILDS / (build_id + REFUSED)
    return Build(build_id, folder) if (folder / NAME).is_file() else None
