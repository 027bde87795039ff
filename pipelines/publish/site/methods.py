"""The page of methods and limits: how every derived figure is worked out, what comparisons are worth, how exactly is read.

Belongs here: what this page shows. Does not belong here: the formulas (meta.measures), measuring accuracy (benchmarks).
"""

from __future__ import annotations

import tomllib
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import Any

from pipelines.publish.site.charts import ENOUGH, FEWEST
from pipelines.publish.site.pages import Site
from pipelines.store import Store

Row = dict[str, Any]
MEASURES_SQL = """
    SELECT measure, name_zh, unit_zh, formula_zh, caution_zh, source, kind FROM meta.measures
    ORDER BY list_position(['per_head', 'quotient', 'difference', 'statistic'], kind), rowid
"""
GRADES_SQL = """
    SELECT comparability AS grade, count(*) AS n FROM mart.peer_card GROUP BY comparability
    ORDER BY list_position(['ok', 'qualified', 'unsound'], comparability)
"""
KEPT_AWAY_SQL = """
    SELECT reason, count(*) AS n FROM (
        SELECT unnest(string_split(comparability_reason, '；')) AS reason FROM mart.peer_card WHERE comparability_reason IS NOT NULL
    ) WHERE NOT contains(reason, '未报告') GROUP BY reason ORDER BY n DESC, reason LIMIT 12
"""


def write_methods(store: Store, site: Site, accuracy: Path) -> int:
    """Write ``methods.html``; how many formulas it explains. ``accuracy``: what was last measured, a TOML file."""
    measures = store.rows(MEASURES_SQL)
    site.write(
        "methods.html",
        "methods.html",
        measures=measures,
        grades={row["grade"]: row["n"] for row in store.rows(GRADES_SQL)},
        reasons=store.rows(KEPT_AWAY_SQL),
        accuracy=read_accuracy(accuracy),
        fewest=FEWEST,
        enough=ENOUGH,
    )
    return len(measures)


def read_accuracy(path: Path) -> list[Row]:
    """What was measured on each set of files: counts, and the shares right of found and of due, cut off, never rounded up.

    Empty where nothing was recorded: then the page gives no figure.
    """
    if not path.is_file():
        return []
    recorded = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        {"set": name, "documents": found["documents"], **found["all"], **_shares(found["all"])}
        for name in ("golden", "hand_made")
        if (found := recorded.get(name))
    ]


def _shares(counts: Row) -> Row:
    right, wrong, missing = (Decimal(counts[key]) for key in ("right", "wrong", "missing"))
    return {"precision": _share(right, right + wrong), "recall": _share(right, right + missing)}


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return (100 * part / whole).quantize(Decimal("0.01"), ROUND_DOWN) if whole else None
