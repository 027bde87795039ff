"""What is new: each trouble is told when it begins, when it changes and when it ends, and not in between.

Belongs here: comparing tonight's troubles with what a channel's readers were told. Does not belong here: wording (digest,
compose), what is wrong tonight and what became of what no longer stands (night).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Literal, cast

from pipelines.alert.message import Kind, Trouble
from pipelines.state import State, ToldRecord

Change = Literal["new", "changed", "ended"]
CHANGES: tuple[Change, ...] = ("new", "changed", "ended")


class Fate(Enum):
    """What became of a trouble that was told and does not stand tonight."""

    ENDED = "ended"  # it was looked at, and all is well
    UNKNOWN = "unknown"  # it could not be looked at: for the readers it still stands
    OVER = "over"  # nobody asks any more: the report is gone, a person has explained it


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell. ``trouble``: as it is now; of one that ended, as it was told. ``before``: as it was told earlier."""

    change: Change
    trouble: Trouble
    before: Trouble | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tidings:
    """What a channel's readers are to hear, and what has to be kept in mind for the next night."""

    news: tuple[News, ...]
    remember: tuple[Trouble, ...]
    forget: tuple[tuple[str, str], ...]


def as_told(record: ToldRecord) -> Trouble:
    """What the readers last heard of it."""
    return Trouble.of_facts(cast(Kind, record.kind), record.key, record.fingerprint, json.loads(record.said))


def tidings(
    told: Sequence[ToldRecord],
    mine: Iterable[Trouble],
    fate: Callable[[Trouble], Fate],
    told_elsewhere: frozenset[tuple[str, str, str]] = frozenset(),
) -> Tidings:
    """Hold ``mine``, tonight's troubles of a channel, against what was ``told`` to it.

    ``fate``: asked for each that was told and is not among them. ``told_elsewhere``: what is no news although this channel
    was not told of it.
    """
    known = {(record.kind, record.key): record for record in told}
    news: list[News] = []
    remember: list[Trouble] = []
    for trouble in mine:
        record = known.pop((trouble.kind, trouble.key), None)
        if record is None:
            if (trouble.kind, trouble.key, trouble.fingerprint) not in told_elsewhere:
                news.append(News("new", trouble))
                remember.append(trouble)
        elif record.fingerprint != trouble.fingerprint:
            before = as_told(record)
            if (before.message_zh, before.severity) != (trouble.message_zh, trouble.severity):
                news.append(News("changed", trouble, before, record.first_told_at))
            remember.append(trouble)
    forget: list[tuple[str, str]] = []
    for key, record in known.items():
        before = as_told(record)
        what = fate(before)
        if what is Fate.ENDED:
            news.append(News("ended", before, before, record.first_told_at))
        if what is not Fate.UNKNOWN:
            forget.append(key)
    return Tidings(tuple(news), tuple(remember), tuple(forget))


def remember(state: State, channel: str, heard: Tidings) -> None:
    """The readers of a channel know this now; in one transaction with putting the messages in line."""
    with state.transaction():
        state.forget_told(channel, heard.forget)
        state.remember_told(
            channel,
            (
                (t.kind, t.key, t.fingerprint, json.dumps(t.facts(), ensure_ascii=False))
                for t in heard.remember
            ),
        )
