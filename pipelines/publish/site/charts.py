"""Charts: when there is enough to draw one, counts in bins, medians.

Belongs here: the thresholds of honesty and what is worked out for a chart. Does not belong here: drawing (assets/charts.js,
from the table on the page), colours (assets/plotly.css), Plotly itself (assets), the sentences (templates).

Every dot is one figure and leads to its sentence. A median is marked only among ``FEWEST`` or more, and counts in bins are
drawn only from ``ENOUGH`` on; below that the table says it all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from pipelines.publish.site.shown import show_number

FEWEST = 8
"""Under so many nothing is ranked and no median is marked."""
ENOUGH = 20
"""From so many on ranks are exact and a distribution is drawn."""


LAST_DIGIT = Decimal("0.0001")
"""Rates and scores have no more decimals, so a bin this wide holds one value."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Values from ``low`` (held) to ``high`` (not held); None is open."""

    low: Decimal | None
    high: Decimal | None
    count: int

    @property
    def name(self) -> str:
        """As the axis says it."""
        if self.low is None:
            return f"{show_number(self.high)} 以下"
        if self.high is None:
            return f"{show_number(self.low)} 以上"
        if self.high - self.low == LAST_DIGIT:
            return f"恰为 {show_number(self.low)}"
        return f"{show_number(self.low)}–{show_number(self.high)}"


def middle(values: Sequence[Decimal]) -> Decimal | None:
    """The median; None under ``FEWEST``."""
    return Decimal(median(values)) if len(values) >= FEWEST else None


def count_in_bins(values: Sequence[Decimal], edges: Sequence[Decimal]) -> list[Bin]:
    """Every value counted once: below the edges, from edge to edge, above them. Empty bins at both ends are left out."""
    counts = [0] * (len(edges) + 1)
    for value in values:
        counts[bisect_right(edges, value)] += 1
    bins = [Bin(low, high, n) for low, high, n in zip((None, *edges), (*edges, None), counts, strict=True)]
    full = [place for place, found in enumerate(bins) if found.count]
    return bins[full[0] : full[-1] + 1] if full else []
