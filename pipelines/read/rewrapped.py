"""Paragraphs that hold one printed line each, put together again: a PDF that became a Word file, text pasted from a page.

Belongs here: telling such a document by its lengths, and joining its blocks. Does not belong here: how lines go on (lines),
breaks inside a paragraph (breaks).

No paragraph of such a document is longer than a printed line, and nearly all that stop in mid-sentence are as long as
the line is; one ordinary paragraph shows that the writer did not break lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from pipelines.model.document import Block, BlockKind, Document
from pipelines.read import shapes
from pipelines.read.lines import Line, Wrap, find_cut, find_wrap, join_lines

_LONGEST: Final = 65  # characters of a printed line
_FEWEST: Final = 8  # lines broken at one width needed to believe in it
_TELLING: Final = 4, 5  # the share of those among all that stop in mid-sentence
_SLACK: Final = 6  # columns, as for lines
_INDENT: Final = 2  # characters by which a first line is set in; its style has them, not its text


def rejoin(document: Document) -> Document:
    """The document with its lines joined to paragraphs; itself where its paragraphs are what they seem."""
    told = [block for block in document.blocks if _is_told(block)]
    if any(len(block.pieces) > 1 or block.span.end - block.span.start > _LONGEST for block in told):
        return document
    wrap = _wrap([_line(document, block) for block in told])
    if wrap is None:
        return document
    blocks: list[Block] = []
    for is_told, run in groupby(document.blocks, key=_is_told):
        standing = list(run)
        if is_told:
            lines = [_line(document, block) for block in standing]
            standing = join_lines(list(_indented(lines, wrap)), wrap)
        blocks += standing
    return replace(document, blocks=tuple(blocks))


def _is_told(block: Block) -> bool:
    return block.table is None and block.kind is not BlockKind.HEADING


def _line(document: Document, block: Block) -> Line:
    (span,) = block.pieces
    text = document.text[span.start : span.end]
    return Line(span, text, 0, 0, shapes.width(text), furniture=block.kind is BlockKind.FURNITURE)


def _wrap(lines: Sequence[Line]) -> Wrap | None:
    if cut := find_cut(lines):
        return cut
    wrap = find_wrap(lines)
    broken = [line for line in lines if not (shapes.ends_sentence(line.text) or shapes.is_heading(line.text))]
    full = sum(wrap is not None and abs(line.width - wrap.width) <= _SLACK for line in broken)
    share, of = _TELLING
    return wrap if full >= _FEWEST and full * of >= len(broken) * share else None


def _indented(lines: Sequence[Line], wrap: Wrap) -> Iterator[Line]:
    """The lines as printed: where all are cut at so many characters, one that opens a paragraph is short of them by its indent."""
    opens = True
    for line in lines:
        set_in = wrap.cut is not None and opens and len(line.text) == wrap.cut - _INDENT
        yield replace(line, indent=2 * _INDENT) if set_in else line
        opens = wrap.cut is not None and len(line.text) != wrap.cut and not set_in
