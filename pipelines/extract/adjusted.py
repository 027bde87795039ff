"""Adjusted budgets: 调整预算 10 beside 年初预算 100 is what was changed, and no level.

Belongs here: telling a difference that is labelled like a level by its size. Does not belong here: wording
(lexicon/meaning.toml), the figures (prose.money, tables.figures).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pipelines.extract.meaning import words


def may_be_difference(label: str, amount: Decimal, initial: Iterable[Decimal]) -> bool:
    """Whether 调整预算 of this amount is too small to be the level of a budget that began as ``initial``.

    Below zero it is none; a level of less than half the initial budget is rarer than a difference of that size.
    """
    if words("meaning", "header", "level_or_difference").search(label) is None:
        return False
    return amount < 0 or any(2 * amount < began for began in initial)
