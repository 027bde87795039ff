"""Text on its way to units: the line and the block that have begun, and where they go when they end.

Belongs here: joining pieces of text to lines and blocks, counting links. Does not belong here: what begins and ends a
block (walk).
"""

from __future__ import annotations

from pipelines.read.html.elements import BLANK, SPACE
from pipelines.read.html.units import Container, Prose, Unit


class Collector:
    """The units so far. ``sinks``: the page, and inside it the cells that are open."""

    def __init__(self, *, keeps_space: bool) -> None:
        self.units: list[Unit] = []
        self.containers: list[Container] = []
        self.hidden_characters = 0
        self._keeps_space = keeps_space
        self._sinks: list[list[Unit]] = [self.units]
        self._marker = ""
        self._line: list[str] = []
        self._lines: list[str] = []
        self._characters = self._linked = 0
        self._attached = False
        self._order = 0
        self._links = self._hidden = self._preformatted = 0
        self._level = 0

    def _text(self, text: str) -> None:
        if self._keeps_space:
            if self._preformatted:
                for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
                    if number:
                        self._break()
                    self._put(line)
                return
            text = SPACE.sub(" ", text)
        self._put(text)

    def _put(self, text: str) -> None:
        size = len(text.strip())
        if self._hidden:
            self.hidden_characters += 0 if self._links else size
            return
        if self._marker and size:
            self._line.append(self._marker)
            self._marker = ""
        self._line.append(text)
        self._characters += size
        if self._links:
            self._linked += size

    def _break(self) -> None:
        line = "".join(self._line).strip(BLANK)
        self._line.clear()
        if line and not line.isspace():
            self._lines.append(line)

    def _flush(self) -> None:
        """End the block of text that has begun."""
        if self._line:
            self._break()
        elif not self._lines:
            return
        if self._lines:
            unit = Prose(
                tuple(self._lines),
                self._characters,
                self._linked,
                self._level,
                self._attached,
                self._order,
            )
            self._order += 1
            self._sinks[-1].append(unit)
            self._lines.clear()
        self._characters = self._linked = 0
        self._attached = False
