"""Identity: which county, department and year a report belongs to, in canonical codes.

Belongs here: all of it together, and the unit's full name. Does not belong here: reading the document (extract), which region it
is (region_of), which type (department_type), ids (ids). What nothing decides stays None and is a problem.
"""

from __future__ import annotations

from pipelines.model.claims import Card, Identity, IdentityClaim
from pipelines.model.problem import Outcome, Problem
from pipelines.normalize.department_type import type_of
from pipelines.normalize.departments import Departments
from pipelines.normalize.places import Places, Region
from pipelines.normalize.publication import published_in
from pipelines.normalize.region_of import Told, region_of
from pipelines.normalize.unit_parts import UnitParts, unit_parts, without_own_level


def resolve(claim: IdentityClaim, card: Card, places: Places, departments: Departments) -> Outcome[Identity]:
    """Always exactly one identity; its fields are None where a problem says why.

    Problems: ``county_unresolved``, ``county_ambiguous``, ``county_contradicted``, ``region_code_unknown``,
    ``unit_unresolved``, ``department_type_proposed``.
    """
    year = claim.fiscal_year
    names = [said.text for said in claim.units] or ([card.unit_name] if card.unit_name else [])
    taken_apart = [unit_parts(name, year, places, departments) for name in names]
    parts = [part for part in taken_apart if part.rest] or taken_apart  # a place alone is no unit
    parts += [part for part in taken_apart if part not in parts]
    span = claim.units[0].span if claim.units else claim.title.span if claim.title else None
    around = published_in(claim.sites, card, year, places)
    region, place_problem = region_of(Told(parts, claim.title, card, around, year, span), places)
    problems = [place_problem]
    unit_name = department_type = None
    if parts:
        unit_name = _canonical(parts[0], region)
        department_type, proposed = type_of(parts[0], year, departments, span)
        problems.append(proposed)
    else:
        problems.append(
            Problem(
                "unit_unresolved",
                "没有找到填报单位的名称；请在 raw/manifest.csv 为该文件填写 unit_name",
                "the name of the reporting unit was not found; state unit_name in raw/manifest.csv",
                span,
            )
        )
    city = places.city_of(region, year) if region else None
    province = places.province_of(region) if region else None
    identity = Identity(
        region_code=region.code if region else None,
        code_system=region.code_system if region else None,
        county=region.name if region and region.is_county else None,
        city=city.name if city else None,
        province=province.name if province else None,
        department_type=department_type,
        unit_name=unit_name,
        fiscal_year=year,
        report_type=claim.kind,
        subject=claim.subject,
        scope=claim.scope,
        title=claim.title.text if claim.title else None,
        signed_on=claim.signed_on,
    )
    return Outcome((identity,), tuple(problem for problem in problems if problem is not None))


def _canonical(parts: UnitParts, region: Region | None) -> str:
    """The full name: head, the region's own name, the rest; as printed where the region is not certain."""
    if region is None or parts.keeps_printed or parts.is_masked:
        return parts.printed
    if parts.regions:
        return f"{parts.head}{region.name}{parts.rest}" if region in parts.regions else parts.printed
    return f"{parts.head}{region.name}{without_own_level(parts.rest)}"
