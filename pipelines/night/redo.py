"""Redoing the reports of a county or a year: which documents they came from.

Belongs here: finding them in the live build. Does not belong here: reading them again (reading), what else a night does.

A file that gave no report belongs to no county and no year here; ``--rebuild`` reads it again.
"""

from __future__ import annotations

from pipelines.night.settings import Settings
from pipelines.publish import live_build
from pipelines.store import Store

_DOCUMENTS = """
SELECT DISTINCT document_id FROM core.filed_reports
WHERE ($county IS NULL OR $county IN (region_code, county)) AND ($year IS NULL OR fiscal_year = $year)
"""


def documents_to_redo(settings: Settings) -> frozenset[str]:
    """Ids of the documents that hold reports of the county and year to be redone; none where nothing is asked for."""
    live = live_build(settings.warehouse)
    if settings.redo is None or live is None:
        return frozenset()
    asked = {"county": settings.redo.county, "year": settings.redo.year}
    with Store.open_read_only(live.database) as store:
        return frozenset(row["document_id"] for row in store.rows(_DOCUMENTS, asked))
