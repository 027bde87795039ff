"""News: what this build has that the live one had not, and the other way round: reports, figures, findings.

Belongs here: comparing reports and findings of two builds, and how many of the changes a page lists. Does not belong here: which
figures differ and why (night.publish.differing hands them over), what the overview looks like (templates).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines.publish.site.addresses import report_page
from pipelines.store import QueryError, Store

Row = dict[str, Any]
SHOWN = 100
"""So many reports, figures and findings are listed; the rest is counted."""
_LIVE = "live"
_REPORTS = """
    SELECT report_id, CASE WHEN o.report_id IS NULL THEN 'new' WHEN n.report_id IS NULL THEN 'gone' ELSE 'changed' END AS what,
           coalesce(n.county, n.city, o.county, o.city) AS place, coalesce(n.unit_name, o.unit_name) AS unit_name,
           coalesce(n.fiscal_year, o.fiscal_year) AS fiscal_year, coalesce(n.report_type, o.report_type) AS report_type,
           coalesce(n.subject, o.subject) AS project, d.file_name
    FROM core.reports AS n FULL JOIN live.core.reports AS o USING (report_id) LEFT JOIN core.documents AS d ON d.document_id = n.document_id
    WHERE n.report_id IS NULL OR o.report_id IS NULL OR n.version_id IS DISTINCT FROM o.version_id
    ORDER BY list_position(['new', 'changed', 'gone'], what), report_id
"""
_FINDINGS = """
    WITH here AS (
        SELECT rule_id, branch, report_id, coalesce(subject, '') AS subject, rule_name, severity, unit_name, fiscal_year, message_zh
        FROM quality.open_findings
    ), there AS (
        SELECT rule_id, branch, report_id, coalesce(subject, '') AS subject, rule_name, severity, unit_name, fiscal_year, message_zh
        FROM live.quality.open_findings WHERE report_id IN (SELECT report_id FROM core.reports)
    )
    FROM (SELECT 'found' AS what, * FROM here ANTI JOIN there USING (rule_id, branch, report_id, subject)
          UNION ALL SELECT 'recovered', * FROM there ANTI JOIN here USING (rule_id, branch, report_id, subject))
    ORDER BY list_position(['error', 'warn', 'info'], severity), report_id, rule_id, subject, what
"""
_COMPARED = (
    "core.reports",
    "core.documents",
    "core.filed_reports",
    "core.report_versions",
    "core.now_figures",
    "quality.corrections",
    "quality.open_findings",
)
_QUOTED = "SELECT evidence_id FROM core.evidence WHERE list_contains(?, evidence_id)"


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure of a report that both builds have, told otherwise now. ``old_text`` None: it was not there; ``new_text`` None: it is
    there no more; ``why``: the file, the decision or the program that changed it."""

    report_id: str
    place: str | None
    unit_name: str | None
    fiscal_year: int | None
    figure: str
    old_text: str | None
    new_text: str | None
    difference: Decimal | None
    unit: str | None
    why: str
    old_evidence_id: str | None
    evidence_id: str | None


@dataclass(frozen=True, slots=True)
class News:
    """Rows to list and counts of all. ``quoted``: the quotes of the changed figures that have a place on a page of this build."""

    reports: Sequence[Row]
    counts: Counter[str]
    figures: Sequence[ChangedFigure]
    n_figures: int
    quoted: frozenset[str]
    findings: Sequence[Row]
    found: Counter[tuple[str, str]]

    @property
    def is_empty(self) -> bool:
        """Whether the two builds say the same."""
        return not (self.counts or self.n_figures or self.found)

    def total(self, what: str) -> int:
        """How many findings are ``found`` or ``recovered``, of any severity."""
        return sum(n for (of, _), n in self.found.items() if of == what)


def are_comparable(store: Store, live: Path) -> bool:
    """Whether the database ``live`` has the tables that news are read from, with the same columns: an older program's may not."""
    with store.beside(live, _LIVE):
        try:
            return all(store.columns(name) == store.columns(f"{_LIVE}.{name}") for name in _COMPARED)
        except QueryError:  # no such table
            return False


def read_news(store: Store, live: Path, figures: Sequence[ChangedFigure]) -> News | None:
    """What is new against the database ``live``; None where the two cannot be compared."""
    if not are_comparable(store, live):
        return None
    with store.beside(live, _LIVE):
        reports, findings = store.rows(_REPORTS), store.rows(_FINDINGS)
    for row in (*reports, *findings):
        row["page"] = "" if row["what"] == "gone" else report_page(row["report_id"])
    shown = figures[:SHOWN]
    wanted = [quote for figure in shown for quote in (figure.old_evidence_id, figure.evidence_id) if quote]
    return News(
        reports=reports[:SHOWN],
        counts=Counter(row["what"] for row in reports),
        figures=shown,
        n_figures=len(figures),
        quoted=frozenset(row["evidence_id"] for row in store.rows(_QUOTED, [wanted])),
        findings=findings[:SHOWN],
        found=Counter((row["what"], row["severity"]) for row in findings),
    )
