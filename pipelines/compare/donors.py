"""Donors: of two like texts, whose is the older.

Belongs here: the reasons, from strong to weak. Does not belong here: the words of departments (lexicon/vocabulary.toml).
"""

from __future__ import annotations

from functools import cache

from pipelines.compare.texts import Text
from pipelines.lexicon import load

UNKNOWN = "unknown"


def donor(a: Text, b: Text, words: str) -> tuple[Text | None, str]:
    """Whose text it is likely to be, and the reason: ``earlier_year``, ``own_words`` (the passage speaks of the work of
    that kind of department and not of the other), ``earlier_signed``, ``earlier_seen``, or ``unknown``."""
    if a.fiscal_year and b.fiscal_year and a.fiscal_year != b.fiscal_year:
        return (a if a.fiscal_year < b.fiscal_year else b), "earlier_year"
    if a.department_type != b.department_type:
        of_a, of_b = _own_words(a.department_type, words), _own_words(b.department_type, words)
        if bool(of_a) != bool(of_b):
            return (a if of_a else b), "own_words"
    if a.signed_on and b.signed_on and a.signed_on != b.signed_on:
        return (a if a.signed_on < b.signed_on else b), "earlier_signed"
    if a.first_seen_at and b.first_seen_at and a.first_seen_at.date() != b.first_seen_at.date():
        return (a if a.first_seen_at < b.first_seen_at else b), "earlier_seen"
    return None, UNKNOWN


def age(text: Text) -> tuple[int, str, str]:
    """Older texts first; the same order every night."""
    return text.fiscal_year or 9999, str(text.signed_on or "9999"), text.version_id


def _own_words(department_type: str | None, words: str) -> int:
    return sum(word in words for word in _vocabulary().get(department_type or "", ()))


@cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    return {name: tuple(row["words"]) for row in load("vocabulary")["department"] for name in row["types"]}
