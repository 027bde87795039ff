"""Source: the bytes of one file on their way to a reader.

Belongs here: what every reader gets to know. Does not belong here: reading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def say_nothing() -> None:
    """Nobody waits for signs of life."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file. ``document_id``: of its bytes; ``reader``: the name under which its Document is filed.

    ``cache``: folder for results that are dear to compute (recognised pages), None where nothing is kept.
    ``progress`` is called after each dear step, so that a file is stopped when it stands still, not when it is long.
    """

    data: bytes
    document_id: str
    media_type: str
    reader: str
    cache: Path | None = None
    progress: Callable[[], None] = say_nothing
