"""What is made once for all worker processes of a test run: the first that asks makes it, the others wait for it.

Belongs here: waiting. Does not belong here: what is made; nobody changes it afterwards, for others look at it at the same time.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.state import Lock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name that ``make`` has filled; what a failed attempt left in it is gone before the next."""
    base = factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    done = home.with_name(f"{name}.made")
    with Lock(home.with_name(f"{name}.lock"), "tests", wait_seconds=240):
        if not done.exists():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir(parents=True)
            make(home)
            done.touch()
    return home
