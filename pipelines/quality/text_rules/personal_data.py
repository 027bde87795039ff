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
from pipelines.quality.cases import Case, Passage, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText

_NUMBER_LENGTH = 7


def personal_data(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``quotes``: how many places are quoted at most."""
    if not report.sections:
        yield not_evaluable("no_sections")
        return
    names = numbers = 0
    places: Counter[str] = Counter()
    passages: list[Passage] = []
    titles = {row["code"]: row["name"] for row in load("sections")["section"]}
    for section in report.sections:
        if "＊" not in section.reading.text:
            continue
        for match in re.finditer("＊+", section.reading.text):
            long = len(match.group()) >= _NUMBER_LENGTH
            numbers, names = numbers + long, names + (not long)
            places[titles.get(section.code, section.code)] += 1
            if len(passages) < params["quotes"]:
                first, last = section.reading.printed(match.start()), section.reading.printed(match.end() - 1)
                passages.append(Passage(report.document_id, first, last + 1))
    if not places:
        yield passed()
        return
    values = {
        "names": names,
        "numbers": numbers,
        "places": [f"{place} {n} 处" for place, n in places.items()],
    }
    yield Case(Outcome.FAIL, values=values, passages=tuple(passages))
