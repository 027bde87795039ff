"""Printed lines joined to paragraphs: shared by every format that wraps lines.

Belongs here: how wide the text is set, whether one line goes on in the next, headings and furniture told apart.
Does not belong here: where lines come from (text, pdf), tables.

A line that is nearly full goes on in the next line, unless that one begins a heading or an item; a short line ends
its paragraph; a page number between two lines is set apart and ends nothing. Text that was never wrapped (one
paragraph per line) is told by its line lengths, which do not pile up at one width, and is not joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipelines.model.document import Block, BlockKind, Span
from pipelines.model.frozen import dataclass
from pipelines.read import shapes

_NARROWEST: Final = 30  # columns: shorter lines say nothing about wrapping
_WIDEST: Final = 130  # columns: no printed page is wider
_SLACK: Final = 6  # columns by which a line may stop short: first-line indent and a word that did not fit
_TIGHT: Final = 2  # the same for a line that ends a sentence
_FEWEST: Final = 3  # full lines needed to believe in a width
_FEWEST_CUT: Final = 5  # lines of exactly one length needed to believe that they are cut there
_FEWEST_CELLS: Final = 4  # words on one line: Chinese prose has no spaces
_NEVER_FIRST: Final = "，。；、：！？）》”%"  # no line begins with these unless it is cut
_INDENT: Final = 3  # columns of white space that open a paragraph
_INDENTED_TENTHS: Final = 6  # more indented lines than this: the whole text is set in, an indent says nothing
_BRACKETS: Final = ("（）", "()", "《》", "〔〕", "“”")
_WORD: Final = re.compile(r"(?:[^\x00-\x7f][）)〕》】”。，；！？]+)?(?:[0-9A-Za-z][0-9A-Za-z.,%]*)?")
_APART: Final = "    "  # words set apart on one line: a signature, a name and an amount, but no sentence
_FAR: Final = 3  # empty lines that end a paragraph even in double-spaced text


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its raw range and text without surrounding space.

    ``indent`` and ``width`` (indent included) are in half-width columns; ``gap`` is the number of empty lines above;
    ``furniture`` says that the page, not the text, has it; ``note`` that it stands below the text of its page, so that
    a sentence goes on past it; ``apart`` that it stands further from the line above than lines of one paragraph do.
    """

    span: Span
    text: str
    indent: int
    gap: int
    width: int
    furniture: bool = False
    note: bool = False
    apart: bool = False

    @property
    def is_furniture(self) -> bool:
        """Whether the line is set apart: by its place, as a page number, or as a line of a table of contents."""
        return self.furniture or shapes.is_furniture(self.text)


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text is set: full width in columns; an empty line after every line; paragraphs begin with an indent.

    ``cut``: every line is cut at so many characters, wherever that is, also within a number.
    """

    width: int
    double_spaced: bool
    indents: bool
    cut: int | None = None


def find_wrap(lines: Sequence[Line], page_width: int | None = None) -> Wrap | None:
    """The width at which lines that stop in mid-sentence pile up.

    Where none does: ``page_width`` for formats that always wrap, None (never joined) for text that was not wrapped.
    """
    broken = [
        line for line in lines if _NARROWEST <= line.width <= _WIDEST and not shapes.ends_sentence(line.text)
    ]
    counts = Counter(line.width for line in broken)
    full = (
        max(counts, key=lambda w: (sum(counts[w + d] for d in range(-_SLACK, _TIGHT + 1)), w))
        if counts
        else 0
    )
    near = sum(n for w, n in counts.items() if abs(w - full) <= _SLACK)
    longer = sum(line.width > full + _SLACK for line in lines)
    if near < _FEWEST or near * 2 < len(broken) or near <= longer:
        if page_width is None:
            return None
        full = page_width
    gaps = [
        after.gap
        for line, after in pairwise(lines)
        if abs(line.width - full) <= _SLACK and not after.is_furniture
    ]
    return Wrap(full, sum(g > 0 for g in gaps) * 2 > len(gaps), _indents(lines, full))


def find_cut(lines: Sequence[Line]) -> Wrap | None:
    """The number of characters at which a program has cut all lines; None where no line is surely cut.

    No line is longer but rows of a table, and most of the lines that stop in mid-sentence and are no headings are exactly so long, however
    many columns they take.
    """
    lines = [line for line in lines if not _is_row(line)]
    longest = max((len(line.text) for line in lines), default=0)
    if not _NARROWEST <= 2 * longest <= _WIDEST:
        return None
    inside = [line for line in lines if not (shapes.ends_sentence(line.text) or shapes.is_heading(line.text))]
    widths = [line.width for line in inside if _is_cut(line, longest)]
    if len(widths) < _FEWEST_CUT or len(widths) * 2 <= len(inside) or max(widths) - min(widths) <= _SLACK:
        return None
    return Wrap(2 * longest, False, False, longest)


def _is_row(line: Line) -> bool:
    """Whether a line is a row of a table that was copied with spaces between its cells."""
    return len(line.text.split()) >= _FEWEST_CELLS


def _is_cut(line: Line, length: int) -> bool:
    return length in (len(line.text), len(line.text) + line.indent // 2, len(line.text) + line.indent)


def _goes_on_cut(line: Line, following: Line, length: int) -> bool:
    """Whether a line cut at ``length`` characters goes on in the next: not where it happens to end a sentence there."""
    if not _is_cut(line, length) or following.gap or following.indent:
        return False
    if _is_row(line) or _is_row(following):
        return False
    if following.text[0] in _NEVER_FIRST:
        return True
    begins = shapes.begins_item(following.text) and not line.text[-1].isdigit()
    return not (begins or shapes.ends_sentence(line.text))


def _indents(lines: Sequence[Line], full: int) -> bool:
    """Whether an indent begins a paragraph: where a sentence is surely wrapped, the next line has none.

    Where nothing is wrapped: unless most of the lines are set in.
    """
    rests = [
        after.indent >= _INDENT
        for line, after in pairwise(lines)
        if abs(line.width - full) <= _TIGHT and not shapes.ends_sentence(line.text) and not after.is_furniture
    ]
    if len(rests) >= _FEWEST:
        return sum(rests) * 2 < len(rests)
    return sum(line.indent >= _INDENT for line in lines) * 10 <= len(lines) * _INDENTED_TENTHS


def goes_on(line: Line, following: Line, wrap: Wrap | None, over_furniture: bool = False) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    if wrap is not None and wrap.cut is not None:
        return _goes_on_cut(line, following, wrap.cut)
    if wrap is None or line.width > wrap.width + _SLACK or shapes.begins_item(following.text):
        return False
    if _APART in line.text or _APART in following.text:
        return False
    full = line.width + _unbroken(following.text) >= wrap.width - _SLACK
    if following.gap < _FAR and _is_open(line.text) and (full or _closes(line, following, wrap)):
        return True
    if following.indent >= _INDENT and (wrap.indents or line.indent < _INDENT):
        return False
    closed = shapes.ends_sentence(line.text)
    if closed and following.apart:
        return False
    if not over_furniture:
        if following.gap == 0 and wrap.double_spaced and not closed:
            return not shapes.is_heading(line.text)
        if following.gap >= _FAR or (following.gap > 0 and not wrap.double_spaced):
            return False
    return line.width >= wrap.width - _TIGHT if closed else full


def _unbroken(text: str) -> int:
    """Columns of what begins a line and is never broken: it did not fit on the line above, which is full without it.

    A number or a Latin word; a character, the closing marks that must not begin a line, and the number behind them.
    """
    word = _WORD.match(text)
    return shapes.width(word.group()) + 1 if word and word.group() else 0


def _is_open(text: str) -> bool:
    """Whether a bracket or quotation is left open at the end of the line."""
    return any(text.rfind(opening) > text.rfind(closing) for opening, closing in _BRACKETS)


def _closes(line: Line, following: Line, wrap: Wrap) -> bool:
    """Whether the next line closes the bracket that a line leaves open, which is not too short to be wrapped."""
    return line.width * 4 >= wrap.width * 3 and any(
        line.text.rfind(opening) > line.text.rfind(closing) and closing in following.text
        for opening, closing in _BRACKETS
    )


def join_lines(lines: Sequence[Line], wrap: Wrap | None) -> list[Block]:
    """Blocks of consecutive lines, in the order in which they begin."""
    blocks: list[Block | None] = []
    open_lines: list[Line] = []
    notes: list[Line] = []
    place = 0
    over = False  # whether furniture or a note has come since the last open line
    for line in lines:
        if line.is_furniture:
            blocks.append(Block(BlockKind.FURNITURE, (line.span,)))
            over = True
            continue
        if notes and not (line.note and goes_on(notes[-1], line, wrap)):
            blocks.append(paragraph(notes))
            notes = []
        if line.note:
            notes.append(line)
            over = True
            continue
        if open_lines and not goes_on(open_lines[-1], line, wrap, over):
            blocks[place] = paragraph(open_lines)
            open_lines = []
        if not open_lines:
            place = len(blocks)
            blocks.append(None)
        open_lines.append(line)
        over = False
    if notes:
        blocks.append(paragraph(notes))
    if open_lines:
        blocks[place] = paragraph(open_lines)
    return sorted((b for b in blocks if b is not None), key=lambda block: block.span.start)


def paragraph(lines: Sequence[Line]) -> Block:
    """A heading or a paragraph of these lines."""
    text = "".join(line.text for line in lines)
    kind = BlockKind.HEADING if shapes.is_heading(text) else BlockKind.PARAGRAPH
    return Block(kind, tuple(line.span for line in lines))
