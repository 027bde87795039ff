"""Places: the counties and cities that have pages, and the city of a county whose name another one bears too (新华区).

Belongs here: what a place is called. Does not belong here: what stands on its page (counties), its address (addresses).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from pipelines.store import Store

Row = dict[str, Any]

PLACES_SQL = """
    WITH seen AS (
        SELECT region_code, county, city, province FROM core.reports WHERE region_code IS NOT NULL
        UNION ALL SELECT region_code, NULL, NULL, NULL FROM core.units
    )
    SELECT s.region_code, coalesce(any_value(g.name), any_value(coalesce(s.county, s.city, s.province)), s.region_code) AS name,
           any_value(g.level) AS level, coalesce(any_value(s.city), any_value(c.name)) AS city,
           coalesce(any_value(s.province), any_value(p.name)) AS province
    FROM seen AS s LEFT JOIN core.regions AS g USING (region_code)
    LEFT JOIN core.regions AS c ON c.region_code = g.parent_code AND c.level = 'city'
    LEFT JOIN core.regions AS p ON p.region_code = left(s.region_code, 2) || '0000' AND p.level = 'province'
    GROUP BY s.region_code ORDER BY s.region_code
"""


def read_places(store: Store) -> list[Row]:
    """Every place with reports, or with units that should report: region_code, name, level, city, province."""
    return store.rows(PLACES_SQL)


def full_name(name: str, city: str | None) -> str:
    """A place with its city (石家庄市新华区), in ways up from a page: told of each, for a page that is kept must not depend on which
    other counties bear the name."""
    return name if city is None or city == name else city + name


def cities_of_namesakes(store: Store) -> dict[str, str]:
    """Region code → the city (or else the province) of each place whose name is not its own alone."""
    places = read_places(store)
    bearers = Counter(place["name"] for place in places)
    return {
        place["region_code"]: above
        for place in places
        if bearers[place["name"]] > 1 and (above := place["city"] or place["province"])
    }
