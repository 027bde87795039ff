"""A reader process: asked for one file after another over its standard input, answers over its standard output.

Belongs here: the limits that the process sets itself, and its loop. Does not belong here: what happens when it dies
(guard). Started as ``python -m pipelines.read.guard.worker`` by the pool only.
"""

from __future__ import annotations

import gc
import json
import math
import os
import resource
import sys
from pathlib import Path
from typing import Any, BinaryIO

from pipelines.read import reading
from pipelines.read.guard import frames
from pipelines.read.guard.fence import close_off
from pipelines.read.result import UNKNOWN, ReadResult, Reason, refused
from pipelines.read.sniff import sniff


def main() -> int:
    """Serve until the pool closes the pipe."""
    limits = json.loads(sys.argv[1])
    cache = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    _limit_process(limits)
    close_off(cache)
    spare_collector()
    _send(answers, frames.pack({"ready": os.getpid()}))
    while (asked := frames.receive(sys.stdin.buffer)) is not None:
        _limit_cpu(limits["cpu_seconds"])
        result = _read(asked, answers, cache, limits["cpu_seconds"])
        packed = frames.pack_result(result)
        if len(packed) > limits["result_bytes"]:
            packed = frames.pack_result(refused(Reason.TOO_LARGE, result.media_type, asked["name"]))
        _send(answers, packed)
    return 0


def _read(asked: dict[str, Any], answers: BinaryIO, cache: Path | None, cpu_seconds: float) -> ReadResult:
    name = asked["name"]
    reading.reset_peak_memory()
    try:
        path = Path(asked["path"])
        if not path.is_file():  # a pipe would never end
            path.stat()  # nothing there at all is an error of its own
            return refused(Reason.UNSUPPORTED, UNKNOWN, name, "不是普通文件 / not a regular file")
        if path.stat().st_size > reading.LARGEST_BYTES:
            return refused(Reason.TOO_LARGE, UNKNOWN, name)
        data = path.read_bytes()
    except OSError as fault:
        return refused(Reason.CORRUPT, UNKNOWN, name, fault.strerror or str(fault))
    _send(answers, frames.pack({"media_type": sniff(data)}))

    def say_progress() -> None:
        _limit_cpu(cpu_seconds)
        _send(answers, frames.pack({"progress": name}))

    return reading.read_bytes(data, name, cache, say_progress)


def _send(stream: BinaryIO, message: bytes) -> None:
    stream.write(message)
    stream.flush()


def spare_collector() -> None:
    """Make this process look for cyclic garbage seldom: a document is a large tree without cycles, and looking through it costs a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _limit_process(limits: dict[str, Any]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory_bytes"], limits["memory_bytes"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    written = limits["written_bytes"]
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, max(written, limits["result_bytes"])))


def _limit_cpu(seconds: float) -> None:
    """So much more than was used until now, rounded up; the hard limit stays as it is."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(
        resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard)
    )


if __name__ == "__main__":
    sys.exit(main())
