"""Rows: the facts of one document as they enter the tables of schema ``core`` and ``quality``.

Belongs here: one frozen dataclass per table that extraction fills, its fields named as the columns. What another
document or a person decides (current version, version number, relation) is not known yet and stands in no row.
Does not belong here: SQL types and comments (warehouse/schema/10_core.sql; a test holds both in step).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipelines.model.document import Box
from pipelines.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class FiledReport:
    """One report as filed in one document. ``text_hash`` and ``figures_hash`` tell duplicates from revisions."""

    report_id: str
    version_id: str
    document_id: str
    region_code: str | None
    code_system: str | None
    county: str | None
    city: str | None
    province: str | None
    department_type: str | None
    unit_name: str | None
    fiscal_year: int | None
    report_type: str
    subject: str | None
    scope: str
    title: str | None
    signed_on: date | None
    self_score: Decimal | None
    grade: str | None
    numbers_seen: int
    numbers_unexplained: int
    text_hash: str
    figures_hash: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quoted span of a document's raw text, personal names masked.

    ``context``: row label and column header of the table cell that the span lies in; None elsewhere.
    """

    evidence_id: str
    document_id: str
    page: int | None
    block: int | None
    bbox: Box | None
    char_start: int
    char_end: int
    quote: str
    method: str
    context: str | None = None


@dataclass(frozen=True, slots=True)
class FactEvidence:
    """A further place where the same figure stands."""

    table_name: str
    fact_id: str
    evidence_id: str


@dataclass(frozen=True, slots=True)
class FactCause:
    """core.fact_causes: a cause of doubt about a figure, a code of lexicon/confidence.toml."""

    table_name: str
    fact_id: str
    cause: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """quality.suggestions: another amount that two relations give for a figure. Shown to people, applied by nothing."""

    table_name: str
    fact_id: str
    amount_yuan: Decimal
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class MeaningCount:
    """quality.meanings: what the words around the quotes of a table's facts say of how these are filed, column by column."""

    version_id: str
    table_name: str
    agreed: int
    contradicted: int
    untold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact row carries."""

    fact_id: str
    report_id: str
    version_id: str
    evidence_id: str
    confidence: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFact(Fact):
    """core.budget_facts. ``sentence_no``: figures of one sentence or table share it."""

    fact_year: int | None
    category: str
    stage: str
    fund_source: str
    statement_no: int
    is_preferred: bool
    amount_yuan: Decimal
    amount_text: str
    unit_text: str
    half_unit_yuan: Decimal
    sentence_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRate(Fact):
    """core.stated_rates. 100 means 100 %."""

    category: str | None
    kind: str
    fund_source: str
    item_id: str | None
    rate_pct: Decimal
    rate_text: str
    half_unit_pct: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectItem(Fact):
    """core.project_items."""

    item_id: str
    seq: int
    name: str
    stage: str
    amount_yuan: Decimal
    amount_text: str
    unit_text: str
    half_unit_yuan: Decimal
    doc_no: str | None
    fund_source: str
    nature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffFact(Fact):
    """core.staff_facts. ``sentence_no``: figures of one sentence or table share it."""

    staff_scope: str
    kind: str
    basis: str
    headcount: int
    as_of: date | None
    change_vs_prior: int | None
    sentence_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetFact(Fact):
    """core.asset_facts. A decrease is negative."""

    measure: str
    amount_yuan: Decimal
    amount_text: str
    unit_text: str
    half_unit_yuan: Decimal
    change_pct: Decimal | None
    change_half_unit_pct: Decimal | None
    as_of: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Fact):
    """core.goals."""

    part: str
    seq: int
    name: str
    content: str
    completion_pct: Decimal | None
    matched_seq: int | None
    match_confidence: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Fact):
    """core.indicators."""

    seq: int
    level1: str | None
    level2: str | None
    level3: str
    description: str | None
    scoring_rule: str | None
    max_deduction: Decimal | None
    weight: Decimal | None
    operator: str | None
    target_num: Decimal | None
    target_text: str | None
    unit: str | None
    basis: str | None
    actual_num: Decimal | None
    actual_text: str | None
    score: Decimal | None
    deviation_reason: str | None
    concept_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Fact):
    """core.scores."""

    scorer: str
    total: Decimal | None
    full_mark: Decimal | None
    grade_raw: str | None
    grade: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Fact):
    """core.sections. ``text_map``: Flow.segments of ``text``, the way from its characters to the raw text."""

    seq: int
    section_code: str
    heading: str
    text: str
    text_map: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemItem(Fact):
    """core.problem_items."""

    seq: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class MissingFact:
    """core.missing_facts: a figure that one expects of such a report and that is not there, with the reason."""

    report_id: str
    version_id: str
    table_name: str
    category: str | None
    stage: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class IgnoredNumber:
    """quality.ignored_numbers: a printed number that is no figure of the report, with the words around it and why."""

    document_id: str
    report_id: str
    version_id: str
    reason: str
    reason_zh: str
    page: int | None
    char_start: int
    char_end: int
    quote: str
    context: str | None


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """quality.problems: what could not be resolved; ``status`` is ``open`` until a person decides.

    ``document_id`` is None where the problem lies in a list or a decisions file.
    """

    problem_id: str
    document_id: str | None
    report_id: str | None
    version_id: str | None
    kind: str
    page: int | None
    char_start: int | None
    char_end: int | None
    quote: str | None
    message_zh: str
    message_en: str
    status: str
