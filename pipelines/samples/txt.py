"""TXT: a report as plain text, in the two layouts in which such text is met.

Belongs here: one cell per line with tabs (text saved from a word processor), and hard-wrapped lines with an empty line
after each and page numbers in between (text copied from a PDF). Does not belong here: wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.lexicon import load
from pipelines.samples.lines import break_lines, columns
from pipelines.samples.model import TextForm
from pipelines.samples.parts import Align, Grid, Merge, Paragraph, Part

WIDTH = 30
LINES_PER_PAGE = 26
BESIDE = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])")


def render(parts: Sequence[Part], form: TextForm) -> bytes:
    """UTF-8 text."""
    return (cells(parts) if form is TextForm.CELLS else wrapped(parts)).encode()


def cells(parts: Sequence[Part]) -> str:
    """One paragraph per line; a table is one cell per line behind a tab, an empty line after each row."""
    text = ""
    for part in parts:
        if isinstance(part, Grid):
            text += _grid(part) + "\n"
        else:
            text += part.text + ("\n" if part.align is Align.HEADING else "\n\n")
    return text


def _grid(grid: Grid) -> str:
    captions = [f"\t{line}\n\n" for line in (grid.title, grid.note) if line]
    rows = [
        "".join("\t\n" if entry is Merge.UP else f"\t{entry}\n" for entry in row if entry is not Merge.LEFT)
        + "\n"
        for row in grid.rows
    ]
    return "".join(captions + rows)


def wrapped(parts: Sequence[Part]) -> str:
    """Lines of ``WIDTH`` characters, each followed by an empty one; ``- 2 -`` stands where a page ends.

    Small tables are printed as rows; those with numbers stay one cell per line and never cross a page.
    """
    pages = _Pages()
    for part in parts:
        if isinstance(part, Grid):
            if part.title:
                pages.table(_grid(part), len(part.rows))
            else:
                for row in part.rows:
                    pages.paragraph(" ".join(e for e in row if isinstance(e, str) and e), first="")
        else:
            pages.paragraph(BESIDE.sub(" ", part.text), "" if part.align is not Align.BODY else "    ", part)
    return pages.text


class _Pages:
    """Counts printed lines and puts page numbers in between."""

    def __init__(self) -> None:
        self.text = ""
        self._page = 1
        self._left = LINES_PER_PAGE

    def paragraph(self, text: str, first: str, part: Paragraph | None = None) -> None:
        for line in break_lines(first + text, WIDTH, columns):
            self._room(1)
            self.text += line.strip() + "\n\n"
            self._left -= 1
        if part is not None and part.level == 0:
            self.text += "\n"

    def table(self, text: str, rows: int) -> None:
        self._room(min(rows, LINES_PER_PAGE))
        self.text += "\n" + text + "\n"
        self._left -= rows

    def _room(self, lines: int) -> None:
        if lines > self._left:
            number = load("sample_phrases")["tables"]["page_number"].format(page=self._page)
            self.text += f"\n\n{number}\n\n"
            self._page += 1
            self._left = LINES_PER_PAGE
