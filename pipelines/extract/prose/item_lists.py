"""Lists of project items: the parts that a sentence names below a project total.

Belongs here: when an amount in a list is an item, and its claim. Does not belong here: names (item_names), budget
figures (money).
"""

from __future__ import annotations

import re

from pipelines.extract.context import Context, Reader, list_opening
from pipelines.extract.found import Found
from pipelines.extract.meaning import Meaning, understand, words
from pipelines.extract.prose.frames import is_institution
from pipelines.extract.prose.fund_words import names_source, own_words
from pipelines.extract.prose.item_names import ItemName, item_name, names_no_project
from pipelines.extract.prose.money_problems import stage_unsaid
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import ItemClaim
from pipelines.model.problem import Problem
from pipelines.model.quantity import Quantity

_NAMES = re.compile(r"[^\W\d_]")
"""A letter or an ideograph: 290、44 is no name of a project."""
_CLAUSES = re.compile(r"[,，;](?![^(]*[)])")
"""A bound between clauses outside brackets: 有所增加，高龄津贴 tells of more than one thing."""
SPENT = "支出"
REST = ("其他", "其他支出", "其他资金")


def may_be_item(meaning: Meaning, label: str, context: Context) -> bool:
    """Whether a label in an open list of projects names one of them, and not a stage or a source of the whole."""
    if not (context.in_list and context.parent and context.parent.category == "project" and context.rest > 0):
        return False
    bare = list_opening().sub("", label)
    name = bare.strip(" ,，、:;()")
    if words("items", "list", "not_items").search(bare) or is_institution(name) or names_no_project(name):
        return False
    if meaning.residue:
        return True
    if meaning.category:
        return False
    return not (meaning.stage or meaning.source) and not item_name(label).text


def is_of_unsaid(meaning: Meaning, quantity: Quantity, context: Context) -> bool:
    """项目支出预算95万元，其中审计业务经费55万元、…: of which stage the parts are, their total does not say either."""
    return bool(meaning.residue) and not meaning.stages and 0 < quantity.value <= context.unsaid


def splits_an_item(labelled: LabelledNumber, name: ItemName) -> bool:
    """改革补助（中央120万元、省级85万元）: the sources of one project, not projects."""
    head, bracket, inside = name.text.rpartition("(")
    return bool(labelled.depth and bracket and head and ")" not in inside and understand(inside).source)


def splits_the_item_before(sentence: Sentence, labelled: LabelledNumber, found: Found) -> bool:
    """改革补助630万元（中央120万元、省级510万元）: the sources of the project right before the bracket."""
    if labelled.depth == 0 or not words("items", "list", "sources").search(labelled.label):
        return False
    start = labelled.number.start - len(labelled.label)
    if start == 0:
        return False
    end_before = sentence.span(start - 1, start).end
    if labelled.label.startswith("("):
        return bool(found.items) and found.items[-1].spans[0].end == end_before
    last = found.ignored[-1] if found.ignored else None
    return last is not None and last.reason == "item_source" and last.span.end == end_before


def is_given_among_sources(sentence: Sentence, labelled: LabelledNumber, names: tuple[str, ...]) -> bool:
    """自治区农村公路养护补助资金300万元，县级配套资金186万元: what a level gave for a purpose, where the list is one of sources."""
    if not words("items", "list", "given").search(labelled.label):
        return False
    others = (understand(other.label, names) for other in sentence.numbers if other is not labelled)
    return any(other.source and not (other.residue or other.category) for other in others)


def is_source_of_the_fund(labelled: LabelledNumber, reader: Reader) -> bool:
    """省级配套农机购置补贴资金312万元 in the report on 农机购置补贴: what a level gave of the report's own fund, no project of it."""
    if reader.whole != "project":
        return False
    return names_source(list_opening().sub("", labelled.clause), own_words(reader.names))


def is_use_of_the_fund(labelled: LabelledNumber, reader: Reader) -> bool:
    """信访救助资金支出126.5万元, 律师费3万元 in the report of one project: what its money was spent on, and no project."""
    return reader.whole == "project" and bool(words("items", "list", "uses").search(labelled.clause))


def _is_spent_behind(sentence: Sentence, labelled: LabelledNumber, quantity: Quantity) -> bool:
    """农村公路养护项目400万元，支出395万元: what the project spent stands behind, so the amount is another of its stages."""
    behind = next((n for n in sentence.numbers if n.number.start >= labelled.number.end), None)
    spent = behind.number.quantity if behind is not None else None
    if behind is None or spent is None or spent.dimension is not quantity.dimension:
        return False
    return bool(words("items", "list", "spent_of_item").match(behind.label))


def _names_class(name: str) -> bool:
    """Whether a name is a line of the budget classification, and no project."""
    bare = words("meaning", "class_line", "says").sub("", name)
    return words("meaning", "header", "classification").search(bare) is not None


def _follows_class(sentence: Sentence, labelled: LabelledNumber) -> bool:
    """按经济分类分：工资福利支出800万元，…，其他150.9万元: the rest of a list of classes is no project."""
    before = [n for n in sentence.numbers if n.number.end <= labelled.number.start]
    return bool(before) and _names_class(item_name(before[-1].label).text)


def _all_say_spent(sentence: Sentence) -> bool:
    """审计业务经费支出22.36万元，疫情防控专项审计支出5万元: 支出 behind every name of a list is no part of the names."""
    told = [n.clause for n in sentence.numbers if n.number.quantity is not None and not n.depth]
    return len(told) > 1 and all(clause.endswith(SPENT) for clause in told)


def read_item(
    sentence: Sentence, labelled: LabelledNumber, quantity: Quantity, context: Context, found: Found
) -> None:
    """A part of a list below a project total: the words before the amount are its name."""
    assert context.parent is not None
    name: ItemName = item_name(labelled.label)
    if splits_an_item(labelled, name):
        context.rest -= quantity.value
        found.ignore(sentence.number_span(labelled), "item_source")
        return
    if _names_class(name.text) or (name.text in REST and _follows_class(sentence, labelled)):
        context.rest -= quantity.value
        found.ignore(sentence.number_span(labelled), "classification_line")
        return
    if context.parent.stage == "executed" and _is_spent_behind(sentence, labelled, quantity):
        found.ignore(sentence.number_span(labelled), "stage_unsaid")
        found.problems.append(stage_unsaid(sentence, labelled))
        return
    start = labelled.number.start - len(labelled.label) + name.offset
    spans = (sentence.span(start, labelled.number.end),)
    found.claimed.append(sentence.number_span(labelled))
    context.rest -= quantity.value
    if not _NAMES.search(name.text) or _CLAUSES.search(name.text):
        found.problems.append(
            Problem(
                "item_without_name",
                f"项目清单中的 {quantity.text}{quantity.unit_text} 前没有项目名称，请核对原文",
                f"the amount {quantity.text}{quantity.unit_text} in a list of projects has no name before it",
                spans[0],
            )
        )
        return
    found.items.append(
        ItemClaim(
            seq=len(found.items) + 1,
            name=name.text.removesuffix(SPENT) if _all_say_spent(sentence) else name.text,
            stage=context.parent.stage,
            amount=quantity,
            doc_no=name.doc_no,
            fund_source=name.fund_source,
            nature=name.nature,
            spans=spans,
        )
    )
