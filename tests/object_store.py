"""A local S3 server for tests (moto, in a process of its own, on loopback): it answers as S3 does, with nothing behind it."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.alert.receivers import free_port

SECONDS = 30


@dataclass
class ObjectStore:
    """``endpoint``: what AWS_ENDPOINT_URL must say."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def endpoint(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def make_bucket(self, name: str) -> None:
        """An empty bucket."""
        self._ask("PUT", f"/{name}")

    def stop(self) -> None:
        """End it, as a crash does: what it kept is gone."""
        self.process.kill()
        self.process.wait()

    def _ask(self, method: str, path: str) -> bytes:
        request = urllib.request.Request(f"{self.endpoint}{path}", method=method)
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return bytes(answer.read())


@contextmanager
def serving() -> Iterator[ObjectStore]:
    """A new server, ended afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    store = ObjectStore(port, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    try:
        _wait(store)
        yield store
    finally:
        store.stop()


def _wait(store: ObjectStore) -> None:
    until = time.monotonic() + SECONDS
    while True:
        try:
            store._ask("GET", "/")
            return
        except urllib.error.URLError:
            assert store.process.poll() is None, "the S3 server ended at once"
            assert time.monotonic() < until, "the S3 server does not answer"
            time.sleep(0.1)
