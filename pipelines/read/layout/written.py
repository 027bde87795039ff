"""The text of a paged document as it is written down, page by page, with the place of every character.

Belongs here: offsets, pages, runs. Does not belong here: blocks and tables (blocks).
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.model.document import Page, Run, Span
from pipelines.read.layout.broken import Rest
from pipelines.read.layout.furniture import PageLayout
from pipelines.read.layout.grid import Grid
from pipelines.read.layout.printed import PrintedLine


class Written:
    """The text so far; ``spans`` and ``grids`` say where each line and each grid stands in it.

    ``broken``: numbers that a page cuts. They are written whole where they begin.
    """

    def __init__(self, broken: Mapping[PrintedLine, Rest]) -> None:
        self._broken = broken
        self._parts: list[str] = []
        self._length = 0
        self.spans: dict[PrintedLine, Span] = {}
        self.grids: dict[Grid, Span] = {}
        self.pages: list[Page] = []
        self.runs: list[Run] = []

    @property
    def text(self) -> str:
        """All that has been written."""
        return "".join(self._parts)

    def page(self, layout: PageLayout) -> None:
        """One page: lines end with a newline, but for those of a broken number; cells with a tab."""
        start = self._length
        for item in layout.items:
            if isinstance(item, PrintedLine):
                self._line(item, layout.number, "\n")
            else:
                self._grid(item, layout.number)
        self.pages.append(Page(layout.number, start, self._length, layout.width, layout.height))

    def _grid(self, grid: Grid, page: int) -> None:
        start = self._length
        row = 0
        for cell in grid.cells:
            if cell.row != row:
                self._append("\n")
                row = cell.row
            for line in cell.lines[:-1]:
                self._line(line, page, "" if line.unbroken else "\n")
            for line in cell.lines[-1:]:
                self._line(line, page, "")
                rest = self._broken.get(line)
                if rest is not None:
                    for more in rest.lines:
                        self._line(more, rest.page, "")
            self._append("\t")
        self._append("\n")
        self.grids[grid] = Span(start, self._length)

    def _line(self, line: PrintedLine, page: int, end: str) -> None:
        if line in self.spans:
            return  # the rest of a number, written on the page before
        start, text = self._length, line.text
        self.spans[line] = Span(start, start + len(text))
        self.runs.append(Run(start, page, line.top, line.bottom, line.edges, line.confidence))
        self._append(text + end)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
