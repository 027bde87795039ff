"""Changed figures for the overview: what ``xianjian diff`` would tell of this build and the live one, as the page lists it.

Belongs here: which of the differences are news of a report that was there before. Does not belong here: comparing (differing), what
the page looks like (publish.site.news).
"""

from __future__ import annotations

from typing import Final

from pipelines.lexicon import load
from pipelines.night.publish.differing import FigureChange, changed_figures
from pipelines.publish import Build, Inputs
from pipelines.publish.site.news import ChangedFigure, are_comparable
from pipelines.store import Store

_WHOLE_REPORTS: Final = frozenset({"file_new", "file_gone", "moved"})
"""Causes that bring or take all figures of a report: the list of reports tells of these."""


def figures_in_the_news(store: Store, live: Build | None, inputs: Inputs | None) -> tuple[ChangedFigure, ...]:
    """The figures that differ from the live build's in reports that both have, by place, unit and year. ``inputs``: of the build in
    the making, to say which of code and rules changed. None where the live build has other tables, which the page says."""
    if live is None or not live.database.is_file() or not are_comparable(store, live.database):
        return ()
    versions = None if inputs is None else (live.manifest().inputs, inputs)
    changes = changed_figures(store, live.database, versions)
    return tuple(_told(change) for change in changes if change.cause not in _WHOLE_REPORTS)


def _told(change: FigureChange) -> ChangedFigure:
    unit = change.value_unit or ""
    return ChangedFigure(
        report_id=change.report_id,
        place=change.county,
        unit_name=change.unit_name,
        fiscal_year=change.fiscal_year,
        figure=change.figure,
        old_text=None if change.change == "added" else change.old_text,
        new_text=None if change.change == "removed" else change.new_text,
        difference=change.difference,
        unit=load("diff")["difference_unit"].get(unit, unit),
        why=change.cause_zh,
        old_evidence_id=change.old_evidence_id,
        evidence_id=change.evidence_id,
    )
