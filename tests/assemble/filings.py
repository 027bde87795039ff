"""Filings made by hand for the tests of assembly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from pipelines.assemble.decisions import VersionDecision
from pipelines.assemble.reports import Filed, ReportVersion
from pipelines.assemble.versions import Assembly, assemble
from pipelines.model.problem import Outcome
from pipelines.model.rows import FiledReport

REPORT = "130132-2025-department-0123456789ab"


def filed(
    document: str,
    *,
    text: str | None = None,
    figures: str | None = None,
    signed: date | None = None,
    received: int = 1,
    name: str = "",
    replaced_by: str | None = None,
    **changes: object,
) -> Filed:
    """A filing of one report; ``document`` is a hex digit, text and figures are its own unless given; ``replaced_by`` is
    the hex digit of what lies in its place now."""
    fields: dict[str, object] = {
        "report_id": REPORT,
        "version_id": document * 16,
        "document_id": document * 16,
        "region_code": "130132",
        "code_system": "GB/T 2260",
        "county": "元氏县",
        "city": "石家庄市",
        "province": "河北省",
        "department_type": "总工会",
        "unit_name": "元氏县总工会",
        "fiscal_year": 2025,
        "report_type": "department",
        "subject": None,
        "scope": "unknown",
        "title": "自评报告",
        "signed_on": signed,
        "self_score": Decimal(100),
        "grade": "优",
        "numbers_seen": 10,
        "numbers_unexplained": 0,
        "text_hash": text or f"text {document}",
        "figures_hash": figures or f"figures {document}",
    }
    report = FiledReport(**{**fields, **changes})  # type: ignore[arg-type]
    return Filed(
        report, datetime(2026, 5, received, 2), name or f"{document}.txt", (replaced_by or "") * 16 or None
    )


def decision(
    document: str, over: str = "", on: date = date(2026, 6, 1), report: str = REPORT
) -> VersionDecision:
    return VersionDecision(
        report, document * 16, tuple(o * 16 for o in over), "王", on, "函询单位", "versions.toml:4"
    )


def assembled(*filings: Filed, decisions: Sequence[VersionDecision] = ()) -> Assembly:
    return assemble(filings, Outcome(tuple(decisions)))


def relations(assembly: Assembly) -> dict[str, tuple[int, str, bool]]:
    """Number, relation and whether current, by the digit of the document."""
    return {v.document_id[0]: _short(v) for v in assembly.versions}


def _short(version: ReportVersion) -> tuple[int, str, bool]:
    return version.version_no, version.relation, version.is_current
