"""One round of one channel: its due messages, one after another, tried again where seconds may help.

Belongs here: tries and pauses, a receiver's pace, when a message is due again. Does not belong here: which messages are due, other
channels (deliver), what a receiver answers (the channels).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipelines.alert.channel import Answer, Channel, Receipt
from pipelines.alert.message import AlertMessage
from pipelines.alert.pace import PacedChannel
from pipelines.state import OutboxEntry, State

Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to try. ``pauses``: seconds before the second, third … try of one round.

    After a round without success a message is due again after ``first_delay``, doubled each time up to
    ``longest_delay``, which is shorter than a day, so that the next night finds it due.
    """

    pauses: tuple[float, ...] = (1.0, 5.0)
    first_delay: timedelta = timedelta(minutes=5)
    longest_delay: timedelta = timedelta(hours=20)
    seconds_per_channel: float = 120.0

    def next_delay(self, attempts: int) -> timedelta:
        """The pause after ``attempts`` tries in all."""
        rounds = min(max(attempts - 1, 0) // (len(self.pauses) + 1), 16)
        delay: timedelta = self.first_delay * (1 << rounds)
        return min(delay, self.longest_delay)


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """One channel's round.

    ``waiting``: due, but not tried, or not wholly: the channel did not answer, its limit was reached, or time was up.
    """

    channel: str
    confirmed: tuple[str, ...]
    failed: tuple[str, ...]
    waiting: tuple[str, ...]
    last_error: str | None


def run_round(
    parent: State, channel: Channel, entries: Sequence[OutboxEntry], patience: Patience, sleep: Sleep
) -> ChannelReport:
    """Send these messages through the channel, on a connection of its own to the state that ``parent`` has open."""
    with parent.sibling() as state:
        return _Round(state, channel, patience, sleep).run(entries)


@dataclass(frozen=True, slots=True)
class _Round:
    state: State
    channel: Channel
    patience: Patience
    sleep: Sleep

    def run(self, entries: Sequence[OutboxEntry]) -> ChannelReport:
        confirmed: list[str] = []
        failed: list[str] = []
        waiting: tuple[str, ...] = ()
        last_error: str | None = None
        give_up = time.monotonic() + self.patience.seconds_per_channel
        for position, entry in enumerate(entries):
            receipt = self._try_often(entry)
            if receipt.answer is Answer.CONFIRMED:
                confirmed.append(entry.alert_key)
                continue
            if receipt.answer is Answer.LATER:
                self._postpone(entries[position + 1 :])
                waiting = tuple(later.alert_key for later in entries[position:])
                break
            failed.append(entry.alert_key)
            last_error = receipt.reply
            if receipt.answer.concerns_channel or time.monotonic() > give_up:
                waiting = tuple(later.alert_key for later in entries[position + 1 :])
                break
        return ChannelReport(self.channel.name, tuple(confirmed), tuple(failed), waiting, last_error)

    def _try_often(self, entry: OutboxEntry) -> Receipt:
        """Try one message, with the pauses of this round between its tries, and write down what became of it."""
        message = AlertMessage.from_json(entry.payload)
        accepted, attempts = entry.accepted, entry.attempts
        for pause in (*self.patience.pauses, None):
            receipt = self._send(entry.outbox_id, message, accepted)
            if receipt.answer is Answer.LATER:
                self.state.postpone(entry.outbox_id, self._opens_at(), accepted=receipt.accepted)
                return receipt
            accepted, attempts = receipt.accepted, attempts + 1
            if receipt.answer is Answer.CONFIRMED:
                self.state.mark_confirmed(entry.outbox_id, receipt.reply)
                return receipt
            if pause is None or not receipt.answer.is_worth_a_try:
                break
            self.state.note_attempt(entry.outbox_id, receipt.reply, accepted=accepted)
            self.sleep(pause)
        next_try_at = self.state.clock() + self.patience.next_delay(attempts)
        self.state.mark_failed(entry.outbox_id, receipt.reply, next_try_at, accepted=accepted)
        return receipt

    def _send(self, outbox_id: int, message: AlertMessage, accepted: tuple[str, ...]) -> Receipt:
        """Send as much as the channel's limit lets through now; what other processes sent counts too.

        Part by part, and each that arrived is written down before the next: a kill repeats one part at most.
        """
        channel = self.channel
        if not isinstance(channel, PacedChannel):
            return channel.send(message, accepted)
        while channel.pace.free(self._recent(channel)):
            receipt = channel.send_some(message, accepted, 1)
            self.state.note_posts(channel.name, receipt.posts)
            self.sleep(channel.pace.gap)
            if receipt.answer is not Answer.LATER:
                return receipt
            accepted = receipt.accepted
            self.state.postpone(outbox_id, self.state.clock(), accepted=accepted)
        return Receipt(Answer.LATER, "", accepted, posts=0)

    def _recent(self, channel: PacedChannel) -> tuple[datetime, ...]:
        return self.state.posts_since(channel.name, self.state.clock() - channel.pace.window)

    def _opens_at(self) -> datetime:
        """When the next post may go: now where nothing limits it, or where a post left the window since that was last asked."""
        channel, now = self.channel, self.state.clock()
        if not isinstance(channel, PacedChannel):
            return now
        earlier = self._recent(channel)
        return now if channel.pace.free(earlier) else channel.pace.opens_at(earlier)

    def _postpone(self, entries: Sequence[OutboxEntry]) -> None:
        """Messages behind one that the receiver's pace holds up: it holds up them as well."""
        until = self._opens_at()
        for entry in entries:
            self.state.postpone(entry.outbox_id, max(until, entry.next_try_at), accepted=entry.accepted)
