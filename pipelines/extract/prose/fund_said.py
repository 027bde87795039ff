"""What a sentence has said of the fund of a project so far, and of other things.

Belongs here: what one amount leaves to the next. Does not belong here: which amounts are the fund's (fund_money), what a
clause says (fund_words).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.extract.context import Reader
from pipelines.extract.prose.fund_claims import PROJECT
from pipelines.extract.prose.fund_words import fund_pattern, read_clause, says_spent
from pipelines.extract.prose.sentences import CLAUSE_END, LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Dimension, Quantity

ASIDE = re.compile(r"《[^》]*》|[(][^()]*[)]")


@dataclass(slots=True)
class Said:
    """What a sentence has said so far. ``blocked``: something else than the fund was brought up.

    ``told``: an amount of the fund stands before. ``parent``: the whole whose sources may follow, ``rest``: what they have
    still to add up to. ``listed``: the stage of sources that are listed one after another. ``unsaid``: what the parts of
    an amount whose stage nobody says may still add up to.
    """

    blocked: bool = False
    told: bool = False
    source: str = "all"
    parent: BudgetClaim | None = None
    rest: Decimal = Decimal(0)
    listed: str | None = None
    unsaid: Decimal = Decimal(0)

    def after(self, sentence: Sentence) -> Said:
        """What is left of it in the next sentence: 其中 goes on with the parts of the whole before it."""
        goes_on = not sentence.first and fund_pattern("other", "parts").match(sentence.flow.text)
        if goes_on and not self.blocked:
            return replace(self, listed=None)
        return Said(told=self.told and not sentence.first, source=self.source)


def brings_up(between: str, reader: Reader) -> bool:
    """Whether the clauses before that of a number name something else than the fund: 养老机构补助项目，实际支出5万元."""
    for name in reader.names:
        between = between.replace(name, "")
    for clause in CLAUSE_END.split(ASIDE.sub("", between)):
        if not clause or fund_pattern("other", "purpose").match(clause):
            continue
        if fund_pattern("other", "says").search(clause) and read_clause(clause, reader.names) is None:
            return True
    return False


def follow(claim: BudgetClaim | None, labelled: LabelledNumber, said: Said) -> None:
    """A figure that is claimed already: of the fund, or of one of its items."""
    if claim is None or claim.category != PROJECT:
        said.blocked |= is_money(labelled) and labelled.depth == 0
        return
    said.told, said.source = True, claim.fund_source
    if labelled.depth == 0 and claim.fund_source == "all":
        said.parent, said.rest = claim, claim.amount.value


def is_unsaid_part(labelled: LabelledNumber, quantity: Quantity, said: Said) -> bool:
    """下达水利发展资金2263万元，其中：河流治理1435万元、…: of which stage the parts are, their total does not say either."""
    if quantity.dimension is not Dimension.MONEY or not 0 < quantity.value <= said.unsaid:
        return False
    if says_spent(labelled.clause):
        return False
    return bool(labelled.depth or fund_pattern("other", "parts").match(labelled.label) or said.parent is None)


def is_local_part(labelled: LabelledNumber, quantity: Quantity, said: Said) -> bool:
    """中央资金300万元，地方资金50万元，其他资金10万元: a part of the whole, of which level nobody says."""
    if said.parent is not None and not 0 <= quantity.value <= said.rest:
        return False
    return fund_pattern("other", "local").match(labelled.clause) is not None


def is_money(labelled: LabelledNumber) -> bool:
    """Whether a number is an amount with its unit."""
    quantity = labelled.number.quantity
    return quantity is not None and quantity.dimension is Dimension.MONEY
