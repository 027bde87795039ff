"""Small synthetic rows for tests of the warehouse: a unit's report with its figures, as hops 4 and 5 hand them on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pipelines.assemble.reports import Report, ReportVersion
from pipelines.model.document import Box
from pipelines.model.rows import (
    AssetFact,
    BudgetFact,
    Evidence,
    FiledReport,
    MissingFact,
    Score,
    StaffFact,
    StatedRate,
)
from pipelines.night.check.building import DocumentRow
from pipelines.normalize.rows import DocumentRows

RECEIVED = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """What a test wants a report to say. Money in yuan by (category, stage); staff by kind; rates by category."""

    unit: str = "元氏县总工会"
    region: str | None = "130132"
    county: str | None = "元氏县"
    department: str | None = "总工会"
    year: int = 2025
    scope: str = "unit_only"
    report_type: str = "department"
    money: Mapping[tuple[str, str], str] = field(default_factory=dict)
    last_year: Mapping[tuple[str, str], str] = field(default_factory=dict)
    staff: Mapping[str, int] = field(default_factory=dict)
    staff_scope: str = "unit"
    rates: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    score: str | None = None
    missing: Mapping[tuple[str, str], str] = field(default_factory=dict)
    filing: str = "a"
    is_current: bool = True
    relation: str = "first"
    contradictory: frozenset[tuple[str, str]] = frozenset()

    @property
    def report_id(self) -> str:
        """Like the real one: region, year, type, and what tells units apart."""
        return f"{self.region or '000000'}-{self.year}-{self.report_type}-{self.unit}-{self.scope}"

    @property
    def version_id(self) -> str:
        """One per filing."""
        return f"{self.report_id}@{self.filing}"

    @property
    def document_id(self) -> str:
        """One per filing."""
        return f"doc:{self.version_id}"


def rows_of(told: Told) -> DocumentRows:
    """The shard rows of one report."""
    quotes = _Quotes(told)
    return DocumentRows(
        filed_reports=(_filed(told),),
        budget_facts=(*_money(told, quotes), *_money_of_last_year(told, quotes)),
        staff_facts=tuple(_staff(told, quotes)),
        asset_facts=tuple(_assets(told, quotes)),
        stated_rates=tuple(_rates(told, quotes)),
        scores=tuple(_scores(told, quotes)),
        missing_facts=tuple(
            MissingFact(told.report_id, told.version_id, "budget_facts", category, stage, reason)
            for (category, stage), reason in told.missing.items()
        ),
        evidence=tuple(quotes.evidence),  # last: each fact above has put its own there
    )


@dataclass(slots=True)
class _Quotes:
    """The quotes of a report, one behind the other as its facts ask for them."""

    told: Told
    evidence: list[Evidence] = field(default_factory=list)

    def ids(self, table: str, *key: object) -> dict[str, Any]:
        """What every fact has: its ids, and a quote of its own."""
        told = self.told
        name = "/".join(map(str, (told.version_id, table, *key)))
        start = 10 * len(self.evidence)
        box = Box(1.0, 2.0, 3.0, 4.0)
        self.evidence.append(
            Evidence(f"e:{name}", told.document_id, 1, 0, box, start, start + 9, "引文" + name, "text")
        )
        return {
            "fact_id": f"f:{name}",
            "report_id": told.report_id,
            "version_id": told.version_id,
            "evidence_id": f"e:{name}",
            "confidence": Decimal(1),
        }


def _money(told: Told, quotes: _Quotes) -> Iterator[BudgetFact]:
    for (category, stage), amount in told.money.items():
        is_torn = (category, stage) in told.contradictory
        for number in (1, 2) if is_torn else (1,):
            yield BudgetFact(
                **quotes.ids("budget_facts", category, stage, number),
                fact_year=told.year,
                category=category,
                stage=stage,
                fund_source="all",
                statement_no=number,
                is_preferred=not is_torn,
                amount_yuan=Decimal(amount) + number - 1,
                amount_text=amount,
                unit_text="元",
                half_unit_yuan=Decimal("50"),
                sentence_no=1,
            )


def _money_of_last_year(told: Told, quotes: _Quotes) -> Iterator[BudgetFact]:
    for (category, stage), amount in told.last_year.items():
        yield BudgetFact(
            **quotes.ids("budget_facts", "last year", category, stage),
            fact_year=told.year - 1,
            category=category,
            stage=stage,
            fund_source="all",
            statement_no=1,
            is_preferred=True,
            amount_yuan=Decimal(amount),
            amount_text=amount,
            unit_text="元",
            half_unit_yuan=Decimal("5000") if amount.endswith("0000.00") else Decimal("50"),
            sentence_no=3,
        )


def _staff(told: Told, quotes: _Quotes) -> Iterator[StaffFact]:
    for kind, count in told.staff.items():
        yield StaffFact(
            **quotes.ids("staff_facts", kind),
            staff_scope=told.staff_scope,
            kind=kind,
            basis="authorized" if kind == "authorized" else "actual",
            headcount=count,
            as_of=date(told.year, 12, 31),
            change_vs_prior=None,
            sentence_no=2,
        )


def _assets(told: Told, quotes: _Quotes) -> Iterator[AssetFact]:
    for measure, amount in told.assets.items():
        yield AssetFact(
            **quotes.ids("asset_facts", measure),
            measure=measure,
            amount_yuan=Decimal(amount),
            amount_text=amount,
            unit_text="元",
            half_unit_yuan=Decimal("0.005"),
            change_pct=None,
            change_half_unit_pct=None,
            as_of=None,
        )


def _rates(told: Told, quotes: _Quotes) -> Iterator[StatedRate]:
    for category, rate in told.rates.items():
        yield StatedRate(
            **quotes.ids("stated_rates", category),
            category=category,
            kind="completion",
            fund_source="all",
            item_id=None,
            rate_pct=Decimal(rate),
            rate_text=rate,
            half_unit_pct=Decimal("0.5"),
        )


def _scores(told: Told, quotes: _Quotes) -> Iterator[Score]:
    if told.score:
        yield Score(
            **quotes.ids("scores", "self"),
            scorer="self",
            total=Decimal(told.score),
            full_mark=Decimal(100),
            grade_raw="优秀",
            grade="优",
        )


def document_row(told: Told) -> DocumentRow:
    """Its row of core.documents."""
    return DocumentRow(
        told.document_id,
        "0" * 64,
        f"{told.unit}.txt",
        f"{told.unit}.txt",
        "text/plain",
        1,
        None,
        None,
        RECEIVED,
        "txt",
        "ok",
        None,
        is_sample=False,
        container_id=None,
    )


def version_row(told: Told) -> ReportVersion:
    """Its row of core.report_versions."""
    return ReportVersion(
        told.version_id, told.report_id, told.document_id, 1, told.is_current, told.relation, RECEIVED
    )


def report_row(told: Told) -> Report:
    """Its row of core.reports; a conflict has no current version."""
    filed = _filed(told)
    current = told.is_current
    return Report(
        report_id=filed.report_id,
        version_id=filed.version_id if current else None,
        document_id=filed.document_id if current else None,
        region_code=filed.region_code,
        code_system=filed.code_system,
        county=filed.county,
        city=filed.city,
        province=filed.province,
        department_type=filed.department_type,
        unit_name=filed.unit_name,
        fiscal_year=filed.fiscal_year,
        report_type=filed.report_type,
        subject=filed.subject,
        scope=filed.scope,
        title=filed.title,
        signed_on=filed.signed_on,
        self_score=filed.self_score,
        grade=filed.grade,
        numbers_seen=filed.numbers_seen,
        numbers_unexplained=filed.numbers_unexplained,
    )


def _filed(told: Told) -> FiledReport:
    return FiledReport(
        told.report_id,
        told.version_id,
        told.document_id,
        told.region,
        "GB/T 2260" if told.region else None,
        told.county,
        "石家庄市",
        "河北省",
        told.department,
        told.unit,
        told.year,
        told.report_type,
        None,
        told.scope,
        f"{told.unit}{told.year}年度自评报告",
        date(told.year + 1, 4, 20),
        Decimal(told.score) if told.score else None,
        "优" if told.score else None,
        40,
        0,
        "t" * 64,
        "f" * 64,
    )
