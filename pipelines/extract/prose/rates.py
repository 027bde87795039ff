"""Rates in prose: printed percentages about the money of a category.

Belongs here: which percentage belongs to which category. Does not belong here: wording (lexicon/meaning.toml), tables.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extract.context import Context, Reader, goal_sections, part_of_year, result_sections
from pipelines.extract.found import Found
from pipelines.extract.meaning import YEAR, Meaning, sort_of_number, understand, words
from pipelines.extract.prose.amount import Reading
from pipelines.extract.prose.proved import read_fulfilled
from pipelines.extract.prose.proved_rates import gives_rate
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.whole import is_of_one_project
from pipelines.model.claims import RateClaim
from pipelines.model.quantity import Dimension, Quantity

SHARE = re.compile("占")
OF_INITIAL, OF_ADJUSTED = re.compile("年初预算"), re.compile("(?:调整后?的?|全年)预算")
LEADING_YEAR = re.compile(r"(?:(?:19|20)\d{2}年度?[,，])?")
_TERM = r"(?:[^,，;。]|,(?=\d{3}))"
FORMULA = re.compile(
    rf"(?:^|(?<=[,，;。(]))([^,，;。()=÷/]{{2,24}}(?:率|进度))[:=为是]{{0,2}}{_TERM}{{0,160}}[÷/]{_TERM}{{1,120}}=$"
)
"""预算执行率=(支出357.62÷预算365.44)×100%= before the result: what the formula calculates is named in front of it."""

NO_RATE = frozenset({"formula", "change", "share", "threshold", "deduction", "income", "compared"})
LEVEL = re.compile(r"率(?:为|达到?|是|:)*$")
CHANGE_UNIT = "个百分点"
"""In which differences of rates are counted, and no rates."""


def read_rate(sentence: Sentence, labelled: LabelledNumber, rate: Quantity, reading: Reading) -> None:
    """Claim a rate of the category named in its label, or of the one that the sentence speaks of alone."""
    reader, context, found = reading.reader, reading.context, reading.found
    span = sentence.number_span(labelled)
    labelled = _of_formula(sentence, labelled)
    if rate.unit_text == CHANGE_UNIT and LEVEL.search(labelled.clause):
        return  # 执行率为98.2个百分点: a level in the unit of differences is told
    if reason := _why_no_rate(labelled, rate):
        found.ignore(span, reason)
        return
    if read_fulfilled(sentence, labelled, rate, reader, found):
        return
    if part_of_year(sentence.before(labelled)):
        found.ignore(span, "part_of_year")
        return
    if words("meaning", "rate_of_people", "says").search(labelled.clause):
        _claim_rate_of_people(sentence, labelled, rate, reader, found)
        return
    fulfilled = words("meaning", "rate_of_whole", "fulfilled").search(labelled.clause)
    meaning = understand(f"{labelled.clause}的" if fulfilled else labelled.clause, reader.names)
    if not meaning.rate or rate.value < 0 or not _is_told_of_money(meaning, sentence, reading):
        return
    if reader.whole != "project" and is_of_one_project(sentence, labelled, meaning):
        found.ignore(span, "item_rate")
        return
    of_last = words("meaning", "rate_of_whole", "of_last").match(labelled.clause) and context.last
    if (SHARE.search(labelled.clause) and not _is_of_spending(context)) or (
        of_last and of_last.stage != "executed"
    ):
        found.ignore(span, "share")  # 结余15万元，为年初预算的15%
        return
    category = meaning.category or _category_before(sentence, labelled, meaning, rate, reading)
    if category is None or (meaning.category is None and context.year not in (None, reader.fiscal_year)):
        return
    category = reader.whole if category == "total" else category
    source = meaning.source or _source_before(meaning, category, context)
    if _is_of_another_budget(sentence, labelled):
        found.ignore(span, "other_rate")
        return
    quote = sentence.quote_span(labelled)
    found.rates.append(RateClaim(meaning.rate, category, source, None, rate, (quote,)))
    found.claimed.append(span)


def _is_of_another_budget(sentence: Sentence, labelled: LabelledNumber) -> bool:
    """占调整后预算的97.93%，占年初预算的105.67%: the second is of a budget that was changed since."""
    before = next((n for n in reversed(sentence.numbers) if n.number.end <= labelled.number.start), None)
    if before is None or before.number.quantity is None or not OF_INITIAL.search(labelled.clause):
        return False
    return before.number.quantity.dimension is Dimension.PERCENT and bool(OF_ADJUSTED.search(before.clause))


def _why_no_rate(labelled: LabelledNumber, rate: Quantity) -> str | None:
    """Why a percentage is no rate of money planned: a change, a share, a threshold, of another basis."""
    sort = "change" if rate.unit_text == CHANGE_UNIT else sort_of_number(labelled.label, labelled.after)
    if sort in NO_RATE:
        return "other_rate" if sort == "income" else sort
    behind = words("meaning", "rate_basis", "behind").match(labelled.after)
    before = words("meaning", "rate_basis", "before").search(labelled.clause)
    return "other_rate" if behind or before else None


def _is_told_of_money(meaning: Meaning, sentence: Sentence, reading: Reading) -> bool:
    """Whether a rate is of the report's year, nothing of its label is left over, and its section tells of money that was spent."""
    if meaning.residue or meaning.last_year:
        return False
    if meaning.year is not None and meaning.year != reading.reader.fiscal_year:
        return False
    context = reading.context
    told = context.levels and (context.whole or context.levels[-1].category == reading.reader.whole)
    of_results = sentence.section in result_sections() and meaning.category is not None
    return bool(told or of_results) or sentence.section not in goal_sections()


def _source_before(meaning: Meaning, category: str, context: Context) -> str:
    """The source that a rate without one has: that of the 财政拨款 right before it, where it is of the same category."""
    last = context.levels[-1] if context.levels and meaning.category is None else None
    is_of_appropriation = last is not None and (last.category, last.fund_source) == (category, "fiscal")
    return "fiscal" if is_of_appropriation else "all"


def _claim_rate_of_people(
    sentence: Sentence, labelled: LabelledNumber, quantity: Quantity, reader: Reader, found: Found
) -> None:
    """在职人员控制率 of this year: of people, and of no money."""
    year = YEAR.search(labelled.clause)
    if year is None or int(year.group(1)) == reader.fiscal_year:
        quote = (sentence.quote_span(labelled),)
        found.rates.append(RateClaim("control", None, "all", None, quantity, quote))
        found.claimed.append(sentence.number_span(labelled))


def _category_before(
    sentence: Sentence, labelled: LabelledNumber, meaning: Meaning, rate: Quantity, reading: Reading
) -> str | None:
    """The category of a rate whose own words name none: of the part, or of the figure, told before it."""
    context, found = reading.context, reading.found
    if (proved := _proved_part(sentence, labelled, meaning, rate, reading)) is not None:
        return proved or None
    if _is_of_carried_in(labelled, context):
        return None
    part = _part_before(sentence, labelled, context, found) or _in_turn(sentence, labelled, context, found)
    if part is None and _within_list(labelled, context):
        return None
    return part or _inherited(context) or _told_before(meaning, labelled, sentence, context)


def _is_of_carried_in(labelled: LabelledNumber, context: Context) -> bool:
    """年初结转资金10万元，已全部用完，执行率100%: a rate that says no more right behind what was carried in is of that."""
    last = context.levels[-1] if context.levels else None
    bare = words("meaning", "rate_of_whole", "bare").fullmatch(labelled.clause) is not None
    return bare and last is not None and last.stage == "carried_in"


def _of_formula(sentence: Sentence, labelled: LabelledNumber) -> LabelledNumber:
    """The result of a formula under the name of what it calculates; any other number as it is."""
    if not labelled.label.endswith("="):
        return labelled
    before = sentence.before(labelled)
    named = FORMULA.search(before)
    if named is None:
        return labelled
    start = labelled.number.start - len(before) + named.start(1)
    return replace(labelled, label=named[1], clause=named[1], named_at=start)


def _is_of_spending(context: Context) -> bool:
    """Whether 占调整预算的98% follows the spending of the whole: then it is a rate, and else a share."""
    last = context.levels[-1] if context.levels else None
    return last is not None and last is context.last and (last.category, last.stage) == ("total", "executed")


def _told_before(
    meaning: Meaning, labelled: LabelledNumber, sentence: Sentence, context: Context
) -> str | None:
    """A rate that opens a sentence after the spending of the whole: 本年支出合计…，其中…。预算执行率94.48%。"""
    opens = _opens_sentence(sentence, labelled)
    if meaning.rate == "received" and opens and context.told_whole():
        arrived = {(claim.category, claim.stage) for claim in context.earlier}
        return "total" if ("total", "received") in arrived else None
    surely = "预算" in labelled.clause and words("meaning", "rate_of_whole", "surely").search(labelled.clause)
    if meaning.rate == "completion" and surely and context.whole and not context.levels:
        return "total"
    if meaning.rate != "completion" or not opens:
        return None
    if sentence.first and context.whole and "预算" in labelled.clause:
        return "total"
    if surely:
        spent = [(claim.category, claim.stage) for claim in context.earlier]
        return "total" if ("total", "executed") in spent else None
    if not context.told_whole():
        return None
    return "total" if context.earlier[-1].stage == "executed" else None


def _opens_sentence(sentence: Sentence, labelled: LabelledNumber) -> bool:
    """Whether nothing but the year stands before the clause of a number: 2023年，我局预算执行率98.6%."""
    if sentence.flow.text.startswith(labelled.clause) and labelled.clause == labelled.label:
        return True
    lead, clause = labelled.label[: -len(labelled.clause)], labelled.label
    return LEADING_YEAR.fullmatch(lead) is not None and sentence.flow.text.startswith(clause)


def _within_list(labelled: LabelledNumber, context: Context) -> bool:
    """其中：农田项目30万元，执行率80%: of the part or of the whole, where the parts do not yet make up the whole."""
    if (
        not context.in_list
        or not context.rest
        or words("meaning", "rate_of_whole", "says").search(labelled.clause)
    ):
        return False
    return context.parent is not None and context.category in (None, context.parent.category)


def _part_before(sentence: Sentence, labelled: LabelledNumber, context: Context, found: Found) -> str | None:
    """支出800万元，执行率80%，其中：基本支出600万元，执行率100%: the whole has its rate, so this is of the part right before it."""
    part, parent = context.last, context.parent
    if not context.in_list or part is None or parent is None or part.category == parent.category:
        return None
    before = next((n for n in reversed(sentence.numbers) if n.number.end <= labelled.number.start), None)
    if before is None or part.spans[0].end != sentence.number_span(before).end:
        return None
    told = any(
        r.category == parent.category and r.spans[0].start > parent.spans[0].start for r in found.rates
    )
    return part.category if told else None


def _proved_part(
    sentence: Sentence, labelled: LabelledNumber, meaning: Meaning, rate: Quantity, reading: Reading
) -> str | None:
    """支出100万元，其中人员经费60万元，完成率98%: the part right before whose budget gives the rate, which the whole's does not;
    empty where only the whole's fails to give it; None where nothing is proved."""
    context, reader, found = reading.context, reading.reader, reading.found
    part, parent = context.last, context.parent
    if meaning.rate != "completion" or part is None or parent is None or part.category == parent.category:
        return None
    before = next((n for n in reversed(sentence.numbers) if n.number.end <= labelled.number.start), None)
    if before is None or part.spans[0].end != sentence.number_span(before).end or part.stage != "executed":
        return None
    of_part, of_whole = (gives_rate(claim, rate, reader, found) for claim in (part, parent))
    if of_whole or words("meaning", "rate_of_whole", "says").search(labelled.clause):
        return None
    if of_part:
        return part.category
    return "" if of_whole is False else None


def _in_turn(sentence: Sentence, labelled: LabelledNumber, context: Context, found: Found) -> str | None:
    """基本支出执行60万元，执行率99%；项目支出执行40万元，执行率95%: each of the kinds before it has a rate, so this is of the last."""
    last, before = context.last, [n for n in sentence.numbers if n.number.end <= labelled.number.start]
    if last is None or not before or last.spans[0].end != sentence.number_span(before[-1]).end:
        return None
    others = {category for category in context.said if category != last.category}
    figures = {claim.category: claim.spans[0].start for claim in found.budget}
    told = {r.category for r in found.rates if r.spans[0].start > figures.get(r.category or "", 0)}
    return last.category if others and last.category in context.said and others <= told else None


def _lists_all_parts(context: Context) -> bool:
    """总支出82万元，基本支出31万元，项目支出51万元，预算执行率97%: the parts are complete, so the rate is the whole's."""
    if len(context.levels) < 3 or context.levels[0].category != "total":
        return False
    whole, *parts = context.levels
    named = [part.category for part in parts]
    of_one_kind = all((p.stage, p.fact_year) == ("executed", whole.fact_year) for p in (whole, *parts))
    disjoint = len(set(named)) == len(named) and not {"total", "three_public", "agency_running"} & set(named)
    return of_one_kind and disjoint and sum(p.amount.value for p in parts) == whole.amount.value


def _inherited(context: Context) -> str | None:
    """The category before it; none where the rate may sum up several that were named side by side."""
    here = set(context.said.get(context.category or "", []))
    if context.category is None and _lists_all_parts(context):
        return "total"
    if context.category is None or not here:
        return None
    others = (set(s) for category, s in context.said.items() if category != context.category)
    return None if len(here) < 2 and any(here <= other for other in others) else context.category
