"""E14: who evaluated: only the unit's own people; and columns of the form that nobody filled in (签字, 职称).

Belongs here: reading the group's list. Names of persons are masked in the text of sections and are never needed.
Does not belong here: words that show an outsider or a professional title (lexicon/evaluation.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, SectionText, fold
from pipelines.quality.text_rules.parameters import takes

MEMBERS, COLUMNS = "members", "columns"
SIGNERS = "signers"
_PERSON = re.compile(r"[＊*]{2,4}")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(says)) for name, says in load("evaluation")["team"].items()}


@takes(least=int)
def evaluation_team(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: whether the list was scanned. ``least``: how many members make a group."""
    lists = [section for section in report.sections if section.code == SIGNERS]
    members = [
        line for section in lists for line in section.reading.text.splitlines() if _PERSON.search(line)
    ]
    facts = tuple(section.fact for section in lists)
    if len(members) < params["least"]:
        yield not_evaluable("no_team", MEMBERS)
        yield not_evaluable("no_team", COLUMNS)
        return
    yield _own(report, members, facts)
    yield _columns(lists, members, facts, scanned=bool(rows and rows[0]["scanned"]))


def _own(report: ReportText, members: Sequence[str], facts: tuple[str, ...]) -> Case:
    """Members are own where every line names the unit; a line without any body's name says nothing."""
    name = fold(report.unit_name or "")
    said = [fold(line) for line in members]
    rest = [line.replace(name, "") if name else line for line in said]
    if any(_words()["outside"].search(line) for line in rest):
        return Case(Outcome.PASS, MEMBERS)
    if not name or not all(name in line for line in said):
        return not_evaluable("unit_not_named", MEMBERS)
    return Case(Outcome.FAIL, MEMBERS, values={"observed": len(members), "missing": ""}, facts=facts)


def _columns(
    lists: Sequence[SectionText], members: Sequence[str], facts: tuple[str, ...], *, scanned: bool
) -> Case:
    words = _words()
    frame = fold("".join(section.heading for section in lists)) + fold(
        "".join(
            line
            for section in lists
            for line in section.reading.text.splitlines()
            if not _PERSON.search(line)
        )
    )
    missing, asked = [], False
    if words["signature"].search(frame) and not scanned:
        asked = True
        if not any(words["signed"].search(line) for line in members):
            missing.append("签字")
    if words["title_asked"].search(frame):
        asked = True
        if not any(words["titles"].search(line) for line in members):
            missing.append("职称")
    if missing:
        values = {"observed": len(members), "missing": "、".join(missing)}
        return Case(Outcome.FAIL, COLUMNS, values=values, facts=facts)
    if asked:
        return Case(Outcome.PASS, COLUMNS)
    return not_evaluable("scanned" if scanned else "not_asked", COLUMNS)
