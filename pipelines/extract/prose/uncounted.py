"""Uncounted: numbers behind the words of a headcount that say no 人 or 名: 年末实有28, 编制30. Told, never passed over.

Belongs here: which numbers without a unit stand where a headcount stands. Does not belong here: headcounts with their unit (staffing),
amounts without one (unitless), wording (lexicon/staffing.toml, group uncounted).
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.extract.found import Found
from pipelines.extract.meaning import words
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension, Quantity

REASON = "count_without_unit"
ENDS = re.compile("[,，;。、]")
HALF = Decimal("0.5")
LONGEST = 4
"""Digits of a headcount; a longer number is a code."""


def counted(sentence: Sentence, labelled: LabelledNumber) -> Quantity | None:
    """编制数23 beside 实有人数51人, 实有人数51: the people that a number without a unit counts, where its own words call it a number of
    posts or people and they or another of its sentence say 人."""
    digits = labelled.number.text
    if not digits.isdigit() or len(digits) > LONGEST or labelled.number.uncertain or labelled.depth:
        return None
    if not words("staffing", "uncounted", "counted").search(labelled.clause) or not ENDS.match(
        labelled.after
    ):
        return None
    if not any(map(_says_people, sentence.numbers)):
        return None
    return Quantity(digits, "", Dimension.PEOPLE, Decimal(digits), HALF)


def _says_people(labelled: LabelledNumber) -> bool:
    """Whether a number counts people, by its unit or by a label that ends in 人数."""
    quantity = labelled.number.quantity
    if quantity is not None:
        return quantity.dimension is Dimension.PEOPLE
    return words("staffing", "uncounted", "heads").search(labelled.clause) is not None


def tell_uncounted(sentence: Sentence, labelled: LabelledNumber, found: Found) -> None:
    """A problem for a whole number without a unit right behind 编制, 实有, 在职, 退休."""
    digits = labelled.number.text
    if not digits.isdigit() or len(digits) > LONGEST or labelled.number.uncertain:
        return
    if words("staffing", "uncounted", "says").search(labelled.clause) is None:
        return
    quote = f"{labelled.clause}{digits}"
    span = sentence.number_span(labelled)
    found.see(span, Dimension.PEOPLE, sentence.section, quote)
    found.ignore(span, REASON)
    found.problems.append(
        Problem(
            REASON,
            f"“{quote}”：人数没有单位（人、名），未入库，请核对原文",
            f"'{quote}': a number of people without a unit; it was not stored",
            sentence.quote_span(labelled),
        )
    )
