"""Headcounts in prose: 编制, 实有, 在职, 退休 … with scope, date and change against last year.

Belongs here: which numbers of people are staff figures. Does not belong here: their kind (staff_kinds), whose people they
are (staff_scope), what numbers of a sentence lend to each other (staff_told), what only the whole report shows (staff_settling), wording.

A headcount is claimed only if the words of its clause before the kind are explained: 全县退休职工3000人, 新增退休人员2人
and 培训在职职工300人 are no staff of the unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.extract.context import Reader, goal_sections, list_opening
from pipelines.extract.found import Found
from pipelines.extract.meaning import sort_of_number, words
from pipelines.extract.prose.frames import refuse, unit_doubt
from pipelines.extract.prose.levels import (
    DECREASE,
    bracket_behind,
    changes_same,
    is_of_a_later_year,
    is_of_another_year,
)
from pipelines.extract.prose.moments import Moment
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.staff_kinds import (
    BRACKETS,
    is_authorized,
    is_part_of_kind,
    is_part_of_posts,
    kind_of,
    sums_up,
    sums_up_contract,
)
from pipelines.extract.prose.staff_scope import (
    goes_on_with_all,
    is_scope_alone,
    scope_of,
    sums_up_units,
    tells_of_subordinates,
)
from pipelines.extract.prose.staff_told import ASIDES, People, Told, goes_on_with_change, people_in
from pipelines.extract.prose.uncounted import counted, tell_uncounted
from pipelines.model.claims import StaffClaim
from pipelines.model.quantity import Dimension


def read_staff(sentence: Sentence, at: Mapping[int, Moment], reader: Reader, found: Found) -> None:
    """Claim the headcounts of one sentence. ``at``: of when each number is."""
    if not sentence.numbers:
        return
    told = Told(elsewhere=_is_told_elsewhere(sentence))
    for labelled in sentence.numbers:
        quantity = labelled.number.quantity
        if quantity is None and (quantity := counted(sentence, labelled)) is not None:
            span, quote = sentence.number_span(labelled), f"{labelled.clause}{quantity.text}"
            found.see(span, Dimension.PEOPLE, sentence.section, quote)
        if quantity is not None and quantity.dimension is Dimension.PEOPLE:
            people = people_in(sentence, labelled, quantity, at[labelled.number.start])
            _read_people(people, reader, told, found)
        elif quantity is None:
            tell_uncounted(sentence, labelled, found)


def _read_people(people: People, reader: Reader, told: Told, found: Found) -> None:
    labelled = people.labelled
    sort = sort_of_number(labelled.label, labelled.after)
    if sort in ("compared", "threshold"):
        found.ignore(people.span, sort)
        return
    if sort is None and goes_on_with_change(people, told):
        found.ignore(people.span, "movement")
        return
    told.change = people.quantity.value if sort == "change" else None
    if told.change is not None:
        _read_change(people, reader, told, found)
        return
    basis, own = told.basis_of(labelled, people.sentence), told.taken_up(labelled)
    if is_of_another_year(labelled.clause, reader) or _is_before_the_year(people, basis):
        if not is_of_a_later_year(people.before, reader):  # 2025年3月在职28人 in the report of 2024 is told
            found.ignore(people.span, "last_year")
        return
    _read_level(people, basis, own, reader, told, found)


def _read_change(people: People, reader: Reader, told: Told, found: Found) -> None:
    """A change belongs to the headcount before it."""
    labelled = people.labelled
    place = told.outside if labelled.depth == 0 else told.last
    if place is None or not people.is_whole or not changes_same(labelled, reader):
        found.ignore(people.span, "change")
        return
    change = int(people.quantity.value) * (-1 if DECREASE.search(labelled.label) else 1)
    found.staff[place] = replace(found.staff[place], change_vs_prior=change)
    found.claimed.append(people.span)


def _read_level(
    people: People, basis: str, own: int | None, reader: Reader, told: Told, found: Found
) -> None:
    """``own``: the claim whose kind it may count for other people."""
    sentence, labelled = people.sentence, people.labelled
    kind, basis, scope = _kind(people, basis, own, reader, told, found)
    if kind is None:
        if told.titled and not words("staffing", "basis", "sum").fullmatch(labelled.clause):
            _leave_partly_told(sentence, found)
        if words("staffing", "movement", "alone").search(labelled.clause):
            found.ignore(people.span, "movement")
        return
    if behind := bracket_behind(labelled.after, reader):
        if behind == "last_year":
            found.ignore(people.span, behind)
        else:
            refuse(sentence, labelled, "bracketed", found)
        return
    if scope == "unit" and unit_doubt(sentence, labelled, reader):
        refuse(sentence, labelled, "other_unit", found)
        return
    if scope == "subordinate" and _may_be_of_all(people, kind, basis, found):
        refuse(sentence, labelled, "whose_people", found)
        return
    if scope == "open" or (told.elsewhere and scope == "unit") or not people.is_whole:
        return
    if reason := _reason_against(people, kind, basis, scope, found):
        found.ignore(people.span, reason)
        return
    _claim(people, kind, basis, scope, told, found)


def _kind(
    people: People, basis: str, own: int | None, reader: Reader, told: Told, found: Found
) -> tuple[str | None, str, str]:
    """Kind, basis and scope: what the label says, else those of the claim before it, else a sum of posts."""
    sentence, labelled = people.sentence, people.labelled
    scope = _scope(people, reader)
    kind = None if is_part_of_posts(labelled, sentence) else kind_of(labelled, reader, basis, scope)
    if kind is None and (kind := _kind_of_title(labelled, reader, basis)) is not None:
        told.by_scope = told.titled = True
        return kind, basis, scope_of(labelled.label, reader.names)
    before = found.staff[own] if own is not None else None
    goes_on = people.opens or told.by_scope or (labelled.depth == 0 and told.head is not None)
    told.by_scope = before is not None and is_scope_alone(labelled, goes_on=goes_on)
    if labelled.depth == 0:
        told.head = own if kind is None and told.by_scope else None
    if kind is None and before is not None and own is not None and told.by_scope:
        told.last = own
        scope = scope_of(labelled.label, reader.names)
        if scope == "subordinate" and before.sentence == sentence.number and not told.titled:
            found.staff[own] = replace(before, staff_scope="total")
        kind, basis = before.kind, before.basis
    if kind is None and before is not None and _holds_posts(before, labelled):
        kind = "present"
    if kind is None and sums_up(labelled, sentence, found):
        return "authorized", "authorized", _scope_of_sum(scope, sentence, found)
    if kind == "authorized" and words("staffing", "basis", "sum").match(labelled.clause.lstrip(",，、")):
        scope = _scope_of_sum(scope, sentence, found)
    if kind is None and sums_up_contract(labelled, sentence, found):
        kind = "contract"
    return kind, basis, scope


def _leave_partly_told(sentence: Sentence, found: Found) -> None:
    """退休人员：局机关64人，国有林场246人，敬老院20人: where others below the unit are told as well, the first are not all of them."""
    last = found.staff[-1] if found.staff else None
    if last is not None and (last.sentence, last.staff_scope) == (sentence.number, "subordinate"):
        found.staff.pop()
        found.ignore(last.spans[0], "one_subordinate")


def _kind_of_title(labelled: LabelledNumber, reader: Reader, basis: str) -> str | None:
    """退休人员：局机关64人: the kind that a title names, where behind it only stands whose people they are."""
    title, colon, rest = labelled.clause.rpartition(":")
    if not colon or labelled.depth or not is_scope_alone(replace(labelled, label=rest), goes_on=True):
        return None
    return kind_of(replace(labelled, clause=title, label=title), reader, basis, "unit")


def _scope_of_sum(scope: str, sentence: Sentence, found: Found) -> str:
    """行政编制19名，…，下属服务中心事业编制6名，共28名: the sum is of the unit and of those below it."""
    of_unit = {c.kind for c in found.staff if (c.sentence, c.staff_scope) == (sentence.number, "unit")}
    if of_unit and scope == "subordinate":
        return "total" if "authorized" in of_unit else "unit"
    return scope


def _holds_posts(before: StaffClaim, labelled: LabelledNumber) -> bool:
    """编制96人，实际89人: people who hold the posts right before."""
    told = words("staffing", "basis", "holds").fullmatch(labelled.label) is not None
    return told and before.basis == "authorized"


def _scope(people: People, reader: Reader) -> str:
    """Whose people they are, by the words before the number and what the sentence tells of."""
    scope = scope_of(ASIDES.sub("", people.before), reader.names)
    if sums_up_units(people.sentence) and scope_of(people.labelled.label) != "subordinate":
        named = words("staffing", "scope", "unit").search(people.labelled.label)
        return "unit" if named else "total"
    if scope == "open" and tells_of_subordinates(people.sentence):
        scope = "subordinate"
    if (
        scope == "unit"
        and people.sentence.continues
        and goes_on_with_all(people.sentence, people.before, reader)
    ):
        scope = "total"
    return scope


def _may_be_of_all(people: People, kind: str, basis: str, found: Found) -> bool:
    """在职34人，下属事业单位另有在职人员37人，退休88人: a kind without any word of whose, told first behind the units below, may be of
    the unit as well, whose own people open the sentence; where these had the same kind, the two stand side by side."""
    if people.labelled.depth or scope_of(people.labelled.label) != "unit":
        return False
    own = [c for c in found.staff if (c.sentence, c.staff_scope) == (people.sentence.number, "unit")]
    return bool(own) and not any((c.kind, c.basis) == (kind, basis) for c in own)


def _reason_against(people: People, kind: str, basis: str, scope: str, found: Found) -> str | None:
    """Why a headcount of a kind is none of its own all the same."""
    labelled = people.labelled
    listed = labelled.depth > 0 or list_opening().search(labelled.label) is not None
    within = listed if kind == "contract" else people.opens  # 临聘5人、劳务派遣3人 stand side by side
    if within and is_part_of_kind(labelled, kind, basis, scope, people.sentence, found):
        return "staff_detail"  # 在职人员171人，其中在编在岗163人、聘用8人; 编外人员12人（临聘5人、派遣7人）
    if words("staffing", "taking_part", "says").match(labelled.after):
        return "served_people"
    if kind == "authorized" and words("staffing", "drawn_up", "says").match(labelled.after):
        return "served_people"
    if words("staffing", "movement", "foreign").search(people.before):
        return "foreign_people"
    return "movement" if _in_movement(people.before, labelled.clause) else None


def _claim(people: People, kind: str, basis: str, scope: str, told: Told, found: Found) -> None:
    found.staff.append(
        StaffClaim(
            staff_scope=scope,
            kind=kind,
            basis=basis,
            headcount=int(people.quantity.value),
            as_of=people.moment.day,
            change_vs_prior=None,
            spans=(people.sentence.quote_span(people.labelled),),
            sentence=people.sentence.number,
        )
    )
    found.claimed.append(people.span)
    place = len(found.staff) - 1
    if told.last is None:
        told.last = place
    if people.labelled.depth == 0:
        told.outside = place


def _is_told_elsewhere(sentence: Sentence) -> bool:
    """Whether a sentence stands among goals or duties, and does not itself list the unit's posts and people."""
    text = sentence.flow.text
    if sentence.section == "duties":
        people = [
            n
            for n in sentence.numbers
            if n.number.quantity and n.number.quantity.dimension is Dimension.PEOPLE
        ]
        of_people = words("staffing", "section", "titles").search(sentence.heading)
        told = (
            sentence.lead if of_people else ""
        )  # （二）队伍。编制118名，在编干警109人。聘用制书记员58人，退休干部71人
        if sentence.continues and not told:
            told = sentence.lead.rpartition("。")[2]
        if words("staffing", "section", "lists").search(f"{told}{text}") and (told or len(people) > 1):
            return False
    elsewhere = sentence.section in goal_sections() or sentence.section == "duties"
    return elsewhere and not words("staffing", "section", "own").match(text)


def _in_movement(before: str, clause: str) -> bool:
    """Whether people come or go: 新录用公务员2人，退休1人. A clause that says 年末 or 实有 speaks of a level again."""
    moves = words("staffing", "movement", "says").search(BRACKETS.sub("", before))
    return bool(moves) and not words("staffing", "movement", "not_in").search(clause)


def _is_before_the_year(people: People, basis: str) -> bool:
    """年初在职职工125人 is the level of last year; 年初核定编制20人 are posts all the same."""
    opening = words("staffing", "opening", "says").search(people.labelled.clause)
    begins = people.moment.is_opening or opening is not None
    return people.moment.is_other or (
        begins and basis != "authorized" and not is_authorized(people.labelled.clause)
    )
