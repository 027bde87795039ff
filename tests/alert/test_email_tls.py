"""Over TLS the server must prove who it is; a certificate that nobody vouches for ends the conversation."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path
from typing import Literal

import pytest
from aiosmtpd.controller import Controller

from pipelines.alert.channel import Answer
from pipelines.alert.email_channel import EmailChannel
from pipelines.alert.message import AlertMessage
from tests.alert.receivers import MailServer, free_port

MESSAGE = AlertMessage("k", "data", "标题", "正文", {})


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1 in one file."""
    openssl = shutil.which("openssl")
    assert openssl is not None, "the system package openssl is missing"
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True,
        capture_output=True,
    )  # fmt: skip
    (folder / "both.pem").write_text((folder / "key.pem").read_text() + (folder / "cert.pem").read_text())
    return folder / "both.pem"


class _StartTls(Controller):
    def factory(self) -> object:
        from aiosmtpd.smtp import SMTP

        return SMTP(self.handler, tls_context=self.offered, require_starttls=True, hostname="test")

    offered: ssl.SSLContext


def _send(certificate: Path, tls: Literal["starttls", "ssl"]) -> tuple[Answer, MailServer]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    mails = MailServer(free_port())
    if tls == "ssl":
        server = Controller(mails, hostname="127.0.0.1", port=mails.port, ssl_context=context)
    else:
        server = _StartTls(mails, hostname="127.0.0.1", port=mails.port)
        server.offered = context
    started = False
    try:
        server.start()
        started = True
        channel = EmailChannel("127.0.0.1", mails.port, "x@example.org", ("a@example.org",), tls, timeout=5)
        return channel.send(MESSAGE).answer, mails
    finally:
        if started:
            server.stop()


@pytest.mark.slow
@pytest.mark.parametrize("tls", ["starttls", "ssl"])
def test_a_trusted_server_gets_the_mail_and_any_other_gets_nothing(
    certificate: Path, tls: Literal["starttls", "ssl"], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, mails = _send(certificate, tls)
    assert (answer, mails.mails) == (Answer.UNREACHABLE, [])
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    answer, mails = _send(certificate, tls)
    assert answer is Answer.CONFIRMED
    assert len(mails.mails) == 1
