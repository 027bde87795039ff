"""``xianjian dev`` with real receivers, for tests that watch the page and the daemon at work.

Belongs here: starting it, asking what it has told and how its nights ended. Does not belong here: what a test expects.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.state import State
from tests.alert.receivers import MailServer, Webhook, as_json, free_port, mail_server, webhook
from tests.system.processes import session_of, start

EVERY_MINUTE = "* * * * *"
NEVER = "0 0 29 2 *"
"""A leap day: only the inbox starts a night."""


@dataclass
class Service:
    """``xianjian dev`` at work."""

    process: subprocess.Popen[str]
    port: int
    raw: Path
    warehouse: Path
    mails: MailServer
    hook: Webhook
    lines: list[str] = field(default_factory=list)

    def texts(self) -> list[str]:
        """All that was told, through both channels."""
        posted = [post.body["text"] for post in self.hook.posts]
        bodies = [mail.get_body(("plain",)) for _, mail in self.mails.mails]
        return posted + [body.get_content() for body in bodies if body is not None]

    def kinds(self) -> list[str]:
        """Kinds of what was posted to the webhook."""
        return [post.body["kind"] for post in self.hook.posts]

    def statuses(self) -> list[str]:
        """How the nights ended, the oldest first."""
        with State.open(self.warehouse) as state:
            return [record.status for record in state.runs()]

    def worker(self) -> int | None:
        """The process that holds the night's lock."""
        try:
            return int(json.loads((self.warehouse / "state" / "lock").read_text())["pid"])
        except (OSError, ValueError):
            return None

    def is_reading(self, file_name: str) -> bool:
        """Whether a run is on its way that has seen this file."""
        statuses = self.statuses()
        if self.worker() is None or not statuses or statuses[-1] != "running":
            return False
        with State.open(self.warehouse) as state:
            return any(record.file_name == file_name for record in state.documents())

    def daemon(self) -> int | None:
        """The daemon's process."""
        found = [pid for pid, line in session_of(self.process.pid).items() if "dagster-daemon run" in line]
        return min(found, default=None)


def channels(mails: MailServer, hook: Webhook) -> Mapping[str, str]:
    """Settings of a mail and a webhook channel to these receivers."""
    return {
        "XIANJIAN_SMTP_HOST": "127.0.0.1",
        "XIANJIAN_SMTP_PORT": str(mails.port),
        "XIANJIAN_SMTP_FROM": "xianjian@example.org",
        "XIANJIAN_SMTP_TO": "jixiao@example.org",
        "XIANJIAN_WEBHOOK_URL": hook.url,
    }


@contextmanager
def dev(raw: Path, warehouse: Path, cron: str = EVERY_MINUTE) -> Iterator[Service]:
    """The service with receivers that accept everything; whatever happens, no process is left."""
    with (
        mail_server() as mails,
        webhook(lambda post: as_json(200, ok=True)) as hook,
        serving(raw, warehouse, cron, mails, hook) as service,
    ):
        yield service


@contextmanager
def serving(raw: Path, warehouse: Path, cron: str, mails: MailServer, hook: Webhook) -> Iterator[Service]:
    """The service with these receivers, which outlive it."""
    port = free_port()
    process = start(
        "dev",
        "--raw",
        raw,
        "--warehouse",
        warehouse,
        "--port",
        str(port),
        XIANJIAN_CRON=cron,
        **channels(mails, hook),
    )
    service = Service(process, port, raw, warehouse, mails, hook)
    threads = [
        threading.Thread(target=service.lines.extend, args=(pipe,), daemon=True)
        for pipe in (process.stdout, process.stderr)
    ]
    for thread in threads:
        thread.start()
    try:
        yield service
    finally:
        for pid in session_of(process.pid):
            os.kill(pid, signal.SIGKILL)
        process.wait(timeout=30)
        for thread in threads:
            thread.join(timeout=30)
