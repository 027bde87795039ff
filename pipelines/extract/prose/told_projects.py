"""Told projects: amounts under names of their own that are together what projects spent, as far as the whole report says.

Belongs here: 1.残疾人精准康复项目支出268.4万元，为2036名残疾人提供服务 among what the department achieved, and lists of bare names and
amounts below a heading or behind words of projects (项目支出包括：培训28.5万元、设备43.3万元), where the sum stands in a table or farther
away. Does not belong here: sums that stand in the same paragraph (project_sums), projects with stages of their own
(staged_items).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import YEAR, sort_of_number, understand, words
from pipelines.extract.numbers import quantity, unit_after
from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.item_names import item_name
from pipelines.extract.prose.lists import PART
from pipelines.extract.prose.project_sums import planned_for_projects, spent_on_projects
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.subjects import CODES, named_subject
from pipelines.model.claims import BudgetClaim, ItemClaim
from pipelines.model.document import Span
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Dimension, Quantity

COUNTED = re.compile("[一二三四五六七八九十]是")
FEWEST = 2
SHORTEST = 3
"""So many characters beside a kind of spending name a project: 警务辅助人员经费."""
SPENT = "支出"
OUTCOME = "outcome"
UNSAID = "unsaid_part"
"""The reason of the parts of a sum that says no stage: 项目支出106万元中，甲48万元，…; its amount, told elsewhere, is what says it."""
LEFT_OUT = frozenset({OUTCOME, "expense_line"})
"""Why an amount of a list may have been left out, which its sum proves wrong: 扶贫产业发展资金318万元，扶持金银花低产园3200亩; 代表培训费10万元."""


@dataclass(frozen=True, slots=True)
class _Told:
    """An amount with the words that name its project, and where they begin in the sentence; without words it is that of all the rest."""

    sentence: Sentence
    labelled: LabelledNumber
    quantity: Quantity
    begins: int
    words: str


def settle_told_projects(told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    """Claim the projects of a list whose amounts are exactly what projects spent, as far as the whole report says; or what they
    were to have, where a plan is spoken of or nothing is said to be spent, and no other figure of theirs is that sum."""
    if reader.whole == "project":
        return
    own = [claim for claim in found.budget if claim.fact_year == reader.fiscal_year]
    planned = (planned_for_projects(own, stage) for stage in ("initial", "adjusted"))
    for whole in (spent_on_projects(own, alone=False), *planned):
        if whole is not None and not any(item.stage == whole.stage for item in found.items):
            alone = spent_on_projects(own, alone=True) is not None
            _settle(told, whole, alone, reader, found)


def _settle(told: Sequence[Sentence], whole: BudgetClaim, alone: bool, reader: Reader, found: Found) -> None:
    left = {number.span for number in found.unexplained() if number.dimension is Dimension.MONEY}
    left |= {number.span for number in found.ignored if number.reason in LEFT_OUT}
    unsaid = {number.span for number in found.ignored if number.reason == UNSAID}
    is_spent = whole.stage == "executed"
    for _, run in groupby(told, key=lambda sentence: sentence.heading):
        paragraphs = _paragraphs(run)
        below = [sentence for paragraph in paragraphs for sentence in paragraph]
        left |= {s for said in below if _may_divide(said, whole, alone) for s in _spans(said) & unsaid}
        for listed in (
            [project for sentence in below if is_spent for project in _opening(sentence, reader)],
            [
                project
                for sentence in below
                if is_spent
                or _opens_plan(sentence)
                or _follows(sentence, whole)
                or _spends_nothing(sentence)
                or _splits(sentence, whole)
                for project in _named(sentence, left, whole, reader)
            ],
            [
                project
                for sentence in below
                if marker(sentence.flow.text) and (is_spent or _is_below_plan(sentence))
                for project in _named(replace(sentence, numbers=sentence.numbers[:1]), left, whole, reader)
            ],
            *(
                [project for sentence in paragraph for project in _named(sentence, left, whole, reader)]
                for paragraph in paragraphs
                if is_spent
            ),
            *(list(_named(sentence, left, whole, reader)) for sentence in below if is_spent),
        ):
            amounts = [project.quantity.value for project in listed]
            listed = [project for project in listed if project.words]
            if FEWEST <= len(listed) >= len(amounts) - 1 and sum(amounts, Decimal(0)) == whole.amount.value:
                is_verb = is_spent and all(project.words.endswith(SPENT) for project in listed)
                for project in listed:
                    _claim(_without_verb(project) if is_verb else project, whole.stage, found)
                return


def _may_divide(sentence: Sentence, whole: BudgetClaim, alone: bool) -> bool:
    """Whether a sum that says no stage (项目经费71.5万元分成四笔：…) is this one; ``alone``: no budget of projects is the same."""
    if whole.stage != "executed":
        return True
    opening = sentence.flow.text[: sentence.numbers[0].number.start] if sentence.numbers else ""
    return (alone or SPENT in opening) and not _opens_plan(sentence)


def _spans(sentence: Sentence) -> set[Span]:
    return {sentence.number_span(labelled) for labelled in sentence.numbers}


def _paragraphs(told: Iterable[Sentence]) -> list[list[Sentence]]:
    """The sentences with numbers, paragraph by paragraph."""
    paragraphs: list[list[Sentence]] = [[]]
    for sentence in told:
        if sentence.first:
            paragraphs.append([])
        if sentence.numbers:
            paragraphs[-1].append(sentence)
    return paragraphs


def _opens_plan(sentence: Sentence) -> bool:
    """Whether the words before the first number of a sentence speak of a plan: 专项预算项目3个：…."""
    opening = sentence.flow.text[: sentence.numbers[0].number.start]
    return words("meaning", "spent", "planned").search(opening) is not None


def _spends_nothing(sentence: Sentence) -> bool:
    """2024年项目共4个：审计业务经费48万元、…: a list in which nothing is said to be spent."""
    opening = sentence.flow.text[: sentence.numbers[-1].number.start]
    return len(sentence.numbers) > FEWEST and not words("items", "staged", "spends").search(opening)


def _divides_a_sum(sentence: Sentence) -> re.Match[str] | None:
    lead = sentence.lead.rpartition("。")[2] if sentence.continues else ""
    return words("items", "list", "splits").search(f"{lead}{sentence.flow.text}")


def _splits(sentence: Sentence, whole: BudgetClaim) -> bool:
    """70万元项目分成三块：甲经费45万元，实际用了42.1万元；…: whether the words before the first amount, or before a semicolon, divide the sum."""
    said = _divides_a_sum(sentence)
    unit = unit_after(said["unit"], 0) if said else None
    if said is None or unit is None or (whole.stage == "executed" and SPENT not in said.group()):
        return False
    return quantity(said["amount"], unit).value == whole.amount.value


def _is_below_plan(sentence: Sentence) -> bool:
    """Whether a heading speaks of a plan and of nothing that was spent: （二）项目支出预算安排情况."""
    spoken = sentence.heading
    return (
        words("meaning", "spent", "planned").search(spoken) is not None
        and words("meaning", "only_budget", "more").search(spoken) is None
    )


def _follows(sentence: Sentence, whole: BudgetClaim) -> bool:
    """Whether a sentence counts on below the sum in its paragraph: 项目支出年初预算为100万元。一是救助经费60万元；二是养老经费40万元。"""
    counts = marker(sentence.flow.text) is not None or COUNTED.match(sentence.flow.text) is not None
    return (
        counts
        and whole.sentence < sentence.number
        and f"{whole.amount.text}{whole.amount.unit_text}" in sentence.lead
    )


def _named(sentence: Sentence, left: set[Span], whole: BudgetClaim, reader: Reader) -> Iterator[_Told]:
    """The amounts that nothing explains yet behind names, in a list that a heading or words before it call one of projects, or that
    follows their sum."""
    said = words("items", "list", "of_projects")
    before = sentence.lead.rpartition("。")[2] if sentence.continues else sentence.announced
    announced = any(said.search(told) for told in (sentence.heading, sentence.flow.text, before))
    if not left or not (announced or _follows(sentence, whole)) or _tells_of_another_year(sentence, reader):
        return
    if named_subject(sentence.numbers[0].clause, reader.names, reader.whole) in CODES:
        return  # 县福利院项目支出100万元中，…
    if _divides_a_sum(sentence) and not _splits(sentence, whole):
        return  # 70万元项目分成三块：… of what was to be spent, where as much was spent
    for labelled in sentence.numbers:
        quantity, clause = labelled.number.quantity, labelled.clause
        begins = labelled.number.start - len(clause)
        if titled := words("items", "list", "named_before").search(labelled.label):
            clause, begins = titled["name"], labelled.number.start - len(titled.group())
        if quantity is None or labelled.depth or labelled.number.uncertain or PART.match(labelled.label):
            continue
        if words("items", "list", "not_items").search(clause):
            continue
        if quantity.value == whole.amount.value:  # 以上五项合计4,860.65万元
            continue
        if words("items", "list", "spent_of_item").match(labelled.label):
            continue
        if sentence.number_span(labelled) not in left:
            continue
        if sort_of_number(labelled.label, labelled.after) not in (None, OUTCOME):
            continue
        meaning = understand(item_name(clause).text, reader.names)
        named = not meaning.category or (len(meaning.residue) >= SHORTEST and marker(sentence.flow.text))
        own_year = meaning.year in (None, reader.fiscal_year) and not meaning.last_year
        if meaning.residue and named and own_year:
            yield _Told(sentence, labelled, quantity, begins, clause)
        elif words("items", "list", "the_rest").search(labelled.label):
            yield _Told(sentence, labelled, quantity, begins, "")


def _tells_of_another_year(sentence: Sentence, reader: Reader) -> bool:
    """2025年计划实施项目3个：…: whether the words before the first amount of a list name other years than the report's alone."""
    opening = sentence.flow.text[: sentence.numbers[0].number.start]
    before = sentence.lead.rpartition("。")[2] if sentence.continues else ""
    years = {int(year) for year in YEAR.findall(f"{before}{opening}")}
    return bool(years) and reader.fiscal_year not in years


def _opening(sentence: Sentence, reader: Reader) -> Iterator[_Told]:
    """The amount that a numbered sentence opens with, where its words are a name and say that it was spent."""
    labelled = sentence.numbers[0] if sentence.first and sentence.numbers else None
    quantity = labelled.number.quantity if labelled is not None else None
    number = marker(sentence.flow.text) if quantity is not None else None
    if labelled is None or quantity is None or number is None or quantity.dimension is not Dimension.MONEY:
        return
    if labelled.number.uncertain or labelled.depth:
        return
    said = sentence.flow.text[number[1] : labelled.number.start]
    if not said.rstrip("为共:").endswith(SPENT) or said != labelled.clause[-len(said) :]:
        return
    if sort_of_number(labelled.label, labelled.after) or words("meaning", "spent", "planned").search(said):
        return
    if understand(said, reader.names).residue:
        yield _Told(sentence, labelled, quantity, number[1], said.removesuffix(SPENT))


def _without_verb(project: _Told) -> _Told:
    """信访救助支出33.27万元 among others that all say so of themselves: 支出 is no part of the name."""
    return replace(project, words=project.words.removesuffix(SPENT))


def _claim(project: _Told, stage: str, found: Found) -> None:
    sentence, end = project.sentence, project.labelled.number.end
    name = item_name(project.words)
    span = sentence.number_span(project.labelled)
    found.claimed.append(span)
    found.ignored = [left for left in found.ignored if left.span != span]
    found.items.append(
        ItemClaim(
            seq=max((item.seq for item in found.items), default=0) + 1,
            name=name.text,
            stage=stage,
            amount=project.quantity,
            doc_no=name.doc_no,
            fund_source=name.fund_source,
            nature=name.nature,
            spans=(sentence.span(project.begins + name.offset, end),),
        )
    )
