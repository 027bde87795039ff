"""Kinds of headcounts in prose: posts or people, and which of them.

Belongs here: what the words right before a number, and the numbers beside it, say of that. Does not belong here: whose
people they are (staff_scope), wording (lexicon/staffing.toml).
"""

from __future__ import annotations

import re
from itertools import takewhile

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import terms, unexplained_words, words
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.staff_scope import shortens_own_name
from pipelines.lexicon import load
from pipelines.model.quantity import Dimension

BRACKETS = re.compile(r"\([^()]*\)")
SEPARATORS = tuple(",，、(")


def kind_of(labelled: LabelledNumber, reader: Reader, basis: str, scope: str) -> str | None:
    """The kind whose words stand right before the number, linking words between and nothing strange before it."""
    clause = labelled.clause
    if scope == "unit" and labelled.label[:1] in SEPARATORS:  # or it would be said of the units below
        clause = words("staffing", "scope_words", "institutional").sub("事业", clause)
    for term in terms("staffing", "kind"):
        for match in term.pattern.finditer(clause):
            if not words("staffing", "link", "says").fullmatch(clause[match.end() :]):
                continue
            lead = BRACKETS.sub("", clause[: match.start()])
            if words("staffing", "scope_words", "joined").search(lead) or _names_inner_office(lead, reader):
                return None
            if scope == "subordinate":
                lead = words("staffing", "scope_words", "named").sub("", lead)
                lead = words("staffing", "scope", "subordinate").sub("", lead)
            elif scope == "total":
                lead = words("staffing", "scope", "total").sub("", lead)
            if term.code == "contract":
                lead = words("staffing", "scope_words", "workers").sub("", lead)
            rest = unexplained_words(lead, reader.names, "staffing")
            if rest and not shortens_own_name(rest, reader.names):
                return None
            return None if term.code == "authorized" and basis != "authorized" else term.code
    return None


def _names_inner_office(lead: str, reader: Reader) -> bool:
    """办公室编制3人: of one office of the unit, unless the unit is an office itself (县委办公室)."""
    inner = words("staffing", "scope_words", "inner_office")
    return bool(inner.search(lead)) and not any("办" in name for name in reader.names)


def is_authorized(label: str) -> bool:
    """Whether a label speaks of authorised posts (编制), not of people in post."""
    rest = words("staffing", "basis", "not_authorized").sub("", label)
    return bool(words("staffing", "basis", "authorized").search(rest))


def tells_of_people(labelled: LabelledNumber) -> bool:
    """Whether a clause within a list of posts goes over to people; 聘用人员控制数 within a bracket does not."""
    group = "actual" if labelled.depth == 0 else "actual_surely"
    return words("staffing", "basis", group).search(labelled.clause) is not None


def sums_up(labelled: LabelledNumber, sentence: Sentence, found: Found) -> bool:
    """行政编制12名、事业编制30名，共计42名: a bare sum of the posts of its sentence."""
    quantity = labelled.number.quantity
    if quantity is None or words("staffing", "basis", "sum").fullmatch(labelled.clause) is None:
        return False
    claimed = [c.headcount for c in found.staff if c.sentence == sentence.number and c.basis == "authorized"]
    listed = [  # 工勤编制7名 is of no kind, but a part of the sum
        n.number.quantity.value
        for n in sentence.numbers
        if n.number.end <= labelled.number.start
        and n.number.quantity is not None
        and n.number.quantity.dimension is Dimension.PEOPLE
        and is_authorized(n.clause)
    ]
    return any(len(posts) > 1 and sum(posts) == quantity.value for posts in (claimed, listed))


def sums_up_contract(labelled: LabelledNumber, sentence: Sentence, found: Found) -> bool:
    """临聘5人、劳务派遣3人，共计8人: a bare sum of the people told last, all of them without posts."""
    quantity = labelled.number.quantity
    if quantity is None or words("staffing", "basis", "sum").fullmatch(labelled.clause) is None:
        return False
    told = takewhile(lambda c: (c.kind, c.sentence) == ("contract", sentence.number), reversed(found.staff))
    heads = [claim.headcount for claim in told]
    return len(heads) > 1 and sum(heads) == quantity.value


def is_part_of_posts(labelled: LabelledNumber, sentence: Sentence) -> bool:
    """政法专项编制38名，工勤编制3名: of all posts a part, and all of them where no others are told beside them (（含工勤编制4名） are in it)."""
    if not words("staffing", "basis", "special").search(labelled.clause):
        return False
    divided = words("staffing", "basis", "divides").match(labelled.after) is not None
    beside = (n for n in sentence.numbers if not (divided and n.depth > labelled.depth))
    return any(other is not labelled and is_authorized(other.clause) for other in beside)


def is_part_of_kind(
    labelled: LabelledNumber, kind: str, basis: str, scope: str, sentence: Sentence, found: Found
) -> bool:
    """Whether a part of a list bears the kind of the whole that the list is of, and no unit of its own: fewer of it."""
    quantity = labelled.number.quantity
    if quantity is None or any(
        words("staffing", "scope", s).search(labelled.label) for s in load("staffing")["scope"]
    ):
        return False
    told = [
        c.headcount
        for c in found.staff
        if (c.sentence, c.kind, c.basis, c.staff_scope) == (sentence.number, kind, basis, scope)
    ]
    least = quantity.value if kind == "contract" else quantity.value + 1
    return any(heads >= least for heads in told)
