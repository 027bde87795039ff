"""Asides: money that a sentence tells beside its figures and that is none of them.

Belongs here: what was given back, what is of one project or purpose, a source of the project before it, what was added or cut.
Does not belong here: the figures (money), amounts that are no level at all (no_level), lists and their parts (lists).
"""

from __future__ import annotations

from pipelines.extract.meaning import Meaning, words
from pipelines.extract.prose.amount import Amount, Reading
from pipelines.extract.prose.inherited import is_within_spending
from pipelines.extract.prose.item_lists import splits_the_item_before
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.whole import is_of_one_project


def is_aside(amount: Amount, meaning: Meaning, reading: Reading) -> bool:
    """Whether an amount is money that was given back, of one project or purpose, or a source of the project before it."""
    sentence, labelled, context, found = amount.sentence, amount.labelled, reading.context, reading.found
    if words("meaning", "left", "says").search(labelled.clause) and not _is_carried_on(amount):
        return True
    if _is_left_in_parts(amount, meaning):
        return True
    if meaning.stages == ("carried_out",) and words("meaning", "left", "returned").match(labelled.after):
        return True
    if meaning.stages == ("carried_in",) and is_within_spending(labelled, context):
        found.ignore(amount.span, "spending_part")
        return True
    if meaning.category in (None, "total") and words("meaning", "some", "purpose").match(labelled.after):
        context.leave()
        context.whole = False
        return True
    if reading.reader.whole != "project" and is_of_one_project(sentence, labelled, meaning):
        found.ignore(amount.span, "one_project")
        context.leave()
        return True
    change = _sign_of_change(sentence, labelled)
    if change and meaning.stages != ("adjustment",):
        context.added.append(change * amount.quantity.value)
        context.leave()
        return True
    if meaning.stages == ("adjustment",):
        context.added.append(amount.quantity.value)
    if splits_the_item_before(sentence, labelled, found):
        found.ignore(amount.span, "item_source")
        return True
    return False


def _is_left_in_parts(amount: Amount, meaning: Meaning) -> bool:
    """Whether an amount is what was left before a part of it was taken back: 结余133万元，其中财政收回51万元，结转下年82万元; 还有133万元没有支出."""
    behind = amount.sentence.flow.text[amount.labelled.number.end :]
    if meaning.stages == ("carried_out",):
        said = "结转" in amount.labelled.clause  # 年末结转46.45万元，其中…: carried over, as it says
        return not said and words("meaning", "left", "parted").match(behind) is not None
    return not meaning.category and words("meaning", "left", "unspent").match(behind) is not None


def _is_carried_on(amount: Amount) -> bool:
    """剩余132.19万元为质保金，结转2024年: what is left is said to go on into the next year."""
    behind = amount.sentence.flow.text[amount.labelled.number.end :]
    return words("meaning", "left", "then").match(behind) is not None


def _sign_of_change(sentence: Sentence, labelled: LabelledNumber) -> int:
    """追加人员经费100万元、项目经费20万元, 压减项目支出36万元: 1 and -1 for kinds of money that were added and cut, 0 for all else."""
    before = [n for n in sentence.numbers if n.number.start < labelled.number.start]
    for number in (labelled, *reversed(before)):  # no recursion: a list may have thousands of members
        if number.depth:
            return 0
        for key, sign in (("says", 1), ("cut", -1)):
            if words("meaning", "added", key).match(number.clause):
                return sign
        if not words("meaning", "added", "goes_on").match(number.label):
            return 0
    return 0
