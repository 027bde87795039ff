"""A JSON webhook of any receiver that speaks our small contract.

Belongs here: one POST and what its answer means. Does not belong here: chat services with contracts of their own.

We post ``{"key", "kind", "title", "text", "payload"}`` in UTF-8 with the header ``Idempotency-Key``, and
``Authorization: Bearer`` where a token is set. The receiver confirms with status 2xx and a body that says so: a JSON
object with ``ok``, ``confirmed`` … ``true``, with ``status`` … ``"ok"``, or that repeats our ``key``; or the plain word
``ok``. The words are data (lexicon/alerts.toml, group webhook). A fault beside them outweighs them. An empty body, HTML
or a redirect confirms nothing. A second copy bears the same Idempotency-Key.
Environment: XIANJIAN_WEBHOOK_URL (http or https), XIANJIAN_WEBHOOK_TOKEN. The connection is direct, whatever proxies
the environment names, and redirects are not followed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.alert.channel import TIMEOUT_SECONDS, Answer, ChannelSettingError, Receipt, without_secrets
from pipelines.alert.exchange import NobodyThereError, checked_url, exchange, secrets_of
from pipelines.alert.message import AlertMessage
from pipelines.alert.plain import one_line
from pipelines.lexicon import load


@dataclass(frozen=True, slots=True)
class WebhookChannel:
    """``url`` is a secret too: its path or query often is the password."""

    url: str = field(repr=False)
    token: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT_SECONDS

    @property
    def name(self) -> str:
        """``webhook``"""
        return "webhook"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> WebhookChannel | None:
        """None where no address is set. Raises ChannelSettingError."""
        url = environment.get("XIANJIAN_WEBHOOK_URL", "").strip()
        if not url:
            return None
        token = environment.get("XIANJIAN_WEBHOOK_TOKEN", "").strip() or None
        if token is not None and not re.fullmatch(r"[\x21-\x7e]+", token):
            raise ChannelSettingError(
                "XIANJIAN_WEBHOOK_TOKEN", "只能含可见的 ASCII 字符", "may hold visible ASCII characters only"
            )
        return cls(checked_url("XIANJIAN_WEBHOOK_URL", url), token)

    def send(self, message: AlertMessage, accepted: tuple[str, ...] = ()) -> Receipt:
        """One POST. ``accepted`` has no meaning here: there is one receiver."""
        try:
            heard = exchange(self.url, self._body(message), self._headers(message), self.timeout)
        except NobodyThereError as error:
            return Receipt(Answer.UNREACHABLE, self._clean(str(error)))
        said = self._clean(f"HTTP {heard.status} {heard.text}")
        confirmed = heard.is_success and _confirms(heard.text, message.key)
        return Receipt(Answer.CONFIRMED if confirmed else heard.meaning, said)

    def _body(self, message: AlertMessage) -> bytes:
        return json.dumps(message.to_json(), ensure_ascii=False).encode("utf-8", "replace")

    def _headers(self, message: AlertMessage) -> dict[str, str]:
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Accept": "application/json",
            "User-Agent": "xianjian",
            "Idempotency-Key": message.token,
        }
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        return headers

    def _clean(self, text: str) -> str:
        return one_line(without_secrets(text, (*secrets_of(self.url), self.token)), 300)


def _confirms(text: str, key: str) -> bool:
    said = load("alerts")["webhook"]
    if text.strip().strip('"').lower() in said["words"]:
        return True
    try:
        answer: Any = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(answer, dict):
        return False
    no_fault = [*said["no_fault"], None, [], {}]
    yes = [answer[name] for name in said["yes_keys"] if name in answer]
    if any(answer.get(name) not in no_fault for name in said["fault_keys"]) or any(
        word is not True for word in yes
    ):
        return False
    words = [str(answer.get(name, "")).lower() for name in said["word_keys"]]
    return bool(yes) or any(word in said["words"] for word in words) or answer.get("key") == key
