"""Entries: what an archive says it holds, before anything is unpacked, and what may be unpacked.

Belongs here: the limits on archives, which entries are passed over, names made printable. Does not belong here: any
archive format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipelines import lexicon
from pipelines.read.result import Reason, Unreadable

MOST_ENTRIES: Final = 2_000
LARGEST_TOTAL: Final = 200 * 1024 * 1024  # bytes of all members together
_RATIO: Final = 100  # times the size of the archive
_SMALL: Final = 1024 * 1024  # below this an archive may be packed as tightly as it likes
_LONGEST_NAME: Final = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive. ``place``: where the format finds it again; ``size``: bytes as the archive announces them.

    ``refusal``: why it cannot be unpacked, known beforehand.
    """

    name: str
    place: int
    size: int
    refusal: Reason | None = None


def admit(entries: Sequence[Entry], packed: int) -> list[Entry]:
    """The entries that are worth unpacking. Raises Unreadable: too many, too much, or packed too tightly.

    ``packed``: bytes of the whole archive.
    """
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(Reason.BOMB, f"{len(entries)} 个文件 / files")
    total = sum(entry.size for entry in entries)
    if total > _SMALL and total > _RATIO * packed:
        raise Unreadable(Reason.BOMB, f"{total:,} B ÷ {packed:,} B")
    if total > LARGEST_TOTAL:
        raise Unreadable(Reason.TOO_LARGE, f"{total:,} B")
    wanted = [entry for entry in entries if not is_left_out(entry.name)]
    if not wanted:
        raise Unreadable(Reason.EMPTY)
    if all(entry.refusal is Reason.ENCRYPTED for entry in wanted):
        raise Unreadable(Reason.ENCRYPTED)
    return wanted


def printable_name(name: str) -> str:
    """A member's path for people: ``/`` between folders, no way out of the archive, nothing that does not print.

    It is shown and kept, never used as a path on disk.
    """
    parts = [part for part in re.split(r"[/\\]+", name) if part not in ("", ".", "..")]
    shown = "".join("\ufffd" if _is_unprintable(c) else c for c in "/".join(parts))
    return shown[-_LONGEST_NAME:] or "?"


def is_left_out(name: str) -> bool:
    """Whether the packer, not a person, put it there: ``__MACOSX``, ``Thumbs.db``, lock files of an office program."""
    return _left_out().search(name) is not None


def _is_unprintable(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co", "Cf") and character != "\u200d"


@cache
def _left_out() -> re.Pattern[str]:
    patterns: list[str] = lexicon.load("reading")["archive"]["left_out"]
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
