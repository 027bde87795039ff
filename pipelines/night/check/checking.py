"""Hop 6 of a night, the rules: run them over the candidate and say what they found.

Belongs here: quoting passages for the rule engine. Does not belong here: rules (expectations), how they run (quality), counts
by family (families), what is told of findings (tell.standing).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipelines.model.document import Document, Span
from pipelines.model.rows import Evidence
from pipelines.night.check.concepts import apply_concepts
from pipelines.night.check.families import MART_FAMILIES, FamilyCount, count_families
from pipelines.night.check.rules import admitted_rules, kept_results
from pipelines.night.check.similarity import compare_texts
from pipelines.night.check.verdicts import apply_verdicts
from pipelines.night.settings import Settings
from pipelines.night.stored import DocumentLostError, mask_of, stored_document
from pipelines.normalize.evidence import cite
from pipelines.normalize.masking import Mask
from pipelines.quality import BrokenRule, run_rules
from pipelines.quality.contracts import MART_FAMILY
from pipelines.quality.expectations_gx import run_suites
from pipelines.quality.ports import Locate
from pipelines.quality.suites import MARTS
from pipelines.state import State
from pipelines.store import Store


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules came to."""

    families: tuple[FamilyCount, ...]
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
    compare_texts(store, settings.shingles, settings.workers)
    apply_concepts(store, settings.decisions)
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
        broken=(*report.broken, *suites.broken),
    )


def check_marts(settings: Settings, store: Store, run_id: str) -> Checked:
    """The contracts of the marts, which are built after the rules have said which figures may enter them."""
    suites = run_suites(store, settings.expectations / "gx" / MARTS, run_id, MART_FAMILY)
    return Checked(
        families=count_families(store, MART_FAMILIES),
        broken=suites.broken,
    )


def _locator(settings: Settings, state: State) -> Locate:
    """Quotes of stored documents with page and box, persons masked; the last few documents stay in memory. Raises DocumentLostError."""
    records = {record.document_id: record for record in state.documents()}

    @lru_cache(maxsize=8)
    def opened(document_id: str) -> tuple[Document, Mask]:
        document = stored_document(settings, records[document_id].sha256)
        if document is None:
            raise DocumentLostError(records[document_id].path)
        return document, mask_of(document)

    def locate(document_id: str, char_start: int, char_end: int) -> Evidence:
        document, mask = opened(document_id)
        return cite(document, Span(char_start, char_end), mask)

    return locate
