"""Identity: which county, department and year a report belongs to, in canonical codes.

Belongs here: resolving what a document says of itself with the registries of places and departments. Does not
belong here: reading the document (extract) and ids (ids).

The report's own words decide; the card (raw/manifest.csv) fills what they leave open and never overrules them. What
neither decides stays None and is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.model.claims import Card, Identity, IdentityClaim, Said
from pipelines.model.document import Span
from pipelines.model.problem import Outcome, Problem
from pipelines.normalize.departments import Departments
from pipelines.normalize.places import Places, Region
from pipelines.normalize.publication import published_in
from pipelines.normalize.unit_parts import UnitParts, unit_parts, without_own_level, without_unknown_place


@dataclass(frozen=True, slots=True)
class _Placed:
    region: Region | None
    problem: Problem | None


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
    placed = _place(parts, claim.title, card, around, year, places, span)
    problems = [placed.problem]
    unit_name = department_type = None
    if parts:
        unit_name = _canonical(parts[0], placed.region)
        department_type, proposed = _type_of(parts[0], year, departments, span)
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
    region = placed.region
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


def _place(
    parts: Sequence[UnitParts],
    title: Said | None,
    card: Card,
    around: Sequence[Region],
    year: int | None,
    places: Places,
    span: Span | None,
) -> _Placed:
    """The one region that unit names and title leave, the card's where they leave it open, else that of its site.

    ``around``: the places of the site and folder; they tell shared names apart, and only a county among them decides.
    """
    by_card, card_problem = _card_regions(card, year, places)
    is_masked = bool(parts) and parts[0].is_masked
    regions = () if is_masked else next(_told_regions(parts, title, year, places), ())
    if len(regions) > 1:
        regions = _narrowed(regions, parts, title, year, places)
    if len(regions) > 1:
        regions = tuple(r for r in regions if r in by_card) or regions
        regions = tuple(r for r in regions if _is_under(r, by_card, places)) or regions
    if len(regions) > 1:
        regions = tuple(r for r in regions if r in around) or places.narrowed(regions, around) or regions
    if len(regions) > 1:
        return _Placed(None, _ambiguous(regions, year, places, span))
    if not regions:
        if len(by_card) == 1:
            return _Placed(by_card[0], None)
        if by_card:
            return _Placed(None, _ambiguous(by_card, year, places, span))
        counties = {r.code: r for r in around if r.is_county and _may_be_of(parts, r)}
        if len(counties) == 1 and not is_masked and card_problem is None:
            return _Placed(next(iter(counties.values())), None)
        return _Placed(None, card_problem or _unresolved(parts, span))
    told = regions[0]
    if len(by_card) == 1 and by_card[0].code != told.code and not places.is_within(told, by_card[0]):
        if places.is_within(by_card[0], told):
            return _Placed(by_card[0], None)
        return _Placed(told, _contradicted(told, by_card[0], year, places, span))
    if card_problem is None and not by_card and (other := _lies_elsewhere(told, around, places)) is not None:
        return _Placed(told, _found_elsewhere(told, other, year, places, span))
    return _Placed(told, card_problem)


def _lies_elsewhere(told: Region, around: Sequence[Region], places: Places) -> Region | None:
    """The one county that site and folder stand for, where it is another than the report's."""
    counties = {region.code: region for region in around if region.is_county}
    other = next(iter(counties.values()), None)
    if other is None or len(counties) > 1 or not told.is_county or told.name == other.name:
        return None
    return None if places.is_within(told, other) or places.is_within(other, told) else other


def _told_regions(
    parts: Sequence[UnitParts], title: Said | None, year: int | None, places: Places
) -> Iterator[tuple[Region, ...]]:
    """What the text says, most trustworthy first: the unit's name, other spellings of it, the title, other names."""
    if parts and parts[0].regions:
        yield parts[0].regions
    for other in parts[1:]:
        if other.regions and other.rest == parts[0].rest:
            yield other.regions
    if title is not None:
        counties = places.find_counties(title.text, year)
        if counties:
            yield counties
        cities = [r for m in places.mentions(title.text, year) for r in m.regions if not r.is_county]
        if cities:
            yield (cities[-1],)
    for other in parts[1:]:
        if other.regions:
            yield other.regions


def _narrowed(
    regions: tuple[Region, ...],
    parts: Sequence[UnitParts],
    title: Said | None,
    year: int | None,
    places: Places,
) -> tuple[Region, ...]:
    """Those of several regions of one name whose city or province the other names or the title say."""
    texts = [part.printed for part in parts] + ([title.text] if title else [])
    named = [r for text in texts for m in places.mentions(text, year) for r in m.regions if not r.is_county]
    return places.narrowed(regions, named) or regions


def _card_regions(card: Card, year: int | None, places: Places) -> tuple[tuple[Region, ...], Problem | None]:
    if card.region_code:
        region = places.by_code(card.region_code, year) or places.by_code(card.region_code, None)
        if region is not None:
            return (region,), None
        return (), Problem(
            "region_code_unknown",
            f"raw/manifest.csv 中的区划代码{card.region_code}不在代码表中；请核对，或在 lexicon/places.toml 补充",
            f"region_code {card.region_code} of raw/manifest.csv is in no code table; check it or add it to lexicon/places.toml",
        )
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


def _is_under(region: Region, by_card: Sequence[Region], places: Places) -> bool:
    return any(places.is_within(region, above) for above in by_card)


def _canonical(parts: UnitParts, region: Region | None) -> str:
    """The full name: head, the region's own name, the rest; as printed where the region is not certain."""
    if region is None or parts.keeps_printed or parts.is_masked:
        return parts.printed
    if parts.regions:
        return f"{parts.head}{region.name}{parts.rest}" if region in parts.regions else parts.printed
    return f"{parts.head}{region.name}{without_own_level(parts.rest)}"


def type_by_name(name: str, year: int | None, places: Places, departments: Departments) -> str:
    """The department type that a unit's full name tells: that of the registry, else the name without its region."""
    return _type_of(unit_parts(name, year, places, departments), year, departments, None)[0]


def _type_of(
    parts: UnitParts, year: int | None, departments: Departments, span: Span | None
) -> tuple[str, Problem | None]:
    """The type of the registry, else the name without its region; a similar type is a problem for a person."""
    forms = [parts.rest, without_own_level(parts.rest), _of_one_body(parts)]
    if not parts.regions:
        forms.append(without_unknown_place(parts.rest))
    for rest in dict.fromkeys(forms):
        found = departments.department_type(parts.head_type + rest, year)
        if found is not None:
            return found, None
    own = parts.head_type + without_own_level(parts.rest)
    proposal = departments.propose(own)
    if proposal is None:
        return own, None
    return own, Problem(
        "department_type_proposed",
        f"部门类别“{own}”不在类别表中，与“{proposal.known_name}”（{proposal.type_name}）相似；"
        "如为同类，请在 lexicon/departments.toml 补充别名",
        f"department '{own}' is in no type; it resembles '{proposal.known_name}' ({proposal.type_name}): "
        "if it is the same, add the alias to lexicon/departments.toml",
        span,
    )


def _of_one_body(parts: UnitParts) -> str:
    """The rest without the region that stands before a second name of the same body: 纪委磐安县监委 → 纪委监委."""
    rest = parts.rest
    for name in sorted({n for r in parts.regions for n in (r.name, *r.aliases)}, key=len, reverse=True):
        rest = rest.replace(name, "")
    return rest.replace("、", "") if rest != parts.rest else rest


def _ambiguous(regions: Sequence[Region], year: int | None, places: Places, span: Span | None) -> Problem:
    listed = "、".join(f"{places.full_name(r, year)}（{r.code}）" for r in regions)
    codes = ", ".join(f"{r.code} {places.full_name(r, year)}" for r in regions)
    return Problem(
        "county_ambiguous",
        f"“{regions[0].name}”可能是{listed}；请在 raw/manifest.csv 为该文件加一行，填写 region_code",
        f"'{regions[0].name}' may be {codes}; add a row for the file to raw/manifest.csv with its region_code",
        span,
    )


def _unresolved(parts: Sequence[UnitParts], span: Span | None) -> Problem:
    name = parts[0].printed if parts else ""
    why_zh = "县名被遮盖" if parts and parts[0].is_masked else "没有出现能确认的县（区、市）名"
    why_en = "the county's name is masked" if parts and parts[0].is_masked else "no known county is named"
    return Problem(
        "county_unresolved",
        f"不能确定是哪个县（区、市）的报告（单位：“{name}”，{why_zh}）；请在 raw/manifest.csv 为该文件加一行，填写 region_code",
        f"the county is not certain (unit '{name}': {why_en}); add a row for the file to raw/manifest.csv with its region_code",
        span,
    )


def _contradicted(
    told: Region, by_card: Region, year: int | None, places: Places, span: Span | None
) -> Problem:
    return Problem(
        "county_contradicted",
        f"文件登记的地区是{places.full_name(by_card, year)}（{by_card.code}），报告写的是"
        f"{places.full_name(told, year)}（{told.code}）；按报告所写入库，请核对 raw/manifest.csv",
        f"the manifest says {by_card.code} {places.full_name(by_card, year)}, the report says "
        f"{told.code} {places.full_name(told, year)}; the report's county is kept, check raw/manifest.csv",
        span,
    )


def _found_elsewhere(
    told: Region, other: Region, year: int | None, places: Places, span: Span | None
) -> Problem:
    return Problem(
        "county_contradicted",
        f"文件所在的文件夹或网站是{places.full_name(other, year)}（{other.code}）的，报告写的是"
        f"{places.full_name(told, year)}（{told.code}）；按报告所写入库，请核对是否放错了地方",
        f"folder or site of the file are those of {other.code} {places.full_name(other, year)}, the report says "
        f"{told.code} {places.full_name(told, year)}; the report's county is kept, check whether the file is misplaced",
        span,
    )
