"""Departments: which type of department a unit's name stands for, so that counties can be compared.

Belongs here: the registry of types (lexicon/departments.toml) and the exact lookup of a name without its region.
Does not belong here: places (places) and the decision about one report (identity).

A similar name is only ever proposed: 公路局 and 公安局 differ by one character.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from pipelines.lexicon import load


@dataclass(frozen=True, slots=True)
class DepartmentType:
    """A type under its canonical name. ``valid_from``, ``valid_to``: years, inclusive, None where open."""

    name: str
    aliases: tuple[str, ...]
    endings: tuple[str, ...]
    group: str
    valid_from: int | None
    valid_to: int | None
    successor: str | None

    def holds_in(self, year: int | None) -> bool:
        """Whether bodies of this type existed in ``year``."""
        return year is None or (self.valid_from or 0) <= year <= (self.valid_to or 9999)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The known name that is most like an unknown one. ``likeness``: 0–100."""

    type_name: str
    known_name: str
    likeness: int


class Departments:
    """All types of departments, by every name that they go by."""

    def __init__(self, types: Iterable[DepartmentType], words: Mapping[str, Any]) -> None:
        self.types = tuple(types)
        self.heads: tuple[tuple[str, str], ...] = tuple(
            (row["text"], row["instead"]) for row in words["head"]
        )
        self._committee: tuple[str, ...] = tuple(sorted(words["committee"], key=len, reverse=True))
        self._proposed_from: int = words["proposed_from"]
        self._by_name: dict[str, list[DepartmentType]] = defaultdict(list)
        for type_ in self.types:
            for name in dict.fromkeys((type_.name, *type_.aliases)):
                self._by_name[name].append(type_)
        self._endings = sorted(
            ((ending, type_) for type_ in self.types for ending in type_.endings),
            key=lambda pair: len(pair[0]),
            reverse=True,
        )

    def head_of(self, name: str) -> tuple[str, str]:
        """The words in front of the region and what stands for them in a type: 中共 → "", 共青团 → 共青团."""
        return next(((text, instead) for text, instead in self.heads if name.startswith(text)), ("", ""))

    def department_type(self, unit_name_without_region: str, year: int | None) -> str | None:
        """The canonical type of a name without its region; None where no name of the registry is exactly this one."""
        for name in self._forms(unit_name_without_region):
            types = self._by_name.get(name, [])
            current = [type_ for type_ in types if type_.holds_in(year)] or types
            if len({type_.name for type_ in current}) == 1:
                return current[0].name
        plain = _plain(unit_name_without_region)
        ending = next((t for e, t in self._endings if plain.endswith(e) and len(plain) > len(e)), None)
        return ending.name if ending is not None else None

    def propose(self, unit_name_without_region: str) -> Proposal | None:
        """The most similar known name, for a person to decide; None where nothing is similar enough."""
        best = process.extractOne(
            _plain(unit_name_without_region),
            list(self._by_name),
            scorer=fuzz.ratio,
            score_cutoff=self._proposed_from,
        )
        if best is None:
            return None
        known, likeness, _ = best
        return Proposal(self._by_name[known][0].name, known, round(likeness))

    def _forms(self, name: str) -> Iterable[str]:
        plain = _plain(name)
        yield plain
        for word in self._committee:
            if plain.startswith(word) and len(plain) > len(word):
                yield plain[len(word) :]


def _plain(name: str) -> str:
    """Without white space, with half-width brackets, and without the words behind (部门, 本级, 机关)."""
    plain = "".join(name.split()).replace("（", "(").replace("）", ")")
    behind = [row["text"] for row in load("identity")["behind"]]
    while (word := next((b for b in behind if plain.endswith(b) and len(plain) > len(b)), None)) is not None:
        plain = plain.removesuffix(word)
    return plain


@cache
def load_departments() -> Departments:
    """The registry of ``lexicon/departments.toml``."""
    words = load("departments")
    return Departments(
        (
            DepartmentType(
                name=row["name"],
                aliases=tuple(row.get("aliases", ())),
                endings=tuple(row.get("endings", ())),
                group=row["group"],
                valid_from=row.get("from"),
                valid_to=row.get("to"),
                successor=row.get("successor"),
            )
            for row in words["type"]
        ),
        words,
    )
