"""Chapters by budget: 一般公共预算支出情况, 政府性基金预算支出情况, 国有资本经营预算支出情况 one after another.

Belongs here: seeing that all but one of them are empty, so that what the one tells is all money of the report; clauses that turn to
one budget (政府性基金方面，年初预算20万元，决算10万元). Does not belong here: the source that a heading names (context), wording
(lexicon/meaning.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from pipelines.extract.context import Context, Reader, heading_source
from pipelines.extract.meaning import understand, words
from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.sentences import Sentence

FISCAL = "fiscal"


def only_source(told: Iterable[Sentence]) -> str | None:
    """``fiscal`` where the chapters of 政府性基金 and 国有资本经营 say that there is none; None where a report is not so divided."""
    said = {"fund": "", "capital": ""}
    for heading, below in groupby(told, key=attrgetter("heading")):
        number = marker(heading)
        title = heading[number[1] :] if number else heading
        text = "".join([sentence.flow.text for sentence in below if sentence.flow.text != heading])
        for chapter in said:
            if words("meaning", "chapters", chapter).match(title):
                said[chapter] += text
    return FISCAL if all(map(words("meaning", "chapters", "none").fullmatch, said.values())) else None


def turn_to_budget(text: str, reader: Reader, context: Context) -> None:
    """Let amounts be of the one budget that the words before them turn to; of none where that is no source of ours."""
    said = _last(words("meaning", "chapters", "aspect"), text)
    if said is None or words("meaning", "chapters", "together").search(text, said.end()):
        return
    context.default_source = heading_source(said.group(), reader)
    context.open_source = understand(said.group(), reader.names).source is None


def leaves_budget_open(lead: str, text: str) -> bool:
    """Whether the sentences before turned to one budget and this one does not say that it speaks of all of them."""
    said = _last(words("meaning", "chapters", "aspect"), lead)
    together = words("meaning", "chapters", "together")
    return said is not None and not (together.search(lead, said.end()) or together.match(text))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for last in pattern.finditer(text):  # noqa: B007
        pass
    return last
