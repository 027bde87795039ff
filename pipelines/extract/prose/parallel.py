"""Parallel lists: 人员经费、公用经费年初预算分别为10万元、2万元 gives each number its own label.

Belongs here: pairing names with numbers around 分别, only where there are as many of the one as of the other. Does not
belong here: what the labels mean for a figure (money, rates).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from pipelines.extract.meaning import YEAR, first_term, understand, words
from pipelines.extract.numbers import NUMBER, PrintedNumber, quantity, unit_after, units
from pipelines.extract.prose.sentences import CLAUSE_END, LONGEST_BEFORE, LabelledNumber, Sentence

SPENT = "支出"
GROUPS = ("category", "source", "stage", "rate")


@dataclass(frozen=True, slots=True)
class _Pair:
    label: str
    number: PrintedNumber


def in_parallel(sentence: Sentence, names: tuple[str, ...]) -> tuple[LabelledNumber, ...]:
    """The sentence's numbers, those of a parallel list under labels made of the words that each of them shares."""
    text = sentence.flow.text
    numbers = _balances(sentence)
    before, begins = _before(sentence), 0  # the categories of the list before, and where their names begin
    for match in _list().finditer(text):
        first = _clause_start(text, match.start())
        named, verb = _named(text, first, match)
        if len(named) == 1 and before and _is_stage_alone(named[0], names):
            named, verb, first = before, f"{named[0]}{verb}", begins  # …，决算分别为290万元和190万元
        pairs = list(_pairs(text, named, verb, match, names))
        before, begins = _categories(named) if pairs else [], first
        inside = [n for n in numbers if match.start() <= n.number.start < match.end()]
        with_unit = [pair for pair in pairs if any(n.number.start == pair.number.start for n in inside)]
        if not pairs:  # of which name each number is, nobody knows
            numbers = tuple(n for n in numbers if n not in inside)
        if not pairs or any(n.number.broken or n.number.inexact for n in inside) or not with_unit:
            continue
        depth, after = inside[-1].depth, inside[-1].after
        listed = [LabelledNumber(p.label, p.label, "", p.number, depth, first) for p in pairs]
        listed[-1] = replace(listed[-1], after=after)
        others = [n for n in numbers if n not in inside]
        numbers = tuple(sorted([*others, *listed], key=lambda n: n.number.start))
    return numbers


def _balances(sentence: Sentence) -> tuple[LabelledNumber, ...]:
    """The sentence's numbers; 结转结余:年初0万元，年末3.35万元 gives each of the two its whole label."""
    numbers = list(sentence.numbers)
    for place, (first, second) in enumerate(pairwise(sentence.numbers)):
        opens = words("meaning", "balance", "opens").search(first.label)
        if opens and words("meaning", "balance", "closes").search(second.label):
            start = first.number.start - len(first.label) + opens.start()
            label = opens.group().partition("年初")[0].rstrip(":,，")
            for number, day in ((place, "年初"), (place + 1, "年末")):
                said = f"{day}{label}"
                numbers[number] = replace(numbers[number], label=said, clause=said, named_at=start)
    return tuple(numbers)


@cache
def _list() -> re.Pattern[str]:
    unit = "|".join(re.escape(u.text) for u in units())
    number = rf" ?(?!(?:19|20)\d{{2}}年){NUMBER.pattern} ?(?:{unit})?"
    between = "(?:、|,|，|和|及|与|以及)"
    lead = words("meaning", "parallel", "says").pattern
    return re.compile(rf"(?:{lead})[^\d,，;。、]{{0,6}}(?P<numbers>{number}(?:{between}{number})+)")


def _clause_start(text: str, end: int) -> int:
    start = max(0, end - LONGEST_BEFORE)
    ends = [match.end() for match in CLAUSE_END.finditer(text, start, end)]
    return ends[-1] if ends else start


def _before(sentence: Sentence) -> list[str]:
    """The categories of the lists in the part of the sentence before its semicolon."""
    text = sentence.lead.rstrip(";").rpartition("。")[2].rpartition(";")[2] if sentence.continues else ""
    lists = [_named(text, _clause_start(text, match.start()), match)[0] for match in _list().finditer(text)]
    return next(filter(None, map(_categories, reversed(lists))), [])


def _named(text: str, first: int, match: re.Match[str]) -> tuple[list[str], str]:
    """The names before 分别, and the words between it and the first number."""
    named = [part for part in words("meaning", "joiner", "says").split(text[first : match.start()]) if part]
    return named, words("meaning", "parallel", "says").sub("", text[match.start() : match.start("numbers")])


def _is_stage_alone(name: str, names: tuple[str, ...]) -> bool:
    """决算, 全年执行数, 执行率: a stage or a rate of what was named before."""
    said = understand(name, names)
    if said.category or said.source or said.residue or said.year or said.last_year:
        return False
    return bool(said.stages or said.rate)


def _categories(named: list[str]) -> list[str]:
    """The words of the category in each name; none where one has none."""
    told = [first_term(name, "meaning", "category") for name in named]
    return [hit[1].group() for hit in told if hit] if all(told) else []


def _pairs(
    text: str, named: list[str], verb: str, match: re.Match[str], names: tuple[str, ...]
) -> Iterator[_Pair]:
    """A label for each number; none where names and numbers differ in count, or a name is not wholly understood."""
    numbers = list(_numbers(text, match.start("numbers"), match.end()))
    if len(named) != len(numbers) or any(understand(part, names).residue for part in [*named, verb]):
        return
    spent = SPENT if verb.startswith(SPENT) or SPENT in named[-1] else ""
    for part, number in zip(named, numbers, strict=True):
        label = _complete(part, named, verb)
        yield _Pair(label if SPENT in label else label + spent, number)


def _complete(part: str, named: list[str], verb: str) -> str:
    """The words of a name, and those of the first or last name (or the verb) for what it leaves unsaid.

    预算数 beside 决算数 borrows no stage: it is a budget, only nobody says which.
    """
    said = [YEAR.search(part) or YEAR.search(named[0])]
    label = said[0].group() if said[0] else ""
    unsaid = words("meaning", "unsaid", "says").search(part)
    for group in GROUPS:
        if group == "stage" and unsaid and first_term(part, "meaning", group) is None:
            label += unsaid.group()
            continue
        for place in (part, named[0], named[-1], verb):
            hit = first_term(place, "meaning", group)
            if hit:
                label += hit[1].group()
                break
    return label


def _numbers(text: str, start: int, end: int) -> list[PrintedNumber]:
    """The numbers of the list; where only the last one carries a unit, it is the unit of all."""
    found = [(m, unit_after(text, m.end())) for m in NUMBER.finditer(text, start, end)]
    given = [unit for _, unit in found]
    shared = given[-1]
    if shared is None or (any(given[:-1]) and not all(given)):
        return []
    numbers: list[PrintedNumber] = []
    for m, unit in found:
        stop = m.end() if unit is None else text.index(unit.text, m.end()) + len(unit.text)
        value = quantity(m.group(), unit or shared)
        numbers.append(PrintedNumber(m.start(), m.end(), stop, m.group(), value, False))
    return numbers
