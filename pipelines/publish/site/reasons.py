"""Reasons against comparing: what holds for every row of a table is said once above it, and not again in each row.

Belongs here: splitting and joining the words of ``comparability_reason``. Does not belong here: the reasons (marts).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]
BETWEEN = "；"


def parts(reason: str | None) -> list[str]:
    """The single reasons, each once, in their order."""
    return list(dict.fromkeys(part for part in (reason or "").split(BETWEEN) if part))


def say_once(rows: Sequence[Row], column: str) -> list[str]:
    """The reasons that every row has; they are taken out of the rows. Nothing is taken where there is only one row."""
    said = [parts(row[column]) for row in rows]
    if len(rows) < 2:
        return []
    common = [part for part in said[0] if all(part in others for others in said[1:])]
    for row, own in zip(rows, said, strict=True):
        row[column] = BETWEEN.join(part for part in own if part not in common)
    return common
