"""A night in which nothing has changed: the live build stands, and answers for what this night would have made.

Belongs here: when nothing has changed, and what the live build says then. Does not belong here: the hops (run).
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.night.check.building import count_stored
from pipelines.night.check.families import FamilyCount, count_families
from pipelines.night.settings import Settings
from pipelines.publish import Build, Inputs, live_build
from pipelines.store import Store

_ASSEMBLED = """
SELECT count(*) AS reports, (SELECT count(*) FROM core.report_versions) AS versions,
       count(*) FILTER (version_id IS NULL) AS conflicts, count(*) FILTER (region_code IS NULL) AS region_unresolved
FROM core.reports
"""


def stands(settings: Settings, inputs: Inputs) -> bool:
    """Whether the live build was made of the very same inputs, rules and code, and is not asked for anew."""
    live = live_build(settings.warehouse)
    return not settings.rebuild and live is not None and live.manifest().input_hash == inputs.hash()


def standing_build(settings: Settings) -> Build:
    """The live build. To be asked only where it :func:`stands`."""
    live = live_build(settings.warehouse)
    assert live is not None
    return live


def count_standing(settings: Settings) -> dict[str, int]:
    """What the live build holds, as :func:`count_stored`, and what assembly counts."""
    with Store.open_read_only(standing_build(settings).database) as store:
        return {**count_stored(store), **store.rows(_ASSEMBLED)[0]}


def standing_families(settings: Settings, families: Mapping[str, str]) -> tuple[FamilyCount, ...]:
    """Results of the live build by family of rules, as :func:`count_families`."""
    with Store.open_read_only(standing_build(settings).database) as store:
        return count_families(store, families)
