"""Finances: what a department was given and spent, by category and stage, before it is worded.

Belongs here: inventing amounts that add up as printed. Does not belong here: wording (statements), tables (forms).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from benchmarks.golden.purse import Purse, percent


@dataclass(frozen=True, slots=True)
class Finances:
    """Amounts by stage and category; ``rates`` in percent as printed: execution of the adjusted budget."""

    amounts: dict[str, dict[str, Decimal]]
    items: tuple[tuple[str, Decimal, Decimal], ...]
    """Projects with what they were given and what they spent."""

    def at(self, stage: str, category: str) -> Decimal:
        return self.amounts[stage][category]

    def rate(self, category: str, decimals: int = 2) -> str:
        """Executed of adjusted, as printed."""
        return percent(self.at("executed", category), self.at("adjusted", category), decimals)


def finances(rng: Random, purse: Purse, projects: tuple[str, ...]) -> Finances:
    """A department's year: every sum is the sum of its parts to the last digit."""
    names = rng.sample(projects, rng.randint(2, min(4, len(projects))))
    items = []
    for name in names:
        given = purse.some(rng, 3, 260)
        items.append((name, given, given if rng.random() < 0.5 else purse.part(rng, given, 0.7, 1.0)))
    initial = {"personnel": purse.some(rng, 90, 900), "operating": purse.some(rng, 10, 80)}
    initial["project"] = sum((given for _, given, _ in items), Decimal(0))
    adjusted = {
        "personnel": purse.part(rng, initial["personnel"], 0.95, 1.12),
        "operating": purse.part(rng, initial["operating"], 0.85, 1.1),
        "project": purse.part(rng, initial["project"], 1.0, 1.3),
    }
    executed = {k: v if rng.random() < 0.4 else purse.part(rng, v, 0.85, 1.0) for k, v in adjusted.items()}
    executed["project"] = sum((spent for _, _, spent in items), Decimal(0))
    stages = {"initial": initial, "adjusted": adjusted, "received": dict(adjusted), "executed": executed}
    for amounts in stages.values():
        amounts["basic"] = amounts["personnel"] + amounts["operating"]
        amounts["total"] = amounts["basic"] + amounts["project"]
    return Finances(stages, tuple(items))
