"""Concepts: the same third-level indicator of different counties, brought together.

Belongs here: which printed names are one concept, its id and its face, and what people have confirmed or told apart. Does
not belong here: taking names apart (concept_names), likeness (concept_proposals), files of decisions (assemble), SQL (night).

Names are one where their keys are equal, or where a person says so. A name that people have told apart from another stands
alone, whatever its key. Ids come from keys, so the same names give the same ids in every build.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipelines.compare.concept_keys import Keys, Said, keys_of
from pipelines.compare.concept_names import Name, Names
from pipelines.compare.concept_proposals import Likeness, propose
from pipelines.lexicon import load

SAME, LISTED, CONFIRMED, SPLIT, UNCLEAR = "same", "listed", "confirmed", "split", "unclear"
LOWER: Final = ("≤", "<")
HIGHER: Final = ("≥", ">")


@dataclass(frozen=True, slots=True)
class Printed:
    """A name as reports print it, with its unit; how often, under which second levels and signs, in which years."""

    level3: str
    unit: str | None
    n_rows: int
    level2: str | None
    operator: str | None
    from_year: int | None
    to_year: int | None


@dataclass(frozen=True, slots=True)
class Concept:
    """core.concepts."""

    concept_id: str
    name: str
    level2: str | None
    unit: str | None
    direction: str | None
    from_year: int | None
    to_year: int | None
    measure: str | None
    basis: str
    confidence: Decimal
    n_names: int


@dataclass(frozen=True, slots=True)
class Member:
    """quality.concept_names: a printed name with its unit, and the concept that it belongs to."""

    level3: str
    unit: str | None
    concept_id: str | None
    basis: str
    confidence: Decimal | None
    n_rows: int
    reason_zh: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """quality.concept_proposals: two concepts that may be one."""

    proposal_id: str
    concept_a: str
    name_a: str
    concept_b: str
    name_b: str
    unit: str | None
    likeness: Decimal
    confidence: Decimal
    reason_zh: str


@dataclass(frozen=True, slots=True)
class Concepts:
    """All of them."""

    concepts: tuple[Concept, ...]
    members: tuple[Member, ...]
    proposals: tuple[Proposal, ...]


def bring_together(printed: Sequence[Printed], said: Sequence[Said], places: Iterable[str] = ()) -> Concepts:
    """Concepts of all printed names; the same for every order of ``printed``. Of two people's words the later holds."""
    words = Names(places)
    parsed = {row: words.parse(row.level3, row.unit) for row in printed}
    keys = keys_of(parsed.values(), said, words)
    groups: dict[str, list[Printed]] = defaultdict(list)
    for row, name in parsed.items():
        if name.is_clear or name.plain in keys.decided:
            groups[keys.of(name)].append(row)
    concepts = {key: _concept(key, rows, parsed, keys) for key, rows in sorted(groups.items())}
    members = [
        _member(
            row, name, concepts.get(keys.of(name)) if row in groups.get(keys.of(name), ()) else None, keys
        )
        for row, name in sorted(parsed.items(), key=lambda item: (item[0].level3, item[0].unit or ""))
    ]
    return Concepts(
        tuple(concepts.values()), tuple(members), tuple(_proposals(groups, parsed, concepts, keys, words))
    )


def _concept(key: str, rows: Sequence[Printed], parsed: Mapping[Printed, Name], keys: Keys) -> Concept:
    names = {parsed[row].plain for row in rows}
    called = sorted({keys.called[name] for name in names if name in keys.called})
    bare = [row for row in rows if row.level3 == parsed[row].plain]  # no county's name, no year, no brackets
    bases = {_basis(parsed[row], keys) for row in rows}
    basis = next(b for b in (CONFIRMED, SPLIT, LISTED, SAME) if b in bases)
    ways = Counter(
        "lower" if row.operator in LOWER else "higher" for row in rows if row.operator in (*LOWER, *HIGHER)
    )
    years = [year for row in rows for year in (row.from_year, row.to_year) if year is not None]
    return Concept(
        concept_id="c" + hashlib.sha256(key.encode()).hexdigest()[:12],
        name=next(iter(called), None) or _commonest(bare or rows, "level3") or rows[0].level3,
        level2=_commonest(rows, "level2"),
        unit=_commonest(rows, "unit"),
        direction=min(ways, key=lambda way: (-ways[way], way)) if ways else None,
        from_year=min(years, default=None),
        to_year=max(years, default=None),
        measure=parsed[rows[0]].measure,
        basis=basis if len(names) > 1 or basis in (CONFIRMED, SPLIT) else SAME,
        confidence=min(_confidence(_basis(parsed[row], keys)) for row in rows),
        n_names=len({row.level3 for row in rows}),
    )


def _commonest(rows: Sequence[Printed], column: str) -> str | None:
    counted: Counter[str] = Counter()
    for row in rows:
        value = getattr(row, column)
        if value:
            counted[value] += row.n_rows
    return min(counted, key=lambda text: (-counted[text], len(text), text)) if counted else None


def _basis(name: Name, keys: Keys) -> str:
    if name.plain in keys.decided:
        return CONFIRMED
    if name.plain in keys.split:
        return SPLIT
    return LISTED if name.is_listed else SAME


def _confidence(basis: str) -> Decimal:
    return Decimal(str(load("concepts")["limits"]["listed"])) if basis == LISTED else Decimal(1)


def _member(row: Printed, name: Name, concept: Concept | None, keys: Keys) -> Member:
    words = load("concepts")
    if concept is None:
        return Member(row.level3, row.unit, None, UNCLEAR, None, row.n_rows, words["unclear"]["reason"])
    basis = _basis(name, keys)
    told: str = words["told"][basis]
    return Member(row.level3, row.unit, concept.concept_id, basis, _confidence(basis), row.n_rows, told)


def _proposals(
    groups: Mapping[str, Sequence[Printed]],
    parsed: Mapping[Printed, Name],
    concepts: Mapping[str, Concept],
    keys: Keys,
    words: Names,
) -> Iterable[Proposal]:
    """Likely pairs of concepts that nobody has spoken of. Each concept stands with the name that is printed most."""
    faces: dict[Name, str] = {}
    for key, rows in groups.items():
        row = min(rows, key=lambda r: (-r.n_rows, len(r.level3), r.level3, r.unit or ""))
        faces[parsed[row]] = key
    said: str = load("concepts")["told"]["proposed"]

    def row_of(found: Likeness) -> Proposal:
        a, b = sorted((concepts[faces[found.a]], concepts[faces[found.b]]), key=lambda c: c.concept_id)
        name = hashlib.sha256(f"{a.concept_id}|{b.concept_id}".encode()).hexdigest()[:10]
        return Proposal(
            "p" + name, a.concept_id, a.name, b.concept_id, b.name, a.unit or b.unit, found.likeness, found.confidence,
            said.format(likeness=found.likeness),
        )  # fmt: skip

    likely = propose(list(faces), words)
    open_ones = (f for f in likely if frozenset((f.a.plain, f.b.plain)) not in keys.apart)
    return sorted(map(row_of, open_ones), key=lambda p: (-p.confidence, p.proposal_id))
