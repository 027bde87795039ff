"""Rebuilding: the document with its flat forms as tables.

Belongs here: which finder takes which tokens, and the blocks of the document around the tables. Does not belong here:
finding rows (money_rows, indicator_rows, goal_rows, aligned_rows).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from pipelines.extract.flat.aligned_rows import aligned_tables
from pipelines.extract.flat.goal_rows import goal_tables
from pipelines.extract.flat.grouped_heads import grouped_tables
from pipelines.extract.flat.half_rows import half_tables
from pipelines.extract.flat.indicator_rows import indicator_tables
from pipelines.extract.flat.label_rows import label_tables
from pipelines.extract.flat.money_rows import money_tables
from pipelines.extract.flat.numbered_rows import numbered_tables
from pipelines.extract.flat.staff_rows import staff_tables
from pipelines.extract.flat.table import table_of
from pipelines.extract.flat.tokens import Token, token_runs
from pipelines.extract.flat.uniform_rows import uniform_tables
from pipelines.extract.flat.unplaced import amounts_of_forms
from pipelines.model.document import Block, BlockKind, Document, Span, Table
from pipelines.model.problem import Outcome, Problem

_LONGEST_QUOTE: Final = 60
_FINDERS: Final = (
    numbered_tables,
    grouped_tables,
    uniform_tables,
    money_tables,
    staff_tables,
    half_tables,
    goal_tables,
    indicator_tables,
)
_WIDE_FINDERS: Final = (*_FINDERS, aligned_tables)
_BETWEEN: Final = re.compile(r"[\s|｜]*")


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    rows: tuple[tuple[Token | None, ...], ...]


def rebuild_tables(document: Document) -> Outcome[Document]:
    """The document with a table wherever a form was copied as text; the same document where there is none.

    Text and offsets stay; blocks and tables are renumbered. Cells parted by wide gaps are tried first, then cells
    parted by any white space. A row whose values fit no column for certain is a problem.
    """
    ways = _ways_to_cut(document)
    found: list[_Found] = []
    problems: list[Problem] = []
    left: list[Problem] = []
    for number, runs in enumerate(ways):
        for tokens in runs:
            for finder in _FINDERS if number else _WIDE_FINDERS:
                for flat in finder(tokens):
                    span = flat.span(tokens)
                    if any(span.overlaps(other.span) for other in found):
                        continue
                    unplaced = [_unplaced(row) for row in flat.unplaced]
                    if flat.has_rows:
                        found.append(_Found(span, flat.rows))
                        problems += unplaced
                    elif runs is ways[-1]:
                        left += unplaced
    problems += [problem for problem in left if not _is_within(problem, found)]
    placed = [*(other.span for other in found), *(problem.span for problem in problems if problem.span)]
    for tokens in ways[0]:
        left_over = [t for t in tokens if not (t.span and any(t.span.overlaps(span) for span in placed))]
        problems += map(_unplaced, amounts_of_forms(left_over))
    if not found:
        return Outcome((document,), tuple(problems))
    for tokens in chain.from_iterable(ways):
        for flat in label_tables(tokens):
            span = flat.span(tokens)
            if not any(span.overlaps(other.span) for other in found):
                found.append(_Found(span, flat.rows))
    return Outcome((_with_tables(document, _joined(document, found)),), tuple(problems))


def _ways_to_cut(document: Document) -> list[list[tuple[Token, ...]]]:
    """The tokens of the text, cut at wide gaps, and cut at any white space where that makes a difference."""
    runs = list(token_runs(document))
    wide, narrow = [run.wide for run in runs], [run.narrow for run in runs]
    return [wide] if wide == narrow else [wide, narrow]


def _joined(document: Document, found: Sequence[_Found]) -> list[_Found]:
    """Parts of one form that stand one right below the other as one table, as the form was."""
    joined: list[_Found] = []
    for part in sorted(found, key=lambda f: f.span):
        above = joined[-1] if joined else None
        between = Span(above.span.end, part.span.start) if above else None
        if above and between and _BETWEEN.fullmatch(document.quote(between)):
            joined[-1] = _Found(Span(above.span.start, part.span.end), (*above.rows, *part.rows))
        else:
            joined.append(part)
    return joined


def _is_within(problem: Problem, found: Sequence[_Found]) -> bool:
    """Whether another finder placed what one could not."""
    return problem.span is not None and any(problem.span.overlaps(other.span) for other in found)


def _unplaced(row: Sequence[Token]) -> Problem:
    printed = " ".join(token.text for token in row)[:_LONGEST_QUOTE]
    spans = [token.span for token in row if token.span is not None]
    return Problem(
        "form_row_unclear",
        f"表格是按文字复制的，“{printed}”处的各数对应哪一行、哪一栏不能确定，未入库，请核对原文",
        f"the form was copied as text; in which row and column the values at '{printed}' stand is not certain, "
        "they were not stored",
        Span(spans[0].start, spans[-1].end),
    )


def _with_tables(document: Document, found: Sequence[_Found]) -> Document:
    blocks: list[Block] = []
    tables: list[Table] = []
    rest = list(found)
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            while rest and rest[0].span.start < block.span.start:
                _add_table(rest.pop(0), blocks, tables)
            _add_old(document, block, blocks, tables)
            continue
        for part in _cut(block, found):
            while rest and rest[0].span.start < part.span.start:
                _add_table(rest.pop(0), blocks, tables)
            blocks.append(part)
    for table in rest:
        _add_table(table, blocks, tables)
    return replace(
        document,
        blocks=tuple(blocks),
        tables=tuple(tables),
        blocks_read=document.blocks_read or document.blocks,
    )


def _add_table(found: _Found, blocks: list[Block], tables: list[Table]) -> None:
    blocks.append(Block(BlockKind.TABLE, (found.span,), len(tables)))
    tables.append(table_of(found.rows))


def _add_old(document: Document, block: Block, blocks: list[Block], tables: list[Table]) -> None:
    number = None
    if block.table is not None:
        number = len(tables)
        tables.append(document.tables[block.table])
    blocks.append(replace(block, table=number))


def _cut(block: Block, found: Sequence[_Found]) -> Iterator[Block]:
    """What is left of a block outside of the tables: its pieces, or the parts of them at either side."""
    kept: list[Span] = []
    for piece in block.pieces:
        start = piece.start
        for other in found:
            if piece.start < other.span.end and other.span.start < piece.end:
                if start < other.span.start:
                    kept.append(Span(start, other.span.start))
                if kept:
                    yield replace(block, pieces=tuple(kept))
                    kept = []
                start = max(start, other.span.end)
        if start < piece.end:
            kept.append(Span(start, piece.end))
    if kept:
        yield replace(block, pieces=tuple(kept))
