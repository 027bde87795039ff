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

import http.client
import json
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

from pipelines.alert.channel import (
    TIMEOUT_SECONDS,
    Answer,
    ChannelSettingError,
    Receipt,
    cut_off_after,
    without_secrets,
)
from pipelines.alert.message import AlertMessage
from pipelines.alert.plain import one_line
from pipelines.lexicon import load

_ANSWER_BYTES = 65536


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
        if not _is_usable(url):
            raise ChannelSettingError(
                "XIANJIAN_WEBHOOK_URL",
                "应为 http 或 https 网址，不含用户名",
                "must be an http or https URL without a user",
            )
        token = environment.get("XIANJIAN_WEBHOOK_TOKEN", "").strip() or None
        if token is not None and not re.fullmatch(r"[\x21-\x7e]+", token):
            raise ChannelSettingError(
                "XIANJIAN_WEBHOOK_TOKEN", "只能含可见的 ASCII 字符", "may hold visible ASCII characters only"
            )
        return cls(url, token)

    def send(self, message: AlertMessage, accepted: tuple[str, ...] = ()) -> Receipt:
        """One POST. ``accepted`` has no meaning here: there is one receiver."""
        parts = urlsplit(self.url)
        connection = _connection(parts, self.timeout)
        try:
            connection.connect()
            with cut_off_after(lambda: connection.sock, 2 * self.timeout):
                connection.request("POST", _target(parts), self._body(message), self._headers(message))
                response = connection.getresponse()
                body = response.read(_ANSWER_BYTES)
        except (
            OSError,
            http.client.HTTPException,
            UnicodeError,
        ) as error:  # UnicodeError: an impossible host name
            return Receipt(Answer.UNREACHABLE, self._clean(f"{type(error).__name__}: {error}"))
        finally:
            connection.close()
        return self._judge(response.status, body, message.key)

    def _judge(self, status: int, body: bytes, key: str) -> Receipt:
        text = body.decode("utf-8", "replace")
        said = self._clean(f"HTTP {status} {text}")
        if 200 <= status < 300:
            return Receipt(Answer.CONFIRMED if _confirms(text, key) else Answer.TRY_AGAIN, said)
        if status in (408, 425, 429) or status >= 500:
            return Receipt(Answer.TRY_AGAIN, said)
        return Receipt(Answer.REFUSED if status in (400, 413, 422) else Answer.DENIED, said)

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
        parts = urlsplit(self.url)
        secrets = (self.url, self.token, _target(parts) if len(_target(parts)) > 1 else None, parts.query)
        return one_line(without_secrets(text, secrets), 300)


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


def _is_usable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and parts.username is None
        and port_is_fine
        and re.fullmatch(r"[\x21-\x7e]+", url) is not None
    )


def _connection(parts: SplitResult, timeout: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return http.client.HTTPSConnection(
            host, parts.port, timeout=timeout, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(host, parts.port, timeout=timeout)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
