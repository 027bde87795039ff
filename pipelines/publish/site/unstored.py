"""What was read and not stored: numbers and words that could not be resolved for certain, each with its reason and its place.

Belongs here: which they are, by report, for the pages that tell of them. Does not belong here: figures that were stored and wait
for a person (waiting), files that were not read at all (schema quality.quarantine).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.publish.site.waiting import told_as_figures
from pipelines.store import Store

Row = dict[str, Any]

UNSTORED_SQL = """
    SELECT problem_id, document_id, report_id, kind, page, char_start, char_end, message_zh FROM quality.open_problems
    WHERE NOT list_contains($told, kind)
"""
"""``told``: the kinds that are told as figures which wait."""


def told(store: Store) -> Mapping[str, Sequence[str]]:
    """The parameter of ``UNSTORED_SQL``."""
    return {"told": sorted(told_as_figures(store))}


def read_unstored(store: Store, table: str = "core.reports") -> Mapping[str, Sequence[Row]]:
    """By report, of those that ``table`` names: every problem in the order of the text."""
    by_report: defaultdict[str, list[Row]] = defaultdict(list)
    for row in store.rows(
        f"SELECT * FROM ({UNSTORED_SQL}) WHERE report_id IN (SELECT report_id FROM {table})"
        " ORDER BY report_id, document_id, char_start, problem_id",
        told(store),
    ):
        by_report[row["report_id"]].append(row)
    return by_report
