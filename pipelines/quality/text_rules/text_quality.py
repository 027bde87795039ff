"""A13: slips of the pen and traces of export in the text of a report.

Belongs here: looking for what lexicon/slips.toml lists, and for quotation marks without their partner. Does not belong
here: headings (numbering_lost) and hints of the form (template_hint).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, Passage, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, SectionText
from pipelines.quality.text_rules.parameters import takes

_PARAGRAPH_END = re.compile(r"[。;!?！？]")


@cache
def _forms() -> tuple[dict[str, str], re.Pattern[str], dict[str, str]]:
    """Wrong words with the right ones, the pattern of everything, and how each kind is told."""
    words = load("slips")
    slips = {row["wrong"]: row["right"] for row in words["slip"]}
    listed = "|".join(map(re.escape, slips))
    form = words["form"]
    pattern = f"(?P<slip>{listed})|(?P<marks>{form['marks']})|(?P<doubled>{form['doubled']})"
    return slips, re.compile(pattern), words["says"]


@takes(quotes=int)
def text_quality(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """One case for a report: what was found, each kind of slip told once."""
    if not any(section.reading.folded for section in report.sections):
        yield not_evaluable("no_sections")
        return
    told: dict[str, None] = {}
    passages: list[Passage] = []
    count = 0
    for section in report.sections if _may_slip(report.folded) else ():
        for start, end, what in _slips(section):
            first, last = section.reading.raw(start, end)
            passages.append(Passage(report.document_id, first, last))
            told.setdefault(what)
            count += 1
    if not count:
        yield passed()
        return
    values = {"observed": count, "listed": list(told)}
    yield Case(Outcome.FAIL, values=values, passages=tuple(passages[: params["quotes"]]))


@cache
def _first_signs() -> tuple[re.Pattern[str], ...]:
    """Each sort of slip by itself, which is quicker to search for than all at once."""
    words = load("slips")
    listed = "|".join(re.escape(row["wrong"]) for row in words["slip"])
    return tuple(map(re.compile, (listed, words["form"]["marks"], words["form"]["doubled"])))


def _may_slip(text: str) -> bool:
    """Whether there is anything to look at closely."""
    return "“" in text or any(pattern.search(text) for pattern in _first_signs())


def _slips(section: SectionText) -> Iterator[tuple[int, int, str]]:
    slips, pattern, says = _forms()
    text = section.reading.folded
    for match in pattern.finditer(text):
        wrong = match.group()
        kind = match.lastgroup or ""
        if kind != "slip" and not section.reading.contiguous(*match.span()):
            continue
        yield *match.span(), says[kind].format(wrong=wrong, right=slips.get(wrong, ""), quote=wrong)
    if text.count("“") > text.count("”"):
        yield *_unclosed(text), says["quotation"]


def _unclosed(text: str) -> tuple[int, int]:
    """The first opening mark that another follows before any closing one, to the end of its sentence."""
    marks = list(re.finditer("[“”]", text))
    start = next(
        (
            here.start()
            for here, then in zip(marks, [*marks[1:], None], strict=True)
            if here.group() == "“" and (then is None or then.group() == "“")
        ),
        marks[0].start(),
    )
    end = _PARAGRAPH_END.search(text, start)
    return start, end.end() if end else len(text)
