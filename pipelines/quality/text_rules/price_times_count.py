"""B16: unit price × count is the amount, where all three are printed together.

Belongs here: finding such products and working them out. Does not belong here: the words around them (lexicon/quality.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules.finding import found, held, place_of
from pipelines.quality.text_rules.printed import decimals, half_unit, yuan_by_unit
from pipelines.quality.wording import plain


@cache
def _phrases() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    words = load("quality")["product"]
    says = tuple(zip(words["holds"], map(re.compile, words["says"]), strict=True))
    return says, re.compile("|".join(words["further_factor"]))


def price_times_count(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """Each pattern names price, price_unit, count, amount and amount_unit, and may name a second count ``times``. Words
    that stand for a further factor (每月, 每年) make a product that differs nobody's fault."""
    says, further = _phrases()
    seen = False
    for section in report.sections:
        text = section.reading.folded
        if "元" not in text:
            continue
        for match in (m for sign, pattern in says if sign in text for m in pattern.finditer(text)):
            seen = True
            start, end = match.span()
            parts = {name: value for name, value in match.groupdict().items() if value}
            price, price_half = _amount(parts["price"], parts["price_unit"])
            amount, half = _amount(parts["amount"], parts["amount_unit"])
            count = Decimal(parts["count"]) * Decimal(parts.get("times", "1"))
            product = price * count
            if abs(product - amount) <= half + price_half * count:
                yield held(report, section, start, end)
            elif further.search(match.group()) and "times" not in parts:
                yield not_evaluable("further_factor", subject=place_of(section, start, end))
            else:
                yield found(
                    report,
                    section,
                    start,
                    end,
                    price=plain(price),
                    count=plain(count),
                    observed=amount,
                    expected=product,
                    gap=abs(product - amount),
                )
    if not seen:
        yield not_evaluable("no_product")


def _amount(printed: str, unit: str) -> tuple[Decimal, Decimal]:
    """Yuan, and half a unit of the last printed decimal: whole yuan are exact."""
    yuan = yuan_by_unit()[unit]
    is_exact = yuan == 1 and not decimals(printed)
    return Decimal(printed) * yuan, Decimal(0) if is_exact else half_unit(printed) * yuan
