"""The region of a report: county, city or province that it is of.

Belongs here: which of the places that unit names, title, card, site and folder say holds. Does not belong here: finding the places
in a name (unit_parts, places), what is said where it is open (place_problems).

The report's own words decide; the card (raw/manifest.csv) fills what they leave open and never overrules them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.model.claims import Card, Said
from pipelines.model.document import Span
from pipelines.model.problem import Problem
from pipelines.normalize.place_problems import (
    ambiguous,
    code_unknown,
    contradicted,
    found_elsewhere,
    unresolved,
)
from pipelines.normalize.places import Places, Region
from pipelines.normalize.unit_parts import UnitParts, without_own_level, without_unknown_place


@dataclass(frozen=True, slots=True)
class Told:
    """What says where a report is from. ``parts``: the names of its unit, the most trustworthy first.

    ``around``: the places of the site and folder; they tell shared names apart, and only a county among them decides.
    ``span``: where a problem points to.
    """

    parts: Sequence[UnitParts]
    title: Said | None
    card: Card
    around: Sequence[Region]
    year: int | None
    span: Span | None


def region_of(told: Told, places: Places) -> tuple[Region | None, Problem | None]:
    """The one region that unit names and title leave, the card's where they leave it open, else that of its site; and the problem
    where none is certain, or another one is told too."""
    by_card, card_problem = _of_card(told.card, told.year, places)
    regions = _of_text(told, by_card, places)
    if len(regions) > 1:
        return None, ambiguous(regions, told.year, places, told.span)
    if not regions:
        return _of_surroundings(told, by_card, card_problem, places)
    region = regions[0]
    if len(by_card) == 1 and by_card[0].code != region.code and not places.is_within(region, by_card[0]):
        if places.is_within(by_card[0], region):
            return by_card[0], None
        return region, contradicted(region, by_card[0], told.year, places, told.span)
    if card_problem is None and not by_card and (other := _lies_elsewhere(region, told.around, places)):
        return region, found_elsewhere(region, other, told.year, places, told.span)
    return region, card_problem


def _of_text(told: Told, by_card: Sequence[Region], places: Places) -> Sequence[Region]:
    """The regions that the report itself leaves; card, site and folder only tell several of one name apart."""
    if told.parts and told.parts[0].is_masked:
        return ()
    regions = next(_said_regions(told, places), ())
    if len(regions) > 1:
        regions = _narrowed(regions, told, places)
    if len(regions) > 1:
        regions = tuple(r for r in regions if r in by_card) or regions
        regions = tuple(r for r in regions if any(places.is_within(r, above) for above in by_card)) or regions
    if len(regions) > 1:
        regions = (
            tuple(r for r in regions if r in told.around) or places.narrowed(regions, told.around) or regions
        )
    return regions


def _of_surroundings(
    told: Told, by_card: Sequence[Region], card_problem: Problem | None, places: Places
) -> tuple[Region | None, Problem | None]:
    """The region of a report that names none: the card's, else the one county of its site and folder."""
    if len(by_card) == 1:
        return by_card[0], None
    if by_card:
        return None, ambiguous(by_card, told.year, places, told.span)
    counties = {r.code: r for r in told.around if r.is_county and _may_be_of(told.parts, r)}
    is_masked = bool(told.parts) and told.parts[0].is_masked
    if len(counties) == 1 and not is_masked and card_problem is None:
        return next(iter(counties.values())), None
    return None, card_problem or unresolved(told.parts, told.span)


def _lies_elsewhere(told: Region, around: Sequence[Region], places: Places) -> Region | None:
    """The one county that site and folder stand for, where it is another than the report's."""
    counties = {region.code: region for region in around if region.is_county}
    other = next(iter(counties.values()), None)
    if other is None or len(counties) > 1 or not told.is_county or told.name == other.name:
        return None
    return None if places.is_within(told, other) or places.is_within(other, told) else other


def _said_regions(told: Told, places: Places) -> Iterator[tuple[Region, ...]]:
    """What the text says, most trustworthy first: the unit's name, other spellings of it, the title, other names."""
    parts, title, year = told.parts, told.title, told.year
    if parts and parts[0].regions:
        yield parts[0].regions
    for other in parts[1:]:
        if other.regions and other.rest == parts[0].rest:
            yield other.regions
    if title is not None:
        said = title.text.replace(_unknown_place(parts[0].rest), "") if parts else title.text
        counties = places.find_counties(said, year)
        if counties:
            yield counties
        cities = [r for m in places.mentions(said, year) for r in m.regions if not r.is_county]
        if cities:
            yield (cities[-1],)
    for other in parts[1:]:
        if other.regions:
            yield other.regions


def _unknown_place(rest: str) -> str:
    """临沧县 of 临沧县总工会, which no county was called in the year: the 沧县 in it is no other place that the title names."""
    return rest.removesuffix(without_unknown_place(rest))


def _narrowed(regions: tuple[Region, ...], told: Told, places: Places) -> tuple[Region, ...]:
    """Those of several regions of one name whose city or province the other names or the title say."""
    texts = [part.printed for part in told.parts] + ([told.title.text] if told.title else [])
    named = [
        r for text in texts for m in places.mentions(text, told.year) for r in m.regions if not r.is_county
    ]
    return places.narrowed(regions, named) or regions


def _of_card(card: Card, year: int | None, places: Places) -> tuple[Sequence[Region], Problem | None]:
    if card.region_code:
        region = places.by_code(card.region_code, year) or places.by_code(card.region_code, None)
        return ((region,), None) if region is not None else ((), code_unknown(card.region_code))
    if card.county:
        counties = places.find_counties(card.county, year)
        cities = (r for m in places.mentions(card.county, year) for r in m.regions)
        return counties or tuple(cities)[-1:], None
    return (), None


def _may_be_of(parts: Sequence[UnitParts], county: Region) -> bool:
    """Whether the unit names no other place, and its word for its level (县司法局, 市林业局) is that of the county."""
    if not parts:
        return True
    rest = parts[0].rest
    if without_unknown_place(rest) != rest:
        return False
    return without_own_level(rest) == rest or rest[0] == county.name[-1]
