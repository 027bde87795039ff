"""Candidate: a build in the making, ``builds/<build_id>.building``, and its two ends, published or refused.

Belongs here: the order of the steps that a reader depends on. Until the link is swapped nobody sees anything of a
candidate, so a run may be killed anywhere; the next one removes what it left. Does not belong here: the lock that
keeps a second run away (state).
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.publish.build import (
    BUILD_ID,
    BUILDS,
    CURRENT,
    DATABASE,
    REFUSED,
    Build,
    builds,
    live_build,
)
from pipelines.publish.durable import move, point, sync_file, sync_tree
from pipelines.publish.manifest import NAME, Inputs, Manifest, SealError, hash_files
from pipelines.publish.parquet import count_tables, write_parquet
from pipelines.publish.release.package import write_package
from pipelines.store import Store

BUILDING = ".building"
REMOVING = ".removing"
STAMP = "%Y%m%dT%H%M%SZ"
KEEP = 14
"""Builds that stay, the live one among them; as many refused ones."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A folder to fill: the database first (``Store.create(candidate.database)``), then whatever belongs beside it."""

    build_id: str
    warehouse: Path
    inputs: Inputs
    started_at: datetime

    @property
    def folder(self) -> Path:
        """Where it is being built."""
        return self.warehouse / BUILDS / (self.build_id + BUILDING)

    @property
    def database(self) -> Path:
        """The DuckDB file to be created."""
        return self.folder / DATABASE


def begin(warehouse: Path, inputs: Inputs, started_at: datetime) -> Candidate:
    """An empty candidate. Leftovers of killed runs are removed first.

    ``build_id`` is later than every other one, even where the clock went back, so that their order is that of the
    builds.
    """
    clean(warehouse)
    stamp = f"{started_at.astimezone(UTC):{STAMP}}"
    used = (p.name[: len(stamp)] for p in (warehouse / BUILDS).iterdir() if BUILD_ID.match(p.name))
    if (newest := max(used, default="")) >= stamp:
        stamp = f"{datetime.strptime(newest, STAMP) + timedelta(seconds=1):{STAMP}}"
    candidate = Candidate(f"{stamp}-{inputs.hash()[:8]}", warehouse, inputs, started_at)
    candidate.folder.mkdir()
    return candidate


def close_database(candidate: Candidate, store: Store) -> dict[str, int]:
    """Close the database and prove it: rows by ``schema.table``. From now on it is only read, by as many processes as wish to.

    Raises SealError where the file on disk is not what was open: a file with a ``.wal`` beside it opens empty.
    """
    tables = count_tables(store)
    store.checkpoint_and_close()
    with Store.open_read_only(candidate.database) as written:
        on_disk = count_tables(written)
    if on_disk != tables:
        differing = sorted(n for n in {*tables, *on_disk} if tables.get(n) != on_disk.get(n))
        raise SealError(f"数据库写入后行数不符：{'、'.join(differing)}")
    return tables


def write_tables(candidate: Candidate, tables: Mapping[str, int]) -> None:
    """Write the tables of a closed database as Parquet, with their description. Raises SealError where rows are missing there."""
    with Store.open_read_only(candidate.database) as written:
        write_parquet(written, tables, candidate.folder / "parquet")
        write_package(written, candidate.folder, tables, candidate.build_id, candidate.started_at)


def sign(
    candidate: Candidate, tables: Mapping[str, int], finished_at: datetime, let_pass: Sequence[str] = ()
) -> Manifest:
    """Write the manifest of a folder that has all its files, and flush everything.

    ``let_pass``: limits of the gate that somebody let pass for this build, by whom and why.
    """
    manifest = Manifest(
        build_id=candidate.build_id,
        started_at=candidate.started_at,
        finished_at=finished_at,
        inputs=candidate.inputs,
        tables=tables,
        files=hash_files(candidate.folder),
        let_pass=tuple(let_pass),
    )
    manifest.write(candidate.folder)
    sync_tree(candidate.folder)
    return manifest


def seal(candidate: Candidate, store: Store, finished_at: datetime, let_pass: Sequence[str] = ()) -> Manifest:
    """All three steps, one after another, for a build that needs no other files than these. Raises SealError."""
    tables = close_database(candidate, store)
    write_tables(candidate, tables)
    return sign(candidate, tables, finished_at, let_pass)


def publish(candidate: Candidate, keep: int = KEEP) -> Build:
    """Make a sealed candidate the live build, then remove the oldest builds beyond ``keep``."""
    _require_seal(candidate)
    folder = candidate.warehouse / BUILDS / candidate.build_id
    move(candidate.folder, folder)
    point(candidate.warehouse / CURRENT, folder)
    prune(candidate.warehouse, keep)
    return Build(candidate.build_id, folder)


def refuse(candidate: Candidate, keep: int = KEEP) -> Path:
    """Put a sealed candidate aside for people to look at; the live build is untouched. Returns its folder."""
    _require_seal(candidate)
    folder = candidate.warehouse / BUILDS / (candidate.build_id + REFUSED)
    move(candidate.folder, folder)
    prune(candidate.warehouse, keep)
    return folder


def clean(warehouse: Path) -> tuple[str, ...]:
    """Remove what killed runs left, and nothing else. Returns the names. Call it only under the run's lock."""
    folder = warehouse / BUILDS
    folder.mkdir(parents=True, exist_ok=True)
    sync_file(warehouse)
    left = [p for p in sorted(folder.iterdir()) if p.name.endswith((BUILDING, REMOVING))]
    for path in left:
        shutil.rmtree(path)
    return tuple(path.name for path in left)


def prune(warehouse: Path, keep: int = KEEP) -> tuple[str, ...]:
    """Remove the oldest builds beyond ``keep``, never the live one; the same for refused ones. Returns their names."""
    live = live_build(warehouse)
    published = [b.folder for b in builds(warehouse) if live is None or b.build_id != live.build_id]
    refused = [
        path
        for path in sorted((warehouse / BUILDS).iterdir())
        if path.name.endswith(REFUSED) and BUILD_ID.fullmatch(path.name.removesuffix(REFUSED))
    ]
    surplus = [*published[: max(0, len(published) + 1 - keep)], *refused[: max(0, len(refused) - keep)]]
    for path in surplus:
        doomed = path.with_name(path.name + REMOVING)
        path.rename(doomed)
        shutil.rmtree(doomed)
    return tuple(path.name for path in surplus)


def _require_seal(candidate: Candidate) -> None:
    if not (candidate.folder / NAME).is_file():
        raise SealError(f"{candidate.build_id} 还没有封存（seal），不能发布")
