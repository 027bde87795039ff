"""DocumentRows: all rows that one document yields, one field per table.

Belongs here: the shape of what hop 4 hands on. The field names are the table names of the shard. Does not belong
here: how rows are made (facts) or written (shard).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.model.rows import (
    AssetFact,
    BudgetFact,
    Evidence,
    FactCause,
    FactEvidence,
    FiledReport,
    Goal,
    IgnoredNumber,
    Indicator,
    MeaningCount,
    MissingFact,
    ProblemItem,
    ProblemRow,
    ProjectItem,
    Score,
    Section,
    StaffFact,
    StatedRate,
    Suggestion,
)


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """Rows per table, in the order of the document. A document that is no report has its filing and problems only."""

    filed_reports: tuple[FiledReport, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    fact_evidence: tuple[FactEvidence, ...] = ()
    fact_causes: tuple[FactCause, ...] = ()
    budget_facts: tuple[BudgetFact, ...] = ()
    stated_rates: tuple[StatedRate, ...] = ()
    project_items: tuple[ProjectItem, ...] = ()
    staff_facts: tuple[StaffFact, ...] = ()
    asset_facts: tuple[AssetFact, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    scores: tuple[Score, ...] = ()
    sections: tuple[Section, ...] = ()
    problem_items: tuple[ProblemItem, ...] = ()
    missing_facts: tuple[MissingFact, ...] = ()
    ignored_numbers: tuple[IgnoredNumber, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    meanings: tuple[MeaningCount, ...] = ()
    problems: tuple[ProblemRow, ...] = ()
