"""What every channel is: something that sends one message and says whether its receiver confirmed it.

Belongs here: the shape of a channel and of its answer, and what all protocols need. Does not belong here: a protocol
(a file of its own each), tries and pauses (deliver). Secrets come from the environment and go nowhere else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from socket import SHUT_RDWR, socket
from typing import Protocol

from pipelines.alert.message import AlertMessage
from pipelines.model.problem import Problem

TIMEOUT_SECONDS = 20.0


class Answer(Enum):
    """What came back. Only CONFIRMED counts as told."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"  # this message is not wanted
    TRY_AGAIN = "try_again"  # the receiver is there and has a bad moment
    UNREACHABLE = "unreachable"  # nobody there
    DENIED = "denied"  # we are not let in: wrong password, wrong address
    LATER = "later"  # not sent, or not wholly: the receiver's limit for this minute is reached

    @property
    def concerns_channel(self) -> bool:
        """No other message would fare better."""
        return self in (Answer.UNREACHABLE, Answer.DENIED)

    @property
    def is_worth_a_try(self) -> bool:
        """Whether the next seconds may change it. A wrong password tried again and again locks the account."""
        return self in (Answer.UNREACHABLE, Answer.TRY_AGAIN)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to one message. ``reply`` is what the receiver said, in short, without secrets.

    ``accepted``: those of several receivers who have the message now, or the parts that arrived (``part:1/3``); they
    are left out of the next try. ``posts``: how many requests it took, which the receiver counts.
    """

    answer: Answer
    reply: str
    accepted: tuple[str, ...] = ()
    posts: int = 1


class Channel(Protocol):
    """A way to people. ``name`` is its key in the outbox."""

    @property
    def name(self) -> str:
        """Short and fixed: ``email``, ``webhook``."""
        ...

    def send(self, message: AlertMessage, accepted: tuple[str, ...] = ()) -> Receipt:
        """Send once and wait for the answer; never raises for what the network or the receiver does."""
        ...


class ChannelSettingError(ValueError):
    """The environment describes a channel that cannot work; names the variable, never its value."""

    def __init__(self, variable: str, why_zh: str, why_en: str) -> None:
        super().__init__(f"{variable} {why_en}")
        self.variable = variable
        self.why_zh = why_zh
        self.why_en = why_en

    def problem(self, label: str = "") -> Problem:
        """As a problem for the summary; ``label``: of the channel that is meant."""
        variable = f"{self.variable}__{label}" if label else self.variable
        return Problem(
            "channel_misconfigured",
            f"环境变量 {variable} {self.why_zh}，这个提醒渠道没有启用。",
            f"environment variable {variable} {self.why_en}; this alert channel is off.",
        )


def without_secrets(text: str, secrets: tuple[str | None, ...]) -> str:
    """The text with every secret replaced; a receiver may repeat in its answer what it was sent."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "＊＊＊")
    return text


@contextmanager
def cut_off_after(connection: Callable[[], socket | None], seconds: float) -> Iterator[None]:
    """A receiver that trickles bytes never runs into a socket timeout: end the whole conversation after a time.

    ``connection`` gives the present socket, for STARTTLS puts another in its place.
    """
    timer = threading.Timer(seconds, _shut, (connection,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(connection: Callable[[], socket | None]) -> None:
    current = connection()
    if current is not None:
        with suppress(OSError):  # closed a moment ago
            socket.shutdown(current, SHUT_RDWR)
