"""Headcounts in prose: 编制, 实有, 在职, 退休 … with scope, date and change against last year.

Belongs here: which numbers of people are staff figures and whose. Does not belong here: wording (lexicon/staffing.toml).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from pipelines.extract.found import Found
from pipelines.extract.meaning import first_term, sort_of_number
from pipelines.extract.money import Reader, goal_sections
from pipelines.extract.prose import LabelledNumber, Sentence
from pipelines.lexicon import load
from pipelines.model.claims import StaffClaim
from pipelines.model.quantity import Dimension

DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
YEAR_END = re.compile(r"(\d{4})年度?(?:年)?(?:末|底)")
DECREASE = re.compile(r"减少|下降|降低|调出|净减")


@cache
def _pattern(*keys: str) -> re.Pattern[str]:
    node = load("staffing")
    for key in keys:
        node = node[key]
    return re.compile("|".join(node))


def as_of(text: str) -> date | None:
    """The day that ``截至2024年12月31日``, ``2025年末`` or ``2024年年底`` names; None where it names none."""
    day = DAY.search(text)
    if day:
        try:
            return date(*(int(part) for part in day.groups()))
        except ValueError:
            return None
    end = YEAR_END.search(text)
    return date(int(end.group(1)), 12, 31) if end else None


def read_staff(sentence: Sentence, reader: Reader, found: Found) -> None:
    """Claim the headcounts of one sentence."""
    scope = _scope(sentence.flow.text)
    elsewhere = sentence.section in goal_sections() or sentence.section == "duties"
    last: int | None = None
    for labelled in sentence.numbers:
        quantity = labelled.number.quantity
        if quantity is None or quantity.dimension is not Dimension.PEOPLE:
            continue
        span = sentence.number_span(labelled)
        if sort_of_number(labelled.label, labelled.after) == "change":
            if last is not None and quantity.value == int(quantity.value):
                change = int(quantity.value) * (-1 if DECREASE.search(labelled.label) else 1)
                found.staff[last] = replace(found.staff[last], change_vs_prior=change)
                found.claimed.append(span)
            else:
                found.ignore(span, "change")
            continue
        kind = _kind(labelled)
        if kind is None or (elsewhere and scope == "unit") or quantity.value != int(quantity.value):
            continue
        authorized = is_authorized(labelled.label)
        found.staff.append(
            StaffClaim(
                staff_scope=scope,
                kind=kind,
                basis="authorized" if authorized else "actual",
                headcount=int(quantity.value),
                as_of=as_of(sentence.flow.text[: labelled.number.start]),
                change_vs_prior=None,
                spans=(sentence.quote_span(labelled),),
                sentence=sentence.number,
            )
        )
        found.claimed.append(span)
        last = len(found.staff) - 1


def _kind(labelled: LabelledNumber) -> str | None:
    """The kind whose words stand right before the number, only linking words between."""
    hit = first_term(labelled.clause, "staffing", "kind")
    if hit is None:
        return None
    code, _ = hit
    for pattern in (row for row in load("staffing")["kind"] if row["code"] == code):
        ends = [m.end() for m in re.finditer("|".join(pattern["says"]), labelled.clause)]
        if any(_pattern("link", "says").fullmatch(labelled.clause[end:]) for end in ends):
            return code
    return None


def is_authorized(label: str) -> bool:
    """Whether a label speaks of authorised posts (编制), not of people in post."""
    return bool(_pattern("basis", "authorized").search(_pattern("basis", "not_authorized").sub("", label)))


def _scope(text: str) -> str:
    if _pattern("scope", "subordinate").search(text):
        return "subordinate"
    return "total" if _pattern("scope", "total").search(text) else "unit"
