"""Problems of amounts in prose: what keeps an amount that stands where a figure stands from becoming one.

Belongs here: their messages. Does not belong here: when they arise (money).
"""

from __future__ import annotations

from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.problem import Problem


def unit_missing(sentence: Sentence, labelled: LabelledNumber) -> Problem:
    """A number that stands where an amount stands, without a unit: never guessed."""
    quote = f"{labelled.clause}{labelled.number.text}"
    return Problem(
        "unit_missing",
        f"“{quote}”：金额没有单位，未入库，请核对原文",
        f"'{quote}': the amount has no unit; it was not stored",
        sentence.quote_span(labelled),
    )


def adjustment_unclear(sentence: Sentence, labelled: LabelledNumber) -> Problem:
    """年初预算100万元，调整预算10万元: a difference or a level, nobody says."""
    quote = f"{labelled.clause}{sentence.flow.text[labelled.number.start : labelled.number.end]}"
    return Problem(
        "adjustment_unclear",
        f"“{quote}”：是调整的差额还是调整后的预算，没有写明，未入库，请核对原文",
        f"'{quote}': a difference or a level after adjustment is not said; it was not stored",
        sentence.quote_span(labelled),
    )


def adjustment_not_net(sentence: Sentence, labelled: LabelledNumber) -> Problem:
    """年中追加300万元，收回50万元: by how much the budget changed in all is not said."""
    quote = f"{labelled.clause}{sentence.flow.text[labelled.number.start : labelled.number.end]}"
    return Problem(
        "adjustment_unclear",
        f"“{quote}”：同一句里有增有减，净调整多少没有写明，未入库，请核对原文",
        f"'{quote}': the sentence both adds and cuts, the net adjustment is not said; it was not stored",
        sentence.quote_span(labelled),
    )


def stage_unsaid(sentence: Sentence, labelled: LabelledNumber) -> Problem:
    """An amount of a category of which the report does not say whether it was planned, adjusted or spent."""
    quote = f"{labelled.clause}{sentence.flow.text[labelled.number.start : labelled.number.end]}"
    return Problem(
        "stage_unsaid",
        f"“{quote}”：没有写明是年初预算、调整后预算还是实际支出，未入库，请核对原文",
        f"'{quote}': whether it is the initial budget, the adjusted one or the spending is not said; it was not stored",
        sentence.quote_span(labelled),
    )
