"""Doubts about figures and people's decisions on them, as ``xianjian explain`` prints them.

Belongs here: causes and decisions of the figures of a report. Does not belong here: what waits in all (review).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from pipelines.store import Store

Row = dict[str, Any]
Key = tuple[str, str]

_SQL = """
SELECT table_name, fact_id, name_zh AS words, waits, 1 AS part FROM core.fact_causes JOIN quality.causes USING (cause)
WHERE fact_id IN (SELECT unnest($facts))
UNION ALL
SELECT table_name, fact_id,
       CASE action WHEN 'accept' THEN '人工核对属实' WHEN 'reject' THEN '人工判为不采用'
            ELSE '人工更正为 ' || new_text || coalesce(new_unit, '') END
           || '（' || decided_by || ' ' || strftime(decided_at, '%Y-%m-%d') || '：' || why || '）', false, 2
FROM quality.corrections WHERE status = 'applied' AND fact_id IN (SELECT unnest($facts))
ORDER BY part, words
"""


def doubts_of(store: Store, figures: Sequence[Row]) -> Mapping[Key, Sequence[Row]]:
    """Causes and decisions by table and fact."""
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in store.rows(_SQL, {"facts": [figure["fact_id"] for figure in figures]}):
        found[row["table_name"], row["fact_id"]].append(row)
    return found


def print_doubts(console: Console, figure: Row, doubts: Sequence[Row]) -> None:
    """The confidence where it is below one, with its causes; then what people decided."""
    if figure["confidence"] < 1:
        causes = [row["words"] for row in doubts if row["part"] == 1]
        why = f"：{'；'.join(causes)}" if causes else ""
        waits = "，等人核对" if any(row["waits"] for row in doubts) and not _decisions(doubts) else ""
        console.print(f"    可信度 {figure['confidence']:.2f}{why}{waits}", markup=False, highlight=False)
    for words in _decisions(doubts):
        console.print(f"    {words}", markup=False, highlight=False)


def _decisions(doubts: Sequence[Row]) -> list[str]:
    return [row["words"] for row in doubts if row["part"] == 2]
