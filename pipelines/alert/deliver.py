"""From the outbox to the receivers.

Belongs here: putting messages in line, one deliverer at a time, a round for every channel, the account of all. Does not belong
here: tries and pauses (rounds), a protocol (channels), wording (compose).

One deliverer at a time works on a warehouse, whichever process it is; within it every channel has its own thread, so
a channel that fails holds up no other.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from pipelines.alert.channel import Answer, Channel
from pipelines.alert.compose import trial_message
from pipelines.alert.message import AlertMessage
from pipelines.alert.rounds import ChannelReport, Patience, Sleep, run_round
from pipelines.state import Lock, LockHeld, State


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
                    threads.submit(run_round, state, channel, mine[channel.name], rule, sleep)
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
