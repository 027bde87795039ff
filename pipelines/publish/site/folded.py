"""Folded: of many findings of one rule a page shows the first few; the others are opened by whoever wants them.

Belongs here: which findings stay in view. Does not belong here: what a page says of each (report, findings).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

Row = dict[str, Any]
IN_VIEW, WHOLE = 3, 6
"""So many findings of a rule stay in view where it has more than ``WHOLE``."""


class OfRule(NamedTuple):
    """The findings of one rule and severity in a report, in their order."""

    in_view: Sequence[Row]
    folded: Sequence[Row]


def by_rule(findings: Sequence[Row]) -> Iterator[OfRule]:
    """Findings of one report, those of a rule together. ``findings``: the gravest first, then by rule."""
    for _, same in groupby(findings, lambda finding: (finding["severity"], finding["rule_id"])):
        told = list(same)
        cut = IN_VIEW if len(told) > WHOLE else len(told)
        yield OfRule(told[:cut], told[cut:])
