"""Repeats: further places where the amount of a project item is stated.

Belongs here: linking an amount in the text to the item of the same amount whose name shares words with the sentence.
Does not belong here: deciding whether a repeat contradicts (rule B08).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.prose.sentences import Sentence
from pipelines.model.claims import ItemClaim
from pipelines.model.document import Span
from pipelines.model.quantity import Dimension

SHARED = 4


def with_repeats(items: tuple[ItemClaim, ...], told: Sequence[Sentence]) -> tuple[ItemClaim, ...]:
    """The items with the spans of their repeats added behind their own; an amount that fits two items fits none."""
    spans: dict[int, list[Span]] = {}
    grams = [_grams(item.name) for item in items]
    own = {span for item in items for span in item.spans}
    for sentence in told:
        for labelled in sentence.numbers:
            quantity = labelled.number.quantity
            if quantity is None or quantity.dimension is not Dimension.MONEY:
                continue
            quote, number = sentence.quote_span(labelled), sentence.number_span(labelled)
            if any(span.holds(number) for span in own):
                continue
            words = _grams(sentence.before(labelled))
            fitting = [
                place
                for place, item in enumerate(items)
                if item.amount.value == quantity.value and grams[place] & words
            ]
            if len(fitting) == 1:
                spans.setdefault(fitting[0], []).append(quote)
    return tuple(
        replace(item, spans=(*item.spans, *spans.get(place, ()))) for place, item in enumerate(items)
    )


def _grams(text: str) -> frozenset[str]:
    return frozenset([text[i : i + SHARED] for i in range(len(text) - SHARED + 1)])
