"""A reader process for tests: files that begin with a command do to it what hostile files do."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from pipelines.model.document import Document
from pipelines.read import reading
from pipelines.read.guard import worker
from pipelines.read.program import run_program
from pipelines.read.source import Source
from pipelines.read.text import reader as text


def read(source: Source) -> Document:
    command = source.data.split(b"\n")[0].decode("utf-8", "replace")
    if command == "abort":
        os.abort()
    if command == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if command == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if command == "bug":
        raise IndexError("a fault of ours")
    if command == "hang":
        time.sleep(600)
    while command == "spin":
        pass
    if command == "fork and hang":
        os.fork()
        time.sleep(600)
    if command == "large":
        del bytearray(200 * 1024 * 1024)[:]
    if command == "pages":
        for _ in range(6):
            time.sleep(0.3)
            source.progress()
    while command == "endless pages":
        time.sleep(0.1)
        source.progress()
    if command.startswith("connect "):
        socket.create_connection(("127.0.0.1", int(command.split()[1])), timeout=5)
    if command.startswith("write /"):
        Path(command.split()[1]).write_text("x", encoding="ascii")
    if command == "write temporary":
        Path(tempfile.mkdtemp(), "x").write_text("x", encoding="ascii")
    if command == "program":
        run_program(["sh", "-c", "sleep 600 & sleep 600"], seconds=0.5, most_bytes=9)
    if command == "endless program":
        run_program(["sh", "-c", "sleep 600 & sleep 600"], seconds=600, most_bytes=9)
    if command == "hog":
        hoard = []
        while True:
            hoard.append(bytearray(64 * 1024 * 1024))
    if command == "noise":
        os.write(1, b"x" * 100_000)
        os.write(2, b"y" * 100_000)
    return text.read(replace(source, data=source.data * (4_000 if command == "flood" else 1)))


reading.READERS["text/plain"] = ("text", "hostile_reader")
sys.modules["hostile_reader"] = sys.modules[__name__]

if __name__ == "__main__":
    sys.exit(worker.main())
