"""B22: an amount, its change against last year and the rate of that change, printed together, agree with each other.

Belongs here: finding such triples and working them out. Does not belong here: their phrase (lexicon/quality.toml), changes
of assets that print a rate alone (C08), comparisons with last year's report (F01, F02).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules.finding import found, held
from pipelines.quality.text_rules.printed import half_unit, number, yuan_by_unit


@cache
def _phrase() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """What such a triple holds, the triple, and the words of a fall."""
    words = load("quality")["change"]
    return re.compile(words["near"]), re.compile(words["says"]), frozenset(words["falls"])


def change_rate_agrees(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """The base is the amount without the change; the rate must be met by some values within the printed precision."""
    near, phrase, falls = _phrase()
    seen = False
    for section in report.sections:
        text = section.reading.folded
        if "%" not in text or not near.search(text):
            continue
        for match in phrase.finditer(text):
            amount, change, rate = (number(match[name]) for name in ("amount", "change", "rate"))
            slack, change_slack, rate_slack = (
                half_unit(match[name]) for name in ("amount", "change", "rate")
            )
            sign = 1 if match["way"] in falls else -1
            base = amount + sign * change
            widest = slack + change_slack
            if base <= widest:
                continue
            seen = True
            start, end = match.span()
            lowest = (change - change_slack) * 100 / (base + widest) - rate_slack
            highest = (change + change_slack) * 100 / (base - widest) + rate_slack
            if lowest <= rate <= highest:
                yield held(report, section, start, end)
                continue
            unit = yuan_by_unit()[match["unit"]]
            yield found(
                report,
                section,
                start,
                end,
                observed=rate,
                expected=(change * 100 / base).quantize(Decimal("0.01"), ROUND_HALF_UP),
                change=change * unit,
                base=base * unit,
                way=match["way"],
            )
    if not seen:
        yield not_evaluable("no_change_with_rate")
