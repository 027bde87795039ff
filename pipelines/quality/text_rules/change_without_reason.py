"""C06: a headcount that changed against last year, without a word of why.

Belongs here: looking for a reason near the change. Does not belong here: the words for reasons (lexicon/doc_words.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules.excerpt import excerpt
from pipelines.quality.text_rules.parameters import takes
from pipelines.quality.text_rules.template_hint import hints

QUOTED = 25, 34
"""So many characters before and after the figure a quote holds at most."""


@cache
def _reasons() -> re.Pattern[str]:
    return re.compile("|".join(load("doc_words")["change_reason"]["says"]))


@takes(window=int)
def change_without_reason(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: kind, staff_scope, change, fact, char_start of headcounts with a printed change. ``window``: characters
    after the change's sentence in which a reason may still stand. A hint of the form ("变动情况及原因") is no reason."""
    changed = [row for row in rows if row["change"] != 0]
    if not changed:
        yield not_evaluable("no_change")
        return
    judged: set[tuple[int, int]] = set()
    for row in changed:
        text, quote, place = _near(report, row["char_start"], params["window"])
        if (place, row["change"]) in judged:
            continue
        judged.add((place, row["change"]))
        subject = f"{row['staff_scope']}/{row['kind']}"
        if text is None:
            yield not_evaluable("no_sections", subject=subject)
        elif _reasons().search(hints().sub("", text)):
            yield passed(subject=subject)
        else:
            moved = f"{'增加' if row['change'] > 0 else '减少'} {abs(row['change'])}"
            values = {"observed": f"{row['change']:+d}", "moved": moved, "quote": quote}
            yield Case(Outcome.FAIL, subject=subject, values=values, facts=(row["fact"],))


def _near(report: ReportText, raw_offset: int, window: int) -> tuple[str | None, str, int]:
    """The sentence at a raw offset with what follows it in its section, what a message quotes of it, and its raw start."""
    for section in report.sections:
        position = section.reading.position(raw_offset)
        if position is not None:
            first, last = section.reading.sentence_around(position)
            text = section.reading.folded
            quote = excerpt(section.reading, position, position + 1, *QUOTED)
            return text[first : last + window], quote, section.reading.raw(first, first + 1)[0]
    return None, "", raw_offset
