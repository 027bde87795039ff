"""Hop 6 of a night, the rules: run them over the candidate and say what they found.

Belongs here: quoting passages for the rule engine, findings in the form that alerts take. Does not belong here: rules
(expectations), how they run (quality), counts by family (families).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from pipelines.alert.message import BrokenRule, FailedRule, Quote
from pipelines.extract.outline.sections import find_sections
from pipelines.extract.persons import find_persons
from pipelines.model.codec import decode
from pipelines.model.document import Document, Span
from pipelines.model.rows import Evidence
from pipelines.night.families import MART_FAMILIES, FamilyCount, count_families
from pipelines.night.rules import admitted_rules, kept_results
from pipelines.night.settings import Settings
from pipelines.night.similarity import compare_texts
from pipelines.night.verdicts import apply_verdicts
from pipelines.normalize.evidence import cite
from pipelines.normalize.masking import Mask
from pipelines.quality import run_rules
from pipelines.quality.contracts import MART_FAMILY
from pipelines.quality.expectations_gx import run_suites
from pipelines.quality.ports import Locate
from pipelines.quality.suites import MARTS
from pipelines.state import State
from pipelines.store import Store

QUOTES_PER_FINDING = 3


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules came to."""

    families: tuple[FamilyCount, ...]
    failed: tuple[FailedRule, ...]
    broken: tuple[BrokenRule, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Totals for the run's record."""
        return {
            "checks_passed": sum(f.passed for f in self.families),
            "findings_error": sum(f.errors for f in self.families),
            "findings_warn": sum(f.warnings for f in self.families),
            "findings_info": sum(f.infos for f in self.families),
            "rules_broken": sum(f.broken for f in self.families),
        }


def check_candidate(settings: Settings, state: State, store: Store, run_id: str) -> Checked:
    """Run every rule and every suite; results, evidence and withheld figures stand in schema quality afterwards, and what
    reviewers have said of findings is replayed over them."""
    compare_texts(store, settings.shingles)
    report = run_rules(
        store,
        admitted_rules(settings),
        run_id,
        _locator(settings, state),
        settings.expectations / "sql",
        kept_results(settings),
        settings.workers,
    )
    apply_verdicts(store, settings.decisions)
    suites = run_suites(store, settings.expectations / "gx", run_id)
    return Checked(
        families=count_families(store),
        failed=_failed(store),
        broken=tuple(
            BrokenRule(b.rule_id, b.name_zh, b.message_zh) for b in (*report.broken, *suites.broken)
        ),
    )


def check_marts(settings: Settings, store: Store, run_id: str) -> Checked:
    """The contracts of the marts, which are built after the rules have said which figures may enter them."""
    suites = run_suites(store, settings.expectations / "gx" / MARTS, run_id, MART_FAMILY)
    return Checked(
        families=count_families(store, MART_FAMILIES),
        failed=(),
        broken=tuple(BrokenRule(b.rule_id, b.name_zh, b.message_zh) for b in suites.broken),
    )


def _locator(settings: Settings, state: State) -> Locate:
    """Quotes of stored documents with page and box, persons masked; the last few documents stay in memory."""
    hashes = {record.document_id: record.sha256 for record in state.documents()}

    @lru_cache(maxsize=8)
    def opened(document_id: str) -> tuple[Document, Mask]:
        document = decode(settings.document(hashes[document_id]).read_bytes())
        return document, Mask.of(document, find_persons(document, find_sections(document)))

    def locate(document_id: str, char_start: int, char_end: int) -> Evidence:
        document, mask = opened(document_id)
        return cite(document, Span(char_start, char_end), mask)

    return locate


def _failed(store: Store) -> tuple[FailedRule, ...]:
    """Open findings of severity error and warn, those of their quotes first whose number the message names.

    Info is for pages, not for alerts.
    """
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for row in store.rows(
        r"""
        SELECT e.result_id, v.quote || coalesce('（表格：' || nullif(v.context, '') || '）', '') AS quote, v.page, d.file_name
        FROM quality.result_evidence e JOIN core.evidence v USING (evidence_id) JOIN quality.results r USING (result_id)
        JOIN core.documents d ON d.document_id = v.document_id
        ORDER BY e.result_id, NOT coalesce(contains(r.message_zh, nullif(regexp_extract(v.quote, '\d[\d.]*'), '')), false), v.char_start
        """
    ):
        if len(quotes[row["result_id"]]) < QUOTES_PER_FINDING:
            quotes[row["result_id"]].append(Quote(row["quote"], row["file_name"], row["page"]))
    return tuple(
        FailedRule(
            rule_id=row["rule_id"],
            name_zh=row["name_zh"],
            severity=row["severity"],
            report_id=row["report_id"],
            unit_name=row["unit_name"],
            fiscal_year=row["fiscal_year"],
            message_zh=row["message_zh"] or "",
            quotes=tuple(quotes.get(row["result_id"], ())),
        )
        for row in store.rows(
            """
            SELECT result_id, rule_id, rule_name AS name_zh, severity, report_id, unit_name, fiscal_year, message_zh
            FROM quality.open_findings WHERE severity IN ('error', 'warn')
            ORDER BY rule_id, report_id, result_id
            """
        )
    )
