"""Headcounts in prose: 编制, 实有, 在职, 退休 … with scope, date and change against last year.

Belongs here: which numbers of people are staff figures and whose. Does not belong here: wording (lexicon/staffing.toml).

A headcount is claimed only if the words of its clause before the kind are explained: 全县退休职工3000人, 新增退休人员2人
and 培训在职职工300人 are no staff of the unit.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipelines.extract.context import Reader, goal_sections
from pipelines.extract.found import Found
from pipelines.extract.meaning import YEAR, sort_of_number, terms, unexplained_words, words
from pipelines.extract.prose import LabelledNumber, Sentence
from pipelines.lexicon import load
from pipelines.model.claims import StaffClaim
from pipelines.model.quantity import Dimension

DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
YEAR_END = re.compile(r"(\d{4})年度?(?:年)?(?:末|底)")
DECREASE = re.compile(r"减少|下降|降低|调出|净减")
COUNTED = re.compile(r"\d+[个家]")
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
    elsewhere = sentence.section in goal_sections() or sentence.section == "duties"
    last: int | None = None
    for labelled in sentence.numbers:
        quantity = labelled.number.quantity
        if quantity is None or quantity.dimension is not Dimension.PEOPLE:
            continue
        span = sentence.number_span(labelled)
        before = sentence.flow.text[: labelled.number.start]
        sort = sort_of_number(labelled.label, labelled.after)
        if sort == "compared":
            found.ignore(span, sort)
            continue
        if sort == "change":
            if last is not None and quantity.value == int(quantity.value) and changes_same(labelled, reader):
                change = int(quantity.value) * (-1 if DECREASE.search(labelled.label) else 1)
                found.staff[last] = replace(found.staff[last], change_vs_prior=change)
                found.claimed.append(span)
            else:
                found.ignore(span, "change")
            continue
        last = None
        if is_of_another_year(labelled.clause, reader):
            found.ignore(span, "last_year")
            continue
        scope = scope_of(before)
        kind = _kind(labelled, reader)
        if (
            kind is None
            or scope == "open"
            or (elsewhere and scope == "unit")
            or quantity.value != int(quantity.value)
        ):
            continue
        if _in_movement(before, labelled.clause):
            continue
        found.staff.append(
            StaffClaim(
                staff_scope=scope,
                kind=kind,
                basis="authorized" if is_authorized(labelled.clause) else "actual",
                headcount=int(quantity.value),
                as_of=as_of(before),
                change_vs_prior=None,
                spans=(sentence.quote_span(labelled),),
                sentence=sentence.number,
            )
        )
        found.claimed.append(span)
        last = len(found.staff) - 1


def _kind(labelled: LabelledNumber, reader: Reader) -> str | None:
    """The kind whose words stand right before the number, linking words between and nothing strange before it."""
    clause = labelled.clause
    for term in terms("staffing", "kind"):
        for match in term.pattern.finditer(clause):
            if not words("staffing", "link", "says").fullmatch(clause[match.end() :]):
                continue
            if unexplained_words(clause[: match.start()], reader.names, "staffing"):
                return None
            return None if term.code == "authorized" and not is_authorized(clause) else term.code
    return None


def _in_movement(before: str, clause: str) -> bool:
    """Whether people come or go: 新录用公务员2人，退休1人. A clause that says 年末 or 实有 speaks of a level again."""
    moves = words("staffing", "movement", "says").search(before)
    return bool(moves) and not words("staffing", "movement", "not_in").search(clause)


def changes_same(labelled: LabelledNumber, reader: Reader) -> bool:
    """Whether a change names nothing of its own: 比上年减少1人, and not 办公费比上年减少5%."""
    word = CHANGE_WORD.search(labelled.clause)
    return word is None or not unexplained_words(labelled.clause[: word.start()], reader.names, "staffing")


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


def scope_of(before: str) -> str:
    """Whose people the last words before a number speak of: ``unit``, ``subordinate`` or ``total``.

    ``open`` where subordinate units were only counted before it: 下属单位3个，在职人员14人.
    """
    places = [
        (match.end(), scope)
        for scope in load("staffing")["scope"]
        for match in words("staffing", "scope", scope).finditer(before)
    ]
    end, scope = max(places, default=(0, "unit"))
    return "open" if scope == "subordinate" and COUNTED.search(before, end) else scope
