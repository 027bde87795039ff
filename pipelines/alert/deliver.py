"""From the outbox to the receivers.

Belongs here: putting messages in line, tries, pauses, and the account of what arrived. Does not belong here: a
protocol (channels) or wording (compose).

One deliverer at a time works on a warehouse, whichever process it is; within it every channel has its own thread, so
a channel that fails holds up no other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from pipelines.alert.channel import Answer, Channel, Receipt
from pipelines.alert.compose import trial_message
from pipelines.alert.message import AlertMessage
from pipelines.alert.pace import PacedChannel
from pipelines.state import Lock, LockHeld, OutboxEntry, State

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
class Posted:
    """What became of putting messages in line: rows that are new, and rows that the outbox knew already."""

    new: int
    known: int
    channels: tuple[str, ...]

    @property
    def nobody_listens(self) -> bool:
        """No channel is configured: nothing was put in line, the summary of the run is the only place."""
        return not self.channels


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


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """A round over all channels. ``busy``: another deliverer was at work, so this one did nothing.

    ``without_channel``: keys of messages whose channel is no longer configured.
    """

    channels: tuple[ChannelReport, ...]
    without_channel: tuple[str, ...] = ()
    busy: str | None = None

    @property
    def all_confirmed(self) -> bool:
        """Nothing due is left over."""
        open_ones = any(report.failed or report.waiting for report in self.channels)
        return not open_ones and not self.without_channel and self.busy is None


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What a channel answered to a message past the outbox."""

    channel: str
    confirmed: bool
    reply: str


def post(state: State, channels: Sequence[Channel], messages: Iterable[AlertMessage]) -> Posted:
    """Put every message in line for every channel, in one transaction; what a channel knows by key stays as it is."""
    new = known = 0
    with state.transaction():
        for message in messages:
            for channel in channels:
                if state.enqueue(message.key, channel.name, message.to_json()):
                    new += 1
                else:
                    known += 1
    return Posted(new, known, tuple(channel.name for channel in channels))


def deliver(
    state: State,
    channels: Sequence[Channel],
    now: datetime,
    *,
    everything: bool = False,
    patience: Patience | None = None,
    sleep: Sleep = time.sleep,
    wait_seconds: float = 0.0,
) -> DeliveryReport:
    """Send what is due; with ``everything`` (the night) also what is to be tried later.

    ``wait_seconds``: how long to wait for another deliverer to finish. Call it outside of a transaction.
    """
    rule = patience or Patience()
    try:
        with Lock(state.warehouse, "deliver", name="deliver.lock", wait_seconds=wait_seconds):
            entries = state.unconfirmed() if everything else state.pending(now)
            mine = {
                channel.name: [entry for entry in entries if entry.channel == channel.name]
                for channel in channels
            }
            with ThreadPoolExecutor(max_workers=max(1, len(channels))) as threads:
                rounds = [
                    threads.submit(_drain, state, channel, mine[channel.name], rule, sleep)
                    for channel in channels
                ]
                reports = tuple(one.result() for one in rounds)
    except LockHeld as held:
        return DeliveryReport((), busy=held.holder)
    return DeliveryReport(reports, tuple(entry.alert_key for entry in entries if entry.channel not in mine))


def send_test(channels: Sequence[Channel]) -> tuple[TrialResult, ...]:
    """One test message through each channel."""
    return send_directly(channels, trial_message(f"test/{uuid4()}"))


def send_directly(channels: Sequence[Channel], message: AlertMessage) -> tuple[TrialResult, ...]:
    """A message through each channel at once, past the outbox, without a second try; what they answered, in their order."""
    with ThreadPoolExecutor(max_workers=max(1, len(channels))) as threads:
        receipts = tuple(threads.map(lambda channel: channel.send(message), channels))
    return tuple(
        TrialResult(channel.name, receipt.answer is Answer.CONFIRMED, receipt.reply)
        for channel, receipt in zip(channels, receipts, strict=True)
    )


def _drain(
    parent: State, channel: Channel, entries: Sequence[OutboxEntry], patience: Patience, sleep: Sleep
) -> ChannelReport:
    confirmed: list[str] = []
    failed: list[str] = []
    last_error: str | None = None
    give_up = time.monotonic() + patience.seconds_per_channel
    with parent.sibling() as state:
        for position, entry in enumerate(entries):
            receipt = _try_often(state, channel, entry, patience, sleep)
            if receipt.answer is Answer.CONFIRMED:
                confirmed.append(entry.alert_key)
                continue
            if receipt.answer is Answer.LATER:
                _postpone(state, entries[position + 1 :], _opens_at(state, channel))
                rest = tuple(later.alert_key for later in entries[position:])
                return ChannelReport(channel.name, tuple(confirmed), tuple(failed), rest, last_error)
            failed.append(entry.alert_key)
            last_error = receipt.reply
            if receipt.answer.concerns_channel or time.monotonic() > give_up:
                rest = tuple(later.alert_key for later in entries[position + 1 :])
                return ChannelReport(channel.name, tuple(confirmed), tuple(failed), rest, last_error)
    return ChannelReport(channel.name, tuple(confirmed), tuple(failed), (), last_error)


def _try_often(
    state: State, channel: Channel, entry: OutboxEntry, patience: Patience, sleep: Sleep
) -> Receipt:
    message = AlertMessage.from_json(entry.payload)
    accepted, attempts = entry.accepted, entry.attempts
    for pause in (*patience.pauses, None):
        receipt = _send(state, channel, entry.outbox_id, message, accepted, sleep)
        if receipt.answer is Answer.LATER:
            state.postpone(entry.outbox_id, _opens_at(state, channel), accepted=receipt.accepted)
            return receipt
        accepted, attempts = receipt.accepted, attempts + 1
        if receipt.answer is Answer.CONFIRMED:
            state.mark_confirmed(entry.outbox_id, receipt.reply)
            return receipt
        if pause is None or not receipt.answer.is_worth_a_try:
            break
        state.note_attempt(entry.outbox_id, receipt.reply, accepted=accepted)
        sleep(pause)
    next_try_at = state.clock() + patience.next_delay(attempts)
    state.mark_failed(entry.outbox_id, receipt.reply, next_try_at, accepted=accepted)
    return receipt


def _send(
    state: State,
    channel: Channel,
    outbox_id: int,
    message: AlertMessage,
    accepted: tuple[str, ...],
    sleep: Sleep,
) -> Receipt:
    """Send as much as the channel's limit lets through now; what other processes sent counts too.

    Part by part, and each that arrived is written down before the next: a kill repeats one part at most.
    """
    if not isinstance(channel, PacedChannel):
        return channel.send(message, accepted)
    while channel.pace.free(_recent(state, channel)):
        receipt = channel.send_some(message, accepted, 1)
        state.note_posts(channel.name, receipt.posts)
        sleep(channel.pace.gap)
        if receipt.answer is not Answer.LATER:
            return receipt
        accepted = receipt.accepted
        state.postpone(outbox_id, state.clock(), accepted=accepted)
    return Receipt(Answer.LATER, "", accepted, posts=0)


def _recent(state: State, channel: PacedChannel) -> tuple[datetime, ...]:
    return state.posts_since(channel.name, state.clock() - channel.pace.window)


def _opens_at(state: State, channel: Channel) -> datetime:
    """When the next post may go: now where nothing limits it, or where a post left the window since that was last asked."""
    if not isinstance(channel, PacedChannel):
        return state.clock()
    earlier = _recent(state, channel)
    return state.clock() if channel.pace.free(earlier) else channel.pace.opens_at(earlier)


def _postpone(state: State, entries: Sequence[OutboxEntry], until: datetime) -> None:
    for entry in entries:
        state.postpone(entry.outbox_id, max(until, entry.next_try_at), accepted=entry.accepted)
