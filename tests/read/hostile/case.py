"""Case: a hostile file and what must become of it.

Belongs here: the words in which the table of cases is written. Does not belong here: the files (pdfs, packages, …) and
the table (cases).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.read.result import Reason


@dataclass(frozen=True, slots=True)
class Reads:
    """The file gives a document by this reader, with these texts in it.

    ``members``: names of the files in an archive, in order. ``loses``: for each loss, in order, its kind or some words
    of its place.
    """

    reader: str
    says: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The file gives no document, for this reason; ``place``: what the message names besides the file."""

    reason: Reason
    place: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One file: what is hostile about it, the name it comes under, its bytes, what must come out.

    ``slow``: building or reading it takes more than a second.
    """

    about: str
    name: str
    build: Callable[[], bytes]
    wanted: Reads | Refused
    slow: bool = False
