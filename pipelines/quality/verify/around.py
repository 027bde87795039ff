"""Around: the characters of a quote in its document, and what stands about it.

Belongs here: a quote's printed characters, its row and column, its labels, its sentence. Does not belong here: looking them up in the
document (book), judging any of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from pipelines.model.document import Cell, Span
from pipelines.model.frozen import dataclass
from pipelines.quality.verify.book import Book, without_space
from pipelines.quality.verify.numbers import Printed, fold, numbers

FORM_REACH = 1500
"""So many characters above a line of a copied form its header stands."""

CELLS_ABOVE = 12
CELLS_REACH = 600
"""So many lines and characters above a cell on a line of its own its row begins at the most."""

SENTENCE = 240
"""So many characters before a figure its sentence begins at the most."""

_HAN = re.compile("[\u4e00-\u9fff]")
_UNITS = re.compile("[万亿千百]?元|[人名个位户辆台次]|万|亿")
_CELL_ENDS = re.compile(r"[\t|｜]")
_CLOSED = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class Around:
    """One quote in its book. Texts are folded; those of cells have no white space."""

    book: Book
    span: Span

    @cached_property
    def quote(self) -> str:
        """The quoted characters."""
        return fold(self.book.printed(self.span))

    @property
    def sheet(self) -> str:
        """The folded name of the sheet that the quote stands on, empty outside of workbooks."""
        document = self.book.document
        page = document.page_at(self.span)
        return next((fold(p.name) for p in document.pages if p.number == page), "")

    @cached_property
    def numbers(self) -> tuple[Printed, ...]:
        """The numbers of the quote."""
        return numbers(self.quote)

    @cached_property
    def cells(self) -> list[tuple[int, Cell]]:
        """The cells that the quote stands in."""
        return self.book.cells_in(self.span)

    @cached_property
    def row(self) -> str:
        """All cells that stand in a row of the quote, cells merged over several rows included, one a line.

        Without a table, the cells of the printed line that was copied as text; the quote where it is no such line.
        """
        if not self.cells:
            return self._copied_row or self.quote
        grid = self.book.grids[self.cells[0][0]]
        rows = sorted({cell.row for _, cell in self.cells})
        return "\n".join(self._texts(cell for row in rows for cell in grid[row]))

    @property
    def _copied_row(self) -> str:
        text = self.book.document.text
        end = text.find("\n", self.span.end)
        line = text[text.rfind("\n", 0, self.span.start) + 1 : None if end < 0 else end]
        return "\n".join(map(without_space, _CELL_ENDS.split(line))) if _CELL_ENDS.search(line) else ""

    @property
    def cells_above(self) -> str:
        """Outside of tables, the lines right above a figure that fills its line: the cells before it where a form was copied a
        cell a line."""
        text = self.book.document.text
        end = text.find("\n", self.span.end)
        start = text.rfind("\n", 0, self.span.start) + 1
        if (
            self.cells
            or text[start : None if end < 0 else end].strip() != self.book.printed(self.span).strip()
        ):
            return ""
        lines = map(without_space, text[max(0, start - CELLS_REACH) : start].split("\n"))
        return "\n".join([line for line in lines if line][-CELLS_ABOVE:])

    @cached_property
    def column(self) -> str:
        """All cells in the column of the quote, one a line; empty where there is no table."""
        if not self.cells:
            return ""
        number, cell = self.cells[-1]
        return "\n".join(self._texts(row[cell.column] for row in self.book.grids[number]))

    @cached_property
    def all_cells(self) -> str:
        """All cells of the table, one a line; the quote's block where there is no table."""
        return self.book.table_text(self.cells[0][0]) if self.cells else self.passage

    @property
    def table_numbers(self) -> tuple[Printed, ...]:
        """The numbers of all cells."""
        if not self.cells:
            return numbers(self.all_cells)
        return self.book.remembered(("numbers", self.cells[0][0]), lambda: numbers(self.all_cells))

    @cached_property
    def is_bare_cell(self) -> bool:
        """Whether the figure stands alone in a cell of a table, its words in other cells."""
        return bool(self.cells) and not _HAN.search(_UNITS.sub("", self.book.text_of(self.cells[-1][1])))

    @cached_property
    def clause(self) -> str:
        """The quote without white space."""
        return "".join(self.quote.split())

    @cached_property
    def sentence(self) -> str:
        """The words of the sentence up to the end of the quote, closed brackets left out.

        Empty where they are cells of a line that was copied as text, and for a quote of digits alone.
        """
        if not _HAN.search(self.quote):
            return ""
        within = [cell.pieces[0].start for _, cell in self.cells[-1:]] or [self.book.block_start(self.span)]
        text = self.book.document.text[max(self.span.start - SENTENCE, *within, 0) : self.span.end]
        if _CELL_ENDS.search(text):
            return ""
        return _CLOSED.sub("", "".join(fold(text).split()).rpartition("。")[2])

    @cached_property
    def passage(self) -> str:
        """The folded text of the block that the quote begins in, the quote included."""
        number = self.book.block(self.span)
        if number is None:
            return self.quote
        block = self.book.document.blocks[number].span
        whole = Span(min(block.start, self.span.start), max(block.end, self.span.end))
        return fold(self.book.printed(whole))

    @cached_property
    def before(self) -> str:
        """The folded text before the quote."""
        return fold(self.book.document.text[: self.span.start])

    def after(self, reach: int) -> str:
        """The folded text behind the quote, up to the end of its sentence."""
        text = self.book.document.text[self.span.end : self.span.end + reach]
        return fold(text.partition("。")[0])

    def labels(self) -> Iterator[str]:
        """The words that a cell may stand under: its column, its row, the lines above the table.

        Without a table, as in a form that was copied as text: its passage and the lines above it.
        """
        if not self.cells:
            yield self.passage
            yield self.before[-FORM_REACH:]
            return
        number, cell = self.cells[-1]
        grid = self.book.grids[number]
        yield from self._texts(grid[row][cell.column] for row in range(cell.row))
        yield from self._texts(grid[cell.row][: cell.column])
        yield from self.book.caption(number)

    def _texts(self, cells: Iterable[Cell | None]) -> list[str]:
        texts: dict[int, str] = {}
        for cell in cells:
            if cell is not None and id(cell) not in texts:
                texts[id(cell)] = self.book.text_of(cell)
        return [text for text in texts.values() if text]
