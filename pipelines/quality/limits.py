"""The measures behind the gate's limits, one function each.

Belongs here: what is counted within a candidate, and the list of all measures. Does not belong here: comparing with the
live build (against_live), the limits themselves (expectations/gate.yml), the decision (gate).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Any

from pipelines.lexicon import load
from pipelines.model.tables import STATED_TABLES
from pipelines.quality.against_live import (
    counties_against_live,
    figures_against_live,
    marts_filled,
    rows_against_live,
)
from pipelines.quality.measure import Measure, Measured, Night, allowed_or_few, examples, none_of, percent


def not_empty(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """Something was there to be read."""
    seen, least = night.inputs.files_seen, params["at_least"]
    yield Measured(seen >= least, str(seen), str(least), {})


def input_accounted(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """Files seen = read + unchanged + quarantined."""
    inputs = night.inputs
    accounted = inputs.read + inputs.unchanged + sum(inputs.quarantined.values())
    lost = inputs.files_seen - accounted
    yield Measured(
        lost == 0, str(lost), "0", {"expected": str(inputs.files_seen), "accounted": str(accounted)}
    )


def documents_filed(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """Every document that could be read is filed; an archive is where its members are."""
    rows = night.store.rows(
        "SELECT file_name AS example FROM core.documents d WHERE read_status = 'ok'"
        " AND document_id NOT IN (SELECT container_id FROM core.documents WHERE container_id IS NOT NULL)"
        " AND NOT EXISTS (FROM core.filed_reports f WHERE f.document_id = d.document_id) ORDER BY file_name"
    )
    yield none_of(rows)


def rules_work(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """No rule and no expectation is broken."""
    yield none_of(
        night.store.rows(
            "SELECT concat_ws(' ', r.rule_id, min(u.name_zh)) AS example FROM quality.results r"
            " LEFT JOIN quality.rules u USING (rule_id) WHERE r.outcome = 'broken' GROUP BY r.rule_id ORDER BY r.rule_id"
        )
    )


def contracts_hold(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """No table breaks a contract of severity error: what the warehouse promises whatever a report prints."""
    yield none_of(
        night.store.rows(
            "SELECT message_zh AS example FROM quality.results WHERE outcome = 'fail' AND severity = 'error'"
            " AND report_id IS NULL AND starts_with(rule_id, $prefix) ORDER BY rule_id",
            {"prefix": params["prefix"]},
        )
    )


def keys_unique(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """No key stands twice in its table."""
    rows: list[dict[str, Any]] = []
    for table, key in params["keys"].items():
        columns = ", ".join(key)
        rows += night.store.rows(
            f"SELECT '{table} ' || concat_ws('/', {columns}) AS example FROM {table} GROUP BY {columns}"
            f" HAVING count(*) > 1 ORDER BY example"
        )
    yield none_of(rows)


def evidence_complete(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """Every fact leads to its quote, and every failure of a report does."""
    facts = " UNION ALL ".join(
        f"SELECT '{t} ' || fact_id AS example, evidence_id FROM core.{t}" for t in STATED_TABLES
    )
    yield none_of(
        night.store.rows(
            f"SELECT example FROM ({facts}) f WHERE NOT EXISTS (FROM core.evidence e WHERE e.evidence_id = f.evidence_id)"
            " UNION ALL SELECT rule_id || ' ' || result_id FROM quality.results r WHERE outcome = 'fail' AND version_id IS NOT NULL"
            " AND NOT EXISTS (FROM quality.result_evidence q WHERE q.result_id = r.result_id) ORDER BY example"
        )
    )


def quotes_give_values(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """What was read again from the stored documents gives the stored values; reading nothing again is no pass."""
    counted = night.store.rows(
        "SELECT count(*) AS tables, coalesce(sum(checked), 0) AS checked, coalesce(sum(agreed), 0) AS agreed"
        " FROM quality.verification"
    )[0]
    checked, agreed = int(counted["checked"]), int(counted["agreed"])
    told = night.store.rows(
        "SELECT message_zh AS example FROM quality.verification_failures WHERE kind <> 'meaning_differs'"
        " ORDER BY file_name, page, message_zh"
    )
    ok = counted["tables"] > 0 and agreed * 100 >= checked * params["at_least_pct"]
    share = (Decimal(100 * agreed) / checked).quantize(Decimal("0.01"), ROUND_DOWN) if checked else Decimal(0)
    values = {
        "checked": str(checked),
        "wrong": str(checked - agreed),
        "examples": examples(told) or "没有复核",
    }
    seen = f"{share}%" if checked else "没有要复核的引文"
    yield Measured(ok, seen, f"{params['at_least_pct']}%", values)


def values_read_twice(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """Share of figures whose quotes did not give them to the second reading when they were extracted; a few never close the gate."""
    counted = night.store.rows(
        "SELECT count(DISTINCT (table_name, fact_id)) AS unread, (SELECT coalesce(sum(checked), 0) FROM quality.verification) AS checked"
        " FROM core.fact_causes WHERE cause = 'quote_unread'"
    )[0]
    unread = int(counted["unread"])
    figures = int(counted["checked"]) + unread
    rows = night.store.rows(
        "SELECT coalesce(d.file_name || '：', '') || p.message_zh AS example FROM quality.problems AS p LEFT JOIN core.documents AS d"
        " USING (document_id) WHERE p.kind = 'quote_unread' ORDER BY ALL"
    )
    values = {"figures": str(figures), "unread": str(unread), "examples": examples(rows)}
    yield _share(unread, figures, params, values)


def words_give_meaning(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """Share of figures that are filed as something other than the words around their quotes say; a few never close the gate:
    one report in words that nobody has seen yet must not keep all other counties from being published. Each is told."""
    counted = night.store.rows(
        "SELECT coalesce(sum(meanings_agreed + meanings_contradicted), 0) AS told,"
        " coalesce(sum(meanings_contradicted), 0) AS contradicted FROM quality.verification"
    )[0]
    told, contradicted = int(counted["told"]), int(counted["contradicted"])
    rows = night.store.rows(
        "SELECT message_zh AS example FROM quality.verification_failures WHERE kind = 'meaning_differs' UNION ALL"
        " SELECT coalesce(d.file_name || '：', '') || p.message_zh FROM quality.problems AS p LEFT JOIN core.documents AS d"
        " USING (document_id) WHERE p.kind = 'words_contradict' ORDER BY ALL"
    )
    values = {"told": str(told), "contradicted": str(contradicted), "examples": examples(rows)}
    yield _share(contradicted, told, params, values)


def damaged_files(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """Share of contents that are corrupt or made a reader crash, copies counted once; a few never close the gate."""
    damaged = night.store.rows(
        "SELECT min(file_name) AS file_name, reason FROM quality.quarantine WHERE list_contains($reasons, reason)"
        " GROUP BY coalesce(document_id, path), reason ORDER BY 1",
        {"reasons": params["reasons"]},
    )
    quarantined_only = "SELECT path FROM quality.quarantine WHERE document_id IS NULL"
    files = night.store.rows(
        f"SELECT count(*) AS n FROM (SELECT path FROM core.documents UNION ALL {quarantined_only})"
    )
    total = int(files[0]["n"])
    words = load("alerts")["reason"]
    named = [{"example": f"{row['file_name']}（{words[row['reason']]}）"} for row in damaged]
    values = {"files": str(total), "damaged": str(len(damaged)), "examples": examples(named)}
    yield _share(len(damaged), total, params, values)


def _share(part: int, whole: int, params: Mapping[str, Any], values: Mapping[str, str]) -> Measured:
    """A limit of ``max_share_pct`` that fewer than ``at_least`` never exceed."""
    share = percent(part, whole)
    ok = part < params["at_least"] or share <= params["max_share_pct"]
    few = ok and share > params["max_share_pct"]
    return Measured(
        ok, f"{share}%", allowed_or_few(f"{params['max_share_pct']}%", params, is_few=few), values
    )


MEASURES: Mapping[str, Measure] = {
    measure.__name__: measure
    for measure in (
        not_empty,
        input_accounted,
        documents_filed,
        rules_work,
        contracts_hold,
        keys_unique,
        evidence_complete,
        quotes_give_values,
        values_read_twice,
        words_give_meaning,
        damaged_files,
        marts_filled,
        rows_against_live,
        counties_against_live,
        figures_against_live,
    )
}
