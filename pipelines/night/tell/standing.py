"""What stands wrong in a build, and what became of troubles that stand no longer, as alerts ask for it.

Belongs here: findings that are still open, figures whose words say otherwise, checks that broke, files that could not be
read, and the sentences that show them. Does not belong here: what of it is news (alert.news), wording (alert.digest).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Final

from pipelines.alert.message import SEVERITIES, Quote, Trouble
from pipelines.alert.news import Fate
from pipelines.lexicon import load
from pipelines.store import Store

_OFFSET: Final = re.compile(r"@\d+")
_RULE: Final = "rule/"
_Outcomes = dict[tuple[str, str], list[tuple[str, str, str]]]
"""By report and rule: branch, subject and outcome of every result."""

_FINDINGS_SQL: Final = """
WITH names AS (SELECT rule_id, any_value(name_zh) AS name_zh FROM quality.rules GROUP BY rule_id),
judged AS (SELECT result_id, max(verdict) AS verdict FROM quality.verdicts WHERE status = 'applied' GROUP BY result_id)
SELECT f.result_id, f.rule_id, f.branch, f.severity, f.report_id, f.subject, f.message_zh, f.fingerprint, n.name_zh,
       p.region_code, p.county, p.department_type, p.unit_name, p.fiscal_year,
       coalesce(j.verdict, '') IN ('explained', 'false_alarm') AS is_settled
FROM quality.findings AS f JOIN core.reports AS p USING (report_id)
LEFT JOIN names AS n ON n.rule_id = f.rule_id LEFT JOIN judged AS j ON j.result_id = f.result_id
WHERE f.severity IN ('error', 'warn')
ORDER BY f.rule_id, f.report_id, f.result_id
"""
_VALUES: Final = re.compile(r"""'[^']*'|"[^"]*"|\b[0-9a-f]{8,}\b""")
"""Values in the message of a broken rule: a query breaks on whichever row comes first, and that is no news the next night."""
_BROKEN_SQL: Final = """
SELECT r.rule_id, min(r.message_zh) AS message_zh, min(u.name_zh) AS name_zh
FROM quality.results AS r LEFT JOIN quality.rules AS u USING (rule_id) WHERE r.outcome = 'broken' GROUP BY r.rule_id ORDER BY r.rule_id
"""
_FILES_SQL: Final = """
SELECT path, reason, message_zh, coalesce(document_id, '') AS document_id FROM quality.quarantine
QUALIFY row_number() OVER (PARTITION BY path ORDER BY received_at DESC NULLS LAST, document_id) = 1  -- an archive may be copied
ORDER BY path
"""
_MEANINGS_SQL: Final = """
WITH told AS (
    SELECT document_id, list(message_zh ORDER BY message_zh) AS messages
    FROM (
        SELECT document_id, message_zh FROM quality.problems WHERE kind = 'words_contradict' AND status = 'open'
        UNION ALL  -- what extraction did not say, and nobody decided
        SELECT document_id, message_zh FROM quality.verification_failures AS f
        ANTI JOIN quality.settled USING (table_name, fact_id)
        ANTI JOIN (FROM core.fact_causes WHERE cause = 'words_contradict') AS c USING (table_name, fact_id)
        WHERE f.kind = 'meaning_differs'
    )
    GROUP BY document_id
)
SELECT t.messages, p.report_id, p.region_code, p.county, p.department_type, p.unit_name, p.fiscal_year
FROM told AS t JOIN core.reports AS p USING (document_id)
QUALIFY row_number() OVER (PARTITION BY t.document_id ORDER BY p.report_id) = 1 ORDER BY p.report_id
"""
_STILL_OTHERWISE_SQL: Final = """
SELECT DISTINCT p.report_id
FROM (
    SELECT document_id FROM quality.problems WHERE kind = 'words_contradict'
    UNION SELECT document_id FROM quality.verification_failures WHERE kind = 'meaning_differs'
) JOIN core.reports AS p USING (document_id)
"""
"""Reports in which a figure is still filed against its words: where it is told no more, a person has decided."""
_OUTCOMES_SQL: Final = """
SELECT DISTINCT report_id, rule_id, branch, subject, outcome FROM quality.results
WHERE report_id IN (SELECT unnest($reports)) AND rule_id IN (SELECT unnest($rules))
"""
_QUOTES_SQL: Final = r"""
SELECT v.quote, coalesce('（表格：' || nullif(v.context, '') || '）', '') AS context, v.page, d.file_name, r.message_zh
FROM quality.result_evidence AS e JOIN core.evidence AS v USING (evidence_id) JOIN quality.results AS r USING (result_id)
JOIN core.documents AS d ON d.document_id = v.document_id
WHERE e.result_id IN (SELECT unnest($results))
ORDER BY e.role = 'other', e.result_id, v.char_start
LIMIT 100
"""
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Standing:
    """The troubles of one open build. Nothing is read before it is asked for.

    ``has_findings`` False: its findings are nobody's business, for the build was refused; what was told of findings stands.
    """

    def __init__(self, store: Store, *, has_findings: bool) -> None:
        self._store = store
        self._has_findings = has_findings
        self.quotes = lru_cache(maxsize=256)(self._quotes)

    @cached_property
    def troubles(self) -> tuple[Trouble, ...]:
        """All of them but the gate, which the verdict tells of."""
        return (*self._findings[0], *self._meanings, *self._broken, *self._files)

    def fates(self, gone: Iterable[Trouble]) -> Callable[[Trouble], Fate]:
        """What became of troubles that were told and are not among tonight's; these are looked up all at once."""
        outcomes = self._outcomes(gone)

        def fate(told: Trouble) -> Fate:
            if told.kind == "file":
                if told.key in self._readable:
                    return Fate.ENDED
                # an inbox that is gone closes the gate
                return Fate.OVER if self._has_findings else Fate.UNKNOWN
            if told.kind == "check":
                is_known = not told.key.startswith(_RULE) or told.rule_id in self._rules
                return Fate.ENDED if is_known else Fate.OVER
            return self._fate_of_finding(told, outcomes) if self._has_findings else Fate.UNKNOWN

        return fate

    def _fate_of_finding(self, told: Trouble, outcomes: _Outcomes) -> Fate:
        if told.key in self._findings[1] or told.report_id not in self._reports:
            return Fate.OVER
        if told.rule_id == load("alerts")["meaning"]["id"]:
            return Fate.OVER if told.report_id in self._still_otherwise else Fate.ENDED
        if told.rule_id in {trouble.rule_id for trouble in self._broken}:
            return Fate.UNKNOWN
        if told.rule_id not in self._rules:
            return Fate.OVER
        rows = outcomes.get((told.report_id, told.rule_id), [])
        here = {o for branch, subject, o in rows if branch == told.branch and subject in ("", told.subject)}
        if not rows or "not_evaluable" in here:
            return Fate.UNKNOWN
        passes = any(outcome == "pass" and branch == told.branch for branch, _, outcome in rows)
        return Fate.ENDED if passes else Fate.OVER

    @cached_property
    def _findings(self) -> tuple[tuple[Trouble, ...], frozenset[str]]:
        """Findings that are open, and the keys of those that a person has settled."""
        if not self._has_findings:
            return (), frozenset()
        open_: dict[str, list[dict[str, Any]]] = defaultdict(list)
        settled: set[str] = set()
        for row in self._store.rows(_FINDINGS_SQL):
            row["subject"] = _subject(row["subject"])
            key = f"{row['rule_id']}|{row['report_id']}|{row['subject']}"
            if row["is_settled"]:
                settled.add(key)
            else:
                open_[key].append(row)
        return tuple(_finding(key, rows) for key, rows in open_.items()), frozenset(settled - open_.keys())

    @cached_property
    def _meanings(self) -> tuple[Trouble, ...]:
        """Reports with figures filed as something other than their words say, of which too few stand to close the gate."""
        rows = self._store.rows(_MEANINGS_SQL) if self._has_findings else []
        return tuple(_meaning(row) for row in rows)

    @cached_property
    def _still_otherwise(self) -> frozenset[str]:
        return frozenset(row["report_id"] for row in self._store.rows(_STILL_OTHERWISE_SQL))

    @cached_property
    def _broken(self) -> tuple[Trouble, ...]:
        return tuple(
            Trouble(
                kind="check",
                key=_RULE + row["rule_id"],
                fingerprint=_hash(_VALUES.sub("", row["message_zh"] or "")),
                message_zh=row["message_zh"] or "",
                rule_id=row["rule_id"],
                name_zh=row["name_zh"] or "",
            )
            for row in self._store.rows(_BROKEN_SQL)
        )

    @cached_property
    def _files(self) -> tuple[Trouble, ...]:
        return tuple(
            Trouble(
                kind="file",
                key=row["path"],
                fingerprint=_hash(f"{row['reason']}|{row['document_id']}"),
                message_zh=row["message_zh"],
                rule_id=row["reason"],
                name_zh=row["path"],
            )
            for row in self._store.rows(_FILES_SQL)
        )

    @cached_property
    def _readable(self) -> frozenset[str]:
        rows = self._store.rows("SELECT path FROM core.documents WHERE read_status = 'ok'")
        return frozenset(row["path"] for row in rows)

    @cached_property
    def _rules(self) -> frozenset[str]:
        return frozenset(row["rule_id"] for row in self._store.rows("SELECT rule_id FROM quality.rules"))

    @cached_property
    def _reports(self) -> frozenset[str]:
        return frozenset(row["report_id"] for row in self._store.rows("SELECT report_id FROM core.reports"))

    def _outcomes(self, gone: Iterable[Trouble]) -> _Outcomes:
        asked = {(told.report_id, told.rule_id) for told in gone if told.kind == "data" and told.report_id}
        found: _Outcomes = defaultdict(list)
        if asked and self._has_findings:
            reports, rules = sorted({r for r, _ in asked}), sorted({r for _, r in asked})
            for row in self._store.rows(_OUTCOMES_SQL, {"reports": reports, "rules": rules}):
                result = (row["branch"], _subject(row["subject"]), row["outcome"])
                found[row["report_id"], row["rule_id"]].append(result)
        return found

    def _quotes(self, trouble: Trouble) -> tuple[Quote, ...]:
        rows = _telling_first(self._store.rows(_QUOTES_SQL, {"results": list(trouble.result_ids)}))
        return tuple(Quote(row["quote"] + row["context"], row["file_name"], row["page"]) for row in rows)


def _telling_first(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those with the numbers that the message says stand first, each number before any is shown again."""
    shown: set[Decimal] = set()
    first: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    silent: list[dict[str, Any]] = []
    for row in rows:
        said = _numbers(row["quote"]) & _numbers(row["message_zh"] or "")
        (first if said - shown else again if said else silent).append(row)
        shown |= said
    return first + again + silent


def _numbers(text: str) -> frozenset[Decimal]:
    return frozenset(Decimal(number.replace(",", "")) for number in _NUMBER.findall(text))


def _finding(key: str, rows: Sequence[dict[str, Any]]) -> Trouble:
    """What one rule finds wrong with one thing of one report; it may be wrong in several places."""
    rows = sorted(rows, key=lambda row: (SEVERITIES.index(row["severity"]), row["message_zh"] or ""))
    first = rows[0]
    between = load("alerts")["counts"]["between_messages"]
    messages = dict.fromkeys(row["message_zh"] or "" for row in rows)
    return Trouble(
        kind="data",
        key=key,
        fingerprint=_hash("|".join(sorted(f"{row['severity']}{row['fingerprint']}" for row in rows))),
        message_zh=between.join(messages),
        severity=first["severity"],
        rule_id=first["rule_id"],
        name_zh=first["name_zh"] or "",
        branch=first["branch"],
        subject=first["subject"],
        report_id=first["report_id"],
        region_code=first["region_code"],
        county=first["county"],
        department_type=first["department_type"],
        unit_name=first["unit_name"],
        fiscal_year=first["fiscal_year"],
        result_ids=tuple(row["result_id"] for row in rows),
    )


def _meaning(row: dict[str, Any]) -> Trouble:
    words = load("alerts")["meaning"]
    shown, left = row["messages"][: words["shown"]], len(row["messages"]) - words["shown"]
    more = [words["more"].format(count=left)] if left > 0 else []
    return Trouble(
        kind="data",
        key=f"{words['id']}|{row['report_id']}",
        fingerprint=_hash("|".join(row["messages"])),
        message_zh=load("alerts")["counts"]["between_messages"].join([*shown, *more]),
        rule_id=words["id"],
        name_zh=words["name"],
        report_id=row["report_id"],
        region_code=row["region_code"],
        county=row["county"],
        department_type=row["department_type"],
        unit_name=row["unit_name"],
        fiscal_year=row["fiscal_year"],
    )


def _subject(subject: str | None) -> str:
    """Without the place in the text, which moves when something is written before it."""
    return _OFFSET.sub("", subject or "")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
