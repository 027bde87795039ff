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
from pipelines.quality.cases import Case, Passage, not_evaluable
from pipelines.quality.rules import MAIN, Outcome
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules.finding import found
from pipelines.quality.wording import plain

MONEY = {"元": Decimal(1), "万元": Decimal(10_000)}


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
        for match in (m for held, pattern in says if held in text for m in pattern.finditer(text)):
            seen = True
            start, end = match.span()
            place = f"{section.code}@{section.reading.raw(start, end)[0]}"
            found_parts = {name: value for name, value in match.groupdict().items() if value}
            price, price_half = _amount(found_parts["price"], found_parts["price_unit"])
            amount, half = _amount(found_parts["amount"], found_parts["amount_unit"])
            count = Decimal(found_parts["count"]) * Decimal(found_parts.get("times", "1"))
            product = price * count
            if abs(product - amount) <= half + price_half * count:
                passage = Passage(report.document_id, *section.reading.raw(start, end))
                yield Case(Outcome.PASS, MAIN, place, passages=(passage,))
            elif further.search(match.group()) and "times" not in found_parts:
                yield not_evaluable("further_factor", subject=place)
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


def _amount(number: str, unit: str) -> tuple[Decimal, Decimal]:
    """Yuan, and half a unit of the last printed decimal: whole yuan are exact."""
    decimals = len(number.partition(".")[2])
    half = Decimal(1).scaleb(-decimals) / 2 * MONEY[unit]
    return Decimal(number) * MONEY[unit], Decimal(0) if unit == "元" and not decimals else half
