"""Assets in prose: 资产总额, 负债, 净资产 … with the change against last year.

Belongs here: which amounts are assets. Does not belong here: wording (lexicon/staffing.toml, group measure).
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extract.found import Found
from pipelines.extract.meaning import sort_of_number, terms
from pipelines.extract.prose import LabelledNumber, Sentence
from pipelines.extract.staffing import DECREASE, as_of
from pipelines.model.claims import AssetClaim
from pipelines.model.quantity import Dimension, Quantity

LINK = re.compile(r"(?:\([^()]*\)|为|是|共计?|总计|:|,|，|价值|达|合计)*")


def read_assets(sentence: Sentence, before: str | None, found: Found) -> None:
    """Claim the asset amounts of one sentence, and the changes that follow them. ``before``: date text of the paragraph."""
    last: int | None = None
    for labelled in sentence.numbers:
        quantity = labelled.number.quantity
        if quantity is None:
            continue
        span = sentence.number_span(labelled)
        sort = sort_of_number(labelled.label, labelled.after)
        if quantity.dimension is Dimension.PERCENT and sort == "change" and last is not None:
            _change(last, quantity, labelled, found)
            found.claimed.append(span)
        elif quantity.dimension is Dimension.MONEY and sort is None:
            measure = measure_of(labelled.label)
            if measure is None:
                last = None
                continue
            text = sentence.flow.text[: labelled.number.start]
            day = as_of(text) or (as_of(before) if before else None)
            found.assets.append(AssetClaim(measure, quantity, None, day, (sentence.quote_span(labelled),)))
            found.claimed.append(span)
            last = len(found.assets) - 1


def measure_of(label: str) -> str | None:
    """The measure whose words end the label, a bracket and linking words allowed between: ``资产总额（账面净值）``."""
    for term in terms("staffing", "measure"):
        for match in term.pattern.finditer(label):
            inside = label.count("(", 0, match.start()) > label.count(")", 0, match.start())
            if not inside and LINK.fullmatch(label[match.end() :]):
                return term.code
    return None


def _change(place: int, quantity: Quantity, labelled: LabelledNumber, found: Found) -> None:
    """Attach a printed change; a decrease is negative, a rate on a zero base is undefined and stays away."""
    claim = found.assets[place]
    if claim.amount.value == 0 and quantity.value == 0:
        return
    if DECREASE.search(labelled.label):
        quantity = replace(quantity, value=-quantity.value)
    found.assets[place] = replace(claim, change=quantity)
