"""The reports of one document: their claims put together.

Belongs here: the order in which the extractors run and the accounting of numbers at the end. Does not belong here:
any extractor's own work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.context import Context, Reader
from pipelines.extract.counted_twice import leave_counted_twice
from pipelines.extract.found import Found, SeenNumber
from pipelines.extract.identity.parts import Part, find_parts
from pipelines.extract.indicators.glued_indicators import leave_glued_indicators
from pipelines.extract.indicators.goals import find_goals
from pipelines.extract.indicators.headed import without_headed
from pipelines.extract.indicators.indicators import find_indicators
from pipelines.extract.indicators.scores import find_scores
from pipelines.extract.label_names import label_names
from pipelines.extract.outline.problem_items import find_problem_items
from pipelines.extract.outline.sections import find_sections
from pipelines.extract.persons import find_persons
from pipelines.extract.prose.assets import read_assets
from pipelines.extract.prose.balanced_total import leave_balanced_total
from pipelines.extract.prose.chapters import only_source
from pipelines.extract.prose.fund_money import read_fund
from pipelines.extract.prose.moments import Moments
from pipelines.extract.prose.money import read_money
from pipelines.extract.prose.net_adjustments import settle_net_adjustments
from pipelines.extract.prose.only_budget import settle_only_budget
from pipelines.extract.prose.proved_initial import settle_initial
from pipelines.extract.prose.proved_net import settle_net_initial
from pipelines.extract.prose.proved_parts import settle_parts
from pipelines.extract.prose.proved_rates import settle_rates
from pipelines.extract.prose.repeats import with_repeats
from pipelines.extract.prose.sentences import Sentence
from pipelines.extract.prose.splitting import SectionIndex, sentences
from pipelines.extract.prose.staff_settling import settle_staff
from pipelines.extract.prose.staffing import read_staff
from pipelines.extract.prose.told_projects import settle_told_projects
from pipelines.extract.prose.uncertain import without_uncertain
from pipelines.extract.prose.unitless import tell_unitless
from pipelines.extract.reasons import apply_reasons, leave_points_of_indicators
from pipelines.extract.same_projects import settle_lists
from pipelines.extract.tables.cell_prose import cell_sentences
from pipelines.extract.tables.figures import read_table
from pipelines.extract.tables.glued_forms import read_glued_forms
from pipelines.extract.tables.labelling import table_numbers
from pipelines.extract.tables.stage_pairs import take_stage_pairs
from pipelines.extract.tables.units import UnitlessTable, settle_units
from pipelines.extract.taken_back import Correction, corrections_of, doubt_scores, doubt_taken_back
from pipelines.model.claims import Card, GoalClaim, IndicatorClaim, ReportClaims, ScoreClaim
from pipelines.model.document import Document, Span
from pipelines.model.problem import Outcome, Problem

ONE_THING = frozenset({"project", "transfer"})
"""Kinds of reports on one project; in all others the score of a project is not that of the report."""
MOST_NUMBERS = 1_000
"""A sentence with more numbers is no sentence (a table pasted without its lines): nobody can tell what belongs together, and reading it
takes the square of their number."""


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
    names = label_names(identity)
    whole = "project" if identity.kind in ("project", "transfer") else "total"
    reader = Reader(identity.fiscal_year, names, whole)
    indicators = without_headed(indicators, document, reader)
    scores = find_scores(document, sections, identity.kind not in ONE_THING, identity.fiscal_year, names)
    problem_items = find_problem_items(document, sections)
    found = Found()
    found.claimed += [claim.span for claim in indicators.values]
    found.claimed += [claim.span for claim in scores.values]
    found.claimed += [p.span for p in scores.problems if p.kind == "not_own_figure" and p.span is not None]
    told, corrections = _read_figures(document, SectionIndex(sections), reader, indicators.values, found)
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
        scores=_of_evaluator(doubt_scores(corrections, scores.values, "self"), identity.evaluator),
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


def _read_figures(
    document: Document,
    index: SectionIndex,
    reader: Reader,
    indicators: tuple[IndicatorClaim, ...],
    found: Found,
) -> tuple[list[Sentence], list[Correction]]:
    """Fill ``found`` from running text and tables, then settle what only the whole report decides; the sentences and corrections."""
    runs = read_glued_forms(document, reader, found)
    told = [_without(runs, sentence) for sentence in sentences(document, index)]
    reader = replace(reader, only_source=only_source(told))
    rows = [claim.span for claim in indicators]
    told += cell_sentences(document, len(told) + 1, reader.names, rows)
    told = [_see(sentence, found) for sentence in told]
    _read_prose(told, reader, found)
    read_fund(told, reader, found)
    _read_tables(document, index, reader, indicators, found)
    leave_counted_twice(document, found)
    settle_net_initial(told, reader, found)
    settle_parts(told, reader, found)
    settle_initial(told, reader, found)
    settle_only_budget(document, told, reader, found)
    settle_net_adjustments(told, found)
    leave_balanced_total(reader, found)
    settle_told_projects(told, reader, found)
    settle_rates(told, reader, found)
    corrections = corrections_of(document, told)
    doubt_taken_back(corrections, reader, found)
    leave_points_of_indicators(told, found)
    apply_reasons(found, reader.names, reader.whole, reader.fiscal_year)
    settle_lists(found)
    tell_unitless(document, reader.names, found)
    return told, corrections


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


def _see(sentence: Sentence, found: Found) -> Sentence:
    """The sentence, its numbers counted; of far too many none is read, and a person is told."""
    for labelled in sentence.numbers:
        if labelled.number.quantity is not None:
            quote = f"{labelled.clause}{labelled.number.text}{labelled.number.quantity.unit_text}"
            found.see(
                sentence.number_span(labelled),
                labelled.number.quantity.dimension,
                sentence.section,
                quote,
            )
    if len(sentence.numbers) <= MOST_NUMBERS:
        return sentence
    found.problems.append(_too_long(sentence))
    return replace(sentence, numbers=())


def _read_prose(told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    moments, context = Moments(reader), Context()
    for sentence in told:
        at = moments.read(sentence)
        sentence = without_uncertain(sentence, found)
        read_assets(sentence, at, reader, found)
        read_staff(sentence, at, reader, found)
        context = read_money(sentence, reader, found, context)
    settle_staff(found, reader.names)


def _without(runs: Sequence[Span], sentence: Sentence) -> Sentence:
    """The sentence without the numbers that were read as part of a form."""
    if not runs:
        return sentence
    kept = tuple(
        n for n in sentence.numbers if not any(run.overlaps(sentence.number_span(n)) for run in runs)
    )
    return replace(sentence, numbers=kept)


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
    settle_units(unitless, reader.fiscal_year, found)


def _too_long(sentence: Sentence) -> Problem:
    n = len(sentence.numbers)
    return Problem(
        "sentence_too_long",
        f"没有句号的一段话里有 {n} 个数字，分不清哪些说的是一件事，一个也没有读，请看原文是不是丢了换行或表格",
        f"{n} numbers stand in one sentence: what belongs together cannot be told, none was read; were line breaks or a table lost?",
        sentence.number_span(sentence.numbers[0]),
    )


def _unexplained(number: SeenNumber) -> Problem:
    return Problem(
        "number_unexplained",
        f"未能解释的数字：“{number.quote[-40:]}”，请核对是否为应入库的数据",
        f"a number that nothing explains: '{number.quote[-40:]}'",
        number.span,
    )
