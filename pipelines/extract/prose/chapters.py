"""Chapters by budget: 一般公共预算支出情况, 政府性基金预算支出情况, 国有资本经营预算支出情况 one after another.

Belongs here: seeing that all but one of them are empty, so that what the one tells is all money of the report. Does not belong
here: the source that a heading names (context), wording (lexicon/meaning.toml).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from pipelines.extract.meaning import words
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
