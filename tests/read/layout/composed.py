"""Tables of the sample reports: the ones on which nothing was tuned.

Belongs here: choosing reports, and what of their tables can be printed without rules. Does not belong here: printing.
"""

from __future__ import annotations

from pipelines.samples.compose import compose
from pipelines.samples.parts import Grid, Part
from pipelines.samples.ship import planned
from tests.read.layout.style import flattened

_MOST_COLUMNS = 8  # nobody prints more without rules; they would break their numbers


def composed(number: int) -> list[Part]:
    """The parts of one sample report, with its tables as they can be printed without rules."""
    return [
        flattened(part) if isinstance(part, Grid) else part
        for part in ruled(number)
        if not isinstance(part, Grid) or len(part.widths) <= _MOST_COLUMNS
    ]


def ruled(number: int) -> list[Part]:
    """The parts of one sample report as they are."""
    chosen = planned()
    return list(compose(chosen[number % len(chosen)].specimen))
