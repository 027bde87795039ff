"""Reading again what was read: everything, or the reports of a county or a year.

Belongs here: which documents a wish means, and that it outlives a night that was killed over it. Does not belong here: reading
them again (reading), what else a night does.

A file that gave no report belongs to no county and no year here; ``--rebuild`` reads it again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pipelines.night.progress import say
from pipelines.night.settings import Settings
from pipelines.publish import live_build
from pipelines.state import IntentionRecord, State
from pipelines.store import Store

_DOCUMENTS = """
SELECT DISTINCT document_id FROM core.filed_reports
WHERE ($county IS NULL OR $county IN (region_code, county)) AND ($year IS NULL OR fiscal_year = $year)
"""


def note_wish(settings: Settings, state: State, run_id: str, now: datetime) -> Settings:
    """Note in the ledger what is asked for tonight. The settings that the night goes by: what an earlier night was asked for and
    did not publish is asked for again."""
    if settings.rebuild:
        state.intend(run_id, "rebuild", now, None)
    elif documents := documents_to_redo(settings):
        state.intend(run_id, "redo", now, documents)
    wishes = state.intentions()
    for wish in wishes:
        if wish.run_id != run_id:
            say(f"接着做完 {say_wish(wish)}")
    return replace(settings, rebuild=any(wish.kind == "rebuild" for wish in wishes))


def say_wish(wish: IntentionRecord) -> str:
    """What was asked for, and when."""
    zh, en = {"rebuild": ("全部重读重建", "--rebuild"), "redo": ("一县或一年的重读", "--redo")}[wish.kind]
    return f"{wish.asked_at:%Y-%m-%d %H:%M} UTC 要求而未做完的{zh} unfinished {en}"


def documents_to_redo(settings: Settings) -> frozenset[str]:
    """Ids of the documents that hold reports of the county and year to be redone; none where nothing is asked for."""
    live = live_build(settings.warehouse)
    if settings.redo is None or live is None:
        return frozenset()
    asked = {"county": settings.redo.county, "year": settings.redo.year}
    with Store.open_read_only(live.database) as store:
        return frozenset(row["document_id"] for row in store.rows(_DOCUMENTS, asked))
