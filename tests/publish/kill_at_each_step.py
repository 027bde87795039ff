"""Run by test_killed: publishes in child processes and kills each at its next step. Prints one JSON line a step.

A step is any call that changes names on disk or flushes them. The child dies without any clean-up, as by ``kill -9``.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pandas  # noqa: F401 - duckdb imports it at the first query: once here, not in every child

from pipelines.publish import damaged_files, live_build
from pipelines.store import Store
from tests.publish.candidates import published

STEPS = ("rename", "replace", "symlink", "mkdir", "fsync", "unlink", "rmdir")


def die_at(step: int) -> None:
    """Exit at the ``step``-th (from 1) step instead of doing it."""
    taken = 0

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            nonlocal taken
            taken += 1
            if taken == step:
                os._exit(9)
            return real(*args, **kwargs)

        return call

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))


def in_child(work: Callable[..., object], *args: object) -> int:
    """Exit code of ``work`` in a child process: 0, 9 if it was killed, 1 with a traceback for anything else."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work(*args)
            code = 0
        finally:
            if code:
                traceback.print_exc()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def publish_and_die(warehouse: Path, step: int) -> None:
    die_at(step)
    published(warehouse, step, keep=2)


def look(warehouse: Path, step: int) -> None:
    live = live_build(warehouse)
    assert live is not None
    with Store.open_read_only(warehouse / "current" / "xianjian.duckdb") as store:
        total = int(store.scalar("SELECT total FROM mart.sums"))
        facts = int(store.scalar("SELECT sum(amount_yuan) FROM core.facts"))
    whole = total == facts and not damaged_files(live.folder)
    print(json.dumps({"step": step, "number": total // 100, "whole": whole}), flush=True)


def main(warehouse: Path) -> None:
    in_child(published, warehouse, 0)
    step, code = 0, 9
    while code == 9:
        step += 1
        code = in_child(publish_and_die, warehouse, step)
        in_child(look, warehouse, step)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
