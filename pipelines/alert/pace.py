"""How fast a receiver takes messages, and the channel that keeps to it.

Belongs here: the limit and the time at which it lets the next post through. Does not belong here: remembering posts
(state), sending (deliver).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from pipelines.alert.channel import Receipt
from pipelines.alert.message import AlertMessage


@dataclass(frozen=True, slots=True)
class Pace:
    """At most ``posts`` in any ``seconds``, and ``gap`` seconds between two of them."""

    posts: int
    seconds: float
    gap: float = 0.0

    @property
    def window(self) -> timedelta:
        """``seconds`` as a duration."""
        return timedelta(seconds=self.seconds)

    def free(self, earlier: Sequence[datetime]) -> int:
        """How many posts may go now, after these of the last window."""
        return max(0, self.posts - len(earlier))

    def opens_at(self, earlier: Sequence[datetime]) -> datetime:
        """When the next post may go; ``earlier`` fills the window."""
        return sorted(earlier)[-self.posts] + self.window


@runtime_checkable
class PacedChannel(Protocol):
    """A channel whose receiver counts posts. A message may take several."""

    @property
    def name(self) -> str:
        """As of every channel."""
        ...

    @property
    def pace(self) -> Pace:
        """What the receiver allows."""
        ...

    def send(self, message: AlertMessage, accepted: tuple[str, ...] = ()) -> Receipt:
        """As of every channel: all that is left of the message."""
        ...

    def send_some(self, message: AlertMessage, accepted: tuple[str, ...], most: int) -> Receipt:
        """At most ``most`` posts (at least one); the answer is LATER where more are left."""
        ...
