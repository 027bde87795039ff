"""Glued forms: money of a form that was copied into one line, titles and values without borders.

Belongs here: finding the titles and the runs of values behind them, and their claims. Does not belong here: cutting a
run (glued), forms whose cells still stand apart (flat), wording (lexicon/glued.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import understand
from pipelines.extract.numbers import Unit, quantity, unit_after
from pipelines.extract.tables.glued import NONE, proves, split_like, split_run
from pipelines.extract.tables.subject import words_of
from pipelines.lexicon import load
from pipelines.model.claims import BudgetClaim, RateClaim
from pipelines.model.document import BlockKind, Document, Span
from pipelines.model.flow import Flow
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension

CAUSE = "split_by_arithmetic"
FEWEST = 3
MONEY = frozenset({"initial", "adjusted", "received", "executed"})


@dataclass(frozen=True, slots=True)
class _Titles:
    """Column titles of a glued form: their codes, where they begin and end, the unit and the row named before them."""

    codes: tuple[str, ...]
    start: int
    end: int
    unit: Unit | None
    before: str


class _Value(NamedTuple):
    """The digits of one column in a run, under the column's code."""

    code: str
    digits: str
    span: Span
    source: str
    causes: tuple[str, ...]


def read_glued_forms(document: Document, reader: Reader, found: Found) -> tuple[Span, ...]:
    """Claim the money rows of glued forms; a run that does not read in exactly one way is a problem.

    Returns the runs, whose digits are no numbers of the sentences around them.
    """
    runs: list[Span] = []
    for block in document.blocks:
        if block.kind is BlockKind.PARAGRAPH:
            flow = document.flow(block).folded()
            if "%" in flow.text:
                for titles in _titles(flow.text):
                    runs += _read_rows(flow, titles, reader, found)
    return tuple(runs)


def holds_glued_money(text: str) -> bool:
    """Whether folded text holds the titles of such a form with a run of its digits right behind the name of the whole."""
    digits, longest = load("glued")["run"]["digits"], load("glued")["run"]["longest_label"]
    run = re.compile(rf"[^\d%]{{0,{longest}}}?{digits}")
    rows = (run.match(text, titles.end) for titles in _titles(text))
    return any(row is not None and "%" in row.group() for row in rows)


@cache
def _title() -> re.Pattern[str]:
    """One title with what may stand behind it; the group that matched is the number of its column."""
    rows = load("glued")["column"]
    letters, between = (load("glued")["title"][key] for key in ("letters", "between"))
    either = "|".join(f"(?P<c{n}>{'|'.join(row['says'])})" for n, row in enumerate(rows))
    return re.compile(f"(?:{either}){letters}{between}")


def _titles(text: str) -> Iterator[_Titles]:
    """Stretches of titles with at least two amounts and a rate, no title twice."""
    place = 0
    while first := _title().search(text, place):
        codes: list[str] = []
        match: re.Match[str] | None = first
        place = first.end()
        while match is not None:
            code = load("glued")["column"][int((match.lastgroup or "c0")[1:])]["code"]
            if code in codes:
                break
            codes.append(code)
            place = match.end()
            match = _title().match(text, place)
        if len(codes) >= FEWEST and "rate" in codes and len(MONEY & set(codes)) > 1:
            before = text[max(0, first.start() - load("glued")["title"]["reach"]) : first.start()]
            units = re.findall(load("glued")["title"]["unit"], before)
            unit = unit_after(units[-1], 0) if len(set(units)) == 1 else None
            yield _Titles(tuple(codes), first.start(), place, unit, before.rpartition(")")[2])


def _read_rows(flow: Flow, titles: _Titles, reader: Reader, found: Found) -> Iterator[Span]:
    """The rows behind the titles: a name of the whole or of a source, then a run of digits."""
    digits, longest = load("glued")["run"]["digits"], load("glued")["run"]["longest_label"]
    row = re.compile(rf"([^\d%]{{0,{longest}}}?)({digits})")
    place, is_first = titles.end, True
    whole: tuple[str, ...] = ()
    while match := row.match(flow.text, place):
        label = match.group(1) or (titles.before if is_first else "")
        meaning = understand(words_of((label,)), reader.names)
        is_whole = meaning.category == "total" or (is_first and not label)
        staged = meaning.stages and meaning.source != "carry_over"
        if meaning.residue or staged or not (is_whole or meaning.source):
            return
        place, is_first = match.end(), False
        if not any(character.isdigit() for character in match.group(2)):
            continue  # 上年结转资金---
        source = "all" if is_whole else str(meaning.source)
        amounts = _read_run(flow, titles, match, source, whole, reader, found)
        whole = amounts if is_whole else whole
        yield Span(*flow.raw(match.start(2), match.end(2)))


def _read_run(
    flow: Flow,
    titles: _Titles,
    match: re.Match[str],
    source: str,
    of: tuple[str, ...],
    reader: Reader,
    found: Found,
) -> tuple[str, ...]:
    """Claim the values of one run; returns its amounts. ``of``: the amounts of the whole that it may be a part of."""
    run, start, codes = match.group(2), match.start(2), titles.codes
    apart = run.split(" ")
    is_apart = proves(apart, codes)
    values = tuple(apart) if is_apart else split_run(run, codes)
    if values is None and "%" not in run and source != "all":
        money = tuple(code for code in codes if code in MONEY)
        values, codes = split_like(run, of, len(money)), money
    whole = Span(*flow.raw(start, match.end(2)))
    if values is None or titles.unit is None:
        found.ignore(whole, "digits_glued")
        found.problems.append(_unread(run, titles, whole))
        return ()
    for code, value in zip(codes, values, strict=True):
        span = Span(*flow.raw(start, start + len(value)))
        start += len(value)
        if flow.text[start : start + 1] == " ":
            start += 1
        if NONE.fullmatch(value):
            continue
        found.claimed.append(span)
        _claim(_Value(code, value, span, source, () if is_apart else (CAUSE,)), titles.unit, reader, found)
    found.claimed.append(whole)
    amounts = (value for code, value in zip(codes, values, strict=True) if code in MONEY)
    return tuple(value for value in amounts if not NONE.fullmatch(value))


def _claim(cell: _Value, unit: Unit, reader: Reader, found: Found) -> None:
    percent, whole, year = unit_after("%", 0), reader.whole, reader.fiscal_year
    if cell.code == "rate" and percent is not None:
        found.see(cell.span, Dimension.PERCENT, None, cell.digits)
        rate = quantity(cell.digits.rstrip("%"), percent)
        found.rates.append(RateClaim("completion", whole, cell.source, None, rate, (cell.span,), cell.causes))
    elif cell.code in MONEY:
        found.see(cell.span, Dimension.MONEY, None, cell.digits)
        amount = quantity(cell.digits, unit)
        found.budget.append(
            BudgetClaim(whole, cell.code, cell.source, year, amount, (cell.span,), -1, cell.causes)
        )


def _unread(run: str, titles: _Titles, span: Span) -> Problem:
    return Problem(
        "digits_glued",
        f"“{run}”：{len(titles.codes)} 列的数字连写在一起，按算术关系不能确定唯一的拆法（或没有单位），未入库，请核对原文",
        f"'{run}': the digits of {len(titles.codes)} columns run together and arithmetic leaves no single reading "
        "(or there is no unit); nothing was stored",
        span,
    )
