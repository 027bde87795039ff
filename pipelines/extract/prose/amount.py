"""An amount of a sentence, and what it is read with: the two things that all who judge one amount are given.

Belongs here: these two. Does not belong here: what an amount is (money and what it asks), what figures lend to each other
(context).
"""

from __future__ import annotations

from pipelines.extract.context import Context, Reader
from pipelines.extract.found import Found
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.document import Span
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in a sentence: the number with its labels, and its quantity, which is no longer open."""

    sentence: Sentence
    labelled: LabelledNumber
    quantity: Quantity

    @property
    def span(self) -> Span:
        """Of the number and its unit: what is claimed or ignored."""
        return self.sentence.number_span(self.labelled)

    @property
    def quote(self) -> Span:
        """Of the number with the words that say what it is."""
        return self.sentence.quote_span(self.labelled)

    @property
    def before(self) -> str:
        """The words of its sentence before the number."""
        return self.sentence.before(self.labelled)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an amount is read with: what the report lends, what the figures before it lend, and all that was found. The last two
    change as amounts are read."""

    reader: Reader
    context: Context
    found: Found
