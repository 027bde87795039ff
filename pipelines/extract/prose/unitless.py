"""Unitless: amounts in running text without a unit beside them, told as a problem and never passed over.

Belongs here: amounts in sentences (年初预算1200.5，执行1180.3), lists below a heading or a line that announces the unit
(项目支出情况（单位：万元）: 1.监测经费 12.5), accounts copied one item a line (基本支出 ⏎ 800.5). Does not belong here: tables, taking
such an amount: which unit it has, and of which stage it is, is not guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipelines.extract.context import Context, Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import understand, words
from pipelines.extract.numbers import announced_unit
from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.labels import label_meaning
from pipelines.extract.prose.money_problems import unit_missing
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.lexicon import load
from pipelines.model.document import Block, BlockKind, Document, Span
from pipelines.model.flow import Flow
from pipelines.model.frozen import dataclass
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension

REASON = "unit_missing"
AMOUNT = re.compile(r"(?<![\d.,A-Za-z〔/~—–-])\d[\d,]*(?:\.\d+)?(?=$|[ ,，、;；。)])")
EXACT = re.compile(r"[.,]\d")
YEAR = re.compile(r"(?:19|20)\d\d")
COUNTED = re.compile(r"\(\d{1,2}\)|(?:^|[ 。;；])\d{1,2}[、.](?!\d)")
BEFORE_WORDS = re.compile("^[):;,，。]+")
LONGEST_LABEL = 30
LONGEST_QUOTE = 40
NO_LEVEL, NO_UNIT = 9, 10
TEXT = (BlockKind.PARAGRAPH, BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class _Line:
    """Amounts without a unit in one block: where they stand, and the words and digits to show."""

    amounts: tuple[Span, ...]
    quote: str
    is_announced: bool


def read_unitless(
    sentence: Sentence, labelled: LabelledNumber, reader: Reader, context: Context, found: Found
) -> None:
    """A number without a unit where an amount stands; a whole number may count something else where no stage is named."""
    meaning = label_meaning(labelled, reader, context)
    if meaning.residue or meaning.rate:
        return
    category = meaning.category or context.category
    exact = EXACT.search(labelled.number.text) is not None and bool(labelled.clause)
    spent = words("meaning", "spent", "says").search(labelled.clause)
    named = meaning.category not in (None, "total") or meaning.stage or spent
    if (category and meaning.stage) or (exact and named):
        context.category = category
        found.see(sentence.number_span(labelled), Dimension.MONEY, sentence.section, labelled.clause)
        found.ignore(sentence.number_span(labelled), REASON)
        found.problems.append(unit_missing(sentence, labelled))


def tell_unitless(document: Document, names: tuple[str, ...], found: Found) -> None:
    """One problem for each run of lines with such amounts; the amounts count as seen and accounted for."""
    explained = sorted(
        [*found.claimed, *(i.span for i in found.ignored), *(p.span for p in found.problems if p.span)]
    )
    run: list[_Line] = []
    for line in _lines(document, names):
        fresh = () if line is None else tuple(s for s in line.amounts if not _touches(explained, s))
        if line is not None and fresh:
            run.append(_Line(fresh, line.quote, line.is_announced))
        elif line is None and run:
            _tell(run, found)
            run = []
    if run:
        _tell(run, found)


def _touches(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of these spans, in order, begins in or right before an amount and holds it."""
    place = bisect_left(spans, Span(span.end, span.end))
    return any(spans[at].overlaps(span) for at in range(max(0, place - 40), place))


def _tell(run: Sequence[_Line], found: Found) -> None:
    zh, en = load("meaning")["unitless"]["announced" if run[0].is_announced else "bare"]
    amounts = [span for line in run for span in line.amounts]
    for line in run:
        for span in line.amounts:
            found.see(span, Dimension.MONEY, None, line.quote)
            found.ignore(span, REASON)
    quote, many = run[0].quote[:LONGEST_QUOTE], len(amounts)
    found.problems.append(
        Problem(
            REASON,
            f"“{quote}”{f'等{many}个金额' if many > 1 else ''}：{zh}，未入库，请核对原文",
            f"'{quote}' ({many}): {en}; not stored",
            Span(amounts[0].start, amounts[-1].end),
        )
    )


def _lines(document: Document, names: tuple[str, ...]) -> Iterator[_Line | None]:
    """The lines with amounts without a unit; None where a run of them ends: at a heading or a table."""
    line: _Line | None = None
    level, label = (
        NO_UNIT,
        "",
    )  # of the heading below which a unit is announced; the line before, if it may be a label
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            level, label, line = NO_UNIT, "", None
            yield None
        if block.kind not in TEXT:
            continue
        flow = document.flow(block).folded()
        announced = _announces(flow.text)
        own = _level(flow.text, block)
        if own is not None and own <= level:
            yield None
            level = NO_UNIT
        if announced is not None:
            level = min(level, NO_LEVEL if own is None else own)
        line = _line(flow, label, level <= NO_LEVEL, announced or 0, names, goes_on=bool(line))
        if line is not None:
            yield line
        label = flow.text if len(flow.text) <= LONGEST_LABEL and not line else ""


def _level(text: str, block: Block) -> int | None:
    """The level of a heading; an item of a list with an amount is none."""
    number = marker(text)
    if number is not None:
        return None if AMOUNT.search(text, number[1]) else number[0]
    return NO_LEVEL if block.kind is BlockKind.HEADING else None


def _announces(text: str) -> int | None:
    """Where the words end by which a line announces the unit of the money that follows; None where it announces none."""
    if "元" not in text:
        return None  # as most lines
    last = None
    for last in words("meaning", "unitless", "announces").finditer(text):  # noqa: B007
        pass
    if last is None:
        return None
    unit = announced_unit(last.group())
    return last.end() if unit is not None and unit.dimension is Dimension.MONEY else None


def _line(
    flow: Flow, label: str, is_announced: bool, start: int, names: tuple[str, ...], *, goes_on: bool
) -> _Line | None:
    """The amounts of a block. ``label``: the block before it; ``start``: where its own announcement ends; ``goes_on``: the line
    before it holds such amounts as well."""
    text = flow.text
    places = [found.span() for found in AMOUNT.finditer(text, start) if not YEAR.fullmatch(found.group())]
    if not places:
        return None
    counters = {place for found in COUNTED.finditer(text) for place in range(*found.span())}
    places = [place for place in places if place[0] not in counters]
    if not places:
        return None
    first = places[0][0]
    said = text[start:first] if first else label
    if not re.search("[\u4e00-\u9fff]", said):
        return None
    exact = goes_on or EXACT.search(text, *places[0]) is not None
    if not is_announced and not (exact and _is_account(said, names)):
        return None
    quote = BEFORE_WORDS.sub("", f"{said}{text[first : places[-1][1]]}")
    return _Line(tuple(Span(*flow.raw(*place)) for place in places), quote, is_announced)


def _is_account(label: str, names: tuple[str, ...]) -> bool:
    """Whether a label names money of the department and nothing else, so that the digits behind it are an amount."""
    said = understand(label.rstrip(":"), names)
    if said.rate or said.residue:
        return False
    return said.category not in (None, "total") or bool(words("meaning", "unitless", "account").search(label))
