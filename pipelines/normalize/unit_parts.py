"""Unit names taken apart: 中共 | 河北省石家庄市 | 元氏县 | 委员会组织部.

Belongs here: the grammar of a unit's name. Does not belong here: choosing among several places (identity).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.lexicon import load
from pipelines.model.flow import FOLDS
from pipelines.normalize.departments import Departments
from pipelines.normalize.places import Places, Region

_FOLD_TABLE = str.maketrans(FOLDS)
_BRACKETED = re.compile(r"[^()]{2,20}\(([^()]{2,15})\)(.+)")
_NEAR_YEARS = (1, 2, -1, -2, -3)
_BRANCH = re.compile("分局|支局|支队|大队|税务|管理")
_SHORT_BRANCH = re.compile("(.{2,12}局)(.{2,4})(分局|支队|大队)")


@dataclass(frozen=True, slots=True)
class UnitParts:
    """A unit's name taken apart: 中共 | 河北省石家庄市 | 元氏县 | 委员会组织部.

    ``regions``: the places that the name may mean (several where it is shared, empty where it names none);
    ``rest``: the name without head and region; ``is_masked``: the region is struck out (**县); ``keeps_printed``: the
    region stands inside the name or under a name of another year, so the name is only right as printed.
    """

    printed: str
    head: str
    head_type: str
    regions: tuple[Region, ...]
    rest: str
    is_masked: bool = False
    keeps_printed: bool = False


def unit_parts(name: str, year: int | None, places: Places, departments: Departments) -> UnitParts:
    """Take a unit's name apart.

    A name in force in the fiscal year, else in the year after, when the report is written, else in the years before.
    """
    plain = "".join(name.split()).translate(_FOLD_TABLE)
    head, head_type = departments.head_of(plain)
    corps = _before_place().match(plain, len(head))
    head = plain[: corps.end()] if corps else head
    rest = plain[len(head) :]
    masked = _masked().match(rest)
    if masked:
        return UnitParts(plain, head, head_type, (), rest[masked.end() :], is_masked=True)
    for in_year in (year, *((year + shift for shift in _NEAR_YEARS) if year is not None else ())):
        regions, length = _leading(rest, in_year, places)
        if regions:
            break
    of_year = tuple(_in_force(regions, year, places))
    composite = _BRACKETED.fullmatch(rest) if not length else None
    if composite is not None:
        inner, inside_length = _leading(composite[1], year, places)
        if inner and inside_length == len(composite[1]):
            return UnitParts(plain, head, head_type, inner, composite[2], keeps_printed=True)
    rest = rest[length:]
    if regions and not any(region.is_county for region in regions):
        inside = _inside(rest, regions[0], year, places)
        if inside is not None:
            return UnitParts(plain, head, head_type, inside[0], inside[1], keeps_printed=True)
    return UnitParts(plain, head, head_type, of_year, rest, keeps_printed=of_year != regions)


@cache
def _school() -> re.Pattern[str]:
    return re.compile(load("places")["behind_bare_name"])


def _in_force(regions: tuple[Region, ...], year: int | None, places: Places) -> Iterator[Region]:
    """The places under the codes of the year; a new district under that of the year after, when the report is written."""
    for region in regions:
        found = places.of_year(region, year)
        if found is not None:
            yield found
        elif year is not None and region.holds_in(year + 1):
            yield region


def _leading(text: str, year: int | None, places: Places) -> tuple[tuple[Region, ...], int]:
    """The places at the start of ``text``, from the province down, doubled names taken once, and where they end."""
    regions: tuple[Region, ...] = ()
    end = 0
    while end < len(text):
        above = [region for region in regions if not region.is_county]
        doubled = next((r.name for r in regions if text.startswith(r.name, end)), None)
        if doubled is not None:
            end += len(doubled)
            continue
        if regions and not above:
            break
        found = (places.at_start(text[end:], year, region) for region in above or (None,))
        named = next((n for n in found if n is not None), None)
        if named is None and not regions:
            named = places.behind_stem(text, year)
        if named is None and above and above[0].level == "province":
            named = places.without_level(text[end:], year, above[0])
            named = named if named and _school().match(text, end + named.end) else None
        if named is None:
            break
        regions, end = named.regions, end + named.end
    return regions, end


def _inside(
    text: str, city: Region, year: int | None, places: Places
) -> tuple[tuple[Region, ...], str] | None:
    """A county behind the body's name: 石家庄市 | 生态环境局赵县分局, 公安局新华分局 (of 新华区)."""
    for named in places.mentions(text, year):
        counties = tuple(r for r in named.regions if r.is_county and places.is_within(r, city))
        if counties and named.start > 0 and _BRANCH.match(text, named.end):
            return counties, text[: named.start] + text[named.end :]
    branch = _SHORT_BRANCH.fullmatch(text)
    if branch is None:
        return None
    full = (places.named(branch[2] + level, year) for level in load("places")["own_levels"])
    counties = tuple(r for regions in full for r in regions if r.is_county and places.is_within(r, city))
    return (counties, branch[1] + branch[3]) if counties else None


def without_own_level(rest: str) -> str:
    """县司法局 → 司法局, but 市场监督管理局 stays."""
    words = load("places")
    is_level = rest.startswith(tuple(words["own_levels"])) and not rest.startswith(
        tuple(words["no_own_levels"])
    )
    return rest[1:] if is_level and len(rest) > 2 else rest


def without_unknown_place(rest: str) -> str:
    """石桥县民政局 → 民政局 where no 石桥县 is known; the same where the name begins with no place."""
    found = _names_a_place().match(rest)
    return rest[found.end() :] if found is not None else rest


@cache
def _names_a_place() -> re.Pattern[str]:
    return re.compile(load("places")["names_a_place"])


@cache
def _before_place() -> re.Pattern[str]:
    return re.compile(load("places")["before_place"])


@cache
def _masked() -> re.Pattern[str]:
    masks = "".join(map(re.escape, load("places")["masks"]))
    return re.compile(rf"[^县区市旗]{{0,4}}[{masks}]+[^县区市旗]{{0,4}}[县区市旗]")
