"""A09: the number of a document, 机关代字〔年〕号, with something missing.

Belongs here: the parts of a number. Does not belong here: whether such a document exists. Brackets of the usual kinds
are taken as equal (〔〕【】[]﹝﹞); round ones only where 号 follows, for else they hold a year of anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, SectionText
from pipelines.quality.text_rules.finding import found

# 〔 after folding stands for every square, lenticular and curly bracket.
_ISSUER = 12
_NUMBER = re.compile(
    rf"(?P<issuer>[\u4e00-\u9fffA-Za-z]{{0,{_ISSUER}}})(?:〔(?P<year>(?:19|20)\d\d)〕|\((?:19|20)\d\d\)(?=第?\d{{1,4}}号))第?(?P<no>\d{{1,4}})(?P<mark>号?)"
)
_CORE = re.compile(r"〔(?:19|20)\d\d〕第?\d|\((?:19|20)\d\d\)第?\d{1,4}号")
"""What every number holds, quick to look for."""
_OPENING = re.compile(r"[〔\[［【{﹝]")


def document_number(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """A report that cites no document by number has nothing to judge."""
    says = load("strays")["doc_no"]
    seen = False
    clean = True
    for section in report.sections:
        folded = section.reading.folded
        for match in _numbers(folded):
            seen = True
            wrong = [
                says[part]
                for part, holds in (
                    ("no_issuer", not match["issuer"]),
                    ("no_mark", not match["mark"]),
                    ("brace", bool(match["year"]) and _in_braces(section, match.start("year") - 1)),
                )
                if holds
            ]
            if wrong:
                clean = False
                start = match.start() if not match["issuer"] else max(match.start(), match.end("issuer") - 6)
                yield found(
                    report, section, start, match.end(), observed=folded[start : match.end()], wrong=wrong
                )
    if clean:
        yield Case(Outcome.PASS) if seen else not_evaluable("no_document_numbers")


def _numbers(folded: str) -> Iterator[re.Match[str]]:
    """The numbers of a text: looked for only around what every number holds."""
    end = 0
    while core := _CORE.search(folded, end):
        match = _NUMBER.search(folded, max(end, core.start() - _ISSUER))
        if match is None:
            return
        yield match
        end = match.end()


def _in_braces(section: SectionText, position: int) -> bool:
    """Whether the bracket at ``folded[position]`` is printed {: folding keeps the order of brackets."""
    if "{" not in section.reading.text:
        return False
    before = section.reading.folded.count("〔", 0, position)
    printed = _OPENING.findall(section.reading.text)
    return before < len(printed) and printed[before] == "{"
