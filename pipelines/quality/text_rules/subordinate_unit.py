"""C04: a subordinate unit that text or a signer's post names and the organisation section leaves out.

Belongs here: finding names of such units. Does not belong here: suffixes and phrases (lexicon/doc_words.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.text import ReportText, SectionText, fold
from pipelines.quality.text_rules.excerpt import excerpt
from pipelines.quality.text_rules.finding import found

SIGNERS = "signers"
ORGANISATION = ("organisation", "staff")
SHORTEST = 4


@cache
def _words() -> dict[str, Any]:
    words = load("doc_words")["subordinate"]
    suffix = "(?:" + "|".join(words["suffixes"]) + ")"
    name = f"[\u4e00-\u9fff]{{2,30}}?{suffix}"
    return {
        "post": re.compile(f"({name})(?:" + "|".join(words["posts"]) + ")"),
        "said": re.compile(f"({name})(?:" + "|".join(words["relations"]) + ")"),
        "after_own": re.compile(f"[\u4e00-\u9fff]{{2,10}}?{suffix}"),
        "joined": tuple(words["joined"]),
        "suffixes": tuple(words["suffixes"]),
    }


def subordinate_unit_left_out(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """A unit is looked for by its name without the reporting unit's own; names of inner offices (办公室, 科, 股) are none."""
    if not report.unit_name:
        yield not_evaluable("no_unit")
        return
    organisation = "".join(s.reading.folded for s in report.sections if s.code in ORGANISATION)
    if not organisation:
        yield not_evaluable("no_organisation")
        return
    own, clean = fold(report.unit_name), True
    told: set[str] = set()
    suffixes = [suffix for suffix in _words()["suffixes"] if suffix in report.folded]
    for section in report.sections:
        if section.code in ORGANISATION or not any(s in section.reading.folded for s in suffixes):
            continue
        for start, end in _named(section, own):
            name = section.reading.folded[start:end]
            if name in organisation or own.endswith(name) or name in told:
                continue
            told.add(name)
            clean = False
            quote = excerpt(section.reading, start, end)
            yield found(report, section, start, end, quote=quote, observed=name)
    if clean:
        yield passed()


def _named(section: SectionText, own: str) -> Iterator[tuple[int, int]]:
    """Ranges of names of subordinate units in a section, the reporting unit's own name cut off."""
    words = _words()
    text = section.reading.without_titles()
    marks = (own, *words["joined"])
    pattern = words["post"] if section.code == SIGNERS else words["said"]
    for match in pattern.finditer(text):
        start, end = match.span(1)
        start = max(
            (text.rfind(m, start, end) + len(m) for m in marks if m in text[start:end]), default=start
        )
        if end - start >= SHORTEST:
            yield start, end
    position = text.find(own)
    while position >= 0:
        begin = position + len(own)
        match = words["after_own"].match(text, begin)
        if match and not any(mark in match.group() for mark in words["joined"]):
            yield match.span()
        position = text.find(own, begin)
