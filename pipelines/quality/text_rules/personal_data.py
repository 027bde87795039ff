"""A14: private persons named in a report, so that whoever publishes it covers them.

Belongs here: counting and placing what extraction masked. Does not belong here: finding names (extract), covering them
(normalize). The text that rules see is masked, so no name can leave through this rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.rules import MAIN, Outcome
from pipelines.quality.text import ReportText, SectionText
from pipelines.quality.text_rules.parameters import takes

LISTED = "listed"
_NUMBER_LENGTH = 7
_AROUND = 24
LEAST_LABELS = 2
"""So many labels in one line are the line of a form; a single 联系电话 stands in prose too."""


@takes(lists=list)
def personal_data(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """Names in a section of ``lists`` and what stands in the line of a form that names who filled it in, both asked for by the
    form, are told apart from all else: branch ``listed``.

    Evidence on file is the heading of each section: finding the persons of every document anew would take longest. The
    message has the first covered words with what stands around them."""
    if not report.sections:
        yield not_evaluable("no_sections")
        yield not_evaluable("no_sections", LISTED)
        return
    covered = [(section, match) for section in report.sections for match in _covered(section)]
    listed = [c for c in covered if _is_asked(*c) or (c[0].code in params["lists"] and not _is_number(c[1]))]
    for branch, found in ((MAIN, [c for c in covered if c not in listed]), (LISTED, listed)):
        yield _case(branch, found) if found else passed(branch)


def _covered(section: SectionText) -> list[re.Match[str]]:
    text = section.reading.text
    return list(re.finditer("＊+", text)) if "＊" in text else []


def _is_number(covered: re.Match[str]) -> bool:
    return len(covered.group()) >= _NUMBER_LENGTH


def _is_asked(section: SectionText, covered: re.Match[str]) -> bool:
    """Whether it stands behind a label in the line of a form (填表人：… 联系电话：… 单位负责人：…)."""
    text = section.reading.text
    before = text[: covered.start()].rpartition("\n")[2]
    line = before + text[covered.start() :].partition("\n")[0]
    labels = _labels().findall(line)
    return len(labels) >= LEAST_LABELS and bool(_labels().search(before))


@cache
def _labels() -> re.Pattern[str]:
    return re.compile("|".join(load("doc_words")["personal"]["labels"]))


def _case(branch: str, found: Sequence[tuple[SectionText, re.Match[str]]]) -> Case:
    titles = {row["code"]: row["name"] for row in load("sections")["section"]}
    places = Counter(titles.get(section.code, section.code) for section, _ in found)
    numbers = sum(_is_number(match) for _, match in found)
    values = {
        "what": [
            form.format(n=n) for form, n in zip(_forms(), (len(found) - numbers, numbers), strict=True) if n
        ],
        "places": [f"{place} {n} 处" for place, n in places.items()],
        "quote": _around(found[0][0].reading.text, found[0][1]),
    }
    return Case(
        Outcome.FAIL, branch, values=values, facts=tuple(dict.fromkeys(section.fact for section, _ in found))
    )


def _forms() -> tuple[str, str]:
    """How names and numbers are counted."""
    words: dict[str, str] = load("doc_words")["personal"]
    return words["names"], words["numbers"]


def _around(text: str, covered: re.Match[str]) -> str:
    """The covered words in their line, cut where the line is long."""
    before, behind = text[: covered.start()], text[covered.end() :]
    start, end = before.rpartition("\n")[2][-_AROUND:], behind.partition("\n")[0][:_AROUND]
    return (start + covered.group() + end).strip()
