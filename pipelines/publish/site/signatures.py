"""Where people sign by hand: places on the picture of a page that its words announce, as ``审核人（签字）：`` or a column ``签字``.

Belongs here: the room to the right of such words, or below the title of a column, up to the next printed text. Does not belong here:
names that are printed (the mask of the document), signatures and seals that no word announces, which nothing here can see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.lexicon import load
from pipelines.model.document import Box, Document, Page, Run

_WIDEST = 200.0
"""Points: a signature behind its label is no wider."""


def signed_places(document: Document, page: Page) -> Iterator[Box]:
    """Boxes in points, in the order of the text."""
    if not page.width:
        return
    words = load("site")["signatures"]
    label, title = re.compile(words["label"]), re.compile(words["title"])
    runs = [run for run in document.runs if run.page == page.number and run.end > run.start]
    for run in runs:
        text = document.text[run.start : run.end]
        if title.fullmatch(text.strip()) and (rows := _table_around(document, run, runs)):
            yield _below(run, rows, page)
        else:
            for found in label.finditer(text):
                yield from _behind(run, found.end(), text, runs, page)


def _behind(run: Run, at: int, text: str, runs: Sequence[Run], page: Page) -> Iterator[Box]:
    """The room between a label and the next text of its line, half a line higher and lower, as people write."""
    x0, high = run.edges[at], run.bottom - run.top
    rest = text[at:]
    own = [run.edges[at + len(rest) - len(rest.lstrip())]] if rest.strip() else []
    others = [
        other.edges[0]
        for other in runs
        if other is not run and other.edges[0] >= x0 and other.top < run.bottom and run.top < other.bottom
    ]
    x1 = min([*own, *others, x0 + _WIDEST, page.width])
    if x1 - x0 > high:
        yield Box(x0, run.top - high / 2, x1, run.bottom + high / 2)


def _below(head: Run, rows: Sequence[Run], page: Page) -> Box:
    """The column under its title, which stands at its left or in its middle: to the texts of the columns beside it."""
    x0, x1, high = head.edges[0], head.edges[-1], head.bottom - head.top
    margin = min(run.edges[0] for run in rows)
    right = min([run.edges[0] for run in rows if run.edges[0] >= x1], default=page.width - margin)
    before = [run.edges[-1] for run in rows if run.edges[-1] <= x0]
    return Box(
        max([*before, x0 - (right - x1)]),
        head.bottom + high / 4,
        right,
        max(run.bottom for run in rows) + high / 2,
    )


def _table_around(document: Document, run: Run, runs: Sequence[Run]) -> Sequence[Run]:
    """The texts of the table that a text stands in, on its page; none where it stands in no table."""
    for block in document.blocks:
        if block.table is not None and block.span.start <= run.start < block.span.end:
            pieces = [piece for cell in document.tables[block.table].cells for piece in cell.pieces]
            return [
                other for other in runs if any(piece.start <= other.start < piece.end for piece in pieces)
            ]
    return ()
