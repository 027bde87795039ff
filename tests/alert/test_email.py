"""E-mail counts as told only when a real server took it for every recipient."""

from __future__ import annotations

import re
import socket
import threading
import time
from dataclasses import replace
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import AuthResult

from pipelines.alert.channel import Answer, ChannelSettingError
from pipelines.alert.email_channel import EmailChannel
from pipelines.alert.message import AlertMessage, Kind
from tests.alert.receivers import ATTACK, MailServer, free_port, mail_server, subject

MESSAGE = AlertMessage(
    "b1/data", "data", "【县鉴】1 项错误:赵县总工会", "原文:“项目资金187.65万元”\n.\n第 3 页\n", {}
)
TO = ("a@example.org", "b@example.org")
ENVIRONMENT = {
    "XIANJIAN_SMTP_HOST": "127.0.0.1",
    "XIANJIAN_SMTP_FROM": "x@example.org",
    "XIANJIAN_SMTP_TO": ",".join(TO),
}


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def _channel(server: MailServer, timeout: float = 5.0) -> EmailChannel:
    return EmailChannel("127.0.0.1", server.port, "xianjian@example.org", TO, "none", timeout=timeout)


def test_the_mail_arrives_as_plain_chinese_text_with_an_id_made_of_the_key() -> None:
    with mail_server() as server:
        receipt = _channel(server).send(MESSAGE)
    assert receipt.answer is Answer.CONFIRMED
    assert receipt.reply == "250 queued"
    ((recipients, mail),) = server.mails
    assert recipients == TO
    assert subject(mail) == MESSAGE.title_zh
    assert mail.get_content_type() == "multipart/alternative"
    assert _part(mail, "plain") == MESSAGE.text
    assert mail["Message-ID"] == f"<{MESSAGE.token}@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("kind", "colour"), [("data", "#D93025"), ("file", "#E8710A"), ("check", "#7B3FB5"), ("run", "#5F1A14")]
)
def test_each_kind_has_a_bar_of_its_colour(kind: Kind, colour: str) -> None:
    with mail_server() as server:
        _channel(server).send(replace(MESSAGE, kind=kind))
    ((_, mail),) = server.mails
    assert f"border-left:6px solid {colour}" in _part(mail, "html")
    assert 'lang="zh-CN"' in _part(mail, "html"), "or its marks are set in a Japanese or Taiwanese face"


def test_a_subject_of_any_length_keeps_its_spaces() -> None:
    """Where it is folded within the brackets, Python's writer made 错误12 of 错误 12."""
    titles = [f"【县鉴】{'数' * n}据有错：新 41（错误 12）｜栖禾县、青砚县等 5 县" for n in range(12)]
    with mail_server() as server:
        for title in titles:
            _channel(server).send(replace(MESSAGE, title_zh=title))
    assert [subject(mail) for _, mail in server.mails] == titles


def test_nothing_in_a_report_is_html_a_link_or_a_formula() -> None:
    with mail_server() as server:
        _channel(server).send(AlertMessage("k", "data", "<i>x</i>", ATTACK, {}))
    ((_, mail),) = server.mails
    page, text = _part(mail, "html"), _part(mail, "plain")
    assert re.findall(r"<(/?\w+)", page) == ["div", "p", "/p", "pre", "/pre", "/div"]
    for shown in (page, text):
        assert not re.search(r"https?://|www\.|^=|[\u200b\u202e\x00]", shown, re.MULTILINE)


def test_a_title_with_line_breaks_makes_no_header() -> None:
    bad = AlertMessage("k\r\nBcc: c@example.org", "data", "标题\r\nBcc: c@example.org", "x" * 10**6, {})
    with mail_server() as server:
        assert _channel(server).send(bad).answer is Answer.CONFIRMED
    ((recipients, mail),) = server.mails
    assert recipients == TO
    assert mail["Bcc"] is None
    assert len(_part(mail, "plain").strip()) == 10**6


def test_one_refused_recipient_is_no_confirmation_and_the_others_get_no_second_copy() -> None:
    with mail_server() as server:
        server.refused = {"b@example.org"}
        first = _channel(server).send(MESSAGE)
        assert first.answer is Answer.REFUSED
        assert first.accepted == ("a@example.org",)
        assert "b@example.org: 550 no such user" in first.reply
        server.refused = set()
        second = _channel(server).send(MESSAGE, first.accepted)
    assert second.answer is Answer.CONFIRMED
    assert [recipients for recipients, _ in server.mails] == [("a@example.org",), ("b@example.org",)]


def test_all_recipients_refused_sends_nothing() -> None:
    with mail_server() as server:
        server.refused = set(TO)
        receipt = _channel(server).send(MESSAGE)
    assert (receipt.answer, receipt.accepted, server.mails) == (Answer.REFUSED, (), [])


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("451 try later", Answer.TRY_AGAIN),
        ("552 too large", Answer.REFUSED),
        ("421 closing", Answer.UNREACHABLE),
    ],
)
def test_a_refusal_after_the_text_is_no_confirmation(reply: str, answer: Answer) -> None:
    with mail_server() as server:
        server.data_replies = [reply]
        receipt = _channel(server).send(MESSAGE)
    assert (receipt.answer, receipt.accepted) == (answer, ())
    assert receipt.reply == reply


def test_nobody_there_is_unreachable() -> None:
    channel = EmailChannel("127.0.0.1", free_port(), "x@example.org", TO, "none", timeout=2)
    assert channel.send(MESSAGE).answer is Answer.UNREACHABLE
    impossible = EmailChannel("a" * 70 + ".example", 25, "x@example.org", TO, "none", timeout=2)
    assert impossible.send(MESSAGE).answer is Answer.UNREACHABLE


@pytest.mark.parametrize(
    "first", [b"220 hello\r\n", b"220-hel"], ids=["after its greeting", "in its greeting"]
)
def test_a_server_that_trickles_is_cut_off(first: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def trickle() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(first)
                try:
                    for _ in range(200):
                        connection.sendall(b"2")
                        time.sleep(0.05)
                except OSError:
                    return

        thread = threading.Thread(target=trickle)
        thread.start()
        channel = EmailChannel(
            "127.0.0.1", listener.getsockname()[1], "x@example.org", TO, "none", timeout=0.3
        )
        started = time.monotonic()
        assert channel.send(MESSAGE).answer is Answer.UNREACHABLE
        assert time.monotonic() - started < 4
        thread.join()


def test_a_wrong_password_is_denied_and_never_repeated_in_the_answer() -> None:
    def refuse(*_: object) -> AuthResult:
        return AuthResult(success=False, handled=False)

    with mail_server(authenticator=refuse) as server:
        channel = EmailChannel(
            "127.0.0.1", server.port, "x@example.org", TO, "none", "user", "geheim-77", 5.0
        )
        receipt = channel.send(MESSAGE)
    assert receipt.answer is Answer.DENIED
    assert "geheim-77" not in receipt.reply + repr(channel)
    assert server.mails == []


def test_a_right_password_is_let_in() -> None:
    seen: list[object] = []

    def accept(server: object, session: object, envelope: object, mechanism: str, data: object) -> AuthResult:
        seen.append(data)
        return AuthResult(success=True)

    with mail_server(authenticator=accept) as server:
        channel = EmailChannel(
            "127.0.0.1", server.port, "x@example.org", TO, "none", "user", "geheim-77", 5.0
        )
        assert channel.send(MESSAGE).answer is Answer.CONFIRMED
    assert seen


def test_starttls_is_never_given_up_for_clear_text() -> None:
    with mail_server() as server:
        channel = EmailChannel("127.0.0.1", server.port, "x@example.org", TO, "starttls", timeout=5)
        assert channel.send(MESSAGE).answer is Answer.DENIED
    assert server.mails == []


@pytest.mark.parametrize(
    ("more", "tls", "port"),
    [
        ({}, "none", 25),
        ({"XIANJIAN_SMTP_HOST": "mail.example.org"}, "starttls", 587),
        ({"XIANJIAN_SMTP_HOST": "mail.example.org", "XIANJIAN_SMTP_PORT": "465"}, "ssl", 465),
        ({"XIANJIAN_SMTP_TLS": "ssl"}, "ssl", 465),
        ({"XIANJIAN_SMTP_HOST": "mail.example.org", "XIANJIAN_SMTP_TLS": "none"}, "none", 25),
    ],
)
def test_nothing_goes_in_clear_over_a_network_unless_said(more: dict[str, str], tls: str, port: int) -> None:
    channel = EmailChannel.from_environment(ENVIRONMENT | more)
    assert channel is not None
    assert (channel.tls, channel.port, channel.recipients) == (tls, port, TO)


@pytest.mark.parametrize(
    "more",
    [
        {"XIANJIAN_SMTP_TO": ""},
        {"XIANJIAN_SMTP_TO": "not an address"},
        {"XIANJIAN_SMTP_FROM": "x@example.org\nBcc: y@example.org"},
        {"XIANJIAN_SMTP_PORT": "99999"},
        {"XIANJIAN_SMTP_TLS": "maybe"},
        {"XIANJIAN_SMTP_USER": "someone"},
    ],
)
def test_a_setting_that_cannot_work_is_named(more: dict[str, str]) -> None:
    with pytest.raises(ChannelSettingError) as caught:
        EmailChannel.from_environment(ENVIRONMENT | more)
    assert caught.value.variable.startswith("XIANJIAN_SMTP_")
    assert caught.value.variable in caught.value.problem().message_zh
