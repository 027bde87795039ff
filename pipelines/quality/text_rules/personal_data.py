"""A14: private persons named in a report, so that whoever publishes it covers them.

Belongs here: counting and placing what extraction masked. Does not belong here: finding names (extract), covering them
(normalize). The text that rules see is masked, so no name can leave through this rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText

_NUMBER_LENGTH = 7
_AROUND = 24


def personal_data(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """Evidence on file is the heading of each section: finding the persons of every document anew would take longest. The
    message has the first covered words with what stands around them."""
    if not report.sections:
        yield not_evaluable("no_sections")
        return
    names = numbers = 0
    places: Counter[str] = Counter()
    quote = ""
    facts: list[str] = []
    titles = {row["code"]: row["name"] for row in load("sections")["section"]}
    for section in report.sections:
        if "＊" not in section.reading.text:
            continue
        for match in re.finditer("＊+", section.reading.text):
            long = len(match.group()) >= _NUMBER_LENGTH
            numbers, names = numbers + long, names + (not long)
            places[titles.get(section.code, section.code)] += 1
            quote = quote or _around(section.reading.text, match)
        facts.append(section.fact)
    if not places:
        yield passed()
        return
    values = {
        "names": names,
        "numbers": numbers,
        "places": [f"{place} {n} 处" for place, n in places.items()],
        "quote": quote,
    }
    yield Case(Outcome.FAIL, values=values, facts=tuple(facts))


def _around(text: str, covered: re.Match[str]) -> str:
    """The covered words in their line, cut where the line is long."""
    before, behind = text[: covered.start()], text[covered.end() :]
    start, end = before.rpartition("\n")[2][-_AROUND:], behind.partition("\n")[0][:_AROUND]
    return (start + covered.group() + end).strip()
