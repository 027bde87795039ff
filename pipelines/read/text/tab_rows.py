"""Tables written one row per line: as many tabs, or bars, in each line, as a spreadsheet or a page copies a table.

Belongs here: which lines are the rows of such a table, cells over several lines, merged cells of a header. Does not
belong here: one cell per line (cell_lines), lines that lost the cells which merged ones cover (extract.flat).

Each mark is one border, so the place of every cell is certain where all lines from the first to the last have as many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.model.document import Cell, Span, Table
from pipelines.read import shapes

TAB: Final = "\t"
MARKS: Final = (TAB, "|", "｜")
_FEWEST_ROWS: Final = 2
_MOST_LINES: Final = 60  # of one row, all its cells together
_FEWEST_DOUBTFUL: Final = 3
"""With one tab a line, or bars whose page left out what merged cells cover, two lines may agree by chance."""
_Row = tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of the file: where it starts, and its characters with all tabs."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class TabTable:
    """Rows of cells, each cell with the raw range of each of its lines; ``span`` is that of all rows, ``lines`` their number."""

    rows: tuple[_Row, ...]
    span: Span
    lines: int

    def table(self, text: str) -> Table:
        """The grid; in the header a title spans the empty cells behind it that have titles of their own below."""
        width = len(self.rows[0])
        over = dict(self._spanning(text))
        cells = tuple(
            Cell(row, column, 1, over.get((row, column), 1), pieces)
            for row, line in enumerate(self.rows)
            for column, pieces in enumerate(line)
            if pieces or not self._is_covered(row, column, over)
        )
        return Table(len(self.rows), width, cells)

    def _spanning(self, text: str) -> Iterator[tuple[tuple[int, int], int]]:
        for row, (line, below) in enumerate(zip(self.rows, self.rows[1:], strict=False)):
            if any(shapes.is_figure(_printed(pieces, text)) for cells in (line, below) for pieces in cells):
                return
            for column, pieces in enumerate(line):
                end = column + 1
                while pieces and below[column] and end < len(line) and not line[end] and below[end]:
                    end += 1
                if end > column + 1:
                    yield (row, column), end - column

    def _is_covered(self, row: int, column: int, over: dict[tuple[int, int], int]) -> bool:
        return any(over.get((row, place), 1) > column - place for place in range(column))


def find_table(lines: Sequence[PrintedLine], first: int) -> TabTable | None:
    """The table whose first row is the line of this number; None where that line begins none."""
    mark = next((mark for mark in MARKS if mark in lines[first].text), None)
    head = _inside(lines[first], mark) if mark else None
    if mark is None or head is None or mark not in head.text.strip().strip(mark):
        return None  # a caption that was copied with the borders of its row has nothing behind them
    width = head.text.count(mark)
    rows: list[_Row] = []
    end = first
    while (row := _row(lines, end, mark, width)) is not None:
        rows.append(row[0])
        end = row[1]
    fewest = _FEWEST_ROWS if mark == TAB and width > 1 else _FEWEST_DOUBTFUL
    if len(rows) < fewest or (end < len(lines) and mark in lines[end].text):
        return None
    last = lines[end - 1]
    return TabTable(tuple(rows), Span(lines[first].start, last.start + len(last.text)), end - first)


def _row(lines: Sequence[PrintedLine], first: int, mark: str, width: int) -> tuple[_Row, int] | None:
    """The cells of the row that begins with this line, and the line behind it: between tabs a cell may hold several lines."""
    cells: list[list[Span]] = [[]]
    for number in range(first, min(first + (_MOST_LINES if mark == TAB else 1), len(lines))):
        line = _inside(lines[number], mark)
        borders = line.text.count(mark) if line else 0
        whole_below_words = number > first and borders == width
        if line is None or not line.text.strip(" ") or len(cells) - 1 + borders > width or whole_below_words:
            return None
        for place, (start, part) in enumerate(_parts(line, mark)):
            if place:
                cells.append([])
            lead = len(part) - len(part.lstrip())
            if part.strip():
                cells[-1].append(Span(start + lead, start + len(part.rstrip())))
        if len(cells) - 1 == width:
            return tuple(map(tuple, cells)), number + 1
    return None


def _inside(line: PrintedLine, mark: str) -> PrintedLine | None:
    """A line without the bars at its ends, which are borders of the table; None where they are missing. Tabs part cells only."""
    text = line.text.strip()
    if mark == TAB:
        return line
    if len(text) < len("||") or not (text.startswith(mark) and text.endswith(mark)):
        return None
    return PrintedLine(line.start + line.text.index(mark) + 1, text[1:-1])


def _parts(line: PrintedLine, mark: str) -> Iterator[tuple[int, str]]:
    place = line.start
    for part in line.text.split(mark):
        yield place, part
        place += len(part) + 1


def _printed(pieces: Sequence[Span], text: str) -> str:
    return "".join(text[piece.start : piece.end] for piece in pieces)
