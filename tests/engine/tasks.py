"""What engines are asked to do in tests: importable, as workers are other processes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.engine import time_limit


@dataclass(frozen=True, slots=True)
class Errand:
    """``deadly``: how often it kills its process; ``trail``: a line in the file of its number for each time it is begun;
    ``seconds``: how long it takes, in steps of Python where it ``is_busy``; ``greed``: how many MB it takes."""

    number: int
    trail: Path
    deadly: int = 0
    seconds: float = 0.0
    greed: int = 0
    is_busy: bool = False

    def begun(self) -> int:
        """How often it was begun."""
        path = self.trail / str(self.number)
        return len(path.read_text().splitlines()) if path.exists() else 0


def run(errand: Errand) -> int:
    """Do it; its number."""
    with (errand.trail / str(errand.number)).open("a") as file:
        file.write(f"{os.getpid()}\n")
    if errand.begun() <= errand.deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    if errand.greed:
        held = [bytearray(b"x") * 1024**2 for _ in range(errand.greed)]
        time.sleep(30 if held else 0)
    until = time.monotonic() + errand.seconds
    while time.monotonic() < until:
        time.sleep(0.001 if errand.is_busy else errand.seconds)
    return errand.number


def run_all(errands: Sequence[Errand]) -> list[int]:
    """Do several in one go."""
    return [run(errand) for errand in errands]


def fail(errand: Errand) -> int:
    """Raise, every second time."""
    if errand.number % 2:
        raise ValueError(errand.number)
    return errand.number


def stamp(stage: str) -> str:
    """A stamp as a worker finds it; another one where the environment says that its program is older."""
    return f"{stage}-{os.environ.get('TEST_PROGRAM', 'today')}"


def run_in_time(errand: Errand) -> int:
    """Do it, in a second at most."""
    with time_limit(1.0):
        return run(errand)
