"""Tables of the sample reports: the ones on which nothing was tuned.

Belongs here: choosing reports, and what of their tables can be printed without rules. Does not belong here: printing.
"""

from __future__ import annotations

from pipelines.samples.compose import compose
from pipelines.samples.parts import Grid, Part
from pipelines.samples.ship import planned
from tests.read.layout.style import flattened


def composed(number: int) -> list[Part]:
    """The parts of one sample report, with its tables as they can be printed without rules."""
    chosen = planned()
    specimen = chosen[number % len(chosen)].specimen
    return [flattened(part) if isinstance(part, Grid) else part for part in compose(specimen)]


def ruled(number: int) -> list[Part]:
    """The parts of one sample report as they are."""
    chosen = planned()
    return list(compose(chosen[number % len(chosen)].specimen))
