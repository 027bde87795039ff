"""Told projects: numbered sentences that open with a project and what it cost, and go on to tell what was done.

Belongs here: 1.残疾人精准康复项目支出268.4万元，为2036名残疾人提供服务 among what the department achieved, where all such sentences of
a list are together what its projects spent. Does not belong here: lists in one paragraph (project_sums), projects with
stages of their own (staged_items).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import sort_of_number, understand, words
from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.item_names import item_name
from pipelines.extract.prose.project_sums import spent_on_projects
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import ItemClaim
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Dimension, Quantity

FEWEST = 2
SPENT = "支出"


@dataclass(frozen=True, slots=True)
class _Told:
    """The amount that opens a numbered sentence, and where the words begin behind the number of the sentence."""

    sentence: Sentence
    labelled: LabelledNumber
    quantity: Quantity
    begins: int


def settle_told_projects(told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    """Claim the projects of a list whose amounts are exactly what projects spent, as far as the whole report says."""
    spent = spent_on_projects(found.budget, alone=False) if reader.whole != "project" else None
    if spent is None or any(item.stage == "executed" for item in found.items):
        return
    for _, run in groupby(told, key=lambda sentence: sentence.heading):
        listed = [project for sentence in run for project in _opening(sentence, reader)]
        amounts = [project.quantity.value for project in listed]
        if len(listed) >= FEWEST and sum(amounts, Decimal(0)) == spent.amount.value:
            for project in listed:
                _claim(project, found)


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
        yield _Told(sentence, labelled, quantity, number[1])


def _claim(project: _Told, found: Found) -> None:
    sentence, end = project.sentence, project.labelled.number.end
    name = item_name(sentence.flow.text[project.begins : project.labelled.number.start].removesuffix(SPENT))
    found.claimed.append(sentence.number_span(project.labelled))
    found.items.append(
        ItemClaim(
            seq=max((item.seq for item in found.items), default=0) + 1,
            name=name.text,
            stage="executed",
            amount=project.quantity,
            doc_no=name.doc_no,
            fund_source=name.fund_source,
            nature=name.nature,
            spans=(sentence.span(project.begins + name.offset, end),),
        )
    )
