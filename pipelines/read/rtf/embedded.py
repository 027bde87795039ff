"""What an RTF file shows that is no text: pictures and objects, and which of them a person must be told of.

Belongs here: their sizes and names, the size of the paper, the list of losses. Does not belong here: where they begin and end
(interpreter).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pipelines.read.rtf.state import Picture

PAPER: Final = {b"paperw": 12240, b"paperh": 15840}  # twips, where the file names no size
_MOST_LOSSES: Final = 200
_LARGE: Final = 4  # a picture of a quarter of the page may hold a table
_LONGEST_NAME: Final = 256


class Embedded:
    """The pictures and objects of one file. ``picture``: the one that is read now; ``paper``: width and height by their words."""

    def __init__(self, losses: dict[str, None]) -> None:
        self.picture = Picture()
        self.paper = dict(PAPER)
        self._losses = losses
        self._pictures = 0
        self._object = ""

    def begin_picture(self) -> Callable[[], None]:
        """A picture begins; what is to be done when it ends."""
        self.picture = Picture()
        return self._end_picture

    def begin_object(self) -> Callable[[], None]:
        """The name of an object begins; what is to be done when it ends."""
        self._object = ""
        return self._end_object

    def name(self, text: str) -> None:
        """More of the name of the object."""
        if len(self._object) < _LONGEST_NAME:
            self._object += text

    def lose(self, place: str) -> None:
        """Note what is not read; nothing where ``place`` is empty."""
        if place and len(self._losses) < _MOST_LOSSES:
            self._losses[place] = None

    def _end_picture(self) -> None:
        self._pictures += 1
        if self.picture.area * _LARGE > abs(self.paper[b"paperw"] * self.paper[b"paperh"]):
            self.lose(f"\\pict {self._pictures}")

    def _end_object(self) -> None:
        self.lose(f"\\object {self._object.strip()}")
