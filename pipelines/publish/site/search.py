"""The search's data: what can be looked for, as scripts that a page loads when somebody begins to type.

Belongs here: names and where they lead. Does not belong here: matching (assets/site.js). A file each for places, units and
indicators, so that the small one answers at once; each assigns to a global, because a page from the disk cannot fetch. Long lists are
parted, and come one part after another while those that are there already answer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from pipelines.publish.site.addresses import county_page, department_page, unit_page
from pipelines.publish.site.assets import FOLDER
from pipelines.publish.site.pages import Site
from pipelines.store import Store

MOST = 20_000
"""Names in a file: about a megabyte."""
PARTS = "parts"
"""The file that says which files there are."""
Entry = tuple[str, str, str]
"""What it is called, what tells it from its like (its county, its sort), its page from the site's folder."""

_COUNTIES = """
    SELECT DISTINCT region_code, coalesce(county, city, province) AS name, coalesce(city, '') AS city FROM core.reports
    WHERE region_code IS NOT NULL AND coalesce(county, city, province) IS NOT NULL
    UNION SELECT g.region_code, g.name, coalesce(c.name, '')
    FROM core.regions AS g LEFT JOIN core.regions AS c ON c.region_code = g.parent_code AND c.level = 'city'
    WHERE g.region_code IN (SELECT region_code FROM core.units ANTI JOIN core.reports USING (region_code)) ORDER BY region_code, name
"""
_DEPARTMENTS = """
    SELECT department_type AS name, count(*) AS n FROM core.units WHERE department_type IS NOT NULL GROUP BY ALL ORDER BY name
"""
_UNITS = """
    SELECT u.unit_id, u.unit_name, coalesce(g.name, u.region_code) AS place FROM core.units AS u LEFT JOIN core.regions AS g USING (region_code)
    ORDER BY u.region_code, u.unit_name
"""


def write_search(store: Store, site: Site, indicators: Sequence[Entry] = (), most: int = MOST) -> int:
    """Write the search's scripts; how many names can be found. ``indicators``: those that have pages; ``most``: names in a file."""
    seen: set[str] = set()
    places: list[Entry] = []
    for row in store.rows(_COUNTIES):
        page = county_page(row["region_code"])
        if page not in seen:
            places.append((row["name"], row["city"], page))
            seen.add(page)
    places += [
        (row["name"], f"部门类型，{row['n']} 个单位", department_page(row["name"]))
        for row in store.rows(_DEPARTMENTS)
    ]
    units = [(row["unit_name"], row["place"], unit_page(row["unit_id"])) for row in store.rows(_UNITS)]
    lists: dict[str, Sequence[Entry]] = {"places": places, "units": units, "indicators": indicators}
    parts = {
        name if start == 0 else f"{name}-{start // most + 1}": entries[start : start + most]
        for name, entries in lists.items()
        for start in range(0, max(len(entries), 1), most)
    }
    for name, entries in parts.items():
        _assign(site, name, f'(window.XIANJIAN_SEARCH = window.XIANJIAN_SEARCH || {{}})["{name}"]', entries)
    _assign(site, PARTS, "window.XIANJIAN_SEARCH_PARTS", list(parts))
    return sum(map(len, lists.values()))


def _assign(site: Site, name: str, variable: str, value: Sequence[Entry] | Sequence[str]) -> None:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    site.put(f"{FOLDER}/search-{name}.js", f"{variable} = {data};\n".encode())
