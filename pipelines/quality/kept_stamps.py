"""Stamps of kept results: what a rule's finding about one report depends on.

Belongs here: hashes of rules and of everything that a rule with sight of one report may look at (``SEEN``, which admission
holds queries to). Does not belong here: storing results (kept).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import fields

from pipelines.model.tables import FACT_TABLES
from pipelines.quality.ports import SqlStore
from pipelines.quality.rules import Rule

OF_VERSION = (
    *(f"core.decided_{table}" for table in FACT_TABLES),
    "core.sections", "core.problem_items", "core.missing_facts", "core.filed_reports", "quality.problems", "quality.ignored_numbers",
)  # fmt: skip
SEEN = frozenset(
    {*OF_VERSION, "core.evidence", "core.fact_evidence", *(f"core.{table}" for table in FACT_TABLES)}
)
"""Tables of the database that a rule with sight of one report may name, beside the temporary ones made for it."""


def rule_stamps(rules: Sequence[Rule], made_by: str) -> dict[str, str]:
    """A stamp for each rule, of all that it says and of the rules that may silence it; causes come first in ``rules``."""
    stamps: dict[str, str] = {}
    for rule in rules:
        said = [repr(getattr(rule, field.name)) for field in fields(rule) if field.name != "source"]
        causes = [stamps.get(cause, "") for cause in rule.suppressed_by]
        stamps[rule.rule_id] = hashlib.sha256("\0".join([made_by, *said, *causes]).encode()).hexdigest()[:16]
    return stamps


def stamp_versions(store: SqlStore) -> None:
    """Temporary table ``version_stamps``: a stamp for each version that is judged, of all its rows."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE judged_versions AS SELECT DISTINCT version_id FROM core.filed_reports f"
        " SEMI JOIN (FROM core.report_versions WHERE is_current OR relation = 'conflict') v USING (version_id, document_id)"
    )
    store.execute(
        "CREATE OR REPLACE TEMP TABLE version_words (version_id VARCHAR, place VARCHAR, word VARCHAR)"
    )
    for place, rows in _rows_seen():  # one after the other: all at once they would fill a gigabyte
        store.execute(
            f"INSERT INTO version_words SELECT version_id, '{place}', {_SUM} FROM (SELECT version_id, {rows})"
            " SEMI JOIN judged_versions USING (version_id) GROUP BY version_id"
        )
    store.execute(
        "CREATE OR REPLACE TEMP TABLE version_stamps AS SELECT version_id, md5(string_agg(concat_ws('|', place, word), '|'"
        " ORDER BY place, word)) AS stamp FROM version_words GROUP BY version_id"
    )  # alone: of several statements none is tried again in more memory
    store.execute("DROP TABLE version_words")


_SUM = "concat_ws('+', count(*), sum(hash(words)), bit_xor(hash(words)))"
"""A hash over rows in any order, in the memory of one row: rows of a long night are many, and sorted they would not fit."""


def _rows_seen() -> Iterator[tuple[str, str]]:
    """Where rows come from, and SQL behind ``SELECT version_id,`` that gives each as ``words``."""
    yield (
        "core.report_versions",
        "v AS words FROM (SELECT version_id, report_id, document_id, is_current, relation FROM core.report_versions) v",
    )
    for table in OF_VERSION:
        yield table, f"t AS words FROM {table} t"
    for table in FACT_TABLES:
        yield f"core.{table}", f"concat_ws('|', fact_id, evidence_id) AS words FROM core.{table}"
        yield (
            f"core.fact_evidence {table}",
            f"concat_ws('|', t.fact_id, f.evidence_id) AS words FROM core.{table} t JOIN core.fact_evidence f"
            f" ON f.table_name = '{table}' AND f.fact_id = t.fact_id",
        )
    yield (
        "core.evidence",
        f"e.words FROM (SELECT DISTINCT version_id, document_id FROM core.filed_reports) JOIN (SELECT document_id, {_SUM} AS words"
        " FROM (SELECT document_id, e AS words FROM core.evidence e) GROUP BY document_id) e USING (document_id)",
    )
