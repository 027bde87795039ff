"""Items: everything in the live build that waits for a person, each under a short id that stays the same.

Belongs here: which figures and problems wait, grouped as lexicon/review.toml says, and which of them a recorded decision
already answers. Does not belong here: printing (listing, detail), writing (record).

The id of an item is made of what its document says, so it is the same in every build that reads the document alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from pipelines.assemble import FigureDecision
from pipelines.lexicon import load
from pipelines.normalize.confidence import DOUBTFUL, causes
from pipelines.store import Store

SHORTEST_ID: Final = 4
FIGURE: Final = "figure"
STATED: Final = "stated"
_CONTRADICTED: Final = "contradicted"
_IDENTITY_GROUPS: Final = ("place", "year")

_FIGURES_SQL: Final = """
WITH named AS (
    SELECT f.*, row_number() OVER (PARTITION BY document_id, table_name, figure, quote, printed ORDER BY char_start, fact_id) AS again
    FROM quality.figures AS f
    WHERE version_id IN (SELECT version_id FROM core.report_versions WHERE is_current OR relation = 'conflict')
)
SELECT left(sha256(concat_ws(chr(31), n.document_id, n.table_name, n.figure, n.quote, n.printed, CASE WHEN again > 1 THEN again END)), 8) AS item_id,
       n.table_name, n.fact_id, NULL AS problem_id, n.figure AS name, coalesce(n.printed, '') AS printed, n.confidence,
       n.document_id, n.version_id, n.report_id, n.page, n.char_start, n.char_end, n.quote, n.context, n.method,
       w.causes, s.amount_yuan AS suggested, s.reason_zh AS suggestion, '' AS message, n.evidence_id,
       d.file_name, d.sha256, r.unit_name, r.fiscal_year
FROM named AS n
LEFT JOIN quality.waiting AS w USING (table_name, fact_id)
LEFT JOIN quality.suggestions AS s USING (table_name, fact_id)
LEFT JOIN quality.decided AS x USING (table_name, fact_id)
JOIN core.documents AS d USING (document_id)
LEFT JOIN core.reports AS r ON r.report_id = n.report_id
WHERE ($every OR ((w.fact_id IS NOT NULL OR s.fact_id IS NOT NULL) AND x.fact_id IS NULL))
"""
_PROBLEMS_SQL: Final = """
SELECT left(sha256(concat_ws(chr(31), p.document_id, p.kind, coalesce(p.quote, p.message_zh), p.char_start)), 8) AS item_id,
       NULL AS table_name, NULL AS fact_id, p.problem_id, p.kind AS name, '' AS printed, NULL AS confidence,
       p.document_id, p.version_id, p.report_id, p.page, coalesce(p.char_start, 0) AS char_start,
       coalesce(p.char_end, 0) AS char_end, coalesce(p.quote, p.message_zh) AS quote, NULL AS context, NULL AS method,
       NULL AS causes, NULL AS suggested, NULL AS suggestion, p.message_zh AS message, NULL AS evidence_id,
       d.file_name, d.sha256, r.unit_name, r.fiscal_year
FROM quality.open_problems AS p
LEFT JOIN core.documents AS d USING (document_id)
LEFT JOIN core.reports AS r ON r.report_id = p.report_id
"""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits. A figure has ``table`` and ``fact_id``, anything else a ``problem_id``.

    ``name``: the figure (personnel.executed.all) or the kind of the problem; ``causes``: codes of lexicon/confidence.toml.
    """

    item_id: str
    group: str
    table: str | None
    fact_id: str | None
    problem_id: str | None
    name: str
    printed: str
    confidence: Decimal | None
    causes: tuple[str, ...]
    message: str
    quote: str
    context: str | None
    place: tuple[int, int]
    page: int | None
    method: str | None
    evidence_id: str | None
    document_id: str | None
    sha256: str | None
    file_name: str | None
    report_id: str | None
    version_id: str | None
    unit_name: str | None
    fiscal_year: int | None
    suggested: Decimal | None
    suggestion: str | None

    @property
    def key(self) -> tuple[object, ...]:
        """What a decision on this item is recognised by."""
        name = (self.table, self.name) if self.table else (None, self.name)
        return (self.document_id, *name, self.quote, self.printed)


@cache
def groups() -> dict[str, str]:
    """Names of the groups by code, in their order."""
    return {group["code"]: group["name"] for group in load("review")["group"]}


def waiting_items(store: Store, *, every: bool = False) -> list[Item]:
    """What waits, by document, group and place; with ``every`` also the figures that do not.

    A problem that only says that a figure waits is folded into that figure.
    """
    figures = [_item(row) for row in store.rows(_FIGURES_SQL, {"every": every})]
    told = {(i.document_id, i.place) for i in figures if i.causes or i.suggested is not None}
    folded = {DOUBTFUL, "repair_suggested", *(cause.problem for cause in causes().values())}
    problems = [
        item
        for row in store.rows(_PROBLEMS_SQL)
        if (item := _item(row)).name not in folded or (item.document_id, item.place) not in told
    ]
    order = {code: number for number, code in enumerate(groups())}
    return sorted(
        (*figures, *problems),
        key=lambda i: (i.file_name or "", i.document_id or "", order[i.group], i.place, i.item_id),
    )


def undecided(
    items: Iterable[Item], decisions: Sequence[FigureDecision], identified: Set[str] = frozenset()
) -> list[Item]:
    """The items that no recorded decision answers; decisions take effect with the next run.

    ``identified``: ids of the documents whose region, unit or year a person has decided.
    """
    answered = {
        (d.document_id, d.table or None, d.problem or d.figure, d.quote, d.printed) for d in decisions
    }
    return [
        item
        for item in items
        if item.key not in answered
        and not (item.group in _IDENTITY_GROUPS and item.document_id in identified)
    ]


def find_items(items: Iterable[Item], wanted: str) -> list[Item]:
    """The items whose id begins with the words; a fact or problem id names its item too."""
    exact = [i for i in items if wanted in (i.fact_id, i.problem_id)]
    return exact or [i for i in items if len(wanted) >= SHORTEST_ID and i.item_id.startswith(wanted.lower())]


def _item(row: Mapping[str, Any]) -> Item:
    met = tuple(row["causes"] or ())
    return Item(
        item_id=row["item_id"],
        group=group_of(row["name"]) if row["table_name"] is None else _figure_group(met, row["suggested"]),
        table=row["table_name"],
        fact_id=row["fact_id"],
        problem_id=row["problem_id"],
        name=row["name"],
        printed=row["printed"],
        confidence=row["confidence"],
        causes=met,
        message=row["message"],
        quote=row["quote"],
        context=row["context"],
        place=(row["char_start"], row["char_end"]),
        page=row["page"],
        method=row["method"],
        evidence_id=row["evidence_id"],
        document_id=row["document_id"] or None,
        sha256=row["sha256"],
        file_name=row["file_name"],
        report_id=row["report_id"],
        version_id=row["version_id"],
        unit_name=row["unit_name"],
        fiscal_year=row["fiscal_year"],
        suggested=row["suggested"],
        suggestion=row["suggestion"],
    )


def _figure_group(met: Sequence[str], suggested: Decimal | None) -> str:
    if not met and suggested is None:
        return STATED
    return FIGURE if any(code != _CONTRADICTED for code in met) else "contradiction"


def group_of(kind: str) -> str:
    """The group of a kind of problem; the last one takes what no group names."""
    listed = load("review")["group"]
    return str(next((g["code"] for g in listed if kind in g["kinds"]), listed[-1]["code"]))
