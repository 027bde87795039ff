"""Labels: what the words before an amount in prose name, with the clauses before its own where that one is bare.

Belongs here: the meaning of a label in its sentence. Does not belong here: wording (lexicon/meaning.toml), what it inherits
from other figures (placing).
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extract.context import Context, Reader, list_opening
from pipelines.extract.meaning import Meaning, terms, understand, words
from pipelines.extract.prose.lists import BALANCES
from pipelines.extract.prose.sentences import LabelledNumber
from pipelines.extract.prose.whole import heading_meaning

PROJECTS = "项目支出"


def label_meaning(labelled: LabelledNumber, reader: Reader, context: Context) -> Meaning:
    """The meaning of the last clause; where it names no category, an earlier clause of the label may."""
    clause = _with_relative_years(bare_label(with_frame(labelled)), reader.fiscal_year)
    if any(words("meaning", "own_town", "unit").search(name) for name in reader.names):
        clause = words("meaning", "own_town", "says").sub("", clause)
    if _is_all_that_is_left(labelled, context):
        clause = PROJECTS
    meaning = understand(clause, reader.names)
    some = words("meaning", "some", "says").search(labelled.clause) if reader.whole != "project" else None
    if some:
        return replace(meaning, residue=meaning.residue + some.group())
    if _sums_up_a_part(meaning, labelled, context):
        return replace(meaning, category=None)
    if meaning.residue and not meaning.stages and _is_part_of_balance(meaning, context):
        return replace(meaning, residue="")
    if meaning.category == "total" and labelled.clause != labelled.label:
        wider = understand(bare_label(labelled.label), reader.names)
        if wider.category == "project":  # 特定目标类项目12个，预算总额5323.69万元
            return replace(wider, stages=meaning.stages, stage=meaning.stage)
    if meaning.category is None and context.category is None and labelled.clause != labelled.label:
        wider = understand(
            words("meaning", "remark", "says").sub("", bare_label(labelled.label)), reader.names
        )
        if wider.category and not wider.residue and not _says_of_what_is_before(labelled):
            return wider
    plain = meaning.category and not (meaning.stages or meaning.unsaid)
    if plain and words("meaning", "behind", "received").match(labelled.after):
        return replace(meaning, stages=("received",), stage="received")
    return meaning


def _with_relative_years(clause: str, fiscal_year: int | None) -> str:
    """2023年结转资金 and 结转2025年 in the report of 2024 as 上年结转资金 and 结转下年."""
    if "结转" not in clause or fiscal_year is None:
        return clause
    clause = re.sub(rf"{fiscal_year - 1}年度?结转(?=资金|的|到|至|$)", "上年结转", clause)
    return re.sub(rf"结转([至到]?){fiscal_year + 1}年度?", r"结转\1下年", clause)


def with_frame(labelled: LabelledNumber) -> str:
    """The last clause of a label, with the one before it that says of what a list is: 年初预算中，人员经费…."""
    frame = labelled.label[: len(labelled.label) - len(labelled.clause)]
    is_framed = frame and words("meaning", "framed", "says").fullmatch(frame)
    return labelled.label if is_framed else labelled.clause


def _says_of_what_is_before(labelled: LabelledNumber) -> bool:
    """追加20万元用于人员经费，全年支出310万元: whether the words before the clause say what the amount before them is for."""
    follows = labelled.number.start > len(labelled.label)
    return follows and words("meaning", "some", "used_for").match(labelled.label) is not None


def turns_to_a_part(labelled: LabelledNumber, category: str | None) -> bool:
    """Whether a clause without a number begins with another category or kind of cost: 决算98万元，“三公”经费严格控制，全年支出11.62万元."""
    between = labelled.label[: len(labelled.label) - len(labelled.clause)].lstrip(",，;、")
    if not between or labelled.depth:
        return False
    if any(term.code != category and term.pattern.match(between) for term in terms("meaning", "category")):
        return True
    return words("meaning", "remark", "kind").match(between) is not None


def _is_all_that_is_left(labelled: LabelledNumber, context: Context) -> bool:
    """其中人员类项目1500万元、公用经费240万元、特定目标类项目260万元: project money, where the parts close the list exactly."""
    quantity, parent = labelled.number.quantity, context.parent
    if quantity is None or parent is None or not context.in_list or parent.category != "total":
        return False
    if not words("meaning", "targeted", "says").search(labelled.label):
        return False
    return 0 < quantity.value == context.rest < parent.amount.value


def _is_part_of_balance(meaning: Meaning, context: Context) -> bool:
    """年末结转结余5.46万元，其中基本支出结转1.20万元: carried over as the whole is, out of the year or into it."""
    parent = context.parent
    of_balance = parent is not None and parent.stage in BALANCES and meaning.category is not None
    return of_balance and words("meaning", "balance", "part").search(meaning.residue) is not None


def _sums_up_a_part(meaning: Meaning, labelled: LabelledNumber, context: Context) -> bool:
    """人员经费年初预算70万元，实际支出共计71万元: 共计 is said of the part that the sentence speaks of."""
    part = context.category
    if (
        meaning.category != "total"
        or not meaning.stages
        or part in (None, "total")
        or "total" in context.said
    ):
        return False
    told = context.said.get(part or "", [])
    bare = words("meaning", "whole", "bare_sum").search(labelled.clause)
    return bool(bare) and bool(told) and meaning.stages[0] not in told


def bare_label(label: str) -> str:
    """A label without the words that open a list, and without a title before a colon (资金来源及使用：…)."""
    title, _, rest = label.rpartition(":")
    named = heading_meaning(title, ()) if title and rest else None
    says_more = named is None or named.residue or named.stages or named.source
    if named is not None and not says_more and named.category in (None, understand(rest).category):
        label = rest  # 部门预算编制：2024年部门预算…
    bare = label if _opens_with_a_stage(label) else list_opening().sub("", label)
    return words("meaning", "adjusting", "lead").sub("", bare)


def _opens_with_a_stage(label: str) -> bool:
    """Whether the words that open a list say what its figures are: 当年支出中：基本支出…."""
    opening = list_opening().search(label)
    said = understand(opening.group()) if opening else None
    return said is not None and len(said.stages) == 1 and not said.residue
