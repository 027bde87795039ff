"""Taken back: figures that the report calls wrong elsewhere: 勘误：公用经费决算应为54万元, 注：上表项目支出决算数应为105万元.

Belongs here: the corrections of paragraphs, notes and cells of tables, and which figures each doubts. Does not belong here: remarks
right behind a number (prose/corrections), wording (lexicon/corrections.toml), what people correct in review.

What a correction names is doubted wherever the report says it. Beside figures, in a column of remarks, it is of the figures of its
row; so is a remark that these are estimated or of another year. One that names nothing which was read is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.grids import grid_of
from pipelines.extract.meaning import Meaning, understand, words
from pipelines.extract.prose.assets import measure_of
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.splitting import SectionIndex, sentences
from pipelines.extract.same_projects import core_of_name
from pipelines.extract.tables.cells import read_cell
from pipelines.model.claims import AssetClaim, BudgetClaim, ItemClaim, RateClaim, ScoreClaim, StaffClaim
from pipelines.model.document import Block, BlockKind, Document, Span
from pipelines.model.frozen import dataclass
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension

CAUSE = "taken_back"
KIND = "correction_unplaced"

AnyClaim = BudgetClaim | RateClaim | ItemClaim | StaffClaim | AssetClaim
C = TypeVar("C", BudgetClaim, RateClaim, ItemClaim, StaffClaim, AssetClaim)


@dataclass(frozen=True, slots=True)
class Correction:
    """A sentence that calls something wrong; ``beside``: where the figures stand that it speaks of, in its row of a table or, in a note
    of the table that names no amount, in all of it."""

    sentence: Sentence
    beside: Span | None = None

    @property
    def is_sure(self) -> bool:
        """Whether its words, or those above it, can mean nothing else."""
        above = f"{self.sentence.heading}。{self.sentence.lead}{self.sentence.flow.text}"
        return words("corrections", "speaks", "surely").search(above) is not None


def corrections_of(document: Document, told: Sequence[Sentence]) -> list[Correction]:
    """What the sentences and the cells of tables call wrong."""
    says = words("corrections", "speaks", "says")
    return [
        *(Correction(sentence) for sentence in told if says.search(sentence.flow.text)),
        *_of_cells(document),
    ]


def _of_cells(document: Document) -> Iterator[Correction]:
    says, beside = words("corrections", "speaks", "says"), words("corrections", "speaks", "beside")
    block_of = {block.table: block for block in document.blocks if block.table is not None}
    for number in block_of:
        grid = grid_of(document, number)
        texts = {text for row in grid.texts for text in row}
        if not (any(map(says.search, texts)) or any(map(beside.fullmatch, texts))):
            continue
        for row, cells in enumerate(grid.rows):
            filled = [(cell, document.flow(cell).folded().text) for cell in cells]
            has_figures = any(read_cell(text) is not None for _, text in filled)
            for cell, text in filled:
                is_beside = has_figures and cell.column > 0 and beside.fullmatch(text) is not None
                if not (is_beside or says.search(text)) or read_cell(text) is not None:
                    continue
                block = Block(BlockKind.PARAGRAPH, cell.pieces)
                alone = replace(document, blocks=(block,), tables=())
                for sentence in sentences(alone, SectionIndex(())):
                    of_all = None if sentence.numbers else block_of[number].span
                    yield Correction(sentence, grid.row_span(row) if has_figures else of_all)


def doubt_taken_back(corrections: Sequence[Correction], reader: Reader, found: Found) -> None:
    """The cause with the figures that a correction elsewhere means; a correction that means none of them is told."""
    for correction in corrections:
        if correction.beside is not None:
            is_placed = _doubt_beside(correction, correction.beside, found)
        else:
            is_placed = _doubt_named(correction, reader, found)
        if not is_placed and _announces(correction):
            found.problems.append(_unplaced(correction.sentence))


def doubt_scores(
    corrections: Sequence[Correction], scores: Sequence[ScoreClaim], own: str
) -> tuple[ScoreClaim, ...]:
    """The scores, that of the scorer ``own`` with the cause where a correction gives points."""
    if not any(_gives(c, Dimension.SCORE) for c in corrections if c.is_sure):
        return tuple(scores)
    return tuple(replace(s, causes=(*s.causes, CAUSE)) if s.scorer == own else s for s in scores)


def _doubt_beside(correction: Correction, place: Span, found: Found) -> bool:
    """Doubt the figures beside a remark, of the stage or category that it names where it does, and the same figures elsewhere."""
    said = understand(correction.sentence.flow.text)
    there = [claim for claim in _all(found) if any(place.holds(span) for span in claim.spans)]
    named = [claim for claim in there if _is_named(claim, said)]
    keys = {_key(claim) for claim in named or there}
    return _doubt(found, lambda claim: _key(claim) in keys)


def _is_named(claim: AnyClaim, said: Meaning) -> bool:
    if isinstance(claim, ItemClaim):
        return claim.stage in said.stages
    if not isinstance(claim, BudgetClaim) or not (said.stages or said.category):
        return False
    return claim.stage in (said.stages or (claim.stage,)) and claim.category == (
        said.category or claim.category
    )


def _doubt_named(correction: Correction, reader: Reader, found: Found) -> bool:
    """Doubt what a sentence names; whether it is anything."""
    takings = [*_takings(correction, reader)]
    people = correction.is_sure and _gives(correction, Dimension.PEOPLE)
    return _doubt(
        found,
        lambda claim: (
            people if isinstance(claim, StaffClaim) else any(taking.means(claim) for taking in takings)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Taking:
    """What a correction says of a figure: its name and the amount that it has, or is to have where ``is_right``; no amount where only
    the name is called wrong."""

    text: str
    meaning: Meaning
    measure: str | None
    dimension: Dimension
    amount: Decimal | None
    is_right: bool

    def means(self, claim: AnyClaim) -> bool:
        """Whether the figure is the one that was wrong."""
        if isinstance(claim, RateClaim):
            named = self.meaning.category or claim.category
            return self.dimension is Dimension.PERCENT and claim.category == named
        if self.dimension is Dimension.PERCENT:
            return False
        if isinstance(claim, AssetClaim):
            return claim.measure == self.measure and self._differs(claim.amount.value)
        if isinstance(claim, ItemClaim):
            core = core_of_name(claim.name)
            return core in self.text and self._is_of(claim.stage) and self._differs(claim.amount.value)
        if not isinstance(claim, BudgetClaim) or self.measure is not None or not self._is_of(claim.stage):
            return False
        if claim.category != (self.meaning.category or claim.category):
            return False
        is_named = bool(self.meaning.category or self.meaning.stages)
        return self._differs(claim.amount.value) and (is_named or not (self.is_right or self.amount is None))

    def _is_of(self, stage: str) -> bool:
        return stage in (self.meaning.stages or (stage,))

    def _differs(self, value: Decimal) -> bool:
        """Whether a value is not the right one, or is the wrong one."""
        return self.amount is None or (value == self.amount) != self.is_right


def _takings(correction: Correction, reader: Reader) -> Iterator[_Taking]:
    """The corrections of a sentence; 应为 alone may also say what is due, so that it has to name the stage.

    A sentence without a number (本表决算数有误), and an amount by which another was wrong (少计5万元), only name what is wrong.
    """
    sentence, sure = correction.sentence, correction.is_sure
    numbers = [n for n in sentence.numbers if _is_figure(n)]
    if not numbers and sure:
        yield _taking(sentence.flow.text, reader, Dimension.MONEY, None, False)
    for labelled in numbers:
        quantity = labelled.number.quantity
        is_wrong = words("corrections", "speaks", "wrong_behind").match(labelled.after)
        is_right = (
            not is_wrong and words("corrections", "speaks", "right").search(labelled.clause) is not None
        )
        by = words("corrections", "speaks", "difference").search(labelled.clause) is not None
        dimension = quantity.dimension if quantity is not None else Dimension.MONEY
        value = None if quantity is None or by else quantity.value
        text = labelled.label
        taking = _taking(text, reader, dimension, value, is_right)
        if not (taking.meaning.category or taking.meaning.stages or taking.measure):
            taking = _taking(sentence.before(labelled), reader, dimension, value, is_right)
        if sure or (is_right and taking.meaning.stages):
            yield taking


def _taking(
    text: str, reader: Reader, dimension: Dimension, amount: Decimal | None, is_right: bool
) -> _Taking:
    bare = words("corrections", "speaks", "opens").sub("", text)
    measure = measure_of(words("corrections", "speaks", "right").sub("", bare), reader.names)
    return _Taking(text, understand(text, reader.names), measure, dimension, amount, is_right)


def _is_figure(labelled: LabelledNumber) -> bool:
    quantity = labelled.number.quantity
    return quantity is None or quantity.dimension in (Dimension.MONEY, Dimension.PERCENT)


def _gives(correction: Correction, dimension: Dimension) -> bool:
    """Whether a sentence gives the right number of people or points: which it means, their many names leave open."""
    return any(
        labelled.number.quantity is not None
        and labelled.number.quantity.dimension is dimension
        and labelled.depth == 0
        and words("corrections", "speaks", "right").search(labelled.clause)
        for labelled in correction.sentence.numbers
    )


def _all(found: Found) -> list[AnyClaim]:
    return [*found.budget, *found.items, *found.staff, *found.assets, *found.rates]


def _key(claim: AnyClaim) -> tuple[object, ...]:
    """What two claims share that are of one figure."""
    if isinstance(claim, BudgetClaim):
        return (claim.category, claim.stage, claim.fund_source, claim.fact_year)
    if isinstance(claim, ItemClaim):
        return (core_of_name(claim.name), claim.stage, claim.fund_source)
    if isinstance(claim, StaffClaim):
        return (claim.staff_scope, claim.kind, claim.basis)
    if isinstance(claim, AssetClaim):
        return (claim.measure,)
    return (claim.kind, claim.category, claim.fund_source, claim.item_seq)


def _doubt(found: Found, is_doubted: Callable[[AnyClaim], bool]) -> bool:
    """The cause with the figures that are doubted; whether there are any."""
    doubted = [claim for claim in _all(found) if is_doubted(claim)]
    unsure = {id(claim) for claim in doubted if CAUSE not in claim.causes}
    found.budget[:] = [_with_cause(c) if id(c) in unsure else c for c in found.budget]
    found.items[:] = [_with_cause(c) if id(c) in unsure else c for c in found.items]
    found.staff[:] = [_with_cause(c) if id(c) in unsure else c for c in found.staff]
    found.assets[:] = [_with_cause(c) if id(c) in unsure else c for c in found.assets]
    found.rates[:] = [_with_cause(c) if id(c) in unsure else c for c in found.rates]
    return bool(doubted)


def _with_cause(claim: C) -> C:
    return replace(claim, causes=(*claim.causes, CAUSE))


def _announces(correction: Correction) -> bool:
    """Whether a sentence without a number opens as a correction: 更正：…, 备注：本表决算数有误。"""
    if correction.sentence.numbers:
        return False  # its number is told as one that nothing explains
    opening = words("corrections", "speaks", "opens").match(correction.sentence.flow.text)
    return (
        opening is not None and 0 < opening.end() < len(correction.sentence.flow.text) and correction.is_sure
    )


def _unplaced(sentence: Sentence) -> Problem:
    quote = sentence.flow.text[:60]
    return Problem(
        KIND,
        f"“{quote}”：报告写有更正，所指的数没有读出或没有写明，请核对原文",
        f"'{quote}': the report corrects something that was not read or is not named; check the original",
        sentence.span(0, len(sentence.flow.text)),
    )
