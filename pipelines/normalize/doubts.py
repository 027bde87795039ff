"""Doubts: the problems of figures that wait for a person.

Belongs here: one problem for each place whose figures are below the threshold, and one for each suggested repair that no
such problem tells. Does not belong here: what a cause is worth (confidence), who finds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipelines.lexicon import load
from pipelines.model.document import Span
from pipelines.model.problem import Problem
from pipelines.model.rows import Fact, Suggestion
from pipelines.normalize.confidence import Cause, waiting
from pipelines.normalize.filing import Filing
from pipelines.normalize.rows import DocumentRows

_TOLD_BEFORE = "figures_contradict"


def tell_doubts(filing: Filing, rows: DocumentRows) -> None:
    """Note the problems in ``filing``, in the order of tables and rows."""
    places = {evidence.evidence_id: span for span, evidence in filing.book.cited.items()}
    causes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for met in filing.causes:
        causes[met.table_name, met.fact_id].append(met.cause)
    suggested = {(s.table_name, s.fact_id): s for s in rows.suggestions}
    for table, facts in _figures(rows):
        for fact in facts:
            key = (table, fact.fact_id)
            grave = [c for c in waiting(causes[key]) if c.problem != _TOLD_BEFORE]
            if grave or key in suggested:
                filing.problems.append(
                    _doubtful(filing, key, places[fact.evidence_id], grave, suggested.get(key))
                )


def _figures(rows: DocumentRows) -> Iterable[tuple[str, Sequence[Fact]]]:
    yield "budget_facts", rows.budget_facts
    yield "stated_rates", rows.stated_rates
    yield "project_items", rows.project_items
    yield "staff_facts", rows.staff_facts
    yield "asset_facts", rows.asset_facts
    yield "goals", rows.goals
    yield "indicators", rows.indicators
    yield "scores", rows.scores


def _doubtful(
    filing: Filing, key: tuple[str, str], place: Span, grave: Sequence[Cause], suggestion: Suggestion | None
) -> Problem:
    table, (said, said_en) = key[0], filing.said_otherwise.get(key, ("", ""))
    wording: Mapping[str, Mapping[str, str]] = load("normalize_problems")
    kind = grave[0].problem if grave else "repair_suggested"
    quote = filing.short_quote(place)
    zh = wording[kind]["zh"].format(
        what=wording["table"][table], quote=quote, causes="；".join(c.name for c in grave), said=said
    )
    en = wording[kind]["en"].format(
        what=table, quote=quote, causes=", ".join(c.code for c in grave), said=said_en
    )
    if suggestion is not None:
        zh += suggestion.reason_zh
        en += suggestion.reason_en
    return Problem(kind, zh, en, place)
