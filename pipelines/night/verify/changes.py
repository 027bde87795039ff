"""Changes: which facts and quotes of a candidate are new or other than in the live build.

Belongs here: the comparison of two databases that decides what is verified tonight. Does not belong here: verifying,
telling people what changed (diff).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipelines.night.verify.verifying import FACTS_WANTED, QUOTES_WANTED
from pipelines.quality.verify import PLANS
from pipelines.store import Store

_QUOTE = "evidence_id, document_id, page, block, bbox, char_start, char_end, quote"
_LIVE = "live"


@dataclass(frozen=True, slots=True)
class _Read:
    document_id: str


def note_changes(store: Store, live: Path, read_tonight: Iterable[str]) -> bool:
    """Fill the temporary tables of what is to be verified; False where the live build has other columns.

    A quote is new if its row is not in the live build or its document was read again; a fact is if its row or one of
    its places is not there, or one of its quotes is new.
    """
    store.execute("CREATE OR REPLACE TEMP TABLE read_tonight (document_id VARCHAR)")
    store.insert("read_tonight", [_Read(document_id) for document_id in read_tonight])
    with store.beside(live, _LIVE):
        if not all(_is_alike(store, f"core.{table}") for table in ("evidence", "fact_evidence", *PLANS)):
            return False
        store.execute(
            f"CREATE OR REPLACE TEMP TABLE new_quotes AS SELECT evidence_id FROM ({_except('core.evidence', _QUOTE)})"
            " UNION SELECT evidence_id FROM core.evidence SEMI JOIN read_tonight USING (document_id)"
        )
        places = _except("core.fact_evidence", "table_name, fact_id, evidence_id")
        facts = " UNION ".join(
            f"SELECT '{table}' AS table_name, fact_id FROM ({_except(f'core.{table}', _columns(table))})"
            f" UNION SELECT '{table}', fact_id FROM core.{table} SEMI JOIN new_quotes USING (evidence_id)"
            for table in PLANS
        )
        store.execute(
            f"CREATE OR REPLACE TEMP TABLE {FACTS_WANTED} AS {facts} UNION SELECT table_name, fact_id FROM ({places})"
            " UNION SELECT table_name, fact_id FROM core.fact_evidence SEMI JOIN new_quotes USING (evidence_id)"
        )
    of_facts = " UNION ".join(
        f"SELECT evidence_id FROM core.{table} WHERE ('{table}', fact_id) IN (SELECT (table_name, fact_id) FROM {FACTS_WANTED})"
        for table in PLANS
    )
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE {QUOTES_WANTED} AS SELECT evidence_id FROM new_quotes UNION {of_facts}"
        f" UNION SELECT evidence_id FROM core.fact_evidence SEMI JOIN {FACTS_WANTED} USING (table_name, fact_id)"
    )
    return True


def _columns(table: str) -> str:
    return ", ".join(("fact_id", "evidence_id", *PLANS[table].columns))


def _except(table: str, columns: str) -> str:
    return f"SELECT {columns} FROM {table} EXCEPT SELECT {columns} FROM {_LIVE}.{table}"


def _is_alike(store: Store, table: str) -> bool:
    return store.columns(table) == store.columns(f"{_LIVE}.{table}")
