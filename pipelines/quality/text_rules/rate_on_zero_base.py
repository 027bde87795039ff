"""C09: a rate of change on a base of zero, such as 负债总额0.00万元，较上年减少0%.

Belongs here: finding such phrases in the text, because no figure of a rate is stored that has no meaning. Does not
belong here: the phrases (lexicon/doc_words.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules.finding import found
from pipelines.quality.text_rules.parameters import takes


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile("|".join(load("doc_words")["asset_change"]["says"]))


@takes(parts=list)
def rate_on_zero_base(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``parts``: where assets are told. A fall by 100 % to zero is meant; any other rate beside a zero is not defined."""
    seen = clean = False
    for section in report.of_parts(*params["parts"]):
        for match in _phrases().finditer(section.reading.folded):
            amount, rate = Decimal(match["amount"]), Decimal(match["rate"])
            if amount == 0 and rate != 100:
                yield found(report, section, *match.span(), observed=f"{match['rate']}%", quote=match.group())
                seen = True
            else:
                clean = True
    if clean and not seen:
        yield passed()
    elif not seen:
        yield not_evaluable("rates_missing")
