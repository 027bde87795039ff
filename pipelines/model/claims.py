"""Claims: what one report says, in our codes, each with the span that says it.

Belongs here: the results of extraction. Does not belong here: ids, another report, what a person decided (rows, assemble).

The codes (category, stage, kind …) are those of the data contract and of ``lexicon/``. ``causes`` are the causes of
doubt (lexicon/confidence.toml) that the extractor met on the way to a figure; none where all stands in one place.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipelines.model.document import Span
from pipelines.model.flow import Flow
from pipelines.model.frozen import dataclass
from pipelines.model.problem import Ignored
from pipelines.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class BudgetClaim:
    """An amount of money of a category at a stage (``personnel`` · ``executed``). ``spans``: quote first, repeats after."""

    category: str
    stage: str
    fund_source: str
    fact_year: int | None
    amount: Quantity
    spans: tuple[Span, ...]
    sentence: int
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RateClaim:
    """A printed percentage about money or goals (``completion`` …)."""

    kind: str
    category: str | None
    fund_source: str
    item_seq: int | None
    rate: Quantity
    spans: tuple[Span, ...]
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemClaim:
    """A project with its amount. ``doc_no`` is the normalised 文号; ``nature`` a code of lexicon/items.toml.

    ``list_no``: the list that names it, 0 in prose, else 1 + the number of the table; ``seq`` counts in it until all lists
    are settled, then in the report.
    """

    seq: int
    name: str
    stage: str
    amount: Quantity
    doc_no: str | None
    fund_source: str
    nature: str
    spans: tuple[Span, ...]
    causes: tuple[str, ...] = ()
    list_no: int = 0


@dataclass(frozen=True, slots=True)
class StaffClaim:
    """A headcount. Figures of one sentence or table share ``sentence``."""

    staff_scope: str
    kind: str
    basis: str
    headcount: int
    as_of: date | None
    change_vs_prior: int | None
    spans: tuple[Span, ...]
    sentence: int
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AssetClaim:
    """An amount of assets, with the change against last year in percent where it is printed."""

    measure: str
    amount: Quantity
    change: Quantity | None
    as_of: date | None
    spans: tuple[Span, ...]
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalClaim:
    """A goal (``part`` = target) or what became of it (``part`` = result).

    ``matched_seq``: the number of the result of this goal, or of the goal of this result; None where none is certain.
    """

    seq: int
    part: str
    name: str
    content: str
    completion_pct: Decimal | None
    span: Span
    matched_seq: int | None = None
    match_confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class IndicatorClaim:
    """A row of an indicator table, levels filled down, texts as printed (wraps joined)."""

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
    span: Span


@dataclass(frozen=True, slots=True)
class ScoreClaim:
    """A score and grade, as printed and on the scale 优 良 中 差."""

    scorer: str
    total: Decimal | None
    full_mark: Decimal | None
    grade_raw: str | None
    grade: str | None
    span: Span
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionClaim:
    """A section found by the meaning of its heading. ``body`` is its reading text with raw offsets, heading left out."""

    seq: int
    code: str
    heading: str
    span: Span
    body: Flow


@dataclass(frozen=True, slots=True)
class ProblemItemClaim:
    """A problem that the unit admits (``problem``) or a measure that it announces (``measure``)."""

    seq: int
    kind: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Said:
    """Words as printed (wraps joined) and where."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class IdentityClaim:
    """What the document says of itself, as printed; places and departments are resolved by normalize.

    ``kind``: ``department`` · ``project`` · ``transfer`` · ``final_account`` · ``target_form`` · ``other`` (rules,
    notices, empty templates: no report). ``units``: names of the reporting unit, most trustworthy first. ``sites``:
    names of the body whose web site printed it; they say where, never whose it is. ``evaluator``: whose judgement it is.
    """

    kind: str
    title: Said | None
    units: tuple[Said, ...]
    fiscal_year: int | None
    signed_on: date | None
    subject: str | None
    scope: str
    causes: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    evaluator: str = "self"


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report it is, resolved; None is what cannot be told for certain. The result of normalize."""

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


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a file before it is read: a row of raw/manifest.csv. Every field may be missing.

    ``folder``: the folders that the file lies in, below the inbox (石家庄市/元氏县).
    """

    county: str | None = None
    region_code: str | None = None
    unit_name: str | None = None
    fiscal_year: int | None = None
    source_url: str | None = None
    is_sample: bool = False
    folder: str | None = None


@dataclass(frozen=True, slots=True)
class ReportClaims:
    """Everything that one report states.

    ``extent``: the raw ranges of the document that are this report, empty where it is the whole document.
    """

    identity: IdentityClaim
    sections: tuple[SectionClaim, ...]
    budget: tuple[BudgetClaim, ...]
    rates: tuple[RateClaim, ...]
    items: tuple[ItemClaim, ...]
    staff: tuple[StaffClaim, ...]
    assets: tuple[AssetClaim, ...]
    goals: tuple[GoalClaim, ...]
    indicators: tuple[IndicatorClaim, ...]
    scores: tuple[ScoreClaim, ...]
    problem_items: tuple[ProblemItemClaim, ...]
    persons: tuple[Span, ...]
    numbers_seen: int
    numbers_unexplained: int
    ignored: tuple[Ignored, ...] = ()
    extent: tuple[Span, ...] = ()

    def covers(self, span: Span | None) -> bool:
        """Whether a place of the document is in this report."""
        return not self.extent or (span is not None and any(part.holds(span) for part in self.extent))
