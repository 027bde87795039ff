"""Progress of long work: a bar or spinner on a terminal, plain lines when piped.

Belongs here: how progress is shown. Does not belong here: what is worked on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import track as bar

T = TypeVar("T")


def track(items: Iterable[T], total: int, label: str) -> Iterator[T]:
    """The items, one after another, with progress on standard error."""
    console = Console(stderr=True)
    if console.is_terminal:
        yield from bar(items, description=label, total=total, console=console, transient=True)
        return
    say(f"{label} …（{total}）")
    yield from items
    say(f"{label} 完成")


@contextmanager
def stage(label: str) -> Iterator[None]:
    """Work that cannot be counted: a spinner on a terminal, one plain line when piped."""
    console = Console(stderr=True)
    if console.is_terminal:
        with console.status(f"{label} …"):
            yield
        return
    say(f"{label} …")
    yield


def say(line: str) -> None:
    """One plain line on standard error."""
    print(line, file=sys.stderr, flush=True)
