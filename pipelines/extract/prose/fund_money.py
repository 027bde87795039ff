"""Fund money: the figures of the one project of a report that the general reading of sentences has left.

Belongs here: the report of a project or transfer tells of one fund, by its long name or by no name (2023年共收到…补助资金6.44万元，
实际拨付使用6.38万元，执行率为99.07%); an amount is its own where every word before it is explained and nothing else was brought up in
the sentence. Does not belong here: what a clause says (fund_words), what a sentence has said before (fund_said), departments (money), wording
(lexicon/fund.toml).

What the general reading has claimed stays; figures of one stage that differ are not the fund's, and none of them is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipelines.extract.context import Reader, goal_sections, part_of_year
from pipelines.extract.found import Found
from pipelines.extract.meaning import YEAR, sort_of_number, terms, words
from pipelines.extract.prose.amount import Amount
from pipelines.extract.prose.frames import UP_TO_A_DAY, frame_doubt, is_told_to_a_day, refuse
from pipelines.extract.prose.fund_claims import PROJECT, Taken, file_taken, take_back
from pipelines.extract.prose.fund_proofs import is_whole, proved_sources, proved_spending
from pipelines.extract.prose.fund_said import (
    ASIDE,
    Said,
    brings_up,
    follow,
    is_local_part,
    is_money,
    is_unsaid_part,
)
from pipelines.extract.prose.fund_words import FundClause, fund_pattern, names_fund, own_words, read_clause
from pipelines.extract.prose.money_problems import stage_unsaid
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim, RateClaim
from pipelines.model.document import Span
from pipelines.model.quantity import Dimension, Quantity

LIST_NUMBER = re.compile(r"^[(]?\d{1,2}[.、)]")
REFUSED_AS_OTHERS = frozenset({"income", "stage_unsaid", "unsaid_part"})
"""Reasons of the general reading, which knows no fund, that do not keep an amount from being the fund's."""


def read_fund(told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    """Claim the figures of a project's own fund that nothing has claimed yet; nothing in the report of a department."""
    if reader.whole != PROJECT:
        return
    reader = replace(reader, names=own_words(reader.names))
    closed = {i.span for i in found.ignored if i.reason not in REFUSED_AS_OTHERS} | {
        p.span for p in found.problems if p.span is not None and p.kind != "stage_unsaid"
    }
    reading = _Reading(reader, found, closed)
    for sentence in told:
        if not sentence.continues:
            reading.said = reading.said.after(sentence)
        if sentence.numbers and _speaks_of_money(sentence) and not _names_category(sentence, reader):
            reading.read(sentence)
    file_taken(reading.taken, found)


def _speaks_of_money(sentence: Sentence) -> bool:
    """Whether a sentence is none of a list of indicators, and in a section of goals stands below a heading of money."""
    indicator = fund_pattern("other", "indicator")
    if any(indicator.search(text) for text in (sentence.heading, sentence.lead, sentence.flow.text)):
        return False
    return sentence.section not in goal_sections() or bool(
        words("meaning", "whole", "money").search(sentence.heading)
    )


def _names_category(sentence: Sentence, reader: Reader) -> bool:
    """Whether a sentence brings up a category of a department beside the fund's own name: 补助公用经费其中：中央资金….

    It is read as told by its words, so what a fund called 公用经费 gives in such words stays open.
    """
    text = sentence.flow.text
    for name in reader.names:
        text = text.replace(name, "")
    others = (term for term in terms("meaning", "category") if term.code not in (PROJECT, "total"))
    return any(term.pattern.search(text) for term in others)


@dataclass(slots=True)
class _Reading:
    """One report while its sentences are read in order.

    ``closed``: numbers that the general reading refused for a reason that holds for the fund too; ``said``: what the paragraph has
    said so far; ``taken``: the fund's figures so far.
    """

    reader: Reader
    found: Found
    closed: set[Span]
    said: Said = field(default_factory=Said)
    taken: Taken = field(default_factory=Taken)

    def read(self, sentence: Sentence) -> None:
        """The numbers of a sentence from left to right."""
        said, found = self.said, self.found
        claimed = {claim.spans[0].end: claim for claim in found.budget}
        for labelled in sentence.numbers:
            quantity, span = labelled.number.quantity, sentence.number_span(labelled)
            if labelled.depth == 0 and brings_up(
                labelled.label[: -len(labelled.clause) or None], self.reader
            ):
                said.blocked = True
            if quantity is None:
                continue
            if span in found.claimed:
                follow(claimed.get(span.end), labelled, said)
            elif self._by_proof(sentence, labelled) or span in self.taken.spans():
                continue
            elif span in self.closed:  # 比上年增加20万元，全年预算数120万元: of what, nobody has said
                said.blocked |= is_money(labelled) and labelled.depth == 0 and not said.told
            elif is_unsaid_part(labelled, quantity, said):
                said.unsaid -= quantity.value
                found.ignore(span, "unsaid_part")
            elif said.blocked:
                continue
            elif quantity.dimension is Dimension.PERCENT:
                self._rate(sentence, labelled, quantity)
            elif quantity.dimension is Dimension.MONEY:
                self._amount(Amount(sentence, labelled, quantity))

    def _by_proof(self, sentence: Sentence, labelled: LabelledNumber) -> bool:
        """Figures that arithmetic proves to be the fund's, whatever else the sentence has brought up; whether any was claimed."""
        said, found, taken = self.said, self.found, self.taken
        after = [n for n in sentence.numbers if n.number.start >= labelled.number.start]
        if any(sentence.number_span(n) in self.closed | set(found.claimed) for n in after[:1]):
            return False
        wholes = [c for c in (*found.budget, *(c for c, _ in taken.budget)) if is_whole(c, sentence)]
        rate = proved_spending(labelled, after[1:], wholes)
        spent = rate is not None and not self._to_a_day(sentence, labelled)
        sources = [] if spent else proved_sources(after, said.parent)
        for number, stage, source in [(labelled, "executed", "all")] if spent else sources:
            span = sentence.number_span(number)
            if span not in found.claimed:
                taken.budget.append((_budget(sentence, number, stage, source, self.reader), span))
        if rate is not None and spent:
            said.blocked, said.told, said.source = False, True, "all"
            if rate is not after[1] and rate.number.quantity:  # what its parts are called would keep it out
                self._rate(sentence, rate, rate.number.quantity)
        return bool(spent or sources)

    def _amount(self, amount: Amount) -> None:
        labelled, said = amount.labelled, self.said
        if is_local_part(labelled, amount.quantity, said):
            said.rest -= amount.quantity.value
            take_back([amount.span], self.found)
            self.found.ignore(amount.span, "source_without_level")
            return
        clause = read_clause(labelled.clause, self.reader.names)
        if clause is None:
            said.blocked |= labelled.depth == 0
            said.parent = None
            return
        sort = sort_of_number(labelled.label, labelled.after)
        if sort not in (None, "income") or amount.quantity.value < 0:
            return
        if part_of_year(amount.before) or _of_another_year(labelled, self.reader):
            said.blocked = True
            return
        # one of the documents that the money came with
        if fund_pattern("other", "grant").search(labelled.clause):
            said.parent, said.told = None, True
            self._leave(amount)
            return
        stage = self._stage(amount, clause)
        if stage is None:
            return
        if frame_doubt(amount.sentence, labelled, self.reader) is not None:
            said.blocked = True
            return
        if stage in UP_TO_A_DAY and self._to_a_day(amount.sentence, labelled):
            said.blocked = True
            refuse(amount.sentence, labelled, "cut_off", self.found)
            return
        self._take(amount, clause, stage)

    def _stage(self, amount: Amount, clause: FundClause) -> str | None:
        """The stage of an amount of the fund: of its clause, its heading, or the whole that it is a part of. None where that is
        open, or where it is no part of the whole."""
        said, labelled, value = self.said, amount.labelled, amount.quantity.value
        stage = clause.stage or _behind(labelled) or _below(amount.sentence, clause) or said.listed
        if said.parent is not None and clause.source != "all" and clause.stage in (None, said.parent.stage):
            return self._of_whole(value, clause, said.parent)
        if labelled.depth > 0:
            return None
        said.told, said.source = True, clause.source
        if stage is None and not clause.given_out:
            self._leave(amount)
        if stage is None or clause.given_out != (stage == "executed" and clause.stage is None):
            said.parent = None
            return None
        return stage

    def _of_whole(self, value: Decimal, clause: FundClause, whole: BudgetClaim) -> str | None:
        """The stage of a source of the whole before it, whose it is; None where no so much of it is left, or it was given out of
        what is not called spent."""
        said = self.said
        if value > said.rest:
            said.blocked = True
            return None
        said.told, said.source, said.rest = True, clause.source, said.rest - value
        if clause.given_out and whole.stage != "executed":
            said.parent = None
            return None
        return whole.stage

    def _take(self, amount: Amount, clause: FundClause, stage: str) -> None:
        said, sentence, labelled = self.said, amount.sentence, amount.labelled
        claim = _budget(sentence, labelled, stage, clause.source, self.reader)
        claim = replace(claim, spans=(_quote(sentence, labelled, clause),))
        self.taken.budget.append((claim, amount.span))
        if clause.source == "all":
            said.parent, said.rest, said.listed = claim, amount.quantity.value, None
        elif said.parent is None:
            said.listed = stage

    def _to_a_day(self, sentence: Sentence, labelled: LabelledNumber) -> bool:
        """截止2022年12月8日，已拨付2113.63万元: whether the day up to which the fund is counted does not end the year."""
        year = self.reader.fiscal_year
        return year is not None and is_told_to_a_day(sentence, labelled, {year}, year)

    def _leave(self, amount: Amount) -> None:
        """An amount of the fund of which nobody says whether it was planned, received or spent: a person is told."""
        if not any(i.span == amount.span for i in self.found.ignored):
            self.found.ignore(amount.span, "stage_unsaid")
            self.found.problems.append(stage_unsaid(amount.sentence, amount.labelled))
        self.said.unsaid = amount.quantity.value

    def _rate(self, sentence: Sentence, labelled: LabelledNumber, rate: Quantity) -> None:
        clause = LIST_NUMBER.sub("", labelled.clause)
        source = self._whose_rate(clause)
        if labelled.depth or rate.value < 0 or source is None or _of_another_year(labelled, self.reader):
            return
        if part_of_year(sentence.before(labelled)):
            return
        if sort_of_number(labelled.label, labelled.after) is not None:
            return
        if frame_doubt(sentence, labelled, self.reader) is not None or self._to_a_day(sentence, labelled):
            return
        kind = "received" if fund_pattern("rate", "received").search(clause) else "completion"
        claim = RateClaim(kind, PROJECT, source, None, rate, (sentence.quote_span(labelled),))
        self.taken.rates.append((claim, sentence.number_span(labelled)))

    def _whose_rate(self, clause: str) -> str | None:
        """The source of the fund whose rate the words before a rate tell, by the fund's name or by none; None where it is not the
        fund's."""
        if fund_pattern("rate", "says").match(clause):
            if self.said.told:
                return self.said.source
            return "all" if fund_pattern("rate", "explicit").search(clause) else None
        named = fund_pattern("rate", "named").match(clause)
        if named is None or not names_fund(named["fund"], self.reader.names):
            return None
        fund = read_clause(named["fund"], self.reader.names)
        return fund.source if fund is not None and fund.stage is None else None


def _budget(
    sentence: Sentence, labelled: LabelledNumber, stage: str, source: str, reader: Reader
) -> BudgetClaim:
    assert labelled.number.quantity is not None
    return BudgetClaim(
        category=PROJECT,
        stage=stage,
        fund_source=source,
        fact_year=reader.fiscal_year,
        amount=labelled.number.quantity,
        spans=(sentence.quote_span(labelled),),
        sentence=sentence.number,
    )


def _quote(sentence: Sentence, labelled: LabelledNumber, clause: FundClause) -> Span:
    """The clause and its number; where the stage stands behind the number, that too."""
    quote = sentence.quote_span(labelled)
    behind = fund_pattern("behind", "received").match(labelled.after)
    if clause.stage is not None or behind is None:
        return quote
    end = labelled.number.end + behind.end()
    return Span(quote.start, sentence.span(labelled.number.start, end).end)


def _behind(labelled: LabelledNumber) -> str | None:
    return "received" if fund_pattern("behind", "received").match(labelled.after) else None


def _below(sentence: Sentence, clause: FundClause) -> str | None:
    """The stage that the heading gives: what was given out below 资金执行情况 was spent."""
    if fund_pattern("below", "never").search(sentence.heading):
        return None
    if clause.given_out:
        return "executed" if fund_pattern("below", "executed").search(sentence.heading) else None
    return "received" if fund_pattern("below", "received").search(sentence.heading) else None


def _of_another_year(labelled: LabelledNumber, reader: Reader) -> bool:
    years = {int(year) for year in YEAR.findall(ASIDE.sub("", labelled.label))}
    return bool(years) and reader.fiscal_year not in years
