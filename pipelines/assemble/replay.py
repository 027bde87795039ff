"""Replay: people's decisions held against what the documents say today.

Belongs here: the guard (a decision whose document no longer says what the person saw is not applied, and a problem names
it), and which of several decisions on one figure holds. Does not belong here: files (corrections), tables (night), the
overlay itself (warehouse/schema/30_views.sql). A decision reads no document again and changes no row of ``core``.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pipelines.assemble.corrections import CORRECT, FigureDecision
from pipelines.assemble.deciders import masked, without_names
from pipelines.assemble.wording import problem, problem_row, reason
from pipelines.model.rows import ProblemRow

APPLIED, OVERRULED, STALE, CONTRADICTED = "applied", "overruled", "stale", "contradicted"
SETTLED = "problem_gone"
"""A problem that a person closed and that no longer arises needs nobody; quality.corrections still says so."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure or an open problem as it stands tonight. ``figure``: its name, or the kind of the problem."""

    document_id: str
    report_id: str | None
    version_id: str | None
    table_name: str | None
    row_id: str
    figure: str
    printed: str
    quote: str
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Correction:
    """quality.corrections."""

    decision_id: str
    place: str
    document_id: str
    report_id: str | None
    version_id: str | None
    table_name: str | None
    fact_id: str | None
    problem_id: str | None
    figure: str
    action: str
    field: str | None
    old_text: str
    new_text: str | None
    new_unit: str | None
    new_value: Decimal | None
    new_half_unit: Decimal | None
    decided_by: str
    decided_at: datetime
    why: str
    status: str
    reason_zh: str | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """One row for each decision, in the order of the file, and what a person has to look at."""

    corrections: tuple[Correction, ...]
    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    decision: FigureDecision
    found: Standing | None
    status: str
    reason: str
    now: str = ""


def replay(
    decisions: Sequence[FigureDecision], standing: Iterable[Standing], documents: frozenset[str]
) -> Replayed:
    """What becomes of each decision. ``documents``: ids of all documents that are there."""
    by_document: dict[str, list[Standing]] = defaultdict(list)
    for one in standing:
        by_document[one.document_id].append(one)
    guarded = [_guard(d, by_document.get(d.document_id, ()), d.document_id in documents) for d in decisions]
    judged = list(_ranked(guarded))
    return Replayed(
        tuple(_correction(j) for j in judged),
        tuple(_told(j) for j in judged if j.status in (STALE, CONTRADICTED) and j.reason != SETTLED),
    )


def _guard(decision: FigureDecision, there: Iterable[Standing], has_document: bool) -> _Judged:
    """Whether the document still says what the person saw."""
    if not has_document:
        return _Judged(decision, None, STALE, "document_gone")
    table, name = (None, decision.problem) if decision.problem else (decision.table, decision.figure)
    same = [s for s in there if (s.table_name, s.figure) == (table, name)]
    alike = [s for s in same if s.quote == decision.quote and s.printed == decision.printed]
    if len(alike) > 1:
        alike = [s for s in alike if s.place == decision.place] or alike
    if len(alike) == 1:
        return _Judged(decision, alike[0], APPLIED, "")
    if alike:
        return _Judged(decision, None, STALE, "several_alike")
    if decision.problem:
        return _Judged(decision, None, STALE, SETTLED)
    near = [s for s in same if s.place == decision.place or s.quote == decision.quote] or same
    if not near:
        return _Judged(decision, None, STALE, "figure_gone")
    right = decision.value is not None and f"{decision.value.text}{decision.value.unit}" in {
        s.printed for s in near
    }
    return _Judged(decision, None, STALE, "reads_right_now" if right else "says_otherwise", near[0].printed)


def _ranked(guarded: Sequence[_Judged]) -> Iterator[_Judged]:
    """The later decision on a figure holds; of two of one moment that differ, neither does."""
    groups: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for number, judged in enumerate(guarded):
        if judged.found is not None:
            groups[judged.found.table_name, judged.found.row_id].append(number)
    changed: dict[int, _Judged] = {}
    for numbers in groups.values():
        for number, status, why in _fallen([(n, guarded[n].decision) for n in numbers]):
            judged = guarded[number]
            changed[number] = _Judged(judged.decision, judged.found, status, why)
    return (changed.get(number, judged) for number, judged in enumerate(guarded))


def _fallen(group: Sequence[tuple[int, FigureDecision]]) -> Iterator[tuple[int, str, str]]:
    """Those of the decisions on one figure that do not hold, with status and reason."""
    holding: list[tuple[int, FigureDecision]] = []
    for number, decision in sorted(group, key=lambda one: (one[1].when, one[0])):
        kept: list[tuple[int, FigureDecision]] = []
        stands = True
        for other, earlier in holding:
            if not _concern_same(earlier, decision):
                kept.append((other, earlier))
            elif _says(earlier) == _says(decision):
                yield other, OVERRULED, "repeated"
            elif earlier.when == decision.when:
                yield other, CONTRADICTED, "contradicted"
                stands = False
            else:
                yield other, OVERRULED, "overruled"
        holding = [*kept, *([(number, decision)] if stands else [])]
        if not stands:
            yield number, CONTRADICTED, "contradicted"


def _concern_same(one: FigureDecision, other: FigureDecision) -> bool:
    """Two corrections of different fields stand beside each other; anything else replaces what was before."""
    return not (one.action == other.action == CORRECT and one.field != other.field)


def _says(decision: FigureDecision) -> tuple[object, ...]:
    return decision.action, decision.field, decision.value.value if decision.value else None


def _correction(judged: _Judged) -> Correction:
    decision, found, value = judged.decision, judged.found, judged.decision.value
    is_figure = not decision.problem
    return Correction(
        decision_id=_decision_id(decision),
        place=decision.where,
        document_id=decision.document_id,
        report_id=found.report_id if found else None,
        version_id=found.version_id if found else None,
        table_name=decision.table or None,
        fact_id=found.row_id if found and is_figure else None,
        problem_id=found.row_id if found and not is_figure else None,
        figure=decision.figure or decision.problem,
        action=decision.action,
        field=decision.field or None,
        old_text=decision.printed or decision.quote,
        new_text=value.text if value else None,
        new_unit=value.unit if value else None,
        new_value=value.value if value else None,
        new_half_unit=value.half_unit if value else None,
        decided_by=masked(decision.by),
        decided_at=decision.when.replace(tzinfo=None),
        why=without_names(decision.why, decision.by),
        status=judged.status,
        reason_zh=reason(judged.reason, judged.now)["zh"] if judged.reason else None,
    )


def _told(judged: _Judged) -> ProblemRow:
    decision = judged.decision
    said: Mapping[str, str] = reason(judged.reason, judged.now)
    what = problem(
        f"correction_{judged.status}",
        where=decision.where,
        id=_decision_id(decision),
        figure=decision.figure or decision.problem,
        printed=decision.printed or decision.quote,
        why=said["zh"],
        why_en=said["en"],
    )
    return problem_row(what, decision.document_id, judged.found.report_id if judged.found else None)


def _decision_id(decision: FigureDecision) -> str:
    """The same for the same entry, wherever it stands in the file."""
    parts = (
        decision.document_id, decision.table, decision.figure, decision.problem, decision.quote, decision.printed,
        decision.action, decision.field, decision.value.text if decision.value else "", decision.by, decision.when.isoformat(),
    )  # fmt: skip
    return "d" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]
