"""The reports of one document: their claims put together.

Belongs here: the order in which the extractors run and the accounting of numbers at the end. Does not belong here:
any extractor's own work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipelines.extract.context import Context, Reader
from pipelines.extract.found import Found, SeenNumber
from pipelines.extract.identity.parts import Part, find_parts
from pipelines.extract.indicators.glued_indicators import leave_glued_indicators
from pipelines.extract.indicators.goals import find_goals
from pipelines.extract.indicators.indicators import find_indicators
from pipelines.extract.indicators.scores import find_scores
from pipelines.extract.meaning import words
from pipelines.extract.outline.problem_items import find_problem_items
from pipelines.extract.outline.sections import find_sections
from pipelines.extract.persons import find_persons
from pipelines.extract.prose.assets import read_assets
from pipelines.extract.prose.corrections import without_corrected
from pipelines.extract.prose.fund_money import read_fund
from pipelines.extract.prose.moments import Moments
from pipelines.extract.prose.money import read_money
from pipelines.extract.prose.own_names import calls_itself, names_below, own_words
from pipelines.extract.prose.repeats import with_repeats
from pipelines.extract.prose.sentences import LabelledNumber, SectionIndex, Sentence, sentences
from pipelines.extract.prose.staff_settling import settle_staff
from pipelines.extract.prose.staffing import read_staff
from pipelines.extract.prose.unitless import tell_unitless
from pipelines.extract.reasons import apply_reasons, leave_points_of_indicators
from pipelines.extract.same_projects import settle_lists
from pipelines.extract.tables.cell_prose import cell_sentences
from pipelines.extract.tables.figures import read_table
from pipelines.extract.tables.glued_forms import read_glued_forms
from pipelines.extract.tables.stage_pairs import take_stage_pairs
from pipelines.extract.tables.tables import table_numbers
from pipelines.extract.tables.units import UnitlessTable, settle_units
from pipelines.model.claims import Card, GoalClaim, IdentityClaim, IndicatorClaim, ReportClaims, ScoreClaim
from pipelines.model.document import Document, Span
from pipelines.model.problem import Outcome, Problem

GENERAL = re.compile(r"(?:专项|补助|补贴)?(?:项目|资金|经费)*$")
SHORTEST_SUBJECT = 4
LEAD = 24
"""Characters before an uncertain number without words of its own that its problem shows."""
COUNTY_LEVEL = re.compile(r"[县区市旗][\u4e00-\u9fff]{2,}")
PLACE = re.compile(r"^[\u4e00-\u9fff]{0,10}?[县区市旗](?=[\u4e00-\u9fff]{2})")
OFFICE = re.compile(r"(?<=..)[局委办会院部所站校]$")
TOWN = re.compile(r"(?:.*[县区市旗])?([\u4e00-\u9fff]{2,7}(?:镇|乡|街道))(?:人民政府|办事处)?")
"""柳湾镇 of 石桥县柳湾镇人民政府: what the report calls the town itself."""


def extract(document: Document, card: Card) -> Outcome[ReportClaims]:
    """Everything that the document's reports state, one value each; no value where the document is no report."""
    parts = find_parts(document, card)
    taken = [_take(part) for part in parts.values]
    persons = tuple(sorted({span for outcome in taken for c in outcome.values for span in c.persons}))
    return Outcome(
        tuple(replace(claims, persons=persons) for outcome in taken for claims in outcome.values),
        (*parts.problems, *(problem for outcome in taken for problem in outcome.problems)),
    )


def _take(part: Part) -> Outcome[ReportClaims]:
    """The claims of one report."""
    document, identity = part.document, part.identity
    sections = find_sections(document)
    goals = find_goals(document, sections)
    indicators = find_indicators(document)
    names = _own_names(identity)
    scores = find_scores(document, sections, identity.kind == "department", identity.fiscal_year, names)
    problem_items = find_problem_items(document, sections)
    index = SectionIndex(sections)
    found = Found()
    found.claimed += [claim.span for claim in indicators.values]
    found.claimed += [claim.span for claim in scores.values]
    found.claimed += [p.span for p in scores.problems if p.kind == "not_own_figure" and p.span is not None]
    whole = "project" if identity.kind in ("project", "transfer") else "total"
    reader = Reader(identity.fiscal_year, names, whole)
    runs = read_glued_forms(document, reader, found)
    told = [_without(runs, sentence) for sentence in sentences(document, index)]
    told += cell_sentences(document, first=len(told) + 1)
    _read_prose(told, reader, found)
    read_fund(told, reader, found)
    _read_tables(document, index, reader, indicators.values, found)
    leave_points_of_indicators(told, found)
    apply_reasons(found, reader.names, reader.whole, reader.fiscal_year)
    settle_lists(found)
    tell_unitless(document, reader.names, found)
    _leave_goals(goals.values, found)
    leave_glued_indicators(document, found)
    unexplained = found.unexplained()
    claims = ReportClaims(
        identity=identity,
        extent=part.extent,
        sections=sections,
        budget=tuple(found.budget),
        rates=tuple(found.rates),
        items=with_repeats(tuple(found.items), told),
        staff=tuple(found.staff),
        assets=tuple(found.assets),
        goals=goals.values,
        indicators=indicators.values,
        scores=_of_evaluator(scores.values, identity.evaluator),
        problem_items=problem_items.values,
        persons=find_persons(document, sections),
        numbers_seen=len(found.seen),
        numbers_unexplained=len(unexplained),
        ignored=tuple(dict.fromkeys(found.ignored)),
    )
    problems = (
        *goals.problems,
        *indicators.problems,
        *scores.problems,
        *problem_items.problems,
        *found.problems,
        *(_unexplained(number) for number in unexplained),
    )
    return Outcome((claims,), problems)


def _leave_goals(goals: Sequence[GoalClaim], found: Found) -> None:
    """Numbers in the words of a goal or result that nothing claims say how much was to be done."""
    for number in found.unexplained():
        if any(goal.span.holds(number.span) for goal in goals):
            found.ignore(number.span, "goal_text")


def _of_evaluator(scores: Sequence[ScoreClaim], evaluator: str) -> tuple[ScoreClaim, ...]:
    """In a report by others (重点评价) the score that names no scorer is theirs, unless theirs stands beside it."""
    if any(score.scorer == evaluator for score in scores):
        return tuple(scores)
    return tuple(replace(s, scorer=evaluator) if s.scorer == "self" else s for s in scores)


def _own_names(identity: IdentityClaim) -> tuple[str, ...]:
    """Names that explain themselves in a label.

    The unit as printed, and without the county's own name (县农业农村局); of a project's report the project as well.
    """
    printed = ["".join(said.text.split()) for said in identity.units if said.text]
    printed = [name for name in printed if _alike(name, printed[0])]
    short = [match.group() for name in printed if (match := COUNTY_LEVEL.search(name, 1))]
    short += [match[1] for name in printed if (match := TOWN.fullmatch(name))]
    subject = "".join((identity.subject or "").split())
    project = [name for name in (subject, GENERAL.sub("", subject)) if len(name) >= SHORTEST_SUBJECT]
    called = [word for word in own_words() if any(calls_itself(word, name) for name in printed)]
    return tuple(dict.fromkeys((*printed, *short, *project, *called)))


def _alike(name: str, first: str) -> bool:
    """Whether a printed name may be another form of the most trustworthy one: 石桥县福利院 and 石桥县财政局 are none of 石桥县民政局,
    柳湾镇卫生院 is none of 柳湾镇人民政府."""
    own, other = (PLACE.sub("", printed) or printed for printed in (name, first))
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(own, other, strict=False)))
    rests = own[common:], other[common:]
    if common and all(rests) and not set(rests[0]) & set(rests[1]):
        return False
    if not all(rests):
        return not any(rest and names_below().match(rest) for rest in rests)
    cores = [set(OFFICE.sub("", printed)) for printed in (own, other)]
    shared, fewer = len(cores[0] & cores[1]), min(len(cores[0]), len(cores[1]))
    return 2 * shared > fewer or shared == fewer


def _read_prose(told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    moments, context = Moments(reader), Context()
    for sentence in told:
        for labelled in sentence.numbers:
            if labelled.number.quantity is not None:
                quote = f"{labelled.clause}{labelled.number.text}{labelled.number.quantity.unit_text}"
                found.see(
                    sentence.number_span(labelled),
                    labelled.number.quantity.dimension,
                    sentence.section,
                    quote,
                )
        at = moments.read(sentence)
        sentence = without_uncertain(sentence, found)
        read_assets(sentence, at, reader, found)
        read_staff(sentence, at, reader, found)
        context = read_money(sentence, reader, found, context)
    settle_staff(found)


def _without(runs: Sequence[Span], sentence: Sentence) -> Sentence:
    """The sentence without the numbers that were read as part of a form."""
    if not runs:
        return sentence
    kept = tuple(
        n for n in sentence.numbers if not any(run.overlaps(sentence.number_span(n)) for run in runs)
    )
    return replace(sentence, numbers=kept)


def without_uncertain(sentence: Sentence, found: Found) -> Sentence:
    """Set aside numbers whose value or label is not certain: cut by a wrap, a range, a round figure, or taken back."""
    kinds = [n.number.uncertain or ("label_cut" if sentence.cuts(n) else None) for n in sentence.numbers]
    for labelled, kind in zip(sentence.numbers, kinds, strict=True):
        if kind == "number_inexact" and words("accounting", "bands", "says").search(sentence.flow.text):
            found.ignore(sentence.number_span(labelled), "scoring_text")
        elif kind and labelled.number.end > labelled.number.digits_end:
            found.ignore(sentence.number_span(labelled), kind)
            found.problems.append(_uncertain(sentence, labelled, kind))
    told = list(zip(sentence.numbers, kinds, strict=True))
    kept = tuple([n for n, kind in told if kind is None])
    aside = tuple([n.number.start for n, kind in told if kind is not None])
    certain = replace(sentence, numbers=kept, set_aside=aside) if aside else sentence
    return without_corrected(certain, found)


def _uncertain(sentence: Sentence, labelled: LabelledNumber, kind: str) -> Problem:
    number = labelled.number
    text = sentence.flow.text
    lead = labelled.clause if labelled.clause.strip() else text[max(0, number.start - LEAD) : number.start]
    quote = f"{lead}{text[number.start : number.end]}"
    span = sentence.quote_span(labelled)
    if kind == "number_broken":
        return Problem(
            kind,
            f"“{quote}”：数字可能被换行截断或书写有误，未入库，请核对原文",
            f"'{quote}': the number may be cut by a line wrap or misprinted; it was not stored",
            span,
        )
    if kind == "label_cut":
        return Problem(
            kind,
            f"“{quote}”：前一段没有写完，数字前的文字可能被换行截断，未入库，请核对原文",
            f"'{quote}': the paragraph before breaks off, so the words before the number may be cut; it was not stored",
            span,
        )
    if kind == "number_words_differ":
        return Problem(
            kind,
            f"“{quote}”：数字与旁边的大写金额不一致，未入库，请核对原文",
            f"'{quote}': the amount in digits and the amount in words beside it differ; it was not stored",
            span,
        )
    return Problem(
        kind,
        f"“{quote}”：是约数、区间或正负不明的数，未入库，请核对原文",
        f"'{quote}': a round figure, a range or a number of unclear sign; it was not stored",
        span,
    )


def _read_tables(
    document: Document,
    index: SectionIndex,
    reader: Reader,
    indicators: tuple[IndicatorClaim, ...],
    found: Found,
) -> None:
    unitless: list[UnitlessTable] = []
    for table in table_numbers(document):
        rows = [claim.span for claim in indicators if claim.span.overlaps(table.span)]
        if rows:  # a form in one table: its money is above its indicators, or below under its own header
            first, last = min(row.start for row in rows), max(row.end for row in rows)
            money = (n for n in table.numbers if n.span.end <= first or n.headed_at >= last)
            table = replace(table, numbers=tuple(money))
        section = index.code_at(table.span.start)
        table = take_stage_pairs(table, reader, section, found)
        unitless.append(read_table(table, reader, section, found))
    settle_units(unitless, found)


def _unexplained(number: SeenNumber) -> Problem:
    return Problem(
        "number_unexplained",
        f"未能解释的数字：“{number.quote[-40:]}”，请核对是否为应入库的数据",
        f"a number that nothing explains: '{number.quote[-40:]}'",
        number.span,
    )
