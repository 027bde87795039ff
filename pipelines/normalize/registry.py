"""The registry of places: GB/T 2260 (python-stdnum) with its years, overlaid by our own rows (lexicon/places*.toml).

Belongs here: making regions with all their names. Does not belong here: looking places up (places).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from stdnum import numdb

from pipelines.lexicon import load
from pipelines.model.flow import fold
from pipelines.normalize.places import Places, Region

OWN = "own"
_ENTRY = re.compile(r"(?:\[(\d*)-(\d*)\])?([^,\[\]]+)")
_OF_LEVEL = {"0000": "province", "00": "city"}


@cache
def load_places() -> Places:
    """The registry: GB/T 2260 with its years, overlaid by ``lexicon/places.toml`` and every ``lexicon/places_*.toml``."""
    words = load("places")
    rows = [row for name in _own_files() for row in load(name).get("region", ())]
    replaced = {row["code"] for row in rows} | set(words["no_codes"])
    regions = [r for r in _coded(frozenset(words["no_places"])) if r.code not in replaced]
    regions += [_own(row) for row in rows]
    cities = {region.code: region for region in regions if region.level == "city"}
    tails = {r.code: _behind_city(r, cities) for r in regions if r.level == "zone"}
    regions = [replace(r, aliases=(*r.aliases, *tails.get(r.code, ()))) for r in regions]
    changes = {row["from"]: row["to"] for row in words["change"]}
    managed = {row["code"]: row["by"] for row in words["managed"]}
    bywords = {row["code"]: tuple(row["names"]) for row in words["bywords"]}
    customary = {row["name"]: tuple(row["says"]) for row in words["short_names"]}
    peoples = re.compile(rf"(?:{'|'.join(map(re.escape, words['peoples']))})+自治([县旗州])$")
    return Places(
        (
            replace(
                region,
                aliases=(
                    *region.aliases,
                    *_short_names(region.name, peoples),
                    *customary.get(region.name, ()),
                ),
                bywords=(*region.bywords, *bywords.get(region.code, ())),
                successor=changes.get(region.code) if region.valid_to is not None else None,
                fiscal_parent=managed.get(region.code),
            )
            for region in regions
        ),
        {*words["only_behind_city"], *chain.from_iterable(tails.values())},
    )


def _behind_city(region: Region, cities: Mapping[str, Region]) -> tuple[str, ...]:
    """Names of a zone without its city: 高新区 behind 石家庄市."""
    city = cities.get(region.parent or "")
    if city is None:
        return ()
    names = (region.name, *region.aliases)
    tails = {n.removeprefix(city.name) for n in names} | {n.removeprefix(city.name[:-1]) for n in names}
    return tuple(sorted(t for t in tails if t not in names and t[0] not in "市区县" and len(t) > 2))


def _own_files() -> list[str]:
    found = (entry.name for entry in files("pipelines.lexicon").iterdir())
    return sorted(name.removesuffix(".toml") for name in found if re.fullmatch(r"places(_\w+)?\.toml", name))


def _coded(no_places: frozenset[str]) -> Iterator[Region]:
    provinces = (
        (number, props["province"], children)
        for _, number, _, props, children in numdb.get("cn/loc").prefixes
    )
    for number, province, children in provinces:
        listed = [
            (low, entry) for _, low, _, props, _ in children for entry in _ENTRY.finditer(props["county"])
        ]
        cities = {low[:2] for low, entry in listed if low.endswith("00") and entry[3] not in no_places}
        if not any(low == "0000" for low, _ in listed):
            yield Region(f"{number}0000", province, "province", None)
        for low, entry in listed:
            if entry[3] in no_places:
                continue
            level = _OF_LEVEL.get(low) or _OF_LEVEL.get(low[2:]) or "county"
            parent = f"{number}{low[:2]}00" if level == "county" and low[:2] in cities else f"{number}0000"
            first, last = (int(text) if text else None for text in entry.group(1, 2))
            name = fold(entry[3])  # some names are in traditional characters there: 冷湖行政委員會
            yield Region(f"{number}{low}", name, level, None if level == "province" else parent, first, last)


def _own(row: Mapping[str, Any]) -> Region:
    return Region(
        code=row["code"],
        name=row["name"],
        level=row["level"],
        parent=row.get("parent"),
        valid_from=row.get("from"),
        valid_to=row.get("to"),
        aliases=tuple(row.get("aliases", ())),
        bywords=tuple(row.get("bywords", ())),
        code_system=row.get("code_system", OWN),
    )


def _short_names(name: str, peoples: re.Pattern[str]) -> tuple[str, ...]:
    """寻甸回族彝族自治县 is also 寻甸县, 寻甸自治县, and by a slip 寻甸县回族彝族自治县."""
    match = peoples.search(name)
    if match is None or match.start() < 2:
        return ()
    stem, ending = name[: match.start()], match[1]
    return f"{stem}{ending}", f"{stem}自治{ending}", f"{stem}{ending}{match[0]}"
