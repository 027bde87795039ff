"""Starts the real command line for tests, and looks at what its processes leave.

Belongs here: starting, waiting, ending processes, and states of a warehouse that several tests ask for.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from pipelines.cli import app
from pipelines.publish import live_build
from pipelines.store import Store

PROGRAM = Path(sys.executable).parent / "xianjian"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """All that it printed."""
        return self.out + self.err


def environment(**settings: str) -> dict[str, str]:
    """This process's environment without any setting of the product, and with these; no pictures of pages are drawn unless
    these say so."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("XIANJIAN_", "DAGSTER_"))
    }
    return {**kept, "XIANJIAN_PICTURE_SECONDS": "0", **settings}


def start(*arguments: str | Path, **settings: str) -> subprocess.Popen[str]:
    """A command in a session of its own, so that it and all its children can be found and ended together."""
    return subprocess.Popen(
        [PROGRAM, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**settings),
        start_new_session=True,
        preexec_fn=_hear_interrupts,
    )


def _hear_interrupts() -> None:
    """As at a terminal: what a shell starts in the background ignores SIGINT, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def xianjian(*arguments: str | Path, **settings: str) -> Ran:
    """Run a command to its end."""
    process = start(*arguments, **settings)
    out, err = process.communicate(timeout=240)
    return Ran(process.returncode, out, err)


def typed(*arguments: str | Path, **settings: str) -> Ran:
    """A command to its end, as :func:`xianjian` runs it, but in this process: a start takes a second.

    For what a command says and how it ends; whether it starts quickly, and leaves nothing behind, only a process shows.
    """
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with (
        patch.dict(os.environ, environment(**settings), clear=True),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            app([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int), code
    return Ran(code, out.getvalue(), err.getvalue())


def run(raw: Path, warehouse: Path, *more: str, **settings: str) -> Ran:
    """``xianjian run`` to its end."""
    return xianjian("run", "--raw", raw, "--warehouse", warehouse, *more, **settings)


def inbox(folder: Path, samples: Path, names: Iterable[str]) -> Path:
    """Samples as real files of an inbox."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy(samples / name, folder / name)
    return folder


def copy_of(warehouse: Path, to: Path) -> Path:
    """A warehouse to spoil."""
    shutil.copytree(warehouse, to, symlinks=True)
    return to


def counts_of_live_build(warehouse: Path) -> Mapping[str, int]:
    """Rows of every table as they can be read now; asserts that they are what the manifest says."""
    build = live_build(warehouse)
    assert build is not None, "nothing is published"
    tables = build.manifest().tables
    with Store.open_read_only(warehouse / "current" / "xianjian.duckdb") as store:
        found = {name: int(store.scalar(f"SELECT count(*) FROM {name}")) for name in tables}
    assert found == dict(tables)
    return found


def link(warehouse: Path) -> str:
    """Name of the build that ``current`` leads to."""
    return (warehouse / "current").readlink().name


def live(warehouse: Path) -> tuple[Mapping[str, int], str]:
    """What readers have: rows of every table, and the build."""
    return counts_of_live_build(warehouse), link(warehouse)


def session_of(leader: int) -> dict[int, str]:
    """Command lines of the living processes of a session, by process id."""
    found: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            status = (entry / "stat").read_text().rpartition(")")[2].split()
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # gone meanwhile
            continue
        if int(status[3]) == leader and status[0] != "Z":
            found[int(entry.name)] = command.strip()
    return found


def wait_until(holds: Callable[[], bool], seconds: float, pause: float = 0.2) -> bool:
    """Whether it came true in time."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if holds():
            return True
        time.sleep(pause)
    return holds()
