"""Figures that wait for a person: held back from every comparison, with the reason and the way to the sentence.

Belongs here: which they are, by report, and why, as SQL for the pages that tell of them. Does not belong here: what makes a figure
doubtful (lexicon/confidence.toml), deciding about it (``xianjian review``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.lexicon import load
from pipelines.publish.site.figures import TABLES, figure_of
from pipelines.publish.site.quote_homes import homes_sql
from pipelines.store import Store

Row = dict[str, Any]

_FACTS = " UNION ALL ".join(
    f"SELECT '{table}' AS table_name, fact_id, report_id, version_id, evidence_id FROM core.{table}"
    for table in TABLES
)
_PREPARE = f"""
CREATE OR REPLACE TEMP TABLE waiting_figures AS
    SELECT f.table_name, f.fact_id, f.report_id, e.evidence_id, e.document_id, e.char_start, e.char_end, e.page
    FROM quality.waiting AS w JOIN ({_FACTS}) AS f USING (table_name, fact_id)
    JOIN core.reports AS r ON r.report_id = f.report_id AND coalesce(r.version_id, f.version_id) = f.version_id
    JOIN core.evidence AS e ON e.evidence_id = f.evidence_id;
"""
"""Of the version that counts; of all of them where it is not decided which does."""


def reasons_sql(figures: str, quotes: str) -> str:
    """A query of (report_id, table_name, fact_id, why), a row for each figure that waits. ``figures``: a table with these columns
    and evidence_id; ``quotes``: one with evidence_id, document_id, char_start and char_end."""
    return f"""
        WITH named AS (
            SELECT f.report_id, w.table_name, w.fact_id, f.evidence_id, string_agg(c.name_zh, '；' ORDER BY c.confidence, c.cause) AS names
            FROM quality.waiting AS w JOIN {figures} AS f USING (table_name, fact_id)
            JOIN quality.causes AS c ON list_contains(w.causes, c.cause) GROUP BY ALL
        ), said AS (  -- of words that say otherwise: what they say
            SELECT e.evidence_id, string_agg(DISTINCT p.message_zh, '；' ORDER BY p.message_zh) AS why
            FROM quality.problems AS p JOIN {quotes} AS e USING (document_id, char_start, char_end)
            WHERE p.kind = 'words_contradict' AND p.status = 'open' GROUP BY ALL
        )
        SELECT n.report_id, n.table_name, n.fact_id, coalesce(s.why, n.names) AS why FROM named AS n LEFT JOIN said AS s USING (evidence_id)
    """


def read_waiting(store: Store) -> Mapping[str, Sequence[Row]]:
    """By report: each figure that waits, as ``figure``, with ``why``, and its quote's ``home`` (report) and ``page``. In the order of
    the text. Makes temporary tables."""
    store.execute(_PREPARE)
    told = {
        (row["table_name"], row["fact_id"]): figure_of(row["table_name"], row)
        for table in TABLES
        for row in store.rows(
            f"SELECT '{table}' AS table_name, * FROM core.{table} WHERE fact_id IN"
            " (SELECT fact_id FROM waiting_figures WHERE table_name = $name)",
            {"name": table},
        )
    }
    rows = store.rows(
        f"SELECT w.*, y.why, h.home FROM waiting_figures AS w"
        f" JOIN ({reasons_sql('waiting_figures', 'waiting_figures')}) AS y USING (report_id, table_name, fact_id)"
        f" LEFT JOIN ({homes_sql('waiting_figures')}) AS h ON h.evidence_id = w.evidence_id"
        " ORDER BY w.report_id, w.document_id, w.char_start, w.table_name, w.fact_id"
    )
    by_report: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        figure = told[row["table_name"], row["fact_id"]]
        by_report[row["report_id"]].append({"figure": figure, **{k: row[k] for k in ("why", "home", "page")}})
    return by_report


def told_as_figures(store: Store) -> frozenset[str]:
    """Kinds of problem that tell of figures which wait: those are stored, and counted in quality.waiting as well."""
    causes = load("confidence")["cause"]
    met = store.rows("SELECT DISTINCT unnest(causes) AS cause FROM quality.waiting")
    return frozenset(causes[row["cause"]].get("problem", "figure_doubtful") for row in met)


def count_waiting(store: Store) -> Mapping[str, int]:
    """Figures that wait, by region code. Makes a temporary table."""
    store.execute(_PREPARE)
    rows = store.rows(
        "SELECT region_code, count(*) AS n FROM waiting_figures JOIN core.reports USING (report_id)"
        " WHERE region_code IS NOT NULL GROUP BY region_code"
    )
    return {row["region_code"]: row["n"] for row in rows}
