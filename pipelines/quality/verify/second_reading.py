"""Second reading: what the places of one fact say of it, its value and what it is, and how a contradiction is told.

Belongs here: one fact while its document is at hand. Does not belong here: how words are read (meaning, years,
indicator_columns), stored facts (document), what becomes of a contradicted fact (normalize, gate).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.lexicon import load
from pipelines.model.document import Span
from pipelines.quality.verify.around import Around
from pipelines.quality.verify.book import Book
from pipelines.quality.verify.facts import PLANS
from pipelines.quality.verify.meaning import Reading

NOTHING = "—"
"""What is found where the words say no other code, and none of them may mean the stored one."""


def read_fact(
    book: Book, place: Span, further: Sequence[Span], table: str, fact: object
) -> tuple[tuple[Reading, ...], bool]:
    """What the words around its first place say of a fact's columns; and whether every place gives its value. ``fact``: a row of
    ``table``."""
    plan = PLANS[table]
    values = {column: getattr(fact, column) for column in plan.columns}
    first = Around(book, place)
    readings = () if plan.meaning is None else tuple(plan.meaning(first, values))
    is_given = next(plan.check(first, values), None) is None and all(
        next(plan.again(Around(book, span), values), None) is None for span in further
    )
    return readings, is_given


def say_contradiction(reading: Reading) -> tuple[str, str]:
    """The sentence in Chinese and in English."""
    said = load("verify_meaning")["said"]["nothing" if reading.found == NOTHING else "other"]
    english = {"column": reading.column, "stored": reading.stored, "found": reading.found}
    chinese = {
        "column": load("verify_meaning")["column"].get(reading.column, reading.column),
        "stored": names_of(reading.stored),
        "found": names_of(reading.found),
    }
    return said["zh"].format(**chinese), said["en"].format(**english)


def names_of(codes: str) -> str:
    """Codes as people say them; years, numbers and texts as they are."""
    names = load("verify_meaning")["name"]
    return "、".join(names.get(code, code) for code in codes.split("、"))
