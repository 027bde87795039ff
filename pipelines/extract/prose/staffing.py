"""Headcounts in prose: 编制, 实有, 在职, 退休 … with scope, date and change against last year.

Belongs here: which numbers of people are staff figures. Does not belong here: whose people they are (staff_scope), what
only the whole report shows (staff_settling), wording (lexicon/staffing.toml).

A headcount is claimed only if the words of its clause before the kind are explained: 全县退休职工3000人, 新增退休人员2人
and 培训在职职工300人 are no staff of the unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from pipelines.extract.context import Reader, goal_sections, list_opening
from pipelines.extract.found import Found
from pipelines.extract.meaning import YEAR, sort_of_number, terms, unexplained_words, words
from pipelines.extract.prose.frames import refuse, unit_doubt
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.staff_scope import (
    goes_on_with_all,
    is_scope_alone,
    scope_of,
    shortens_own_name,
    tells_of_subordinates,
)
from pipelines.lexicon import load
from pipelines.model.claims import StaffClaim
from pipelines.model.quantity import Dimension

DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
YEAR_END = re.compile(r"(\d{4})年度?(?:年)?(?:末|底)")
DECREASE = re.compile(r"减少|下降|降低|调出|净减")
ASIDES = re.compile(r"\((?!含|包括)[^()]*\)")
BRACKETS = re.compile(r"\([^()]*\)")
CHANGE_WORD = re.compile(r"较|比|与|同|增|减|上升|下降|降低|提高")


def as_of(text: str) -> date | None:
    """The last day that ``截至2024年12月31日``, ``2025年末`` or ``2024年年底`` names; None where none is named."""
    days = [(m.start(), m.groups()) for m in DAY.finditer(text)]
    days += [(m.start(), (m.group(1), "12", "31")) for m in YEAR_END.finditer(text)]
    if not days:
        return None
    try:
        return date(*(int(part) for part in max(days)[1]))
    except ValueError:
        return None


def read_staff(sentence: Sentence, reader: Reader, found: Found) -> None:
    """Claim the headcounts of one sentence."""
    elsewhere = _is_told_elsewhere(sentence)
    told = _Told()
    for labelled in sentence.numbers:
        quantity = labelled.number.quantity
        if quantity is None or quantity.dimension is not Dimension.PEOPLE:
            continue
        span = sentence.number_span(labelled)
        before = sentence.before(labelled)
        if labelled.depth == 0:
            before = ASIDES.sub("", before)
        sort = sort_of_number(labelled.label, labelled.after)
        whole = quantity.value == int(quantity.value)
        if sort == "compared":
            found.ignore(span, sort)
            continue
        opens = bool(list_opening().search(labelled.label)) or labelled.label.startswith(("、", "和", "及"))
        if told.in_change and opens and sort is None:  # 较上年减少2人，其中退休1人、调出1人
            found.ignore(span, "movement")
            continue
        told.in_change = sort == "change"
        if sort == "change":
            place = told.outside if labelled.depth == 0 else told.last
            if place is not None and whole and changes_same(labelled, reader):
                change = int(quantity.value) * (-1 if DECREASE.search(labelled.label) else 1)
                found.staff[place] = replace(found.staff[place], change_vs_prior=change)
                found.claimed.append(span)
            else:
                found.ignore(span, "change")
            continue
        basis = told.basis_of(labelled)
        own, told.last = told.last, None
        if labelled.depth == 0:
            own, told.outside = own if told.head is None else told.head, None
        if is_of_another_year(labelled.clause, reader) or _at_the_start_of_the_year(labelled.clause):
            found.ignore(span, "last_year")
            continue
        scope = scope_of(ASIDES.sub("", before), reader.names)
        if scope == "open" and tells_of_subordinates(sentence):
            scope = "subordinate"
        if scope == "unit" and sentence.continues and goes_on_with_all(sentence, before, reader):
            scope = "total"
        kind = None if _is_part_of_posts(labelled, sentence) else _kind(labelled, reader, basis, scope)
        goes_on = opens or told.by_scope or (labelled.depth == 0 and told.head is not None)
        told.by_scope = own is not None and is_scope_alone(labelled, goes_on=goes_on)
        if labelled.depth == 0:
            told.head = own if kind is None and told.by_scope else None
        if kind is None and own is not None and told.by_scope:
            kind, told.last = found.staff[own].kind, own
            scope = scope_of(labelled.label, reader.names)
            if scope == "subordinate" and found.staff[own].sentence == sentence.number:
                found.staff[own] = replace(found.staff[own], staff_scope="total")
        if kind is None and _sums_up(labelled, sentence, found):
            kind = basis = "authorized"
        if kind is None and words("staffing", "movement", "alone").search(labelled.clause):
            found.ignore(span, "movement")
            continue
        if kind is not None and scope == "unit" and unit_doubt(sentence, labelled, reader):
            refuse(sentence, labelled, "other_unit", found)
            continue
        if kind is None or scope == "open" or (elsewhere and scope == "unit") or not whole:
            continue
        if opens and _is_part_of_kind(labelled, kind, basis, scope, sentence, found):
            found.ignore(span, "staff_detail")  # 在职人员171人，其中在编在岗163人、聘用8人
            continue
        if words("staffing", "movement", "foreign").search(before):
            found.ignore(span, "foreign_people")
            continue
        if _in_movement(before, labelled.clause):
            found.ignore(span, "movement")
            continue
        found.staff.append(
            StaffClaim(
                staff_scope=scope,
                kind=kind,
                basis=basis,
                headcount=int(quantity.value),
                as_of=as_of(before),
                change_vs_prior=None,
                spans=(sentence.quote_span(labelled),),
                sentence=sentence.number,
            )
        )
        found.claimed.append(span)
        if told.last is None:
            told.last = len(found.staff) - 1
        if labelled.depth == 0:
            told.outside = len(found.staff) - 1


def _is_told_elsewhere(sentence: Sentence) -> bool:
    """Whether a sentence stands among goals or duties, and does not itself list the unit's posts and people."""
    text = sentence.flow.text
    if sentence.section == "duties":
        people = [
            n
            for n in sentence.numbers
            if n.number.quantity and n.number.quantity.dimension is Dimension.PEOPLE
        ]
        if len(people) > 1 and words("staffing", "section", "lists").search(text):
            return False
    elsewhere = sentence.section in goal_sections() or sentence.section == "duties"
    return elsewhere and not words("staffing", "section", "own").match(text)


@dataclass(slots=True)
class _Told:
    """What the headcounts of one sentence lend to each other: the claim named last (``outside``: of brackets), and
    whether posts or people are told. ``by_scope``: the number before only said whose people it counts. ``head``: the
    claim of which a list outside of brackets tells whose people they are (现有1894人，其中局本级187人（…），环卫处1707人（…）)."""

    last: int | None = None
    outside: int | None = None
    in_change: bool = False
    by_scope: bool = False
    head: int | None = None
    basis: str = ""
    in_list: bool = False

    def basis_of(self, labelled: LabelledNumber) -> str:
        """Posts where the clause says 编制, or where it lists parts of posts: 核定编制45人，其中行政37人、事业8人."""
        self.in_list |= labelled.depth > 0 or bool(list_opening().search(labelled.label))
        parts = (
            self.in_list
            and self.basis == "people"
            and words("staffing", "basis", "of_a_kind").search(labelled.clause)
        )
        if parts and not words("staffing", "basis", "approved").search(labelled.clause):
            return "actual"  # 实有89人，其中行政编制35人、事业编制54人
        if is_authorized(labelled.clause):
            self.basis = "authorized"
        elif not self.in_list or _tells_of_people(labelled):
            self.basis, self.in_list = "people", False
        return "authorized" if self.basis == "authorized" else "actual"


def _sums_up(labelled: LabelledNumber, sentence: Sentence, found: Found) -> bool:
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


def _is_part_of_posts(labelled: LabelledNumber, sentence: Sentence) -> bool:
    """政法专项编制38名，工勤编制3名: of all posts a part, and all of them where no others are told beside them."""
    if not words("staffing", "basis", "special").search(labelled.clause):
        return False
    return any(other is not labelled and is_authorized(other.clause) for other in sentence.numbers)


def _is_part_of_kind(
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
    return any(heads > quantity.value for heads in told)


def _tells_of_people(labelled: LabelledNumber) -> bool:
    """Whether a clause within a list of posts goes over to people; 聘用人员控制数 within a bracket does not."""
    group = "actual" if labelled.depth == 0 else "actual_surely"
    return words("staffing", "basis", group).search(labelled.clause) is not None


def _kind(labelled: LabelledNumber, reader: Reader, basis: str, scope: str) -> str | None:
    """The kind whose words stand right before the number, linking words between and nothing strange before it."""
    clause = labelled.clause
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


def _in_movement(before: str, clause: str) -> bool:
    """Whether people come or go: 新录用公务员2人，退休1人. A clause that says 年末 or 实有 speaks of a level again."""
    moves = words("staffing", "movement", "says").search(before)
    return bool(moves) and not words("staffing", "movement", "not_in").search(clause)


def changes_same(labelled: LabelledNumber, reader: Reader) -> bool:
    """Whether a change names nothing of its own: 比上年减少1人, and not 办公费比上年减少5%."""
    word = CHANGE_WORD.search(labelled.clause)
    return word is None or not unexplained_words(labelled.clause[: word.start()], reader.names, "staffing")


def _at_the_start_of_the_year(clause: str) -> bool:
    """年初在职职工125人 is the level of last year; 年初核定编制20人 are posts all the same."""
    return words("staffing", "opening", "says").search(clause) is not None and not is_authorized(clause)


def is_of_another_year(clause: str, reader: Reader) -> bool:
    """Whether a clause speaks of last year, or of another year of which it names no day."""
    if words("meaning", "year", "last").search(clause):
        return True
    years = YEAR.findall(clause)
    return bool(years) and reader.fiscal_year not in {None, *map(int, years)} and as_of(clause) is None


def is_authorized(label: str) -> bool:
    """Whether a label speaks of authorised posts (编制), not of people in post."""
    rest = words("staffing", "basis", "not_authorized").sub("", label)
    return bool(words("staffing", "basis", "authorized").search(rest))
