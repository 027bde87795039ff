"""``xianjian backup`` and ``restore``: what cannot be made again, in a plain folder.

Belongs here: which files those are, copying them whole, and putting them back. Does not belong here: builds, shards and
caches; the next night makes those from what stands here.

A backup is a folder with ``state.sqlite``, ``documents/`` and ``raw/`` (what people decided and listed, never the reports
themselves, for their bytes are documents; the way back puts them into the inbox again, where their cards find them). It grows:
a document that it has is not copied again. It may be taken while a night runs: the ledger is copied first, in one piece, and
every document that it names was stored before.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.night.progress import track
from pipelines.night.settings import DOCUMENT, Settings
from pipelines.sources.cards import MANIFEST
from pipelines.sources.inbox import FETCHED
from pipelines.state import Lock, State
from pipelines.state.records import DocumentRecord, FileRecord

CARD = "backup.json"
_PARTS = frozenset({"state.sqlite", "documents", "raw", CARD, "lost+found"})
"""What may lie in a folder that is to become a backup: what one that broke off has left, or a disk of its own has."""
_LISTS = ("*.csv", "*.toml", "decisions/*.csv", "decisions/*.toml", f"{FETCHED}/*/{MANIFEST}")


class BackupError(Exception):
    """A backup cannot be taken or put back; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class BackupReport:
    """``copied``: documents that the backup did not have; ``lost``: names of files whose originals are gone or damaged."""

    documents: int
    copied: int
    lost: tuple[str, ...]


def back_up(settings: Settings, target: Path) -> BackupReport:
    """Bring a backup folder up to date. Raises BackupError where there is nothing to keep, or ``target`` is used for something else."""
    if not (settings.warehouse / "state" / "state.sqlite").is_file():
        raise BackupError(f"{settings.warehouse} 中没有台账，无可备份 / no ledger here, nothing to back up")
    with State.open(settings.warehouse) as state:
        if not state.runs():  # a heartbeat that was given a wrong folder leaves an empty ledger there
            raise BackupError(
                f"{settings.warehouse} 的台账是空的，还没有运行过；--warehouse 写对了吗 / no run yet, is the folder right?"
            )
        _make_folder(target)
        state.copy_to(target / "state.sqlite")
        records = state.documents()
    kept = Settings(target / "raw", target)
    copied, lost = 0, []
    for record in track(records, len(records), "备份文件 back up"):
        if kept.original(record.sha256).is_file():
            _keep_reading(settings, kept, record)
        elif _copy_original(settings, kept, record):
            copied += 1
            _keep_reading(settings, kept, record)
        else:
            lost.append(record.file_name)
    for path in _lists(settings.raw):
        place = kept.raw / path.relative_to(settings.raw)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, place)
    taken = {"taken_at": datetime.now(UTC).isoformat(timespec="seconds"), "documents": len(records)}
    (target / CARD).write_text(json.dumps(taken) + "\n", encoding="utf-8")
    return BackupReport(len(records), copied, tuple(lost))


def _make_folder(target: Path) -> None:
    """The folder of a backup: new, empty, or a backup already. A slip of the hand (``/``, a home) is not strewn with documents."""
    target.mkdir(parents=True, exist_ok=True)
    others = sorted(path.name for path in target.iterdir() if path.name not in _PARTS)
    if others and not (target / CARD).is_file():
        raise BackupError(
            f"{target} 里有别的东西（{'、'.join(others[:3])}{'等' if len(others) > 3 else ''}），又不是从前的备份；"
            "请给一个新的或空的文件夹 / this folder holds other things and is no backup; name a new or an empty one"
        )


def restore(source: Path, settings: Settings) -> BackupReport:
    """Put a backup into a warehouse that has no ledger, and its lists and reports where the inbox has none of that name.

    Raises BackupError where ``source`` is no backup or the warehouse is in use; LockHeld while a night runs.
    """
    if not (source / CARD).is_file():
        raise BackupError(
            f"{source} 不是备份（没有 {CARD}），请指明 xianjian backup 写过的文件夹 / this is no backup; name the folder that xianjian backup wrote"
        )
    with Lock(settings.warehouse, "xianjian restore"):
        ledger = settings.warehouse / "state" / "state.sqlite"
        if ledger.exists():
            raise BackupError(
                f"{settings.warehouse} 已有台账，不覆盖；请恢复到空的仓库 / this warehouse has a ledger; restore into an empty one"
            )
        kept = Settings(source / "raw", source)
        records, files = _records(source)
        copied, lost = 0, []
        for record in track(records, len(records), "恢复文件 restore"):
            if _copy_original(kept, settings, record):
                copied += 1
                _keep_reading(kept, settings, record)
            else:
                lost.append(record.file_name)
        for path in _lists(kept.raw):
            place = settings.raw / path.relative_to(kept.raw)
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, place)
        _fill_inbox(settings, files)
        half_made = ledger.with_name(f".{ledger.name}")
        shutil.copyfile(source / "state.sqlite", half_made)
        # last: without it the warehouse counts as empty, and may be restored into again
        half_made.replace(ledger)
    return BackupReport(len(records), copied, tuple(lost))


def _records(source: Path) -> tuple[tuple[DocumentRecord, ...], tuple[FileRecord, ...]]:
    """All documents, and the files that lay in the inbox on the last night.

    Read from a copy: opening the ledger may bring it to this code's form, and a backup stays as it was taken.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "state" / "state.sqlite"
        copy.parent.mkdir()
        shutil.copyfile(source / "state.sqlite", copy)
        with State.open(Path(folder)) as state:
            files = state.files()
            last = max((file.last_seen for file in files), default=None)
            return state.documents(), tuple(file for file in files if file.last_seen == last)


def _fill_inbox(settings: Settings, files: Sequence[FileRecord]) -> None:
    """The reports of the last night in their places again, from the kept originals: an empty inbox would close the gate."""
    for file in files:
        original, place = settings.original(file.sha256), settings.raw / file.path
        if original.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            half_made = place.with_name(f".{place.name}.part")
            shutil.copyfile(original, half_made)
            half_made.replace(place)


def _copy_original(here: Settings, there: Settings, record: DocumentRecord) -> bool:
    """Whether the bytes were there and are those of their hash; copied whole or not at all."""
    original, copy = here.original(record.sha256), there.original(record.sha256)
    if not original.is_file():
        return False
    copy.parent.mkdir(parents=True, exist_ok=True)
    half_made = copy.with_name(".copying")
    shutil.copyfile(original, half_made)
    with half_made.open("rb") as file:
        is_whole = hashlib.file_digest(file, "sha256").hexdigest() == record.sha256
    if is_whole:
        half_made.chmod(0o444)
        half_made.replace(copy)
    else:
        half_made.unlink()
    return is_whole


def _keep_reading(here: Settings, there: Settings, record: DocumentRecord) -> None:
    """The read Document beside the original, where it is newer: reading scans again would cost hours."""
    read, copy = here.document(record.sha256), there.document(record.sha256)
    if read.is_file() and (not copy.is_file() or copy.stat().st_mtime < read.stat().st_mtime):
        half_made = copy.with_name(f".{DOCUMENT}")
        shutil.copy2(read, half_made)
        half_made.replace(copy)


def _lists(raw: Path) -> Iterator[Path]:
    for pattern in _LISTS:
        yield from sorted(raw.glob(pattern))
