"""D10: what the text reports as an indicator and the table does not hold, and what the table plans and nobody reports.

Belongs here: finding such statements and matching them with the table, one to one. Does not belong here: the words
(lexicon/indicator_rules.toml), narrative figures (增长8.5%), which are no indicators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, Passage, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, SectionText, fold
from pipelines.quality.text_rules.finding import passage_of
from pipelines.quality.text_rules.parameters import takes


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(load("indicator_rules")["orphan"][name])


@dataclass(frozen=True, slots=True)
class _Statement:
    name: str
    number: str
    section: SectionText
    start: int
    end: int

    def passage(self, report: ReportText) -> Passage:
        return passage_of(report, self.section, self.start, self.end)


@takes(least_shared=float)
def indicator_orphans(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: the indicators. A row with an actual value or a score in the table is reported there."""
    if not rows:
        return
    statements = _distinct(report)
    matched, taken = _matches(statements, rows, params["least_shared"])
    alone = [s for s in statements if s not in matched]
    if not statements:
        yield not_evaluable("no_statements", "text_only")
    elif alone:
        yield Case(
            Outcome.FAIL,
            "text_only",
            values={"observed": len(alone), "names": [f"{s.name}{s.number}%" for s in alone]},
            passages=tuple(s.passage(report) for s in alone),
        )
    else:
        yield passed("text_only")
    unreported = [
        r
        for r in rows
        if r["actual_num"] is None
        and r["actual_text"] is None
        and r["score"] is None
        and r["seq"] not in taken
        and not _told(report, r)
    ]
    if unreported:
        yield Case(
            Outcome.FAIL,
            "table_only",
            values={"observed": len(unreported), "names": [r["level3"] for r in unreported]},
            facts=tuple(r["fact"] for r in unreported),
        )
    else:
        yield passed("table_only")


def _distinct(report: ReportText) -> list[_Statement]:
    """The statements of the report, each name once."""
    found: dict[str, _Statement] = {}
    for section in report.of_parts(*load("indicator_rules")["orphan"]["parts"]):
        for statement in _statements(section):
            found.setdefault(statement.name, statement)
    return list(found.values())


def _statements(section: SectionText) -> Iterator[_Statement]:
    group = load("indicator_rules")["orphan"]
    for sentence in section.reading.sentences():
        if "%" not in sentence.group():
            continue
        opens = _words("opens").search(sentence.group())
        for said in _words("says").finditer(sentence.group()):
            name = _words("lead").sub("", said["name"])
            required = said["behind"] or said["verb"] in group["required"]
            listed = opens is not None and said.start() >= opens.end()
            if not (required or (listed and said["verb"] in group["listed"])):
                continue
            if len(name) < group["least"] or _words("not_measured").search(name):
                continue
            start = sentence.start() + said.start("name") + len(said["name"]) - len(name)
            yield _Statement(name, said["number"], section, start, sentence.start() + said.end())


def _letters(words: str) -> frozenset[str]:
    return frozenset(words) - frozenset(load("indicator_rules")["orphan"]["common"])


def _shared(ours: frozenset[str], theirs: frozenset[str]) -> float:
    smaller = min(len(ours), len(theirs))
    return len(ours & theirs) / smaller if smaller else 0.0


def _matches(
    statements: Sequence[_Statement], rows: Sequence[Mapping[str, Any]], least: float
) -> tuple[list[_Statement], set[Any]]:
    """Statements that speak of a row, and the rows that they speak of; the closest pairs first."""
    said = [(s, _letters(s.name)) for s in statements]
    planned = [(r, [_letters(fold(r[cell])) for cell in ("level3", "description") if r[cell]]) for r in rows]
    pairs = sorted(
        (
            (max(_shared(ours, theirs) for theirs in cells), i, j)
            for i, (_, ours) in enumerate(said)
            for j, (_, cells) in enumerate(planned)
            if cells
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    matched: list[_Statement] = []
    taken: set[Any] = set()
    for shared, i, j in pairs:
        if shared >= least and statements[i] not in matched and rows[j]["seq"] not in taken:
            matched.append(statements[i])
            taken.add(rows[j]["seq"])
    return matched, taken


def _told(report: ReportText, row: Mapping[str, Any]) -> bool:
    """Whether the text reports the indicator by its own name."""
    name = fold(row["level3"])
    return any(
        name in section.reading.folded
        for section in report.of_parts(*load("indicator_rules")["orphan"]["parts"])
    )
