"""ReadResult: what became of one file, whether it could be read or not.

Belongs here: the outcome, its reasons, and their sentences for people. Does not belong here: how anything is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pipelines import lexicon
from pipelines.model.codec import decode
from pipelines.model.document import Document


class Reason(StrEnum):
    """Why a file gave no document."""

    ENCRYPTED = "encrypted"
    CORRUPT = "corrupt"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    READER_CRASHED = "reader_crashed"
    UNSUPPORTED = "unsupported"
    NO_TEXT = "no_text"
    BOMB = "bomb"


class Unreadable(Exception):  # noqa: N818 - an outcome of a reader, not a fault of ours
    """Raised by readers inside this package only: the file gives no document for ``reason``.

    ``place`` says where in the file, in words of the format (``word/document.xml``, ``line 3``); may be empty.
    """

    def __init__(self, reason: Reason, place: str = "") -> None:
        super().__init__(reason.value, place)
        self.reason = reason
        self.place = place


@dataclass(frozen=True, slots=True)
class Member:
    """A file that was packed in an archive: its path there, for people, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an archive gives: a Document that lists its members, and the members, each still to be read."""

    document: Document
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Outcome of reading one file. ``members``: what an archive holds, each a file of its own.

    There is a document unless there is a ``reason`` (a value of :class:`Reason`); ``reader`` is None and messages are not
    empty only then. A reader process hands its document over in its stored form (model.codec), ``encoded``, and
    ``document`` is None: :meth:`opened` is for those who look into it. ``pages``: how many it has, None where the format
    has none. ``seconds`` is wall clock; ``peak_memory_mb`` the peak of the reading process so far.
    """

    document: Document | None
    reader: str | None
    media_type: str
    reason: str | None
    message_zh: str
    message_en: str
    seconds: float = 0.0
    peak_memory_mb: float = 0.0
    members: tuple[Member, ...] = ()
    encoded: bytes = b""
    pages: int | None = None

    @property
    def is_ok(self) -> bool:
        """Whether there is a document."""
        return self.reason is None

    def opened(self) -> Document | None:
        """The document, None where there is none. Raises ValueError where what a reader process wrote is none."""
        return decode(self.encoded) if self.encoded else self.document


UNKNOWN: Final = "application/octet-stream"


def refused(reason: Reason, media_type: str, file_name: str, place: str = "") -> ReadResult:
    """The result of a file that could not be read, with its sentences from lexicon/reading.toml."""
    words = lexicon.load("reading")
    names = words["format"].get(media_type, words["format"][UNKNOWN])
    said = words["reason"][reason.value]
    where_zh = f"（位置：{place}）" if place else ""
    where_en = f" (at {place})" if place else ""
    return ReadResult(
        document=None,
        reader=None,
        media_type=media_type,
        reason=reason.value,
        message_zh=said["zh"].format(file=file_name, format=names["zh"]) + where_zh,
        message_en=said["en"].format(file=file_name, format=names["en"]) + where_en,
    )
