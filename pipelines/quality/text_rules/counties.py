"""Names of counties and cities for rules over text: which codes of GB/T 2260 a name has had, and all names of a code.

Belongs here: names, whatever the year. Does not belong here: resolving whose report it is (normalize.places).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from stdnum import numdb

from pipelines.lexicon import load

_ENTRY = re.compile(r"(?:\[\d*-\d*\])?([^,\[\]]+)")
LENGTHS = (6, 5, 4, 3, 2)
LONG = tuple(range(16, 4, -1))
"""Lengths of names, and of those that end in 自治县, 自治旗 or 自治州."""
_LAST = re.compile("[县旗市区盟州]")
_CITY = re.compile(r"..+(?:[市盟]|自治州)$")


@dataclass(frozen=True, slots=True)
class Counties:
    """``codes`` of each short name of a county, ``names`` of each code; ``places``: codes of long names and cities too."""

    codes: dict[str, frozenset[str]]
    names: dict[str, frozenset[str]]
    places: dict[str, frozenset[str]]

    def mentions(self, text: str) -> Iterator[tuple[int, int]]:
        """Ranges of names of counties and cities in a text, the longest at each ending."""
        for last in _LAST.finditer(text):
            end = last.end()
            for length in LONG if text[end - 3 : end - 1] == "自治" else LENGTHS:
                if length <= end and text[end - length : end] in self.places:
                    yield end - length, end
                    break

    def of_code(self, code: str) -> frozenset[str]:
        """Every name of a county, also under the codes that it had before."""
        followers = {row["from"]: row["to"] for row in load("places")["change"]}
        codes = {code, *(old for old, new in followers.items() if new == code), followers.get(code, code)}
        return frozenset().union(*(self.names.get(c, frozenset()) for c in codes))


@cache
def counties() -> Counties:
    """The table with the rows of lexicon/places.toml, without the words that are no place on their own."""
    places, skipped = load("places"), frozenset(load("strays")["place"]["words"])
    codes: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for code, name in (*_coded(), *((row["code"], row["name"]) for row in places["region"])):
        names[code].add(name)
        if name not in skipped and name not in places["no_places"] and name not in places["only_behind_city"]:
            codes[name].add(code)
    for row in places["region"]:
        names[row["code"]].update(row.get("aliases", ()))
    for row in places["bywords"]:
        names[row["code"]].update(row["names"])
    counties_of = {name: {c for c in found if not c.endswith("00")} for name, found in codes.items()}
    return Counties(
        {name: frozenset(of) for name, of in counties_of.items() if of and len(name) in LENGTHS},
        {code: frozenset(found) for code, found in names.items()},
        {name: frozenset(found) for name, found in codes.items()},
    )


def _coded() -> Iterator[tuple[str, str]]:
    """Code and name of every county of the table, and of every city, whose code ends in 00, by its own name (市辖区 and
    省直辖县级行政区划 are none)."""
    for _, province, _, _, children in numdb.get("cn/loc").prefixes:
        for _, low, _, props, _ in children:
            for entry in _ENTRY.finditer(props["county"]):
                if not low.endswith("00") or _CITY.match(entry[1]):
                    yield province + low, entry[1]
