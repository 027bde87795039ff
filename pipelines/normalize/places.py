"""Places: counties, cities and provinces of any year, and the names that mean them.

Belongs here: looking places up by code and name, and finding names in a text. Does not belong here: where the places come from
(registry), deciding whose report it is (identity).

A name holds only in its own years (藁城市 until 2014, 藁城区 from then on), and about thirty county names are shared,
so a lookup returns candidates and never decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

GB = "GB/T 2260"


@dataclass(frozen=True, slots=True)
class Region:
    """A place under one name. ``valid_from`` and ``valid_to``: years, inclusive, None where open.

    ``level``: ``province`` · ``city`` · ``county`` · ``zone`` (a functional zone that files like a county).
    ``parent``: code of the city, or of the province where no city lies between.
    """

    code: str
    name: str
    level: str
    parent: str | None
    valid_from: int | None = None
    valid_to: int | None = None
    aliases: tuple[str, ...] = ()
    bywords: tuple[str, ...] = ()
    code_system: str = GB
    successor: str | None = None
    fiscal_parent: str | None = None

    @property
    def is_county(self) -> bool:
        """Whether reports of its departments are county reports (districts and zones included)."""
        return self.level in ("county", "zone")

    def holds_in(self, year: int | None) -> bool:
        """Whether the name was in force in ``year`` (None: whether it still is)."""
        if year is None:
            return self.valid_to is None
        return (self.valid_from or 0) <= year <= (self.valid_to or 9999)


@dataclass(frozen=True, slots=True)
class Named:
    """A place named in ``text[start:end]``: all places of that name and year."""

    regions: tuple[Region, ...]
    start: int
    end: int


class Places:
    """All regions, by code and by name."""

    def __init__(self, regions: Iterable[Region], only_behind_city: Iterable[str] = ()) -> None:
        self.regions = tuple(regions)
        self._only_behind_city = frozenset(only_behind_city)
        self._by_code: dict[str, list[Region]] = defaultdict(list)
        self._by_name: dict[str, list[Region]] = defaultdict(list)
        for region in self.regions:
            self._by_code[region.code].append(region)
            for name in {region.name, *region.aliases}:
                self._by_name[name].append(region)
        self._by_parent: dict[str | None, list[Region]] = defaultdict(list)
        for region in self.regions:
            self._by_parent[region.parent].append(region)
        self._by_stem: dict[str, list[Region]] = defaultdict(list)
        self._by_short: dict[str, list[Region]] = defaultdict(list)
        for region in self.regions:
            if region.level == "city" and len(region.name) > 2:
                self._by_stem[region.name[:-1]].append(region)
            for name in {region.name, *region.aliases}:
                if region.level in ("city", "county") and len(name) > 2:
                    self._by_short[name[:-1]].append(region)
        self._lengths = tuple(sorted({len(name) for name in self._by_name}, reverse=True))
        self._endings = frozenset(name[-1] for name in self._by_name)

    def by_code(self, code: str, year: int | None) -> Region | None:
        """The place with this code in that year; None where the code was not in force or is unknown."""
        return next((r for r in self._by_code.get(code, ()) if r.holds_in(year)), None)

    def named(self, name: str, year: int | None) -> tuple[Region, ...]:
        """All places that had exactly this name (or alias) in that year; own names before aliases.

        Of a district that got another code in that year (三元区 in 2021), the code in force at its end.
        """
        found = [r for r in self._by_name.get(name, ()) if r.holds_in(year)]
        own = [r for r in found if r.name == name] or found
        if year is None or len(own) < 2:
            return tuple(own)
        staying = {r.parent for r in own if r.holds_in(year + 1)}
        return tuple(r for r in own if r.valid_to != year or r.parent not in staying)

    def at_start(self, text: str, year: int | None, behind: Region | None = None) -> Named | None:
        """The longest place name that ``text`` begins with, narrowed to what lies in ``behind`` where that is given."""
        for length in self._lengths:
            name = text[:length]
            if length > len(text) or (behind is None and name in self._only_behind_city):
                continue
            regions = self.named(name, year)
            if behind is not None:
                regions = tuple(r for r in regions if r is not behind and self.is_within(r, behind))
            if regions:
                return Named(regions, 0, length)
        return None

    def behind_stem(self, text: str, year: int | None) -> Named | None:
        """The county or zone that ``text`` begins with behind its city's short name: 长沙岳麓区, 岳阳南湖新区."""
        for length in range(2, 5):
            for city in self._by_stem.get(text[:length], ()):
                named = self.at_start(text[length:], year, city) if city.holds_in(year) else None
                if named is not None and all(region.is_county for region in named.regions):
                    return Named(named.regions, 0, length + named.end)
        return None

    def without_level(self, text: str, year: int | None, behind: Region) -> Named | None:
        """All counties and cities of ``behind`` with whose bare name ``text`` begins: 福建省 | 宁化第一中学."""
        for length in range(4, 1, -1):
            regions = tuple(
                r
                for r in self._by_short.get(text[:length], ())
                if r.holds_in(year) and self.is_within(r, behind)
            )
            if regions:
                return Named(regions, 0, length)
        return None

    def mentions(self, text: str, year: int | None) -> Iterator[Named]:
        """Every place named anywhere in ``text``, the longest name at each ending; words like 城区 only behind a city."""
        for end, character in enumerate(text, start=1):
            if character not in self._endings:
                continue
            for length in self._lengths:
                start = end - length
                if start < 0 or not (regions := self.named(text[start:end], year)):
                    continue
                if text[start:end] in self._only_behind_city and not self._city_before(
                    text[:start], regions, year
                ):
                    continue
                yield Named(regions, start, end)
                break

    def find_counties(self, text: str, year: int | None) -> tuple[Region, ...]:
        """County-level places that ``text`` names, narrowed by the cities and provinces that it names.

        Several where a name is shared and no city tells them apart; empty where the text names none.
        """
        named = list(self.mentions(text, year))
        above = [r for mention in named for r in mention.regions if not r.is_county]
        found: dict[str, Region] = {}
        for number, mention in enumerate(named):
            counties = [r for r in mention.regions if r.is_county]
            within = self.narrowed(counties, above)
            before = named[number - 1] if number else None
            is_placed = before is not None and before.end == mention.start and not before.regions[0].is_county
            for region in within if within or is_placed else counties:
                found.setdefault(region.code, region)
        return tuple(found.values())

    def narrowed(self, regions: Iterable[Region], above: Sequence[Region]) -> tuple[Region, ...]:
        """Those of ``regions`` that lie in a province and then in a city of ``above``; empty where none does."""
        kept = tuple(r for r in regions if any(self.is_within(r, a) for a in above))
        for level in ("province", "city"):
            higher = [a for a in above if a.level == level]
            kept = tuple(r for r in kept if any(self.is_within(r, a) for a in higher)) or kept
        return kept

    def of_year(self, region: Region, year: int | None) -> Region | None:
        """The place whose code was in force in ``year``: 黔西县 of 2020 for 黔西市; None where that is not certain."""
        if year is None or any(r.holds_in(year) for r in self._by_code[region.code]):
            return region
        if region.successor is not None and (region.valid_to or year) < year:
            return self.by_code(region.successor, year)
        stem = region.name[:-1]
        beside = (r for r in self._by_parent[region.parent] if r.is_county and r.holds_in(year))
        same = [r for r in beside if r.name[:-1] == stem]
        return same[0] if len(same) == 1 else None

    def city_of(self, region: Region, year: int | None) -> Region | None:
        """The city above a county (the municipality itself in 直辖市), a city itself, None where there is none."""
        if region.level == "city":
            return region
        if region.level == "province" or region.parent is None:
            return None
        parent = self.by_code(region.parent, year) or self.by_code(region.parent, None)
        if parent is None:
            return None
        return parent if parent.level == "city" or parent.name.endswith("市") else None

    def province_of(self, region: Region) -> Region | None:
        """The province (autonomous region, municipality) of a place."""
        codes = [region.code, *self._above(region)]
        regions = (self.by_code(code, None) for code in codes)
        return next((r for r in regions if r is not None and r.level == "province"), None)

    def is_within(self, region: Region, above: Region) -> bool:
        """Whether ``region`` is ``above`` or lies in it."""
        return region.code == above.code or above.code in self._above(region)

    def full_name(self, region: Region, year: int | None) -> str:
        """Province, city and name in a row, for messages: 河北省石家庄市新华区."""
        parts = [self.province_of(region), self.city_of(region, year), region]
        return "".join(dict.fromkeys(r.name for r in parts if r is not None))

    def _above(self, region: Region) -> Iterator[str]:
        seen = {region.code}
        parent = region.parent
        while parent is not None and parent not in seen:
            seen.add(parent)
            yield parent
            higher = self._by_code.get(parent)
            parent = higher[-1].parent if higher else None

    def _city_before(self, text: str, regions: tuple[Region, ...], year: int | None) -> bool:
        cities = (self.city_of(region, year) for region in regions)
        return any(city is not None and text.endswith(city.name) for city in cities)
