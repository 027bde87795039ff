"""B15: the shares of a stated split come to 100 %.

Belongs here: finding splits and adding them up. Does not belong here: the words of a split (lexicon/quality.toml).
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
from pipelines.quality.text_rules.parameters import takes
from pipelines.quality.text_rules.printed import decimals, half_unit

WHOLE = Decimal(100)
_SHARE = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,4})?)%")


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = load("quality")["split"]
    return (
        re.compile("|".join(words["each"])),
        re.compile("|".join(words["closed"])),
        re.compile("|".join(words["open"])),
    )


@takes(least=int)
def shares_add_up(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """A split: ``least`` or more shares of one sentence, a word of sharing before each; whole per cents are exact. It is an error only where the
    sentence says that it divides a whole by a ratio; shares of groups that overlap come to anything."""
    each, closed, open_words = _words()
    seen = False
    for section in report.sections:
        if "%" not in section.reading.folded:
            continue
        for sentence in section.reading.sentences():
            if sentence.group().count("%") < params["least"]:
                continue
            shares = list(_SHARE.finditer(sentence.group()))
            if len(shares) < params["least"]:
                continue
            begins = [0, *(m.end() for m in shares[:-1])]
            between = [sentence.group()[b : m.start()] for b, m in zip(begins, shares, strict=True)]
            if not all(each.search(words) for words in between):
                continue
            seen = True
            total = sum((Decimal(m.group(1)) for m in shares), Decimal(0))
            slack = sum((half_unit(m.group(1)) for m in shares if decimals(m.group(1))), Decimal(0))
            start, end = sentence.start() + shares[0].start(), sentence.start() + shares[-1].end()
            says_whole = closed.search(sentence.group()) and not open_words.search(sentence.group())
            if abs(total - WHOLE) <= slack:
                yield held(report, section, start, end)
            elif says_whole:
                terms = " ＋ ".join(m.group() for m in shares)
                yield found(report, section, start, end, terms=terms, observed=total, expected=WHOLE)
            else:
                yield not_evaluable("split_open", subject=place_of(section, start, end))
    if not seen:
        yield not_evaluable("no_split")
