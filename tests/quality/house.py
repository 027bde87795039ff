"""A small database in memory for tests of the rules, filled row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.model.flow import Flow
from pipelines.model.rows import Evidence
from pipelines.quality.engine import RuleReport, run_rules
from pipelines.quality.loader import load_rules
from pipelines.quality.rules import Rule
from pipelines.quality.text_rules import text_parameters
from pipelines.store import Store
from tests.stores import copy_schema

ROOT = Path(__file__).resolve().parent.parent.parent
SQL = ROOT / "expectations" / "sql"
RUN = "test-run"


@cache
def rules() -> tuple[Rule, ...]:
    return load_rules(ROOT / "expectations", text_parameters())


@cache
def columns_of(table: str) -> frozenset[str]:
    """Names of the columns of a table of the schema."""
    with Store.in_memory() as store:
        copy_schema(store)
        return frozenset(store.columns(table))


class House:
    """A store in memory with short ways to file reports."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or Store.in_memory()
        if store is None:
            copy_schema(self.store)
        self.count = 0
        self.version = "v1"

    def rows(self, sql: str, params: Sequence[Any] | None = None) -> list[dict[str, Any]]:
        return self.store.rows(sql, params)

    # --- filing ---------------------------------------------------------------------------------------------
    def put(self, table: str, **values: object) -> str:
        """One row of a core table with an id and evidence of its own; answers the fact id."""
        self.count += 1
        key = f"{self.count:04d}"
        columns = columns_of(f"core.{table}")
        version = values.get("version_id", self.version)
        row = {
            "fact_id": f"f{key}",
            "report_id": f"r-{version}",
            "version_id": version,
            "evidence_id": f"e{key}",
            "confidence": Decimal(1),
            "is_current": True,
        }
        row = {k: v for k, v in (row | values).items() if k in columns}
        self._add(f"core.{table}", row)
        if "evidence_id" in row:
            start = self.count * 1000
            self.store.execute(
                "INSERT INTO core.evidence BY NAME SELECT $id AS evidence_id, $document AS document_id, $at AS char_start,"
                " $at + 2 AS char_end, '原文' AS quote, 'text' AS method"
                " WHERE NOT EXISTS (FROM core.evidence WHERE evidence_id = $id)",
                {"id": row["evidence_id"], "document": f"d-{row['version_id']}", "at": start},
            )
        return f"{table}:{row.get('fact_id')}"

    def _add(self, table: str, row: Mapping[str, Any]) -> None:
        self.store.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
        )

    def report(self, version_id: str = "v1", relation: str = "first", **values: Any) -> House:  # noqa: ANN401 - columns of the table
        """A filed report with its version; what is filed next belongs to it."""
        self.version = version_id
        given = {
            "version_id": version_id, "report_id": f"r-{version_id}", "document_id": f"d-{version_id}", "report_type": "department",
            "fiscal_year": 2024, "region_code": "990101", "county": "云溪县", "department_type": "总工会", "unit_name": "云溪县总工会",
            "scope": "unknown", "numbers_seen": 9, "numbers_unexplained": 0, "is_current": relation != "conflict",
        } | values  # fmt: skip
        self._add("core.filed_reports", given)
        version = {
            "version_id": version_id, "report_id": given["report_id"], "document_id": given["document_id"], "version_no": 1,
            "is_current": given["is_current"], "relation": relation, "first_seen_at": datetime(2026, 1, 1),
        }  # fmt: skip
        self._add("core.report_versions", version)
        return self

    def budget(
        self,
        category: str,
        fund_source: str = "all",
        sentence_no: int = 1,
        half: str = "50",
        year: int | None = 2024,
        **stages: str,
    ) -> House:
        """Amounts in 万元 by stage, as ``budget("personnel", initial="141.19")``."""
        for stage, amount in stages.items():
            self.put(
                "budget_facts", fact_year=year, category=category, stage=stage, fund_source=fund_source,
                statement_no=1, is_preferred=True, amount_yuan=Decimal(amount) * 10000, amount_text=amount, unit_text="万元",
                half_unit_yuan=Decimal(half), sentence_no=sentence_no,
            )  # fmt: skip
        return self

    def rate(self, category: str | None, rate: str, half: str = "0.5", **values: object) -> House:
        self.put(
            "stated_rates",
            category=category,
            kind="completion",
            fund_source="all",
            rate_pct=Decimal(rate),
            rate_text=rate,
            half_unit_pct=Decimal(half),
            **values,
        )
        return self

    def items(
        self,
        *items: tuple[str, ...],
        stage: str = "initial",
        nature: str = "operating_task",
        **values: object,
    ) -> House:
        """Names and amounts in 万元; a third part is a doc_no. They are numbered from 1 in each report."""
        filed = self.rows(
            "SELECT count(*) AS n FROM core.project_items WHERE version_id = ?", [self.version]
        )[0]["n"]
        for seq, (name, amount, *doc_no) in enumerate(items, filed + 1):
            self.count += 1
            self.put(
                "project_items", item_id=f"i{self.count}", seq=seq, name=name, stage=stage, amount_yuan=Decimal(amount) * 10000,
                half_unit_yuan=Decimal(50), doc_no=doc_no[0] if doc_no else None, fund_source="all", nature=nature, **values,
            )  # fmt: skip
        return self

    def staff(self, sentence_no: int = 1, staff_scope: str = "unit", **kinds: int) -> House:
        for kind, headcount in kinds.items():
            basis = "authorized" if kind == "authorized" else "actual"
            self.put(
                "staff_facts",
                staff_scope=staff_scope,
                kind=kind,
                basis=basis,
                headcount=headcount,
                sentence_no=sentence_no,
            )
        return self

    def asset(self, measure: str, amount: str, change: str | None = None, **values: object) -> House:
        self.put(
            "asset_facts", measure=measure, amount_yuan=Decimal(amount) * 10000, half_unit_yuan=Decimal(50),
            change_pct=None if change is None else Decimal(change), change_half_unit_pct=None if change is None else Decimal("0.05"), **values,
        )  # fmt: skip
        return self

    def indicator(self, level3: str, level2: str = "数量指标", **values: object) -> House:
        self.count += 1
        given = {
            k: Decimal(str(v)) if k in ("weight", "score", "target_num", "max_deduction", "actual_num") else v
            for k, v in values.items()
        }
        self.put("indicators", seq=self.count, level1="产出指标", level2=level2, level3=level3, **given)
        return self

    def score(
        self,
        total: str | None,
        grade_raw: str | None = None,
        grade: str | None = None,
        full_mark: str | None = None,
        **values: object,
    ) -> House:
        self.put(
            "scores",
            scorer="self",
            total=total and Decimal(total),
            grade_raw=grade_raw,
            grade=grade,
            full_mark=full_mark and Decimal(full_mark),
            **values,
        )
        return self

    def section(
        self, code: str, text: str, heading: str = "", start: int | None = None, **values: object
    ) -> House:
        """A section whose text stands in the raw text from ``start`` on."""
        self.count += 1
        begin = self.count * 1000 if start is None else start
        flow = Flow(text, tuple(range(begin, begin + len(text))))
        self.put(
            "sections",
            seq=self.count,
            section_code=code,
            heading=heading or code,
            text=text,
            text_map=list(flow.segments()),
            **values,
        )
        return self

    def problem(self, kind: str, quote: str, message_zh: str = "") -> House:
        """A row of quality.problems with a place."""
        self.count += 1
        self._add(
            "quality.problems",
            {
                "problem_id": f"p{self.count}", "document_id": f"d-{self.version}", "report_id": f"r-{self.version}",
                "version_id": self.version, "kind": kind, "char_start": self.count * 1000, "char_end": self.count * 1000 + len(quote),
                "quote": quote, "message_zh": message_zh, "message_en": "", "status": "open",
            },
        )  # fmt: skip
        return self

    def missing(self, category: str, reason: str) -> House:
        """A row of core.missing_facts."""
        self.put(
            "missing_facts", table_name="budget_facts", category=category, stage="initial", reason=reason
        )
        return self

    # --- asking ---------------------------------------------------------------------------------------------
    def run(self, *rule_ids: str) -> RuleReport:
        chosen = [rule for rule in rules() if not rule_ids or rule.rule_id in rule_ids]
        return run_rules(self.store, chosen, RUN, locate, SQL)

    def outcomes(self, rule_id: str, branch: str | None = None) -> list[str]:
        """Outcomes of a rule's cases, sorted."""
        sql = "SELECT outcome FROM quality.results WHERE rule_id = ? AND (? IS NULL OR branch = ?) ORDER BY outcome"
        return [row["outcome"] for row in self.rows(sql, [rule_id, branch, branch])]

    def messages(self, rule_id: str) -> list[str]:
        """Messages of failures."""
        sql = "SELECT message_zh FROM quality.results WHERE rule_id = ? AND outcome IN ('fail', 'broken') ORDER BY message_zh"
        return [row["message_zh"] for row in self.rows(sql, [rule_id])]


def locate(document_id: str, char_start: int, char_end: int) -> Evidence:
    """Evidence without a document behind it."""
    return Evidence(
        f"x{document_id}-{char_start}-{char_end}",
        document_id,
        None,
        None,
        None,
        char_start,
        char_end,
        "原文",
        "text",
    )


def day(text: str) -> date:
    return date.fromisoformat(text)
