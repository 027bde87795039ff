"""Other programs, asked by a reader: where a format is closed, or too old for a reader of ours.

Belongs here: running one within a time and an amount of output, in a folder of its own that is gone afterwards. Does
not belong here: which program reads what (archive, doc). A program inherits the limits of the guarded process.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import Final

_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """How a program ended: its exit code (negative: the signal) and what it printed."""

    code: int
    printed: bytes


class Overlong(Exception):  # noqa: N818 - an outcome of a program, not a fault of ours
    """The program ran longer, or printed more, than it may."""


def run_program(
    command: Sequence[str],
    *,
    given: bytes = b"",
    seconds: float,
    most_bytes: int,
    environment: Mapping[str, str] | None = None,
) -> Answer:
    """Run a program, with ``given`` on its standard input. Raises Overlong; OSError where it cannot be started."""
    with tempfile.TemporaryFile() as source:
        with room_to_write():
            source.write(given)
            source.seek(0)
        process = subprocess.Popen(
            command,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})},
        )
        late = Event()
        watch = Timer(seconds, _end_late, [process, late])
        watch.start()
        try:
            printed = _take(process, most_bytes)
            code = process.wait()
        finally:
            watch.cancel()
            if process.poll() is None:
                _end(process)
                process.wait()
        if len(printed) > most_bytes or late.is_set():
            raise Overlong
        return Answer(code, printed)


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder that only this reader knows, removed afterwards with all that is in it."""
    with tempfile.TemporaryDirectory(prefix="xianjian-") as folder:
        yield Path(folder)


@contextmanager
def room_to_write() -> Iterator[None]:
    """Let this process write larger files for a moment: as large as its hard limit allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _take(process: subprocess.Popen[bytes], most_bytes: int) -> bytes:
    assert process.stdout is not None
    printed = bytearray()
    while chunk := process.stdout.read(_CHUNK):
        printed += chunk
        if len(printed) > most_bytes:
            break
    return bytes(printed)


def _end_late(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The program and whatever it has started. It stays in the group of the reader, whose end is its end too."""
    for pid in (process.pid, *_descendants(process.pid)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _descendants(pid: int) -> list[int]:
    """Processes below this one, where the system tells of them (/proc)."""
    children: dict[int, list[int]] = defaultdict(list)
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = status.read_text(errors="replace").rpartition(")")[2].split()[1]
            children[int(parent)].append(int(status.parent.name))
    found = [pid]
    for known in found:
        found += children[known]
    return found[1:]
