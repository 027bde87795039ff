"""A13: slips of the pen and traces of export in the text of a report.

Belongs here: looking for what lexicon/slips.toml lists, and for quotation marks without their partner. Does not belong
here: headings (numbering_lost) and hints of the form (template_hint).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, zip_longest
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, Passage, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, SectionText
from pipelines.quality.text_rules.parameters import takes

_PARAGRAPH_END = re.compile(r"[。;!?！？]")
_MARK = re.compile('[“”"]')


@cache
def _forms() -> tuple[dict[str, str], re.Pattern[str], dict[str, str]]:
    """Wrong words with the right ones, the pattern of everything, and how each kind is told."""
    words = load("slips")
    slips = {row["wrong"]: row["right"] for row in words["slip"]}
    form = words["form"]
    pattern = f"(?P<slip>{_listed()})|(?P<marks>{form['marks']})|(?P<doubled>{form['doubled']})"
    return slips, re.compile(pattern), words["says"]


@cache
def _listed() -> str:
    """Wrong words that are no end of one word and start of the next."""
    rows = load("slips")["slip"]
    return "|".join(
        (f"(?<!{row['not_behind']})" if "not_behind" in row else "")
        + re.escape(row["wrong"])
        + (f"(?!{row['not_before']})" if "not_before" in row else "")
        for row in rows
    )


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
    looked_at = report.sections if _may_slip(report.folded) else ()
    for section, behind in zip_longest(looked_at, looked_at[1:]):
        for start, end, what in _slips(section, behind.reading.folded if behind else ""):
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
    """Each sort of slip by itself, wrong words whatever stands around them: quicker to search for than all at once."""
    words = load("slips")
    listed = "|".join(re.escape(row["wrong"]) for row in words["slip"])
    return tuple(map(re.compile, (listed, words["form"]["marks"], words["form"]["doubled"])))


def _may_slip(text: str) -> bool:
    """Whether there is anything to look at closely."""
    return "“" in text or _shows_sign(text)


def _shows_sign(text: str) -> bool:
    return any(pattern.search(text) for pattern in _first_signs())


def _slips(section: SectionText, goes_on: str) -> Iterator[tuple[int, int, str]]:
    """``goes_on``: the text of the section behind it, in which a quotation that a heading cuts in two may end."""
    slips, pattern, says = _forms()
    text = section.reading.folded
    for match in pattern.finditer(text) if _shows_sign(text) else ():
        wrong = match.group()
        kind = match.lastgroup or ""
        if kind != "slip" and not section.reading.contiguous(*match.span()):
            continue
        yield *match.span(), says[kind].format(wrong=wrong, right=slips.get(wrong, ""), quote=wrong)
    if text.count("“") > text.count("”") and (unclosed := _unclosed(text, goes_on)):
        yield *unclosed, says["quotation"]


def _unclosed(text: str, goes_on: str) -> tuple[int, int] | None:
    """The first opening mark that another follows before any closing one, to the end of its sentence. A straight mark may
    close as well; None where all are closed, the last one perhaps behind the next heading."""
    marks = [*_MARK.finditer(text), next(_MARK.finditer(goes_on), None)]
    for here, then in pairwise(marks):
        if here is not None and here.group() == "“" and (then is None or then.group() == "“"):
            end = _PARAGRAPH_END.search(text, here.start())
            return here.start(), end.end() if end else len(text)
    return None
