"""One POST over HTTP and the answer to it, as every receiver by HTTP needs it.

Belongs here: the connection, its time limits, what an HTTP status means. Does not belong here: what the words of an
answer mean (webhook_channel, chat). The connection is direct, whatever proxies the environment names; redirects are
not followed.
"""

from __future__ import annotations

import http.client
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from pipelines.alert.channel import Answer, ChannelSettingError, cut_off_after

_ANSWER_BYTES = 65536


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back: the status, and the beginning of the body as text."""

    status: int
    text: str

    @property
    def is_success(self) -> bool:
        """Status 2xx, which alone confirms nothing."""
        return 200 <= self.status < 300

    @property
    def meaning(self) -> Answer:
        """What the status says as long as the body says nothing else."""
        if self.is_success or self.status in (408, 425, 429) or self.status >= 500:
            return Answer.TRY_AGAIN
        return Answer.REFUSED if self.status in (400, 413, 422) else Answer.DENIED


class NobodyThereError(Exception):
    """No answer came: no connection, no time left, or no HTTP."""


def exchange(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> Heard:
    """Send once and read the answer. Raises NobodyThereError."""
    parts = urlsplit(url)
    connection = _connection(parts, timeout)
    try:
        connection.connect()
        with cut_off_after(lambda: connection.sock, 2 * timeout):
            connection.request("POST", target(parts), body, dict(headers))
            response = connection.getresponse()
            return Heard(response.status, response.read(_ANSWER_BYTES).decode("utf-8", "replace"))
    except (
        OSError,
        http.client.HTTPException,
        UnicodeError,  # an impossible host name
    ) as error:
        raise NobodyThereError(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()


def target(parts: SplitResult) -> str:
    """Path and query, as the request line names them."""
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def checked_url(variable: str, url: str) -> str:
    """The address as it is. Raises ChannelSettingError, without the address, where no request could be sent to it."""
    if _is_usable(url):
        return url
    raise ChannelSettingError(
        variable, "应为 http 或 https 网址，不含用户名", "must be an http or https URL without a user"
    )


def secrets_of(url: str) -> tuple[str | None, ...]:
    """What must not be shown of an address: its path or query often is the password."""
    parts = urlsplit(url)
    return (url, target(parts) if len(target(parts)) > 1 else None, parts.query or None)


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
