"""Real receivers on loopback: an SMTP server and an HTTP server whose answers a test chooses."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class Post:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Webhook:
    """Where it listens, what it got, and how it answers each post."""

    answer: Callable[[Post], Reply]
    url: str = ""
    posts: list[Post] = field(default_factory=list)


def as_json(status: int, /, **answer: object) -> Reply:
    return status, {"Content-Type": "application/json"}, json.dumps(answer).encode()


ATTACK = """<script>alert(1)</script> <at id=all></at> <at user_id="all">所有人</at> <@all> @all @所有人 @13800138000
# 标题
> 引用 **粗** __粗__ _斜_ ~~删~~ `码` | 表 |
[点我](https://evil.example.org/x) ![图](http://evil.example.org/i.png) www.evil.example.org
=HYPERLINK("http://evil.example.org")
-1+1|cmd
---
    代码
&lt;at id=all&gt; \\<@all\\> 左\u202e右\u200b零\x00宽
"""
"""What a stranger may write into a report so that it acts upon who reads of it."""


def wecom(post: Post) -> Reply:
    """As 企业微信 answers: status 200, whatever it thinks of the message."""
    content = post.body.get("markdown", {}).get("content")
    if "key=geheim-77" not in post.path:
        return as_json(200, errcode=93000, errmsg="invalid webhook url, hint: [1]")
    if post.body.get("msgtype") != "markdown" or not content:
        return as_json(200, errcode=40008, errmsg="invalid message type")
    if len(content.encode()) > 4096:
        return as_json(200, errcode=40058, errmsg="markdown.content exceed max length 4096")
    return as_json(200, errcode=0, errmsg="ok")


def dingtalk(secret: str) -> Callable[[Post], Reply]:
    """As 钉钉 answers, the signature computed again."""

    def answer(post: Post) -> Reply:
        query = parse_qs(urlsplit(post.path).query)
        timestamp = query.get("timestamp", [""])[0]
        code = hmac.new(secret.encode(), (timestamp + "\n" + secret).encode(), hashlib.sha256)
        if query.get("sign") != [base64.b64encode(code.digest()).decode()]:
            return as_json(200, errcode=310000, errmsg="sign not match")
        if len(json.dumps(post.body, ensure_ascii=False).encode()) > 20000:
            return as_json(200, errcode=460101, errmsg="message too long, exceed 20000 bytes")
        return as_json(200, errcode=0, errmsg="ok")

    return answer


def feishu(secret: str) -> Callable[[Post], Reply]:
    """As 飞书 answers, the signature computed again."""

    def answer(post: Post) -> Reply:
        key = f"{post.body.get('timestamp')}\n{secret}".encode()
        if post.body.get("sign") != base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode():
            return as_json(
                200, code=19021, msg="sign match fail or timestamp is not within one hour", data={}
            )
        if len(json.dumps(post.body, ensure_ascii=False).encode()) > 20480:
            return as_json(200, code=9499, msg="Bad Request", data={})
        return as_json(200, StatusCode=0, StatusMessage="success", code=0, data={}, msg="success")

    return answer


@contextmanager
def webhook(answer: Callable[[Post], Reply], port: int = 0) -> Iterator[Webhook]:
    hook = Webhook(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            post = Post(self.path, dict(self.headers), json.loads(body))
            hook.posts.append(post)
            status, headers, content = hook.answer(post)
            try:
                self.send_response(status)
                for name, value in {"Content-Length": str(len(content)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                return  # the sender lost patience, which is what a test is after

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    hook.url = f"http://127.0.0.1:{server.server_address[1]}/hook?key=geheim-77"
    try:
        yield hook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class MailServer:
    """What it got, and how it answers. ``refused``: addresses it does not take; ``data_replies``: used up in order."""

    port: int
    refused: set[str] = field(default_factory=set)
    data_replies: list[str] = field(default_factory=list)
    mails: list[tuple[tuple[str, ...], EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the server looks for this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        reply = self.data_replies.pop(0) if self.data_replies else "250 queued"
        if reply.startswith("250"):
            content = message_from_bytes(cast(bytes, envelope.content), policy=policy.default)
            self.mails.append((tuple(envelope.rcpt_tos), content))
        return reply


@contextmanager
def mail_server(authenticator: Callable[..., AuthResult] | None = None) -> Iterator[MailServer]:
    mails = MailServer(free_port())
    server = Controller(
        mails, hostname="127.0.0.1", port=mails.port, authenticator=authenticator, auth_require_tls=False
    )
    server.start()
    try:
        yield mails
    finally:
        server.stop()


def subject(mail: EmailMessage) -> str:
    """As it is read; the spaces of a subject do not break."""
    return str(mail["Subject"]).replace("\N{NO-BREAK SPACE}", " ")


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
