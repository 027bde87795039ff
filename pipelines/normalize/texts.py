"""Texts: goals, indicators, scores, sections and admitted problems become rows, persons masked.

Belongs here: one function per table whose rows are mostly words. Does not belong here: money and headcounts (figures).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pipelines.model.claims import GoalClaim, IndicatorClaim, ProblemItemClaim, ScoreClaim, SectionClaim
from pipelines.model.document import Span
from pipelines.model.rows import Goal, Indicator, ProblemItem, Score, Section
from pipelines.normalize.columns import fits
from pipelines.normalize.filing import Filing
from pipelines.normalize.statements import by_key

HUNDRED = 100
SCALE_UNSAID = "scale_unsaid"
"""Cause of a score that is none of a hundred points."""


def goals(filing: Filing, claims: Iterable[GoalClaim]) -> tuple[Goal, ...]:
    """Rows of core.goals."""
    return tuple(
        Goal(
            **filing.fact("goals", (c.part, c.seq), (c.span,)),
            part=c.part,
            seq=c.seq,
            name=filing.mask.text(c.name, c.span),
            content=filing.mask.text(c.content, c.span),
            completion_pct=_exact(filing, "goals", "completion_pct", c.completion_pct, c.span),
            matched_seq=c.matched_seq,
            match_confidence=c.match_confidence,
        )
        for c in claims
    )


def indicators(filing: Filing, claims: Iterable[IndicatorClaim]) -> tuple[Indicator, ...]:
    """Rows of core.indicators. The concept of an indicator is found later, across reports."""
    rows = []
    for c in claims:

        def words(text: str | None, span: Span = c.span) -> str | None:
            return None if text is None else filing.mask.text(text, span)

        def number(column: str, value: Decimal | None, span: Span = c.span) -> Decimal | None:
            return _exact(filing, "indicators", column, value, span)

        rows.append(
            Indicator(
                **filing.fact("indicators", (c.seq,), (c.span,)),
                seq=c.seq,
                level1=c.level1,
                level2=c.level2,
                level3=filing.mask.text(c.level3, c.span),
                description=words(c.description),
                scoring_rule=words(c.scoring_rule),
                max_deduction=number("max_deduction", c.max_deduction),
                weight=number("weight", c.weight),
                operator=c.operator,
                target_num=number("target_num", c.target_num),
                target_text=words(c.target_text),
                unit=c.unit,
                basis=words(c.basis),
                actual_num=number("actual_num", c.actual_num),
                actual_text=words(c.actual_text),
                score=number("score", c.score),
                deviation_reason=words(c.deviation_reason),
                concept_id=None,
            )
        )
    return tuple(rows)


def scores(filing: Filing, claims: Iterable[ScoreClaim]) -> tuple[Score, ...]:
    """Rows of core.scores: one per scorer; a scorer with two different results has none."""
    rows = []
    for scorer, group in by_key(claims, lambda c: c.scorer).items():
        if len({(c.total, c.full_mark, c.grade_raw) for c in group}) > 1:
            filing.contradicted("scores", [c.span for c in group])
            continue
        c = group[0]
        is_beyond = c.full_mark is None and c.total is not None and c.total > HUNDRED
        causes = (*c.causes, *([SCALE_UNSAID] if is_beyond else []))
        rows.append(
            Score(
                **filing.fact("scores", (scorer,), tuple(dict.fromkeys(g.span for g in group)), *causes),
                scorer=scorer,
                total=_exact(filing, "scores", "total", c.total, c.span),
                full_mark=_exact(filing, "scores", "full_mark", c.full_mark, c.span),
                grade_raw=c.grade_raw,
                grade=c.grade,
            )
        )
    return tuple(rows)


def sections(filing: Filing, claims: Iterable[SectionClaim]) -> tuple[Section, ...]:
    """Rows of core.sections. The evidence is the heading, so that no text is stored twice."""
    return tuple(
        Section(
            **filing.fact("sections", (c.seq,), (_opening(filing, c.span),)),
            seq=c.seq,
            section_code=c.code,
            heading=filing.mask.text(c.heading, c.span),
            text=filing.mask.flow(c.body),
            text_map=c.body.segments(),
        )
        for c in claims
    )


def problem_items(filing: Filing, claims: Iterable[ProblemItemClaim]) -> tuple[ProblemItem, ...]:
    """Rows of core.problem_items."""
    return tuple(
        ProblemItem(
            **filing.fact("problem_items", (c.kind, c.seq), (c.span,)),
            seq=c.seq,
            kind=c.kind,
            text=filing.mask.text(c.text, c.span),
        )
        for c in claims
    )


def _opening(filing: Filing, span: Span) -> Span:
    """The part of a span that lies in its first block."""
    document = filing.document
    place = document.block_at(Span(span.start, span.start + 1))
    if place is None:
        return span
    block = (document.blocks_read or document.blocks)[place]
    return Span(span.start, min(span.end, block.span.end))


def _exact(filing: Filing, table: str, column: str, value: Decimal | None, span: Span) -> Decimal | None:
    if fits(column, value):
        return value
    filing.out_of_range(table, span)
    return None
