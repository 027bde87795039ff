"""Pages → Document: the one way for every paged format (PDF, OFD, scans).

Belongs here: the order of a page and of the steps. Does not belong here: each step (grid, printed, written, blocks).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipelines.model.document import Document, Loss, LossKind
from pipelines.read.layout.blocks import build_blocks
from pipelines.read.layout.broken import broken_numbers
from pipelines.read.layout.furniture import WORDS_MARGIN, PageLayout
from pipelines.read.layout.grid import Found, Grid, find_grids, has_clipped
from pipelines.read.layout.illegible import illegible_figure
from pipelines.read.layout.lattice import NEAR, TooManyLines
from pipelines.read.layout.note_marks import changes_of_height, raise_marks
from pipelines.read.layout.overhang import cut_labels, take_overhang
from pipelines.read.layout.overprint import split_overprint
from pipelines.read.layout.page import PageContent
from pipelines.read.layout.page_columns import in_reading_order
from pipelines.read.layout.placement import Placement, place_pages, place_runs
from pipelines.read.layout.printed import PrintedLine, printed_lines
from pipelines.read.layout.ruleless import find_ruleless, may_hold_columns, open_table
from pipelines.read.layout.ruleless_grid import RulelessGrid
from pipelines.read.layout.rules import close_outlines
from pipelines.read.layout.struck import leave_out_struck
from pipelines.read.layout.written import Written
from pipelines.read.result import Reason, Unreadable
from pipelines.read.source import Source

_LONGEST: Final = 40  # characters of struck text that are quoted
_ILLEGIBLE: Final = "字体没有说明是什么字 / characters without a meaning: {}"
_STRUCK: Final = "划去的文字 / text that is struck out: {}"


def compose_document(pages: Iterable[PageContent], source: Source) -> Document:
    """A document of these pages, in their order. Raises Unreadable: no text."""
    layouts: list[PageLayout] = []
    losses: list[Loss] = []
    placements: dict[int, Placement] = {}
    for content in pages:
        layout, lost = _lay_out(content, open_table(layouts[-1]) if layouts else None)
        layouts.append(layout)
        losses += content.losses + lost
        if content.placement is not None:
            placements[content.number] = content.placement
    losses += cut_labels(layouts)
    if not any(layout.items for layout in layouts):
        raise Unreadable(Reason.NO_TEXT)
    written = Written(broken_numbers(layouts))
    for layout in layouts:
        written.page(layout)
    blocks, tables = build_blocks(layouts, written)
    return Document(
        source.document_id,
        source.media_type,
        source.reader,
        written.text,
        blocks,
        tables,
        tuple(place_pages(written.pages, placements)),
        tuple(place_runs(written.runs, placements)),
        tuple(losses),
    )


def _lay_out(content: PageContent, begun: Grid | None) -> tuple[PageLayout, tuple[Loss, ...]]:
    """The page as lines and grids, and what of it was not read."""
    lost: tuple[Loss, ...] = ()
    starts = changes_of_height(content.glyphs)
    seen, struck = leave_out_struck(content.glyphs, content.edges, starts)
    glyphs, across = split_overprint(raise_marks(seen, changes_of_height(seen) if struck else starts))
    try:
        found = find_grids(close_outlines(content.edges), glyphs)
    except TooManyLines:
        found = Found([], list(glyphs), is_lost=True)
    grids, outside = found.grids, found.outside
    if found.is_lost or has_clipped(grids):
        lost = (Loss(LossKind.TABLE_NOT_READ, content.number),)
    grids = [grid for grid in grids if any(cell.lines for cell in grid.cells)]
    lines = printed_lines(outside)
    ruleless: list[RulelessGrid] = []
    if may_hold_columns(lines):
        free = [e for e in content.edges if not any(g.top - NEAR <= e.top <= g.bottom + NEAR for g in grids)]
        ruleless, outside, unread = find_ruleless(outside, free, begun, content.height * WORDS_MARGIN)
        lost = lost or ((Loss(LossKind.TABLE_NOT_READ, content.number),) if unread else ())
        lines = printed_lines(outside) if ruleless else lines
    if grids:
        grids[-1], lines = take_overhang(grids[-1], lines, content.edges)
    marks = printed_lines(across)
    items: list[PrintedLine | Grid] = [*grids, *ruleless, *lines]
    items.sort(key=lambda item: item.top)
    columns = None
    if not ruleless:  # lines that are left of a form without rules stand in columns of their own
        items, columns = in_reading_order(items, content.width)
    if columns is None:
        items = sorted([*items, *marks], key=lambda item: item.top)
    else:
        items += marks
    if struck:
        lost = (*lost, Loss(LossKind.PART_NOT_READ, content.number, _STRUCK.format(struck[:_LONGEST])))
    if illegible := illegible_figure(items):
        lost = (*lost, Loss(LossKind.PART_NOT_READ, content.number, _ILLEGIBLE.format(illegible)))
    return PageLayout(content.number, content.width, content.height, tuple(items), columns), lost
