"""The page of the nights: what each did, what it cost, and how that goes over time.

Belongs here: what this page shows. Does not belong here: counting and measuring (night), names of the metrics (lexicon
``metrics``), how a page is written (pages).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from typing import Any

from pipelines.lexicon import load
from pipelines.publish.site.pages import Site
from pipelines.store import Store

SHOWN = 60
"""So many nights stand on the page; all of them stand in meta.runs and meta.night_metrics."""
BEIJING = timedelta(hours=8)
TOTAL = "wall_ms_all"
SECONDS = "秒"
TRENDS = (
    ("用时", SECONDS, (TOTAL,)),
    ("读出的数字", "个", ("figures",)),
    ("核查发现", "项", ("findings_error", "findings_warn")),
)

Row = dict[str, Any]


def write_nights(store: Store, site: Site) -> int:
    """Write ``nights.html``; how many nights it shows."""
    nights = _nights(store)
    metrics = load("metrics")
    columns = [
        {
            "key": code,
            "title": entry["name"],
            "kind": "n",
            "note": entry["unit"],
            "places": 2 if entry["unit"] == SECONDS else 0,
        }
        for code, entry in metrics["metric"].items()
        if entry.get("page")
    ]
    hops = [
        {"key": f"wall_ms_{hop}", "title": name, "kind": "n", "note": SECONDS}
        for hop, name in metrics["hop"].items()
    ]
    site.write(
        "nights.html",
        "nights.html",
        nights=nights,
        columns=columns,
        hops=hops,
        trends=[trend for trend in (_trend(nights, *given) for given in TRENDS) if trend],
        n_nights=store.scalar("SELECT count(*) FROM meta.runs"),
    )
    return len(nights)


def _nights(store: Store) -> list[Row]:
    """The latest first, each with its metrics by code."""
    runs = store.rows(
        f"SELECT run_id, trigger, started_at, status FROM meta.runs ORDER BY started_at DESC, run_id LIMIT {SHOWN}"
    )
    values: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in store.rows("SELECT run_id, metric, value FROM meta.night_metrics"):
        values[row["run_id"]][row["metric"]] = row["value"]
    return [
        {
            "at": f"{run['started_at'] + BEIJING:%Y-%m-%d %H:%M}",
            "trigger": run["trigger"],
            "status": run["status"] or "now",
            "values": values[run["run_id"]],
        }
        for run in runs
    ]


def _trend(nights: list[Row], name: str, unit: str, codes: tuple[str, ...]) -> Row | None:
    """What a chart needs and says of the first and the last night; None where fewer than two nights have all metrics."""
    known = [night["values"] for night in nights if all(code in night["values"] for code in codes)]
    if len(known) < 2:
        return None
    return {
        "id": codes[0],
        "name": name,
        "unit": unit,
        "codes": codes,
        "n": len(known),
        "first": [known[-1][code] for code in codes],
        "last": [known[0][code] for code in codes],
    }
