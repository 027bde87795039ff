"""The page of contracts: a table for each suite of Great Expectations, failures first with the rows that they name.

Belongs here: what this page shows. Does not belong here: how a page is written (pages), running suites (quality).
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import Any

from pipelines.lexicon import load
from pipelines.publish.site.pages import Site
from pipelines.store import Store
from pipelines.store.catalog import TABLES

Row = dict[str, Any]
PAGE = "quality/expectations.html"
_OUTCOMES = ("broken", "fail", "pass", "not_evaluable")
_SQL = """
    SELECT u.needs[1] AS table_name, u.family, u.rule_id, u.slug, u.name_zh, u.severity, u.formula, u.parameters, r.outcome, r.reason,
           r.message_zh, r.inputs, r.observed, r.expected
    FROM quality.rules AS u JOIN quality.results AS r USING (rule_id) WHERE u.grain = 'table'
    ORDER BY u.family, table_name, list_position(['broken', 'fail', 'pass', 'not_evaluable'], r.outcome),
             list_position(['error', 'warn', 'info'], u.severity), u.rule_id
"""


def write_contracts(store: Store, site: Site) -> int:
    """Write ``quality/expectations.html`` of a site; how many contracts it shows."""
    rows = [_contract(row) for row in store.rows(_SQL)]
    suites = [
        {
            "table": table,
            "anchor": f"{family}-{table}",
            "contracts": list(of_table),
        }
        for (family, table), of_table in groupby(rows, key=lambda row: (row["family"], row["table_name"]))
    ]
    for suite in suites:
        suite["counts"] = Counter(row["outcome"] for row in suite["contracts"])
        suite["name"], suite["says"] = _named(store, suite["table"])
    site.write(
        PAGE,
        "expectations.html",
        suites=suites,
        outcomes=_OUTCOMES,
        totals=Counter(row["outcome"] for row in rows),
    )
    return len(rows)


def _contract(row: Row) -> Row:
    """A contract with the keys of the rows that break it."""
    told = json.loads(row["inputs"]) if row["inputs"] else {}
    keys = told.get("keys", [])
    return {**row, "keys": keys, "more": max(0, told.get("bad", 0) - len(keys)) if keys else 0}


def _named(store: Store, table: str) -> tuple[str, str]:
    """What a table is called and what its rows are, from its comment; a suite that looks at several tables has its own words."""
    rows = store.rows(
        f"SELECT comment FROM ({TABLES}) WHERE name = ? AND schema_name IN ('core', 'quality', 'mart') ORDER BY schema_name LIMIT 1",
        [table],
    )
    said = str(rows[0]["comment"] or "") if rows else str(load("site")["suite"].get(table, ""))
    name, _, rest = said.partition("：")
    return name or table, rest or said
