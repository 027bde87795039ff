"""E-mail through an SMTP server.

Belongs here: one message to one server, and what its answers mean. Does not belong here: tries and pauses (deliver).

Confirmed means: the server answered 250 after DATA, and every recipient was accepted in this or an earlier try.
Environment: XIANJIAN_SMTP_HOST, _PORT, _USER, _PASSWORD, _FROM, _TO (list), _TLS (``none`` · ``starttls`` · ``ssl``).
Without _TLS: ``ssl`` on port 465, ``none`` on this very machine, else ``starttls``; the port follows from it (465, 25,
587). Nothing is sent in clear over a network unless _TLS says so.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from html import escape
from typing import Any, Literal, cast

from pipelines.alert.channel import (
    TIMEOUT_SECONDS,
    Answer,
    ChannelSettingError,
    Receipt,
    cut_off_after,
    without_secrets,
)
from pipelines.alert.harmless import unlinked
from pipelines.alert.message import AlertMessage
from pipelines.alert.plain import one_line
from pipelines.lexicon import load

Tls = Literal["none", "starttls", "ssl"]
_PORTS: Mapping[Tls, int] = {"none": 25, "starttls": 587, "ssl": 465}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class EmailChannel:
    """Plain text and the same as HTML, in UTF-8, to fixed recipients."""

    host: str
    port: int
    sender: str
    recipients: tuple[str, ...]
    tls: Tls
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT_SECONDS

    @property
    def name(self) -> str:
        """``email``"""
        return "email"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> EmailChannel | None:
        """None where no host is set. Raises ChannelSettingError."""
        host = environment.get("XIANJIAN_SMTP_HOST", "").strip()
        if not host:
            return None
        port_text = environment.get("XIANJIAN_SMTP_PORT", "").strip()
        tls = environment.get("XIANJIAN_SMTP_TLS", "").strip().lower() or _usual_tls(host, port_text)
        if tls not in _PORTS:
            raise ChannelSettingError(
                "XIANJIAN_SMTP_TLS", "应为 none、starttls 或 ssl", "must be none, starttls or ssl"
            )
        recipients = tuple(
            dict.fromkeys(filter(None, re.split(r"[,;，；\s]+", environment.get("XIANJIAN_SMTP_TO", ""))))
        )
        if not recipients or not all(_ADDRESS.fullmatch(address) for address in recipients):
            raise ChannelSettingError(
                "XIANJIAN_SMTP_TO",
                "应为一个或几个邮箱地址，用逗号隔开",
                "must be e-mail addresses, separated by commas",
            )
        user = environment.get("XIANJIAN_SMTP_USER", "").strip() or None
        sender = environment.get("XIANJIAN_SMTP_FROM", "").strip() or user or ""
        if not _ADDRESS.fullmatch(sender):
            raise ChannelSettingError("XIANJIAN_SMTP_FROM", "应为一个邮箱地址", "must be an e-mail address")
        chosen = cast(Tls, tls)
        password = environment.get("XIANJIAN_SMTP_PASSWORD") or None
        if user is not None and password is None:
            raise ChannelSettingError(
                "XIANJIAN_SMTP_PASSWORD",
                "没有填，而 XIANJIAN_SMTP_USER 填了",
                "is empty while XIANJIAN_SMTP_USER is set",
            )
        return cls(host, _port(port_text, chosen), sender, recipients, chosen, user, password)

    def send(self, message: AlertMessage, accepted: tuple[str, ...] = ()) -> Receipt:
        """One conversation with the server; recipients in ``accepted`` have the message already."""
        waiting = [address for address in self.recipients if address not in accepted]
        if not waiting:
            return Receipt(Answer.CONFIRMED, "all recipients accepted earlier", accepted)
        try:
            return self._converse(message, waiting, accepted)
        except smtplib.SMTPResponseException as error:  # from the greeting, HELO, STARTTLS or login
            answer = Answer.DENIED if error.smtp_code >= 500 else Answer.UNREACHABLE
            return Receipt(answer, self._said(error.smtp_code, error.smtp_error), accepted)
        except smtplib.SMTPNotSupportedError as error:
            return Receipt(Answer.DENIED, self._clean(str(error)), accepted)
        except (
            OSError,
            smtplib.SMTPException,
            UnicodeError,
        ) as error:  # UnicodeError: a host name no DNS can hold
            return Receipt(Answer.UNREACHABLE, self._clean(f"{type(error).__name__}: {error}"), accepted)

    def _converse(self, message: AlertMessage, waiting: list[str], accepted: tuple[str, ...]) -> Receipt:
        server = self._connected()
        try:
            with cut_off_after(lambda: server.sock, 3 * self.timeout):
                if self.tls == "starttls":
                    server.ehlo()
                    server.starttls(context=ssl.create_default_context())
                server.ehlo_or_helo_if_needed()
                if self.user is not None:
                    server.login(self.user, self.password or "")
                code, reply = server.mail(self.sender)
                if code != 250:
                    return Receipt(_meaning(code), self._said(code, reply), accepted)
                return self._hand_over(server, message, waiting, accepted)
        finally:
            # no wait for the answer to QUIT: a message that was accepted is to be marked so at once
            with suppress(OSError, smtplib.SMTPException):
                server.putcmd("quit")
            server.close()

    def _hand_over(
        self, server: smtplib.SMTP, message: AlertMessage, waiting: list[str], accepted: tuple[str, ...]
    ) -> Receipt:
        refused: list[str] = []
        codes: list[int] = []
        for address in waiting:
            code, reply = server.rcpt(address)
            if code not in (250, 251):
                refused.append(f"{address}: {self._said(code, reply)}")
                codes.append(code)
        if len(refused) == len(waiting):
            return Receipt(_meaning(min(codes)), "; ".join(refused), accepted)
        try:
            code, reply = server.data(self._mail(message).as_bytes(policy=SMTP))
        except smtplib.SMTPDataError as error:
            code, reply = error.smtp_code, cast(bytes, error.smtp_error)
        if code != 250:
            return Receipt(_meaning(code), self._said(code, reply), accepted)
        said = self._said(code, reply)
        if refused:
            refusing = tuple(one.partition(": ")[0] for one in refused)
            have = (*accepted, *(address for address in waiting if address not in refusing))
            return Receipt(_meaning(min(codes)), "; ".join(refused), have)
        return Receipt(Answer.CONFIRMED, said, (*accepted, *waiting))

    def _connected(self) -> smtplib.SMTP:
        # a name of our own: the standard one asks the DNS, which may hang
        helo = socket.gethostname() if "." in socket.gethostname() else "[127.0.0.1]"
        if self.tls == "ssl":
            return _TlsServer(
                self.host, self.port, helo, timeout=self.timeout, context=ssl.create_default_context()
            )
        return _Server(self.host, self.port, helo, timeout=self.timeout)

    def _mail(self, message: AlertMessage) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        # where a subject is folded at a space between two encoded words, email.policy of Python 3.11 loses the space
        mail["Subject"] = one_line(message.title_zh, 200).replace(" ", "\N{NO-BREAK SPACE}")
        mail["From"] = self.sender
        mail["To"] = ", ".join(self.recipients)
        mail["Date"] = formatdate()
        mail["Message-ID"] = f"<{message.token}@{self.sender.partition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Xianjian-Key"] = one_line(message.key, 200)
        text = unlinked(message.text)
        mail.set_content(text, charset="utf-8", cte="base64")
        mail.add_alternative(_page(message, text), subtype="html", charset="utf-8", cte="base64")
        return mail

    def _said(self, code: int, reply: bytes | str) -> str:
        text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
        return self._clean(f"{code} {text}")

    def _clean(self, text: str) -> str:
        return without_secrets(one_line(text, 300), (self.password,))


class _Server(smtplib.SMTP):
    """Greets within the time limit: the greeting is read while the object is made, before anybody could cut it off."""

    def connect(
        self,
        host: str = "localhost",
        port: int = 0,
        source_address: Any = None,  # noqa: ANN401 - as smtplib has it
    ) -> tuple[int, bytes]:
        """As smtplib's, with an end to the whole of it."""
        with cut_off_after(lambda: self.sock, self.timeout):
            return super().connect(host, port, source_address)


class _TlsServer(_Server, smtplib.SMTP_SSL):
    """The same by TLS; the handshake before the greeting has a limit of its own."""


def _page(message: AlertMessage, text: str) -> str:
    """The text again, under a title in its colour. Nothing in it is a link or is loaded from elsewhere."""
    colour = load("alerts")["colour"][message.colour]["web"]
    title = escape(unlinked(one_line(message.title_zh, 200)))
    return (
        f'<div lang="zh-CN" style="border-left:6px solid {colour};padding-left:12px;overflow-wrap:anywhere">'
        f'<p style="color:{colour};font-weight:bold">{title}</p>'
        f'<pre style="white-space:pre-wrap;font-family:sans-serif">{escape(text)}</pre></div>\n'
    )


def _usual_tls(host: str, port: str) -> Tls:
    if port == "465":
        return "ssl"
    return "none" if host in _LOOPBACK else "starttls"


def _port(text: str, tls: Tls) -> int:
    if not text:
        return _PORTS[tls]
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise ChannelSettingError("XIANJIAN_SMTP_PORT", "应为端口号", "must be a port number")
    return int(text)


def _meaning(code: int) -> Answer:
    """421: the server closes down. 4xx: for the time being. 5xx: for good."""
    if code in (-1, 421):
        return Answer.UNREACHABLE
    return Answer.TRY_AGAIN if 400 <= code < 500 else Answer.REFUSED
