"""Places of units that are awaited and have sent nothing yet: a county without a report has a name all the same.

Belongs here: their rows of core.regions, with the levels above. Does not belong here: the places that reports name
(warehouse/load/10_dimensions.sql), what the codes mean (normalize.places).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.normalize.places import Places, Region
from pipelines.normalize.registry import load_places
from pipelines.store import Store

_UNNAMED = """
    SELECT DISTINCT region_code FROM core.expected_units ANTI JOIN core.regions USING (region_code)
    WHERE region_code IS NOT NULL ORDER BY region_code
"""


@dataclass(frozen=True, slots=True)
class _RegionRow:
    region_code: str
    name: str
    level: str
    parent_code: str | None
    code_system: str
    first_year: int | None = None
    last_year: int | None = None


def name_awaited_places(store: Store) -> int:
    """Add the regions of awaited units that no report has named; how many. A code that nobody knows stays without a name."""
    known = {row["region_code"] for row in store.rows("SELECT region_code FROM core.regions")}
    rows: dict[str, _RegionRow] = {}
    codes = [row["region_code"] for row in store.rows(_UNNAMED)]
    if codes:
        places = load_places()
        for code in codes:
            rows |= {row.region_code: row for row in _with_levels_above(places, code)}
    return store.insert("core.regions", [row for code, row in sorted(rows.items()) if code not in known])


def _with_levels_above(places: Places, code: str) -> Iterator[_RegionRow]:
    region = places.by_code(code, None)
    if region is None:
        return
    levels = dict.fromkeys((places.city_of(region, None), places.province_of(region)))  # one in 直辖市
    above = [place for place in levels if place is not None and place.code != region.code]
    for place, parent in zip([region, *above], [*above, None], strict=True):
        yield _row(place, parent)


def _row(region: Region, parent: Region | None) -> _RegionRow:
    level = "county" if region.is_county else region.level
    return _RegionRow(region.code, region.name, level, parent.code if parent else None, region.code_system)
