"""Any service that apprise knows, by its URLs.

Belongs here: one message to each URL, in parts. Does not belong here: services that have a channel of their own, which
read the receiver's code; their schemes are refused here. Apprise tells no more than whether a service took the message,
and that is what counts as confirmed here.
Environment: XIANJIAN_APPRISE_URLS, blanks or line breaks between them. The library is loaded only where it is set.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.alert.channel import TIMEOUT_SECONDS, Answer, ChannelSettingError, Receipt, without_secrets
from pipelines.alert.harmless import without_markup
from pipelines.alert.message import AlertMessage
from pipelines.alert.parts import label, numbered, room, split
from pipelines.alert.plain import one_line
from pipelines.lexicon import load

if TYPE_CHECKING:
    from apprise import Apprise, NotifyBase

_VARIABLE = "XIANJIAN_APPRISE_URLS"
_SPOKEN_HERE = {
    "wecombot": "XIANJIAN_WECOM_URL",
    "dingtalk": "XIANJIAN_DINGTALK_URL",
    "feishu": "XIANJIAN_FEISHU_URL",
    "lark": "XIANJIAN_FEISHU_URL",
}
_TITLE_CHARACTERS = 150


@dataclass(frozen=True, slots=True)
class AppriseChannel:
    """Every URL is a receiver, and a secret."""

    urls: tuple[str, ...] = field(repr=False)
    timeout: float = TIMEOUT_SECONDS

    @property
    def name(self) -> str:
        """``apprise``"""
        return "apprise"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> AppriseChannel | None:
        """None where no URL is set. Raises ChannelSettingError."""
        urls = tuple(dict.fromkeys(environment.get(_VARIABLE, "").split()))
        for number, url in enumerate(urls, start=1):
            _check(number, url)
        return cls(urls) if urls else None

    def send(self, message: AlertMessage, accepted: tuple[str, ...] = ()) -> Receipt:
        """Every part to every URL that does not have it; one URL that fails holds up no other."""
        have = list(accepted)
        said: list[str] = []
        posts = 0
        for url in self.urls:
            posts += self._tell(url, message, have, said)
        if said:
            return Receipt(Answer.TRY_AGAIN, "; ".join(said), tuple(have), posts)
        return Receipt(Answer.CONFIRMED, f"apprise: {len(self.urls)}/{len(self.urls)}", tuple(have), posts)

    def _tell(self, url: str, message: AlertMessage, have: list[str], said: list[str]) -> int:
        receiver = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:8]
        service = _service(url)
        if service is None:  # from_environment lets no such URL pass
            said.append("a URL that apprise cannot use")
            return 0
        title, parts = _parts(service, message)
        posts = 0
        for number, text in enumerate(parts, start=1):
            part = f"{receiver}/{label(number, len(parts))}"
            if part in have:
                continue
            posts += 1
            result = _alone(service).notify(
                body=text,
                title=numbered(title, number, len(parts)),
                notify_type=load("alerts")["colour"][message.colour]["apprise"],
                body_format="text",
                timeout=self.timeout,
            )
            if not result:
                words = [entry.message for one in result for attempt in one for entry in attempt]
                said.append(self._clean(f"{service.service_name}: {' '.join(words) or 'not confirmed'}"))
                break
            have.append(part)
        return posts

    def _clean(self, text: str) -> str:
        pieces = (piece for url in self.urls for piece in re.split(r"[/:@?&=]+", url) if len(piece) > 5)
        return one_line(without_secrets(text, (*self.urls, *pieces)), 300)


def _parts(service: NotifyBase, message: AlertMessage) -> tuple[str, tuple[str, ...]]:
    """Cut by bytes, where the service may count characters: never too long. Some have no title, it joins the body."""
    longest = service.title_maxlen - 12 if service.title_maxlen else _TITLE_CHARACTERS
    title = without_markup(one_line(message.title_zh, max(1, min(longest, _TITLE_CHARACTERS))))
    return title, split(without_markup(message.text), max(100, room(service.body_maxlen, title)))


def _check(number: int, url: str) -> None:
    service = _service(url)
    if service is None:
        raise ChannelSettingError(
            _VARIABLE,
            f"第 {number} 个网址 apprise 不认识",
            f"holds a URL that apprise cannot use (no. {number})",
        )
    names = {service.protocol, service.secure_protocol}
    for scheme, variable in _SPOKEN_HERE.items():
        if any(scheme == name or (isinstance(name, tuple) and scheme in name) for name in names):
            raise ChannelSettingError(
                _VARIABLE,
                f"第 {number} 个网址请改填在 {variable}",
                f"holds a URL that belongs into {variable} (no. {number})",
            )


def _service(url: str) -> NotifyBase | None:
    import apprise  # a quarter of a second, which only those pay who use it

    service = apprise.Apprise.instantiate(url, asset=apprise.AppriseAsset(secure_logging=True))
    return service if isinstance(service, apprise.NotifyBase) else None


def _alone(service: NotifyBase) -> Apprise:
    import apprise

    one = apprise.Apprise(asset=service.asset)
    one.add(service)
    return one
