"""One reader process as the pool sees it: started, asked, listened to, ended.

Belongs here: the process and its pipes. Does not belong here: which file goes to which process (guard).
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import pipelines
from pipelines.read.guard import frames

WORKER = "pipelines.read.guard.worker"
_CHUNK: Final = 1 << 20
_TAIL: Final = 2_000

_BLUR_MB: Final = 16
"""The kernel counts memory in batches for each processor: the peak that a process inherits may be read a little larger."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. Memory is address space of the process; the other limits are per file.

    A reader that says that it gets on (a page of a scan is recognised) gets ``cpu_seconds`` and ``wall_seconds`` anew,
    but no more than ``longest_seconds`` of wall clock in all. A process that has grown beyond ``kept_mb`` is ended after
    its file, so that what it holds (the models of recognition) burdens no file that follows.
    """

    memory_bytes: int = 2 * 1024**3
    cpu_seconds: float = 28.0
    wall_seconds: float = 28.0
    longest_seconds: float = 28.0
    kept_mb: float = 400.0
    start_seconds: float = 60.0
    result_bytes: int = 256 * 1024**2
    written_bytes: int = 1024**2


@dataclass(frozen=True, slots=True)
class Death:
    """How a process ended: exit code (negative: the signal), its peak memory in MB (0 where it is not known), the end of what it
    said."""

    code: int
    peak_memory_mb: float
    said: str


class Child:
    """A running reader process with its own session, so that its whole group can be ended, and its own folder for
    temporary files, which is gone with it."""

    def __init__(self, limits: Limits, cache: Path | None = None) -> None:
        self._limits = limits
        self._noise = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._folder = tempfile.TemporaryDirectory(prefix="xianjian-reader-", ignore_cleanup_errors=True)
        root = str(Path(pipelines.__file__).parents[1])
        self._inherited_mb = _peak_mb(resource.getrusage(resource.RUSAGE_SELF))
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                WORKER,
                json.dumps(asdict(limits)),
                *([str(cache)] if cache else []),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._noise,
            start_new_session=True,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")]),
                "TMPDIR": self._folder.name,
            },
        )
        self._buffer = bytearray()
        self.deadline = time.monotonic() + limits.start_seconds
        self._end_of_patience = self.deadline
        self.is_ready = False
        self.media_type: str | None = None

    def fileno(self) -> int:
        """The pipe to listen on."""
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def ask(self, path: Path, name: str) -> bool:
        """Give it a file; False where the process is gone."""
        assert self._process.stdin is not None
        self.media_type = None
        self._end_of_patience = time.monotonic() + self._limits.longest_seconds
        self.wait_longer()
        try:
            self._process.stdin.write(frames.pack({"path": str(path), "name": name}))
            self._process.stdin.flush()
        except BrokenPipeError:
            return False
        return True

    def wait_longer(self) -> None:
        """It gets on: count its time anew."""
        self.deadline = min(time.monotonic() + self._limits.wall_seconds, self._end_of_patience)

    def listen(self) -> bool:
        """Take in what has come; False at the end of the pipe."""
        chunk = os.read(self.fileno(), _CHUNK)
        self._buffer += chunk
        return bool(chunk)

    def take(self) -> tuple[dict[str, Any], bytes] | None:
        """The next whole message. Raises frames.TooLong."""
        return frames.unpack(self._buffer, self._limits.result_bytes + _CHUNK)

    def end(self) -> Death:
        """Kill the process and its group if they still run, and reap it."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        return self._reap()

    def wait(self) -> Death:
        """Reap a process that has closed its pipe by itself; one that lingers is killed."""
        limit = time.monotonic() + 1.0
        while time.monotonic() < limit:
            if os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
                break
            time.sleep(0.005)
        return self.end()

    def _reap(self) -> Death:
        _, status, usage = os.wait4(self._process.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        self._process.returncode = code
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        self._noise.seek(max(0, self._noise.seek(0, os.SEEK_END) - _TAIL))
        said = self._noise.read().decode("utf-8", "replace")
        self._noise.close()
        self._folder.cleanup()
        peak = _peak_mb(usage)
        return Death(code, peak if peak > self._inherited_mb + _BLUR_MB else 0.0, said)


def _peak_mb(usage: resource.struct_rusage) -> float:
    """Peak resident memory. A process begins with that of the one that started it: Linux hands it on through fork and exec."""
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
