"""The outbox: what is to be told, through which channel, and whether its receiver confirmed it.

Belongs here: tables ``outbox`` and ``posts``. Does not belong here: sending (alert), what was told before (told).

A key enters a channel once, for ever. Delivery is at least once: a message is ``confirmed`` only after its receiver
said so, and a confirmed message is never handed out again. A process that dies between the receiver's answer and
:meth:`Outbox.mark_confirmed` leaves the message open, so it is sent once more, with the same Message-ID and
Idempotency-Key, by which a receiver can drop the second copy.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pipelines.state.database import Database, to_text, to_time, to_time_or_none, without_zone
from pipelines.state.records import OutboxEntry, OutboxRow

# servers repeat addresses of people in their refusals
_ADDRESS = re.compile(r"[^\s<>\"':;,]+@[^\s<>\"':;,]+")


class Outbox(Database):
    """Tables ``outbox`` and ``posts``."""

    def enqueue(self, key: str, channel: str, payload: Mapping[str, Any]) -> bool:
        """Put a message (JSON values) in line; False and no change where the key is known to the channel."""
        now = to_text(self.clock())
        done = self._execute(
            "INSERT INTO outbox (alert_key, channel, payload, enqueued_at, next_try_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (alert_key, channel) DO NOTHING",
            (key, channel, json.dumps(dict(payload), ensure_ascii=False), now, now),
        )
        return done.rowcount == 1

    def pending(self, now: datetime) -> tuple[OutboxEntry, ...]:
        """Messages that are due: not confirmed, and their next try is not after ``now``; the least tried first."""
        return self._open_entries(to_text(now))

    def unconfirmed(self) -> tuple[OutboxEntry, ...]:
        """Every message that is not confirmed, due or not; the least tried first."""
        return self._open_entries(None)

    def mark_confirmed(self, outbox_id: int, receiver_reply: str) -> None:
        """The receiver has it. Raises KeyError for an unknown id."""
        self._update(
            outbox_id,
            "status = 'confirmed', attempts = attempts + 1, receiver_reply = ?, confirmed_at = ?, last_error = NULL",
            (receiver_reply, to_text(self.clock())),
        )

    def mark_failed(
        self, outbox_id: int, error: str, next_try_at: datetime, *, accepted: Iterable[str] = ()
    ) -> None:
        """This round of tries is over: the message stays visible as ``failed`` and is due again at ``next_try_at``.

        ``accepted`` names those of several receivers who have it. A confirmed message stays confirmed.
        """
        self._update(
            outbox_id,
            "status = CASE status WHEN 'confirmed' THEN status ELSE 'failed' END, attempts = attempts + 1, "
            "last_error = ?, next_try_at = ?, accepted = ?",
            (error, to_text(next_try_at), json.dumps(list(accepted), ensure_ascii=False)),
        )

    def note_attempt(self, outbox_id: int, error: str, *, accepted: Iterable[str] = ()) -> None:
        """A try failed and another one follows at once: counted, status unchanged."""
        self._update(
            outbox_id,
            "attempts = attempts + 1, last_error = ?, accepted = ?",
            (error, json.dumps(list(accepted), ensure_ascii=False)),
        )

    def postpone(self, outbox_id: int, next_try_at: datetime, *, accepted: Iterable[str] = ()) -> None:
        """Not tried, or not wholly, because the channel's limit is reached: no attempt, no failure."""
        self._update(
            outbox_id,
            "next_try_at = ?, accepted = ?",
            (to_text(next_try_at), json.dumps(list(accepted), ensure_ascii=False)),
        )

    def note_posts(self, channel: str, count: int) -> None:
        """So many requests went to the channel's receiver just now. What is older than a day is forgotten."""
        now = self.clock()
        with self.transaction():
            self._execute("DELETE FROM posts WHERE posted_at < ?", (to_text(now - timedelta(days=1)),))
            for _ in range(count):
                self._execute("INSERT INTO posts (channel, posted_at) VALUES (?, ?)", (channel, to_text(now)))

    def posts_since(self, channel: str, moment: datetime) -> tuple[datetime, ...]:
        """When requests went to the channel's receiver after ``moment``, whichever process sent them. What seems to be sent in
        the future (the clock was set back) holds up nothing."""
        rows = self._execute(
            "SELECT posted_at FROM posts WHERE channel = ? AND posted_at > ? AND posted_at <= ? ORDER BY posted_at",
            (channel, to_text(moment), to_text(self.clock())),
        )
        return tuple(to_time(row[0]) for row in rows)

    def outbox_rows(self) -> tuple[OutboxRow, ...]:
        """The whole outbox as rows of ``quality.outbox``."""
        entries = map(_entry, self._execute("SELECT * FROM outbox ORDER BY outbox_id"))
        return tuple(
            OutboxRow(
                str(e.outbox_id),
                e.alert_key,
                e.channel,
                e.status,
                e.attempts,
                None if e.last_error is None else _ADDRESS.sub("＊＊＊", e.last_error),
                without_zone(e.enqueued_at),
                None if e.confirmed_at is None else without_zone(e.confirmed_at),
            )
            for e in entries
        )

    def _open_entries(self, due: str | None) -> tuple[OutboxEntry, ...]:
        rows = self._execute(
            "SELECT * FROM outbox WHERE status <> 'confirmed' AND (? IS NULL OR next_try_at <= ?) "
            "ORDER BY attempts, outbox_id",
            (due, due),
        )
        return tuple(map(_entry, rows))

    def _update(self, outbox_id: int, assignments: str, values: tuple[object, ...]) -> None:
        done = self._execute(f"UPDATE outbox SET {assignments} WHERE outbox_id = ?", (*values, outbox_id))
        if done.rowcount != 1:
            raise KeyError(outbox_id)


def _entry(row: sqlite3.Row) -> OutboxEntry:
    values = dict(row)
    values["payload"] = json.loads(values["payload"])
    values["accepted"] = tuple(json.loads(values["accepted"]))
    values["enqueued_at"] = to_time(values["enqueued_at"])
    values["next_try_at"] = to_time(values["next_try_at"])
    values["confirmed_at"] = to_time_or_none(values["confirmed_at"])
    return OutboxEntry(**values)
