"""Differing: which current figures are other in one build than in another, and because of what.

Belongs here: comparing two databases figure by figure, and the cause of each difference. Does not belong here: printing
(diff_report), what is new for verification (verify.changes), what versions of one report say (mart.version_diff).

Compared are values of core.now_figures, what people decided included; a figure is known by its report and its code, so that a
file that was read anew is no change where it says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pipelines.lexicon import load
from pipelines.publish import Inputs
from pipelines.publish.site.figure_names import name_figure
from pipelines.store import Store

_BEFORE: Final = "before"
_SIDE: Final = """
CREATE OR REPLACE TEMP TABLE {name} AS
SELECT report_id, table_name, field, part, list(DISTINCT coalesce(CAST(value AS VARCHAR), printed) ORDER BY coalesce(CAST(value AS VARCHAR), printed)) AS said,
       CASE WHEN count(DISTINCT value) = 1 THEN any_value(value) END AS value, string_agg(DISTINCT printed, ' / ' ORDER BY printed) AS printed,
       any_value(value_unit) AS value_unit, min(version_id) AS version_id, min(fact_id) AS fact_id, min(evidence_id) AS evidence_id
FROM {catalog}core.now_figures GROUP BY report_id, table_name, field, part
"""
_DECISIONS: Final = """
CREATE OR REPLACE TEMP TABLE {name} AS
SELECT table_name, fact_id, string_agg(place || '（' || decided_by || '：' || why || '）', '；' ORDER BY place) AS place
FROM (SELECT decision_id, table_name, fact_id, place, decided_by, why FROM {one}quality.corrections WHERE status = 'applied' AND fact_id IS NOT NULL)
ANTI JOIN (SELECT decision_id, fact_id FROM {other}quality.corrections WHERE status = 'applied' AND fact_id IS NOT NULL) USING (decision_id, fact_id)
GROUP BY table_name, fact_id
"""
_CHANGED: Final = """
WITH compared AS (
    SELECT report_id, table_name, field, part, o.value AS old_value, n.value AS new_value, o.printed AS old_text, n.printed AS new_text,
           coalesce(n.value_unit, o.value_unit) AS value_unit, o.version_id AS old_version, n.version_id AS new_version, o.fact_id AS old_fact, n.fact_id AS new_fact,
           n.evidence_id, o.evidence_id AS old_evidence_id, CASE WHEN o.said IS NULL THEN 'added' WHEN n.said IS NULL THEN 'removed' ELSE 'changed' END AS change
    FROM now_side AS n FULL JOIN was_side AS o USING (report_id, table_name, field, part)
    WHERE o.said IS DISTINCT FROM n.said
)
SELECT c.*, coalesce(r.county, p.county) AS county, coalesce(r.unit_name, p.unit_name) AS unit_name, coalesce(r.fiscal_year, p.fiscal_year) AS fiscal_year,
       coalesce(d.file_name, b.file_name) AS file_name, v.version_no, coalesce(made.place, gone.place) AS place,
       CASE WHEN p.report_id IS NULL AND EXISTS (FROM before.core.filed_reports AS f WHERE f.document_id = r.document_id AND f.report_id <> c.report_id) THEN 'moved'
            WHEN p.report_id IS NULL THEN 'file_new'
            WHEN r.report_id IS NULL AND EXISTS (FROM core.filed_reports AS f WHERE f.document_id = p.document_id) THEN 'moved'
            WHEN r.report_id IS NULL THEN 'file_gone'
            WHEN r.version_id IS NULL THEN 'versions_conflict'
            WHEN r.version_id IS DISTINCT FROM p.version_id AND EXISTS (FROM before.core.report_versions AS w WHERE w.version_id = r.version_id) THEN 'version_chosen'
            WHEN r.version_id IS DISTINCT FROM p.version_id THEN 'file_version'
            WHEN made.place IS NOT NULL THEN 'decision' WHEN gone.place IS NOT NULL THEN 'decision_gone' ELSE 'reading' END AS cause
FROM compared AS c
LEFT JOIN core.reports AS r ON r.report_id = c.report_id LEFT JOIN before.core.reports AS p ON p.report_id = c.report_id
LEFT JOIN core.documents AS d ON d.document_id = r.document_id LEFT JOIN before.core.documents AS b ON b.document_id = p.document_id
LEFT JOIN (SELECT version_id, max(version_no) AS version_no FROM core.report_versions GROUP BY version_id) AS v ON v.version_id = r.version_id
LEFT JOIN made ON made.table_name = c.table_name AND made.fact_id = coalesce(c.new_fact, c.old_fact)
LEFT JOIN gone ON gone.table_name = c.table_name AND gone.fact_id = coalesce(c.new_fact, c.old_fact)
ORDER BY coalesce(r.region_code, p.region_code) NULLS LAST, unit_name, fiscal_year, c.report_id, c.table_name, c.field, c.part
"""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure of one report in two builds. Values are in ``value_unit`` (万元 for money), None where it is not there, no
    number, or several; ``change``: ``changed``, ``added``, ``removed``; ``cause``: a code of lexicon/diff.toml."""

    report_id: str
    county: str | None
    unit_name: str | None
    fiscal_year: int | None
    table_name: str
    field: str
    part: str
    change: str
    old_value: Decimal | None
    new_value: Decimal | None
    value_unit: str | None
    old_text: str | None
    new_text: str | None
    cause: str
    cause_zh: str
    file_name: str | None
    old_evidence_id: str | None
    evidence_id: str | None

    @property
    def difference(self) -> Decimal | None:
        """New less old."""
        return None if self.old_value is None or self.new_value is None else self.new_value - self.old_value

    @property
    def figure(self) -> str:
        """Its name as people read it: ``2024 年项目支出执行``."""
        return name_figure(self.table_name, self.field, self.part)


def changed_figures(
    store: Store, before: Path, versions: tuple[Inputs, Inputs] | None = None
) -> list[FigureChange]:
    """The figures that differ, by report. ``store``: the newer database; ``before``: the older file; ``versions``: inputs
    of the older and the newer build, to say which of code and rules changed. Raises QueryError for a build with other tables."""
    with store.beside(before, _BEFORE):
        for name, catalog in (("now_side", ""), ("was_side", f"{_BEFORE}.")):
            store.execute(_SIDE.format(name=name, catalog=catalog))
        store.execute(_DECISIONS.format(name="made", one="", other=f"{_BEFORE}."))
        store.execute(_DECISIONS.format(name="gone", one=f"{_BEFORE}.", other=""))
        rows = store.rows(_CHANGED)
    told = _versions(versions)
    return [_change(row, told) for row in rows]


def _change(row: dict[str, Any], versions: str) -> FigureChange:
    said: str = load("diff")["cause"][row["cause"]]
    names = {"file": row["file_name"] or "", "version_no": row["version_no"], "place": row["place"]}
    kept = {name: row[name] for name in FigureChange.__slots__ if name in row}
    return FigureChange(**kept, cause_zh=said.format(**names, versions=versions))


def _versions(inputs: tuple[Inputs, Inputs] | None) -> str:
    words = load("diff")["versions"]
    if inputs is None:
        return str(words["none"])
    a, b = inputs
    pairs = (("code", a.code_version, b.code_version), ("rules", a.rules_version, b.rules_version))
    told = [words[name].format(before=was, after=now) for name, was, now in pairs if was != now]
    return "；".join(told) or str(words["none"])
