"""Families of checks: how each ended, for the pages of Dagster.

Belongs here: counts by family, denominators and the worst findings. Does not belong here: running checks (checking), Dagster
(assets).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipelines.quality.contracts import FAMILY, MART_FAMILY
from pipelines.store import Store

RULE_FAMILIES: Final = {
    "identity": "A 身份、年度与文本",
    "money": "B 资金",
    "staff_assets": "C 人员与资产",
    "indicators": "D 绩效指标",
    "score": "E 目标、得分与结论",
    "across": "F 跨年度、部门与县",
    FAMILY: "数据契约 Great Expectations",
}
MART_FAMILIES: Final = {MART_FAMILY: "比较表的数据契约 Great Expectations"}
WORST: Final = 5

_COUNTS_SQL: Final = """
WITH families AS (SELECT DISTINCT rule_id, family FROM quality.rules)
SELECT family, count(*) FILTER (outcome = 'pass') AS passed,
       count(*) FILTER (outcome = 'fail' AND severity = 'error') AS errors,
       count(*) FILTER (outcome = 'fail' AND severity = 'warn') AS warnings,
       count(*) FILTER (outcome = 'fail' AND severity = 'info') AS infos,
       count(*) FILTER (outcome = 'not_evaluable') AS not_evaluable,
       count(*) FILTER (outcome = 'broken') AS broken,
       count(DISTINCT version_id) FILTER (outcome = 'fail') AS reports_failing,
       count(DISTINCT version_id) FILTER (outcome IN ('pass', 'fail')) AS reports_evaluable,
       count(DISTINCT version_id) AS reports_all
FROM quality.results JOIN families USING (rule_id) GROUP BY family
"""
_WORST_SQL: Final = """
WITH told AS (
    SELECT family, 0 AS rank, rule_id, '' AS place, message_zh
    FROM quality.results JOIN (SELECT DISTINCT rule_id, family FROM quality.rules) USING (rule_id) WHERE outcome = 'broken'
    UNION ALL
    SELECT family, list_position(['error', 'warn', 'info'], r.severity), rule_id, '', message_zh
    FROM quality.results AS r JOIN (SELECT DISTINCT rule_id, family FROM quality.rules) USING (rule_id)
    WHERE outcome = 'fail' AND report_id IS NULL
    UNION ALL
    SELECT family, list_position(['error', 'warn', 'info'], severity), rule_id,
           concat_ws(' ', coalesce(unit_name, '单位未定'), fiscal_year), message_zh
    FROM quality.open_findings
)
SELECT family, rank, rule_id, place, message_zh FROM told
QUALIFY row_number() OVER (PARTITION BY family ORDER BY rank, rule_id, place, message_zh) <= $worst
ORDER BY family, rank, rule_id, place, message_zh
"""
_RANKS: Final = ("broken", "error", "warn", "info")


@dataclass(frozen=True, slots=True)
class FamilyCount:
    """How the checks of one family ended; failures by severity. ``worst``: a line on each of the gravest that are open."""

    family: str
    passed: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    not_evaluable: int = 0
    broken: int = 0
    reports_failing: int = 0
    reports_evaluable: int = 0
    reports_all: int = 0
    worst: tuple[str, ...] = ()

    @property
    def failed(self) -> int:
        """Failures of any severity."""
        return self.errors + self.warnings + self.infos

    @property
    def denominators(self) -> str:
        """Of how many reports the failures are: ``3 of 41 evaluable (of 60)``; of the tables, where reports are not meant."""
        if not self.reports_all:
            evaluable = self.passed + self.failed
            return (
                f"{self.failed} of {evaluable} evaluable (of {evaluable + self.not_evaluable + self.broken})"
            )
        return f"{self.reports_failing} of {self.reports_evaluable} evaluable (of {self.reports_all})"


def count_families(store: Store, families: Mapping[str, str] = RULE_FAMILIES) -> tuple[FamilyCount, ...]:
    """Counts of these families over a candidate or a published build."""
    worst = _worst(store.rows(_WORST_SQL, {"worst": WORST}))
    found = {
        row["family"]: FamilyCount(**row, worst=tuple(worst.get(row["family"], ())))
        for row in store.rows(_COUNTS_SQL)
    }
    return tuple(found.get(family, FamilyCount(family)) for family in families)


def _worst(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        place = f"{row['place']} " if row["place"] else ""
        told[row["family"]].append(
            f"[{_RANKS[row['rank']]}] {row['rule_id']} {place}{row['message_zh'] or ''}"
        )
    return told
