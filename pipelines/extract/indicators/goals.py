"""Goals: what the department set out to do (target) and what it says became of it (result).

Belongs here: goals in prose lists, and the choice between tables and prose. Does not belong here: tables and forms
(goal_tables), indicators.

Targets: the goal tables if there are any, else the numbered list in the section 绩效目标、指标. Results: the form's
fields, else the numbered list in 分项绩效目标实现情况 (or, where there is no such section, in 绩效目标实现情况). A result
that is only a title takes the unnumbered paragraphs below it as its content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache

from pipelines.extract.indicators.goal_matches import match_goals
from pipelines.extract.indicators.goal_tables import Written, each_goal, is_empty, named_goals, table_goals
from pipelines.extract.indicators.goal_titles import heads_goal
from pipelines.extract.outline.list_items import Item, split_items, trimmed
from pipelines.extract.outline.sections import paragraphs
from pipelines.lexicon import load
from pipelines.model.claims import GoalClaim, SectionClaim
from pipelines.model.document import BlockKind, Document, Span
from pipelines.model.flow import Flow, join_flows
from pipelines.model.problem import Outcome, Problem

_CLAUSE_END = re.compile(r"[，,；;。：:]")
_COLON = re.compile(r"[：:]")
_SENTENCE_END = re.compile(r"[；;。！!]")


def find_goals(document: Document, sections: Sequence[SectionClaim]) -> Outcome[GoalClaim]:
    """Targets and results, each numbered from 1 in the order of the report."""
    in_tables = table_goals(document)
    found = {
        "target": [w for w in in_tables if w.part == "target"]
        or _listed(document, sections, ("goals_indicators",), "target")
        or ([] if sections else _lines_of_form(document)),
        "result": [w for w in in_tables if w.part == "result"]
        or _listed(document, sections, ("achievement_items",), "result")
        or _listed(document, sections, ("achievement",), "result"),
    }
    goals: list[GoalClaim] = []
    problems: list[Problem] = []
    for part, written in found.items():
        for seq, goal in enumerate(written, start=1):
            rates = _completion_rates(goal.content)
            if len(rates) > 1:
                problems.append(_several_rates(goal, rates))
            rate = rates[0] if len(rates) == 1 else None
            goals.append(GoalClaim(seq, part, goal.name, goal.content, rate, goal.span))
    return Outcome(match_goals(goals, _told(found)), tuple(problems))


def _told(found: Mapping[str, Sequence[Written]]) -> list[tuple[int, int]]:
    """The numbers of target and result that stand in one row of a form under the same number, once each."""
    targets, results = ([goal.place for goal in found[part]] for part in ("target", "result"))
    return [
        (seq, results.index(place) + 1)
        for seq, place in enumerate(targets, start=1)
        if place is not None and targets.count(place) == results.count(place) == 1
    ]


def name_of(content: Flow) -> Flow:
    """A goal's name where none is printed: its first sentence if that is short, else its first clause."""
    first = _SENTENCE_END.search(content.text)
    sentence = content.part(0, first.start()) if first else content
    if len(sentence.text) <= load("goals")["text"]["short_name"]:
        return sentence
    clause = _CLAUSE_END.search(sentence.text)
    return trimmed(sentence.part(0, clause.start())) if clause and clause.start() else sentence


def _listed(
    document: Document, sections: Iterable[SectionClaim], codes: tuple[str, ...], part: str
) -> list[Written]:
    """The items of the lists in these sections."""
    found: list[Written] = []
    for section in sections:
        if section.code in codes:
            said = paragraphs(document, section)
            named = [Item(goal, ()) for goal in named_goals(join_flows(said, "\n"))]
            items = (_item(item, part) for item in named or split_items(said))
            found += [item for item in items if item is not None]
    return found


def _lines_of_form(document: Document) -> list[Written]:
    """The goals of a form in plain text: 年度总体目标：…, the title and its text on one line."""
    found: list[Written] = []
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        line = document.flow(block)
        colon = _COLON.search(line.text)
        if colon is None or not heads_goal(Flow.alone(line.text[: colon.start()]).folded().text):
            continue
        for goal in each_goal(trimmed(line.part(colon.end(), len(line.text)))):
            if not is_empty(goal.text):
                span = Span(*goal.raw(0, len(goal.text)))
                found.append(Written("target", name_of(goal).text, goal.text, span))
    return found


def _item(item: Item, part: str) -> Written | None:
    title_only = _SENTENCE_END.search(item.text.text) is None and item.more
    content = trimmed(join_flows(item.more, "\n") if title_only else _unended(item.text))
    name = trimmed(item.text) if title_only else name_of(content)
    if is_empty(content.text) or is_empty(name.text) or _heads_part(name.text):
        return None
    start, end = item.text.offsets[0], content.raw(0, len(content.text))[1]
    return Written(part, name.text, content.text, Span(start, end))


def _heads_part(name: str) -> bool:
    """Whether an item of the list heads a part of the report (1.产出指标…, 2.完成的绩效目标) and is no goal."""
    return any(re.search(pattern, name.rstrip("。：:")) for pattern in load("goals")["text"]["heads"])


def _unended(flow: Flow) -> Flow:
    """An item in a row ends with ；, which belongs to the row."""
    return flow.part(0, len(flow.text) - 1) if flow.text.endswith((";", "；")) else flow


@cache
def _completion() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in load("goals")["text"]["completion"])


def _completion_rates(content: str) -> list[Decimal]:
    folded = Flow.alone(content).folded().text
    return sorted({Decimal(m.group(1)) for pattern in _completion() for m in pattern.finditer(folded)})


def _several_rates(goal: Written, rates: Sequence[Decimal]) -> Problem:
    listed = "、".join(f"{rate}%" for rate in rates)
    return Problem(
        "goal_rates_contradict",
        f"目标“{goal.name}”写有不同的完成率（{listed}），未采用，请核对原文",
        f"the goal '{goal.name}' is given different completion rates ({listed}); none was taken",
        goal.span,
    )
