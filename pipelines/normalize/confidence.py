"""Confidence: what the causes of doubt about a figure come to, by the table of lexicon/confidence.toml.

Belongs here: that table and its threshold. Does not belong here: who finds a cause (extract, recognised, filing).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.lexicon import load

DOUBTFUL = "figure_doubtful"
"""Kind of the problem of a figure below the threshold whose cause has none of its own."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A row of the table. ``waits``: a figure with this cause waits for a person. ``problem``: the kind that tells it."""

    code: str
    name: str
    why: str
    confidence: Decimal
    waits: bool
    problem: str


@dataclass(frozen=True, slots=True)
class CauseRow:
    """quality.causes."""

    cause: str
    name_zh: str
    why_zh: str
    confidence: Decimal
    waits: bool
    problem_kind: str


@cache
def causes() -> dict[str, Cause]:
    """All causes by their code. Raises KeyError or decimal.InvalidOperation where the table is malformed."""
    table = load("confidence")
    threshold = Decimal(table["threshold"])
    return {
        code: Cause(
            code=code,
            name=row["name"],
            why=row["why"],
            confidence=Decimal(row["confidence"]),
            waits=Decimal(row["confidence"]) < threshold,
            problem=row.get("problem", DOUBTFUL),
        )
        for code, row in table["cause"].items()
    }


def cause_rows() -> tuple[CauseRow, ...]:
    """The table as rows, in its order."""
    return tuple(CauseRow(c.code, c.name, c.why, c.confidence, c.waits, c.problem) for c in causes().values())


def confidence(met: Iterable[str]) -> Decimal:
    """The lowest value of the causes met; the base where there are none."""
    return min([causes()[code].confidence for code in met], default=_base())


@cache
def _base() -> Decimal:
    return Decimal(load("confidence")["base"])


def waiting(met: Iterable[str]) -> tuple[Cause, ...]:
    """The causes for which a figure waits for a person, the gravest first."""
    return tuple(sorted((c for code in met if (c := causes()[code]).waits), key=lambda c: c.confidence))
