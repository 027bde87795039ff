"""Rows of the schema quality that rules and contracts fill.

Belongs here: one frozen dataclass per table, its fields named as the columns. Does not belong here: making rows (results,
evidence), SQL types and comments (warehouse/schema).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """quality.rules."""

    rule_id: str
    branch: str
    family: str
    slug: str
    name_zh: str
    name_en: str
    grain: str
    severity: str
    formula: str
    parameters: str
    report_types: tuple[str, ...]
    needs: tuple[str, ...]
    suppressed_by: tuple[str, ...]
    withholds: str
    basis: str
    since: date | None
    until: date | None
    version: int
    sight: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """quality.results."""

    result_id: str
    run_id: str
    rule_id: str
    rule_version: int
    branch: str
    severity: str
    report_id: str | None = None
    version_id: str | None = None
    subject: str | None = None
    outcome: str
    reason: str | None = None
    because_rule_id: str | None = None
    observed: str | None = None
    expected: str | None = None
    message_zh: str | None = None
    inputs: str | None = None
    peer_group: str | None = None
    peer_n: int | None = None
    peer_median: str | None = None
    peer_quantile: Decimal | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """quality.result_evidence."""

    result_id: str
    evidence_id: str
    role: str


@dataclass(frozen=True, slots=True)
class WithheldRow:
    """quality.withheld."""

    version_id: str
    table_name: str | None
    fact_id: str | None
    rule_id: str
    result_id: str
