"""What the robots of chat services have in common: JSON by HTTPS, a code in the answer, parts, a limit per minute.

Belongs here: sending a message in parts, and what the codes mean (lexicon/alerts.toml, group chat). Does not belong
here: the form of one service (wecom_channel, dingtalk_channel, feishu_channel). A refusal comes with HTTP 200 here, so
only the code in the body confirms.
"""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

from pipelines.alert.channel import TIMEOUT_SECONDS, Answer, Receipt, without_secrets
from pipelines.alert.exchange import Heard, NobodyThereError, exchange, secrets_of
from pipelines.alert.message import AlertMessage
from pipelines.alert.pace import Pace
from pipelines.alert.parts import label, numbered, room, split
from pipelines.alert.plain import one_line
from pipelines.lexicon import load

_TITLE_CHARACTERS = 150
_HEADERS = {
    "Content-Type": "application/json; charset=utf-8",
    "Accept": "application/json",
    "User-Agent": "xianjian",
}


@dataclass(frozen=True, slots=True)
class ChatPart:
    """One part of a message. ``title`` and ``text`` are harmless by now."""

    colour: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ChatPost:
    """One request: where to, signed, and what."""

    url: str
    body: Mapping[str, Any]


class ChatService(ABC):
    """The form of one service.

    ``name``: key in the outbox and in lexicon/alerts.toml. ``limit``: bytes for heading and text of one post.
    """

    name: ClassVar[str]
    limit: ClassVar[int]
    pace: ClassVar[Pace]
    line_break: ClassVar[str] = "\n"

    @abstractmethod
    def harmless(self, text: str) -> str:
        """Words of strangers, in this service's way."""

    @abstractmethod
    def heading(self, colour: str, title: str) -> str:
        """The harmless title with its colour, as far as it counts for the limit."""

    @abstractmethod
    def request(self, url: str, secret: str | None, part: ChatPart, now: datetime) -> ChatPost:
        """The post that brings a part to a robot."""


@dataclass(frozen=True, slots=True)
class ChatChannel:
    """A robot in a group. The address holds its key, so it is a secret too."""

    service: ChatService
    url: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT_SECONDS
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep

    @property
    def name(self) -> str:
        """``wecom`` · ``dingtalk`` · ``feishu``"""
        return self.service.name

    @property
    def pace(self) -> Pace:
        """What the service allows."""
        return self.service.pace

    def send(self, message: AlertMessage, accepted: tuple[str, ...] = ()) -> Receipt:
        """All parts that did not arrive yet, one post each, until one is not confirmed."""
        return self.send_some(message, accepted, 1 << 30)

    def send_some(self, message: AlertMessage, accepted: tuple[str, ...], most: int) -> Receipt:
        """As send, but no more than ``most`` posts."""
        title, parts = self._parts(message)
        receipt = Receipt(Answer.CONFIRMED, "all parts accepted earlier", accepted, posts=0)
        for number, text in enumerate(parts, start=1):
            part = label(number, len(parts))
            if part in receipt.accepted:
                continue
            if receipt.posts == most:
                return Receipt(Answer.LATER, receipt.reply, receipt.accepted, receipt.posts)
            if receipt.posts:
                self.sleep(self.pace.gap)
            titled = ChatPart(message.colour, numbered(title, number, len(parts)), text)
            answer, said = self._post(titled)
            have = (*receipt.accepted, part) if answer is Answer.CONFIRMED else receipt.accepted
            receipt = Receipt(answer, said, have, receipt.posts + 1)
            if answer is not Answer.CONFIRMED:
                return receipt
        return receipt

    def _parts(self, message: AlertMessage) -> tuple[str, tuple[str, ...]]:
        service = self.service
        title = service.harmless(one_line(message.title_zh, _TITLE_CHARACTERS))
        space = room(service.limit, service.heading(message.colour, title))
        return title, split(service.harmless(message.text), space, service.line_break)

    def _post(self, part: ChatPart) -> tuple[Answer, str]:
        post = self.service.request(self.url, self.secret, part, self.clock())
        body = json.dumps(post.body, ensure_ascii=False).encode("utf-8", "replace")
        try:
            heard = exchange(post.url, body, _HEADERS, self.timeout)
        except NobodyThereError as error:
            return Answer.UNREACHABLE, self._clean(str(error), post)
        return meaning(heard, self.name), self._clean(f"HTTP {heard.status} {heard.text}", post)

    def _clean(self, text: str, post: ChatPost) -> str:
        secrets = (*secrets_of(post.url), *secrets_of(self.url), self.secret)
        return one_line(without_secrets(text, secrets), 300)


def meaning(heard: Heard, service: str) -> Answer:
    """What the code in the body says; without one, what the status says."""
    table = load("alerts")["chat"][service]
    codes = _codes(heard.text, table["code_keys"])
    if codes and all(code in table["confirmed"] for code in codes):
        return Answer.CONFIRMED if heard.is_success else heard.meaning
    for answer in (Answer.DENIED, Answer.REFUSED, Answer.TRY_AGAIN):
        if any(code in table[answer.value] for code in codes):
            return answer
    return heard.meaning


def _codes(text: str, keys: list[str]) -> list[int]:
    """The codes in an answer; a code that is no integer is none of ours, and -2 stands for it."""
    try:
        answer: Any = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if not isinstance(answer, dict):
        return []
    found = [answer[key] for key in keys if key in answer]
    return [code if type(code) is int else -2 for code in found]
