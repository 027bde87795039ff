"""Hop 5 of a night, single figures: people's decisions replayed over a filled database.

Belongs here: the table of causes, which figures and problems a decision may speak of, and which problems a decision closes.
Does not belong here: the guard (assemble.replay), the overlay (warehouse/schema/30_views.sql), writing decisions (review).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pipelines.assemble import FigureDecision, Standing, read_corrections, replay
from pipelines.assemble.wording import problem_row
from pipelines.night.decision_files import CORRECTIONS
from pipelines.normalize.confidence import DOUBTFUL, cause_rows, causes
from pipelines.store import Store

REPAIR: Final = "repair_suggested"

_FIGURES_SQL: Final = """
SELECT document_id, report_id, version_id, table_name, fact_id AS row_id, figure, coalesce(printed, '') AS printed, quote,
       char_start, char_end
FROM quality.figures WHERE document_id IN (SELECT unnest($documents))
"""
_PROBLEMS_SQL: Final = """
SELECT document_id, report_id, version_id, NULL AS table_name, problem_id AS row_id, kind AS figure, '' AS printed,
       coalesce(quote, message_zh) AS quote, coalesce(char_start, 0) AS char_start, coalesce(char_end, 0) AS char_end
FROM quality.problems WHERE document_id IN (SELECT unnest($documents))
"""
_CLOSE_SQL: Final = """
WITH settled AS (
    SELECT problem_id, action FROM quality.corrections WHERE status = 'applied' AND problem_id IS NOT NULL
    UNION ALL
    SELECT p.problem_id, s.action
    FROM quality.settled AS s
    JOIN quality.figures AS f USING (table_name, fact_id)
    JOIN quality.problems AS p USING (document_id, char_start, char_end)
    WHERE p.kind IN (SELECT unnest($kinds)) AND NOT EXISTS (  -- one place may state several figures
        FROM quality.figures AS o JOIN quality.waiting AS w USING (table_name, fact_id) WHERE o.evidence_id = f.evidence_id)
)
UPDATE quality.problems AS p
SET status = CASE s.action WHEN 'accept' THEN 'accepted' WHEN 'correct' THEN 'corrected' ELSE 'rejected' END
FROM (SELECT problem_id, min(action) AS action FROM settled GROUP BY problem_id) AS s
WHERE s.problem_id = p.problem_id
"""


def apply_decisions(store: Store, folder: Path) -> dict[str, int]:
    """Fill ``quality.causes`` and ``quality.corrections``, close the problems that are settled; counts by status."""
    store.insert("quality.causes", cause_rows())
    read = read_corrections(folder / CORRECTIONS)
    store.insert("quality.problems", [problem_row(p, "", None) for p in read.problems])
    replayed = replay(read.values, _standing(store, read.values), _documents(store))
    store.insert("quality.corrections", replayed.corrections)
    store.insert("quality.problems", replayed.problems)
    kinds = sorted({DOUBTFUL, REPAIR, *(cause.problem for cause in causes().values())})
    if replayed.corrections:
        store.execute(_CLOSE_SQL, {"kinds": kinds})
    statuses = [correction.status for correction in replayed.corrections]
    return {f"decisions_{status}": statuses.count(status) for status in sorted(set(statuses))}


def _standing(store: Store, decisions: Sequence[FigureDecision]) -> list[Standing]:
    wanted = {"documents": sorted({d.document_id for d in decisions})}
    if not wanted["documents"]:
        return []
    return [
        Standing(
            document_id=row["document_id"],
            report_id=row["report_id"],
            version_id=row["version_id"],
            table_name=row["table_name"],
            row_id=row["row_id"],
            figure=row["figure"],
            printed=row["printed"],
            quote=row["quote"],
            place=(row["char_start"], row["char_end"]),
        )
        for sql in (_FIGURES_SQL, _PROBLEMS_SQL)
        for row in store.rows(sql, wanted)
    ]


def _documents(store: Store) -> frozenset[str]:
    return frozenset(row["document_id"] for row in store.rows("SELECT document_id FROM core.documents"))
