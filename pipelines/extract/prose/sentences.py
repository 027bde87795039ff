"""Sentences: a sentence of running text with its numbers and the words before each.

Belongs here: the two types, and what a sentence says of where its numbers stand. Does not belong here: cutting a document into
sentences (splitting), finding their numbers (labelling), meaning, tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.extract.numbers import PrintedNumber
from pipelines.model.document import Span
from pipelines.model.flow import Flow
from pipelines.model.frozen import dataclass

LONGEST_LEAD = 400
LONGEST_BEFORE = 1000
CLAUSE_END = re.compile(r"[，,；;。]")


@dataclass(frozen=True, slots=True)
class LabelledNumber:
    """A number with the words before it, back to the number before or the start of the sentence.

    ``label``: those words; ``clause``: their last clause; ``after``: the words behind, up to the next number.
    ``depth``: how many brackets are open at the number. ``named_at``: where its quote begins, if its words do not
    stand right before it (人员经费、公用经费分别为1万元、2万元).
    """

    label: str
    clause: str
    after: str
    number: PrintedNumber
    depth: int
    named_at: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as folded flow, with its number in the document, its section code and its labelled numbers.

    ``continues``: it follows a semicolon in the same paragraph, so a list may go on in it. ``heading``: the folded
    text of the heading above it, a title that opens its paragraph (2.支出情况。…) included. ``lead``: the sentences
    before it in the same paragraph. ``first``: it opens its paragraph. ``below``: its paragraph is one of a numbered
    list that the words before the list announce (其中：), ``announced`` those words. ``above``: the line of bare words
    that was printed last below that heading (县福利院), ``close`` if it stands right before or has a number. ``upcoming``: numbers of the sentences that follow in the same
    paragraph or list. ``upper``: the numbered headings that ``heading`` stands below. ``dated``: a line above that says
    up to which day all was counted. ``titled``: the title right before it that opens its paragraph. ``amid``: the
    paragraph before breaks off without a full stop, and this one may go on with it. ``set_aside``: where amounts stand
    that are no longer among its numbers, because nobody knows their value.
    """

    number: int
    section: str | None
    flow: Flow
    numbers: tuple[LabelledNumber, ...]
    continues: bool = False
    heading: str = ""
    lead: str = ""
    first: bool = False
    below: bool = False
    announced: str = ""
    above: str = ""
    upcoming: tuple[LabelledNumber, ...] = ()
    close: bool = False
    upper: tuple[str, ...] = ()
    dated: str = ""
    amid: bool = False
    titled: Flow | None = None
    set_aside: tuple[int, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """The lines that a sentence stands below, from the nearest on."""
        return tuple(line for line in (self.above, self.heading, *reversed(self.upper)) if line)

    def span(self, start: int, end: int) -> Span:
        """Raw span of ``flow.text[start:end]``."""
        return Span(*self.flow.raw(start, end))

    def quote_span(self, labelled: LabelledNumber) -> Span:
        """From the first word of the number's clause to its unit."""
        start = labelled.named_at
        if start is None:
            start = labelled.number.start - len(labelled.clause)
        return self.span(start, labelled.number.end)

    def cuts(self, labelled: LabelledNumber) -> bool:
        """Whether the words before a number may have begun in the paragraph before: …公用 | 经费20万元."""
        whole = labelled.number.start == len(labelled.label)
        return self.amid and self.first and whole and not CLAUSE_END.search(labelled.label)

    def follows_set_aside(self, labelled: LabelledNumber) -> bool:
        """Whether the number right before this one was set aside, so that this one may speak of what that one is called."""
        start = labelled.number.start
        last = max((n.number.start for n in self.numbers if n.number.start < start), default=-1)
        return any(last < place < start for place in self.set_aside)

    def before(self, labelled: LabelledNumber) -> str:
        """The words of the sentence up to a number; of an endless one the last of them, so that time stays linear."""
        end = labelled.number.start
        return self.flow.text[max(0, end - LONGEST_BEFORE) : end]

    def number_span(self, labelled: LabelledNumber) -> Span:
        """The digits and the unit."""
        return self.span(labelled.number.start, labelled.number.end)


def with_semicolons(told: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Sentences with those that go on behind a semicolon."""
    joined: list[Sentence] = []
    for sentence in told:
        if joined and not sentence.continues:
            yield joined
            joined = []
        joined.append(sentence)
    if joined:
        yield joined
