"""The Dagster page and daemon as two child processes on loopback.

Belongs here: starting and stopping them together. Does not belong here: what they run (definitions).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.assets.instance import make_storage, prepare_home
from pipelines.night.heartbeat import mark_daemon, unmark_daemon

LOOPBACK = "127.0.0.1"
STOP_SECONDS = 30


def serve(raw: Path, warehouse: Path, port: int) -> int:
    """Run both until one of them ends or the user interrupts; the exit code of the one that ended."""
    prepare_home(warehouse)
    make_storage()  # before page and daemon, which would both do it
    environment = {**os.environ, "XIANJIAN_RAW": str(raw), "XIANJIAN_WAREHOUSE": str(warehouse)}
    programs = Path(sys.executable).parent
    commands = [
        [str(programs / "dagster-webserver"), "-h", LOOPBACK, "-p", str(port), "-m", "pipelines.definitions"],
        [str(programs / "dagster-daemon"), "run", "-m", "pipelines.definitions"],
    ]
    print(f"Dagster 页面：http://{LOOPBACK}:{port}（Ctrl-C 停止 to stop）", flush=True)
    with _interrupt_on_sigterm():
        children: list[subprocess.Popen[bytes]] = []
        is_wanted = False
        try:
            children.extend(subprocess.Popen(command, env=environment) for command in commands)
            mark_daemon(warehouse)
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
            return next(child.returncode for child in children if child.poll() is not None)
        except KeyboardInterrupt:
            is_wanted = True
            return 0
        finally:
            _stop(children)
            if is_wanted:  # ended by a person; a daemon that died leaves its mark to grow old
                unmark_daemon(warehouse)


@contextmanager
def _interrupt_on_sigterm() -> Iterator[None]:
    """A service manager stops us by SIGTERM, which would end this process alone and leave page and daemon behind."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    """End them together; each gets the time to end its own children first."""
    for child in children:
        child.terminate()
    give_up = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.0, give_up - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
