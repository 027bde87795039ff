"""Projects that several lists of one report name: in prose and again in a table, or in one table after another.

Belongs here: which projects of a later list are those of an earlier one, and one number for each in the report. Does not
belong here: reading lists (prose/item_lists, tables/items), whether amounts agree (normalize).

Equal names are one project, but for a year before them and words like 项目资金 behind them, and whatever their amounts: that these
differ is told (normalize). A later list whose amounts of a stage add up to those of an earlier list exactly speaks of the
same money: there a project is found again by its amount and its words, and what is found by neither divides the money in
another way and is left out for that reason, so that no list is stored half and none twice. A list of prose that comes again,
name by name and amount by amount, is one list with two places.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from pipelines.extract.found import Found
from pipelines.extract.meaning import words
from pipelines.model.claims import ItemClaim

REASON = "item_other_list"
FEWEST = 2
"""One amount alone proves nothing."""
SHARED = 2
SPECIFIC = 4
"""So many characters of a name, the words that all have left out, tell projects apart."""
UNMISTAKABLE = 6
"""So many surely mean the same project wherever they stand."""


def settle_lists(found: Found) -> None:
    """Number the projects of all lists through; the first list keeps its numbers."""
    lists: dict[int, list[ItemClaim]] = defaultdict(list)
    for claim in _told_once(found.items):
        lists[claim.list_no].append(claim)
    earlier = _Earlier()
    for claims in lists.values():
        earlier.add(_settled(claims, earlier, found) if earlier.claims else claims)
    found.items[:] = earlier.claims


@lru_cache(maxsize=8192)
def core_of_name(name: str) -> str:
    """What of a name tells one project from another; all of it where little is left (工作经费)."""
    folded = _folded(name)
    core = words("items", "list", "not_of_name").sub("", folded)
    return core if len(core) >= SPECIFIC else folded


def _told_once(items: Sequence[ItemClaim]) -> list[ItemClaim]:
    """The items, those of a list of prose that is told again as further places of the first ones.

    A project that comes again with another amount keeps it under the number of the first, so that both are held against each other.
    One project alone whose name says little is no list; equal ones before the first list is over are parts of two projects
    (会议费1万元 twice).
    """
    places: dict[object, list[int]] = defaultdict(list)
    for place, claim in enumerate(items):
        if claim.list_no == 0:
            places[core_of_name(claim.name), claim.stage, claim.fund_source].append(place)
    again = [told for told in places.values() if len(told) > 1]
    if not again or max(told[0] for told in again) > min(told[1] for told in again):
        return list(items)
    if len(again) < FEWEST and len(core_of_name(items[again[0][0]].name)) < UNMISTAKABLE:
        return list(items)
    once = dict(enumerate(items))
    for first, *others in again:
        for other in others:
            gone = once.pop(other)
            if gone.amount.value != once[first].amount.value:
                once[other] = replace(gone, seq=once[first].seq)
                continue
            causes = tuple(dict.fromkeys((*once[first].causes, *gone.causes)))
            once[first] = replace(once[first], spans=(*once[first].spans, *gone.spans), causes=causes)
    return list(once.values())


@dataclass(slots=True)
class _Earlier:
    """The projects of the lists so far, by what they are found again by. ``sums``: of lists, by stage."""

    claims: list[ItemClaim] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    by_name: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_amount: defaultdict[tuple[str, Decimal], list[ItemClaim]] = field(
        default_factory=lambda: defaultdict(list)
    )
    sums: defaultdict[str, set[Decimal]] = field(default_factory=lambda: defaultdict(set))

    def add(self, claims: Iterable[ItemClaim]) -> None:
        """One whole list."""
        amounts: dict[str, list[Decimal]] = defaultdict(list)
        for claim in claims:
            self.claims.append(claim)
            self.numbers.add(claim.seq)
            self.by_name[core_of_name(claim.name)].add(claim.seq)
            self.by_amount[claim.stage, claim.amount.value].append(claim)
            amounts[claim.stage].append(claim.amount.value)
        for stage, values in amounts.items():
            if len(values) >= FEWEST:
                self.sums[stage].add(sum(values, Decimal()))


def _settled(claims: Sequence[ItemClaim], earlier: _Earlier, found: Found) -> list[ItemClaim]:
    again = {stage for stage in {c.stage for c in claims} if _is_said_again(claims, earlier, stage)}
    projects: dict[int, list[ItemClaim]] = defaultdict(list)
    for claim in claims:
        projects[claim.seq].append(claim)
    told = Counter(core_of_name(project[0].name) for project in projects.values())
    settled: dict[int, int] = {}
    unused = max(earlier.numbers) + 1
    for seq, project in projects.items():
        same = _same_name(project[0], earlier, told) or _same_amount(project, earlier, again)
        if same is None and any(claim.stage not in again for claim in project):
            same, unused = unused, unused + 1
        if same is not None:
            settled[seq] = same
    stored = []
    for claim in claims:
        number = settled.get(claim.seq)
        if number is None or (claim.stage in again and number not in earlier.numbers):
            found.ignore(claim.spans[0], REASON)
        else:
            stored.append(replace(claim, seq=number))
    return stored


def _is_said_again(claims: Iterable[ItemClaim], earlier: _Earlier, stage: str) -> bool:
    """Whether the amounts of a stage add up to those of an earlier list."""
    own = [claim.amount.value for claim in claims if claim.stage == stage]
    return len(own) >= FEWEST and sum(own, Decimal()) in earlier.sums[stage]


def _same_name(claim: ItemClaim, earlier: _Earlier, told: Mapping[str, int]) -> int | None:
    """The project of that very name, where both sides have one such."""
    name = core_of_name(claim.name)
    named = earlier.by_name.get(name, set())
    return next(iter(named)) if len(named) == 1 and told[name] == 1 else None


def _same_amount(project: Sequence[ItemClaim], earlier: _Earlier, again: set[str]) -> int | None:
    """The one project with an equal amount of a stage that is said again, and with words of its name."""
    fitting = {
        other.seq
        for claim in project
        if claim.stage in again
        for other in earlier.by_amount.get((claim.stage, claim.amount.value), ())
        if _words(other.name) & _words(claim.name)
    }
    return fitting.pop() if len(fitting) == 1 else None


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


@lru_cache(maxsize=8192)
def _words(name: str) -> frozenset[str]:
    text = _folded(name)
    return frozenset(text[i : i + SHARED] for i in range(len(text) - SHARED + 1))
