"""Every county of GB/T 2260: its reports are told by its name, and a shared name is never guessed."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.model.claims import Card, Identity, IdentityClaim, Said
from pipelines.model.document import Span
from pipelines.normalize.departments import load_departments
from pipelines.normalize.identity import resolve
from pipelines.normalize.places import Region
from pipelines.normalize.registry import load_places

PLACES, DEPARTMENTS = load_places(), load_departments()
FIRST, LAST = 2012, 2025
BEHIND_CITY_ONLY = ("城区", "郊区", "矿区", "东区", "西区")


def identity_of(unit: str, year: int) -> tuple[Identity, list[str]]:
    claim = IdentityClaim("department", None, (Said(unit, Span(0, 1)),), year, None, None, "unknown")
    outcome = resolve(claim, Card(), PLACES, DEPARTMENTS)
    return outcome.values[0], [problem.kind for problem in outcome.problems]


def counties() -> Iterator[tuple[Region, int]]:
    """Every county and zone with a year in which it has its name from beginning to end."""
    for region in PLACES.regions:
        first = max((region.valid_from or 0) + 1, FIRST)
        last = min((region.valid_to or 9999) - 1, LAST)
        if region.is_county and first <= last:
            yield region, last


def test_every_county_is_resolved_by_its_name_with_province_and_city() -> None:
    wrong = []
    for region, year in counties():
        city, province = PLACES.city_of(region, year), PLACES.province_of(region)
        above = dict.fromkeys(r.name for r in (province, city) if r is not None)
        identity, problems = identity_of(f"{''.join(above)}{region.name}民政局", year)
        told = (identity.region_code, identity.county, identity.department_type, problems)
        if told != (region.code, region.name, "民政局", []):
            wrong.append((region, year, told))
    assert wrong == []


def test_a_bare_name_is_resolved_where_it_is_the_only_one_and_else_listed_as_ambiguous() -> None:
    wrong = []
    for region, year in counties():
        if region.name in BEHIND_CITY_ONLY:
            continue
        identity, problems = identity_of(f"{region.name}民政局", year)
        shared = [r for r in PLACES.named(region.name, year) if r.is_county]
        expected = (region.code, []) if len(shared) == 1 else (None, ["county_ambiguous"])
        if (identity.region_code, problems) != expected:
            wrong.append((region, year, identity.region_code, problems))
    assert wrong == []


def test_the_table_holds_the_counties_of_today() -> None:
    today = [region for region in PLACES.regions if region.level == "county" and region.holds_in(LAST)]
    assert 2840 < len([region for region in today if not region.code.startswith("99")]) < 2990
