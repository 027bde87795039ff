"""Refusing: what was claimed of a number is taken back where its frame or the words about it say that it is something else.

Belongs here: which doubt holds for which sort of claim, and taking back. Does not belong here: the doubts themselves (frames,
subjects, cut_offs, qualified, part_of_whole), wording (lexicon/frames.toml).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.context import MODIFIED, Context, Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import understand, words
from pipelines.extract.prose.county_money import may_be_of_county
from pipelines.extract.prose.cut_offs import is_of_unknown_years
from pipelines.extract.prose.frames import UP_TO_A_DAY, frame_doubt, is_told_to_a_day, refuse
from pipelines.extract.prose.part_of_whole import stands_below_a_thing
from pipelines.extract.prose.qualified import is_qualified
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.standing import is_annex_title
from pipelines.extract.prose.subjects import note_subject, subject_doubt
from pipelines.model.claims import BudgetClaim, ItemClaim, RateClaim

LATEST = 2
"""So many years ahead of its own a report speaks of."""
OF_PART = ("one_project", "own_level")
LEVELS = frozenset({"initial", "adjusted", "executed", "received"})
OF_TIME = ("other_year", "part_of_year")
WHOLE = (None, "total")
FEWEST = 2
OF_COUNTY = "of_county"
OF_BASIC = frozenset({"personnel", "operating"})
UNSHARED = ("all", "carry_over")
"""Sources that a label says of its own category alone."""

Claim = BudgetClaim | RateClaim | ItemClaim


class Claims:
    """The claims of a sentence while it is read, so that those of a doubtful frame are taken back."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._note()

    def refuse_framed(
        self, sentence: Sentence, labelled: LabelledNumber, reader: Reader, context: Context
    ) -> bool:
        """Take back what was claimed since the last call, where its frame is another; whether that was done.

        A figure that names the other year itself keeps it.
        """
        found, (budget, rates, items) = self._found, self._counts
        new: list[Claim] = [*found.budget[budget:], *found.rates[rates:], *found.items[items:]]
        refused = None
        if new:
            refused = _doubt(new, found.budget[:budget], sentence, labelled, reader, context)
        else:
            note_subject(labelled, reader, context)
        if refused:
            del found.budget[budget:], found.rates[rates:], found.items[items:]
            del found.claimed[self._claimed :]
            refuse(sentence, labelled, refused, found)
            if refused == OF_COUNTY:
                context.subject = OF_COUNTY  # 一般公共预算支出年初预算4.1亿元，决算4亿元
        self._note()
        return refused is not None

    def _note(self) -> None:
        found = self._found
        self._counts = (len(found.budget), len(found.rates), len(found.items))
        self._claimed = len(found.claimed)


def _doubt(
    new: Sequence[Claim],
    told: Sequence[BudgetClaim],
    sentence: Sentence,
    labelled: LabelledNumber,
    reader: Reader,
    context: Context,
) -> str | None:
    """Why claims of one number are refused, a code of lexicon/frames.toml; ``told``: the budget figures before them."""
    doubt = frame_doubt(sentence, labelled, reader) or subject_doubt(sentence, labelled, reader, context)
    if doubt is None and _may_share_source(new, told):
        doubt = MODIFIED
    if doubt is not None and not _holds(doubt, new, sentence, reader):
        doubt = None
    if _is_of_a_far_year(new, reader):
        return "other_year"
    if doubt is None and _is_of_a_thing(new, sentence, labelled, reader):
        return "one_project"
    if doubt is None and _sums_up_others(new, sentence, labelled, reader):
        return MODIFIED
    if doubt is None and may_be_of_county(sentence, labelled, reader):
        return OF_COUNTY
    if doubt is None and _is_of_projects(new, sentence, labelled):
        return "of_projects"
    doubt = doubt or _cut_off(new, told, sentence, labelled, reader)
    if doubt is None and is_qualified(new, sentence, labelled, reader.fiscal_year):
        return "qualified"
    return doubt


def _holds(doubt: str, new: Sequence[Claim], sentence: Sentence, reader: Reader) -> bool:
    """Whether a doubt of the frame holds for claims of this sort."""
    if doubt == MODIFIED:
        return any(_category(claim) not in WHOLE for claim in new)
    if doubt == "income":  # 收入情况：…，上年结转86.2万元
        return {getattr(claim, "stage", None) for claim in new} != {"carried_in"}
    if doubt == "part_of_money":  # 结转结余资金：…，年末结转20万元
        return any(getattr(claim, "stage", "executed") in LEVELS for claim in new)
    if doubt in OF_TIME:
        return reader.fiscal_year in _years(new, reader)
    if doubt in OF_PART:  # an item has a name of its own, whatever it stands below
        return not all(isinstance(claim, ItemClaim) for claim in new) or is_annex_title(sentence.above)
    return True


def _category(claim: Claim) -> str | None:
    """The category of a figure or rate; None of an item."""
    return None if isinstance(claim, ItemClaim) else claim.category


def _years(new: Sequence[Claim], reader: Reader) -> set[int | None]:
    return {getattr(claim, "fact_year", reader.fiscal_year) for claim in new}


def _is_of_a_far_year(new: Sequence[Claim], reader: Reader) -> bool:
    """2042年, written for 2024."""
    own = reader.fiscal_year
    return own is not None and any(year > own + LATEST for year in _years(new, reader) if year)


def _may_share_source(new: Sequence[Claim], before: Sequence[BudgetClaim]) -> bool:
    """Whether the figure right before is of one source, and of another category: 财政拨款人员经费决算30万元，公用经费决算20万元."""
    last = before[-1] if before else None
    if last is None or last.fund_source in UNSHARED or last.category in WHOLE:
        return False
    figures = [claim for claim in new if isinstance(claim, BudgetClaim)]
    return bool(figures) and all(
        (claim.sentence, claim.stage, claim.fund_source) == (last.sentence, last.stage, "all")
        and claim.category != last.category
        for claim in figures
    )


def _is_of_a_thing(
    new: Sequence[Claim], sentence: Sentence, labelled: LabelledNumber, reader: Reader
) -> bool:
    """Whether the 项目资金 of a department stands below the heading of a thing that may be one of its projects."""
    of_projects = any(
        isinstance(claim, BudgetClaim | RateClaim) and claim.category == "project" for claim in new
    )
    if not of_projects or reader.whole == "project":
        return False
    return stands_below_a_thing(sentence, sentence.before(labelled), reader.names)


def _is_of_projects(new: Sequence[Claim], sentence: Sentence, labelled: LabelledNumber) -> bool:
    """Whether 人员经费 or 公用经费 stands below the heading 项目支出情况, and nothing before it in its paragraph speaks of 基本支出."""
    if not any(isinstance(claim, BudgetClaim) and claim.category in OF_BASIC for claim in new):
        return False
    line = sentence.above or sentence.heading
    told = f"{sentence.lead}{sentence.before(labelled)}"
    return words("meaning", "whole", "project_heading").search(line) is not None and "基本支出" not in told


def _sums_up_others(
    new: Sequence[Claim], sentence: Sentence, labelled: LabelledNumber, reader: Reader
) -> bool:
    """县一中项目支出300万元，县二中项目支出200万元，合计项目支出500万元: what the named ones before it spent, not the department; 本级 and
    所属单位 make it up."""
    quantity = labelled.number.quantity
    summed = words("meaning", "whole", "sum_of").search(labelled.clause)
    if quantity is None or summed is None or not any(isinstance(claim, BudgetClaim) for claim in new):
        return False
    category = understand(labelled.clause, reader.names).category
    before = [n for n in sentence.numbers if n.number.start < labelled.number.start and n.number.quantity]
    others = [
        (n, said)
        for n in before
        if (said := understand(n.clause, reader.names)).category == category and said.residue
    ]
    if len(others) < FEWEST or any(words("frames", "subject", "levels").search(n.clause) for n, _ in others):
        return False
    return sum(n.number.quantity.value for n, _ in others if n.number.quantity) == quantity.value


def _cut_off(
    new: Sequence[Claim],
    told: Sequence[BudgetClaim],
    sentence: Sentence,
    labelled: LabelledNumber,
    reader: Reader,
) -> str | None:
    """Whether a figure that grows with the year is told up to a day that does not end its year."""
    own_year = reader.fiscal_year
    grow = [c for c in new if getattr(c, "stage", None) in UP_TO_A_DAY or isinstance(c, RateClaim)]
    if not grow or own_year is None:
        return None
    years = {getattr(claim, "fact_year", None) or own_year for claim in grow}
    if is_told_to_a_day(sentence, labelled, years, own_year):
        return "cut_off"
    if not any(isinstance(claim, BudgetClaim) and claim.category == "project" for claim in grow):
        return None
    before = sentence.before(labelled)
    lines = f"{sentence.heading}。{sentence.above}。{sentence.announced}。{sentence.lead}。{before}"
    known = any(claim.sentence == sentence.number for claim in told)
    return "unknown_years" if not known and is_of_unknown_years(labelled.clause, lines) else None
