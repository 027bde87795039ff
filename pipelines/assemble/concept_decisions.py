"""Concept decisions: which indicator names people call one, and which they tell apart (raw/decisions/concepts.toml).

Belongs here: what an entry of that file says, which of two entries on one pair of names holds, and what became of each. Does
not belong here: reading entries (entries), which names are one without people (compare.concepts), tables (night.check.concepts).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Final

from pipelines.assemble.deciders import masked, without_names
from pipelines.assemble.entries import Entry, read_made
from pipelines.assemble.wording import problem, reason
from pipelines.model.problem import Outcome, Problem

HEAD: Final = "concept"
SAME, DIFFERENT = "same", "different"
APPLIED, OVERRULED, CONTRADICTED, GONE = "applied", "overruled", "contradicted", "gone"
_TEXTS: Final = ("by", "why")


@dataclass(frozen=True, slots=True)
class ConceptDecision:
    """The ``names`` are one indicator (``same``), or no two of them are; ``name``: what to call it; ``where``: file and line."""

    action: str
    names: tuple[str, ...]
    name: str | None
    by: str
    when: datetime
    why: str
    where: str

    @property
    def pairs(self) -> frozenset[frozenset[str]]:
        """The pairs of names that it speaks of."""
        return frozenset(map(frozenset, combinations(self.names, 2)))


@dataclass(frozen=True, slots=True)
class ConceptDecisionRow:
    """quality.concept_decisions."""

    place: str
    action: str
    names: list[str]
    name: str | None
    decided_by: str
    decided_at: datetime
    why: str
    status: str
    reason_zh: str | None


def read_concept_decisions(path: Path) -> Outcome[ConceptDecision]:
    """All entries of a file; no file is no decision."""
    return read_made(path, HEAD, _decision)


def _decision(entry: Entry) -> ConceptDecision | Problem:
    actions = [action for action in (SAME, DIFFERENT) if action in entry.row]
    if len(actions) != 1:
        return entry.refused("missing_key" if not actions else "bad_value", f"{SAME}/{DIFFERENT}")
    action = actions[0]
    fault = entry.fault((action, *_TEXTS, "when"), ("name",) if action == SAME else (), (*_TEXTS, "name"))
    if fault is not None:
        return fault
    names, when = entry.row[action], entry.moment("when")
    if not isinstance(names, list) or not all(isinstance(n, str) and n.strip() for n in names):
        return entry.refused("bad_value", action)
    if len(set(names)) != len(names) or len(names) < 2:
        return entry.refused("bad_value", action)
    if when is None:
        return entry.refused("bad_value", "when")
    return ConceptDecision(
        action, tuple(names), entry.text("name") or None, entry.text("by"), when, entry.text("why"), entry.where
    )  # fmt: skip


def standing(decisions: Sequence[ConceptDecision]) -> tuple[ConceptDecision, ...]:
    """Those that hold, the earlier first: of two on one pair the later holds, of two of one moment that differ neither."""
    fallen = dict(_fallen(decisions))
    kept = [decision for number, decision in enumerate(decisions) if number not in fallen]
    return tuple(sorted(kept, key=lambda d: (d.when, d.names)))


def outcomes(
    decisions: Sequence[ConceptDecision], concepts: Mapping[str, Collection[str]]
) -> Iterator[tuple[ConceptDecisionRow, Problem | None]]:
    """What became of each. ``concepts``: the concepts of each printed name."""
    fallen = dict(_fallen(decisions))
    for number, decision in enumerate(decisions):
        status, why = fallen.get(number) or _held(decision, concepts)
        told = reason(why) if why else None
        row = ConceptDecisionRow(
            place=decision.where,
            action=decision.action,
            names=list(decision.names),
            name=decision.name,
            decided_by=masked(decision.by),
            decided_at=decision.when.replace(tzinfo=None),
            why=without_names(decision.why, decision.by),
            status=status,
            reason_zh=told["zh"] if told else None,
        )
        needs_a_person = status in (CONTRADICTED, GONE) and told is not None
        yield row, _problem(decision, told) if needs_a_person and told else None


def _held(decision: ConceptDecision, concepts: Mapping[str, Collection[str]]) -> tuple[str, str | None]:
    found = [frozenset(concepts[name]) for name in decision.names if concepts.get(name)]
    if len(found) < 2:
        return GONE, "names_gone"
    together = all(a & b for a, b in combinations(found, 2))
    apart = not any(a & b for a, b in combinations(found, 2))
    if decision.action == SAME:
        return (APPLIED, None) if together else (CONTRADICTED, "units_differ")
    return (APPLIED, None) if apart else (CONTRADICTED, "called_one_elsewhere")


def _fallen(decisions: Sequence[ConceptDecision]) -> Iterator[tuple[int, tuple[str, str]]]:
    by_pair: dict[frozenset[str], list[int]] = defaultdict(list)
    for number, decision in enumerate(decisions):
        for pair in decision.pairs:
            by_pair[pair].append(number)
    for number, decision in enumerate(decisions):
        others = [decisions[n] for pair in decision.pairs for n in by_pair[pair] if n != number]
        opposite = [other for other in others if other.action != decision.action]
        if any(other.when == decision.when for other in opposite):
            yield number, (CONTRADICTED, "contradicted")
        elif any(other.when > decision.when for other in opposite):
            yield number, (OVERRULED, "overruled")


def _problem(decision: ConceptDecision, told: Mapping[str, str]) -> Problem:
    names = _quoted(decision.names)
    return problem(
        "concept_not_applied", where=decision.where, names=names, why=told["zh"], why_en=told["en"]
    )


def _quoted(names: Iterable[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
