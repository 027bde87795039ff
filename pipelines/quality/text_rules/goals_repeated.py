"""E10: results that repeat the goals instead of saying what came of them.

Belongs here: holding results against goals. Does not belong here: the measure (repeats), labels (lexicon/evaluation.toml).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.repeats import Source, cut
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, fold
from pipelines.quality.text_rules.parameters import takes

WHOLE, ITEM = "whole", "item"


@takes(share=float, least_pieces=int, item_share=float, item_pieces=int)
def goals_repeated(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: part, seq, name, content, fact of goals and results. ``least_pieces``: below it a text is too short to judge;
    ``share``: of all results; ``item_share``: from which on one result among several says nothing of its own."""
    goals = [row for row in rows if row["part"] == "target"]
    results = [row for row in rows if row["part"] == "result"]
    if not goals or not results:
        yield not_evaluable("no_goals", WHOLE)
        return
    name = report.unit_name or ""
    source = Source.of((fold(row["content"]) for row in goals), name)
    counted = []
    for row in results:
        sentences = list(cut(fold(row["content"]), name))
        counted.append((row, sum(map(source.repeated, sentences)), sum(s.size for s in sentences)))
    pieces, repeated = sum(n for _, _, n in counted), sum(n for _, n, _ in counted)
    if pieces < params["least_pieces"] or not source.pieces:
        yield not_evaluable("words_few", WHOLE)
        return
    worst = sorted((row for row, same, n in counted if same * 2 > n), key=lambda row: int(row["seq"]))
    values = {"observed": _percent(repeated, pieces), "n": len(results)}
    too_much = Decimal(repeated) >= Decimal(str(params["share"])) * pieces
    yield Case(
        Outcome.FAIL if too_much else Outcome.PASS,
        WHOLE,
        values=values,
        facts=tuple(row["fact"] for row in worst or results[:1]) if too_much else (),
    )
    if len(results) > 1:
        yield from _items(counted, params)


def _items(
    counted: Sequence[tuple[Mapping[str, Any], int, int]], params: Mapping[str, Any]
) -> Iterator[Case]:
    for row, same, n in counted:
        subject = str(row["seq"])
        if n < params["item_pieces"]:
            yield not_evaluable("words_few", ITEM, subject)
        elif Decimal(same) >= Decimal(str(params["item_share"])) * n:
            values = {"seq": row["seq"], "name": row["name"], "observed": _percent(same, n)}
            yield Case(Outcome.FAIL, ITEM, subject, values=values, facts=(row["fact"],))
        else:
            yield Case(Outcome.PASS, ITEM, subject)


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal(1))
