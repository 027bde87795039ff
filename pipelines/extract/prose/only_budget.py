"""Only budget: 预算总支出417.6万元，其中基本支出237.6万元，项目支出180万元 below 预算安排情况, in a report that knows no other budget.

Belongs here: a budget of the whole that does not say which it is, below a heading of budgets, with the parts that close it, where the
report states no budget of any stage and has no word of a change: then the year's budget is the one it began with. Does not belong here:
an initial budget that stands elsewhere (proved_initial), wording (lexicon/meaning.toml, group only_budget).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.context import Reader, goal_sections
from pipelines.extract.found import Found
from pipelines.extract.meaning import words
from pipelines.extract.prose.frames import frame_doubt
from pipelines.extract.prose.lists import add_up
from pipelines.extract.prose.proved_initial import BUDGET, UNSAID, initial_budget, settle
from pipelines.extract.prose.sentences import LabelledNumber, Sentence, with_semicolons
from pipelines.model.claims import BudgetClaim
from pipelines.model.document import Document

SPENT = frozenset({"executed", "carried_in", "carried_out"})
"""Stages beside which a budget may still be the only one."""
BESIDE = frozenset({"three_public", "agency_running"})
"""Categories whose budgets are told beside that of the whole and say nothing of it."""
Run = list[tuple[Sentence, LabelledNumber]]


def settle_only_budget(document: Document, told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    """Claim such a budget with its parts as the initial one, and withdraw the problems that its stage was not said."""
    unsaid = {left.span for left in found.ignored if left.reason == UNSAID}
    if not unsaid or reader.whole != "total" or any(_is_budget(claim) for claim in found.budget):
        return
    if words("meaning", "only_budget", "changed").search("".join(document.text.split())):
        return
    spent = {claim.amount.value for claim in found.budget}
    for joined in with_semicolons(told):
        run: Run = [(s, n) for s in joined for n in s.numbers if s.number_span(n) in unsaid]
        claims = [initial_budget(sentence, labelled, reader) for sentence, labelled in run]
        whole, parts = claims[0] if claims else None, [c for c in claims[1:] if c is not None]
        if whole is None or whole.category != reader.whole or len(parts) < len(run) - 1:
            continue
        if BUDGET not in run[0][1].clause or not _is_of_budgets(run[0][0]) or whole.amount.value in spent:
            continue
        if not add_up(whole, [labelled for _, labelled in run[1:]], reader.names):
            continue
        if any(frame_doubt(sentence, labelled, reader) for sentence, labelled in run):
            continue
        settle(run, [whole, *parts], found)
        return


def _is_budget(claim: BudgetClaim) -> bool:
    return claim.stage not in SPENT and claim.category not in BESIDE


def _is_of_budgets(sentence: Sentence) -> bool:
    """Whether a sentence stands below a heading of budgets, and none above it speaks of what became of them."""
    if sentence.section in goal_sections():
        return False
    of_budgets, of_more = (words("meaning", "only_budget", sort) for sort in ("heading", "more"))
    titles = sentence.titles
    return any(map(of_budgets.search, titles)) and not any(map(of_more.search, titles))
