"""An archive → its members, and a Document that lists them.

Belongs here: which format is opened by what, and members that cannot be unpacked. Does not belong here: the formats.
A member that is damaged, encrypted or packed in an unknown way costs itself alone, and stands as a loss.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from pipelines.model.document import Loss, LossKind
from pipelines.read import sniff
from pipelines.read.archive.entries import Entry
from pipelines.read.draft import Draft
from pipelines.read.result import Member, Reason, Unpacked, Unreadable
from pipelines.read.source import Source


class Members(Protocol):
    """An open archive: what it holds, and the bytes of each."""

    @property
    def entries(self) -> Sequence[Entry]:
        """What is worth unpacking."""

    def read(self, entry: Entry) -> bytes:
        """The bytes of an entry. Raises Unreadable."""


def read(source: Source) -> Unpacked:
    """Unpack an archive. Raises Unreadable where nothing of it can be had."""
    draft = Draft()
    members: list[Member] = []
    refusals: list[Reason] = []
    with _open(source) as archive:
        for entry in archive.entries:
            draft.add_paragraph([entry.name])
            try:
                if entry.refusal is not None:
                    raise Unreadable(entry.refusal)
                members.append(Member(entry.name, archive.read(entry)))
            except Unreadable as refusal:
                if refusal.reason is Reason.BOMB:
                    raise
                refusals.append(refusal.reason)
                draft.lose(Loss(LossKind.MEMBER_NOT_READ, None, f"{entry.name}（{refusal.reason.value}）"))
    if not members:
        raise Unreadable(refusals[0])
    return Unpacked(draft.document(source), tuple(members))


def _open(source: Source) -> AbstractContextManager[Members]:
    if source.media_type == sniff.ZIP:
        from pipelines.read.archive.zip_file import open_zip

        return open_zip(source.data)
    if source.media_type == sniff.SEVEN_ZIP:
        from pipelines.read.archive.seven_zip import open_7z

        return open_7z(source.data)
    from pipelines.read.archive.rar import open_rar

    return open_rar(source.data)
