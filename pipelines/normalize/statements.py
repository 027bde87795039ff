"""Statements: the same figure said several times in one report.

Belongs here: telling a repetition from a rounded restatement from a contradiction. Does not belong here: rows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from pipelines.model.document import Span
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Quantity
from pipelines.normalize.confidence import confidence


class Claimed(Protocol):
    """A claim that may stand in several places."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Quote first, repeats after."""

    @property
    def causes(self) -> tuple[str, ...]:
        """Causes of doubt that extraction met."""


C = TypeVar("C", bound=Claimed)
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Statement(Generic[C]):
    """One amount that a report states: the most precise claim, all that agree with it, and all their places."""

    claim: C
    agreeing: tuple[C, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The places of the most precise claim, then those of the others."""
        return tuple(dict.fromkeys(s for c in (self.claim, *self.agreeing) for s in c.spans))

    @property
    def causes(self) -> tuple[str, ...]:
        """The causes of the least doubtful claim: a figure that is plain in one place is plain."""
        return max((self.claim, *self.agreeing), key=lambda c: confidence(c.causes)).causes


def by_key(claims: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Claims of one key together, both in order of first appearance."""
    groups: dict[K, list[T]] = {}
    for claim in claims:
        groups.setdefault(key(claim), []).append(claim)
    return groups


def reconcile(claims: Sequence[C], quantity: Callable[[C], Quantity]) -> tuple[Statement[C], ...]:
    """One statement per really different amount, in order of first appearance; more than one is a contradiction.

    178.646 万元 and 178.65 万元 agree: the second is a rounded restatement of the first, which is the more precise.
    141.19 万元 and 141.20 万元 do not: printed to the same digit, they are different numbers.
    """
    in_precision = sorted(range(len(claims)), key=lambda i: (quantity(claims[i]).half_unit, i))
    groups: list[list[int]] = []
    for index in in_precision:
        said = quantity(claims[index])
        home = next((g for g in groups if _agree(quantity(claims[g[0]]), said)), None)
        if home is None:
            groups.append([index])
        else:
            home.append(index)
    groups.sort(key=min)
    return tuple(Statement(claims[g[0]], tuple(claims[i] for i in sorted(g[1:]))) for g in groups)


def _agree(finer: Quantity, coarser: Quantity) -> bool:
    if finer.value == coarser.value:
        return True
    return finer.half_unit < coarser.half_unit and finer.interval().meets(coarser.interval())
