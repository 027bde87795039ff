"""The page of the nights: the latest first, the night under way without a total, the trend in the order of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.night.metrics import store_metrics
from pipelines.publish.site.nights import write_nights
from pipelines.publish.site.pages import start_site
from pipelines.state import RunRecord, RunRow
from pipelines.store import Store
from tests.stores import copy_schema

AT = datetime(2025, 6, 1, 18, 0, tzinfo=UTC)


def test_the_night_under_way_has_no_total_and_no_trend_of_one_night_is_drawn(tmp_path: Path) -> None:
    ended = RunRecord("r1", "schedule", AT, AT, "published", "b1", {"figures": 7, "wall_ms_read": 1500})
    now = RunRecord("r2", "cli", AT + timedelta(days=1), None, "running", None, {})
    with Store.create(tmp_path / "x.duckdb") as store:
        copy_schema(store)
        store.insert(
            "meta.runs",
            [
                RunRow(
                    run.run_id,
                    run.trigger,
                    run.started_at.replace(tzinfo=None),
                    None,
                    None if run is now else "published",
                    run.build_id,
                )
                for run in (ended, now)
            ],
        )
        assert store_metrics(store, [ended, now], "r2", {"figures": 8, "wall_ms_read": 900, "note": "x"}) == 5
        site = start_site(store, tmp_path / "site", "b2")
        assert write_nights(store, site) == 2
    text = (site.folder / "nights.html").read_text(encoding="utf-8")
    latest, earlier = text.index("2025-06-03 02:00"), text.index("2025-06-02 02:00")
    assert latest < earlier
    assert "本夜" in text[latest:earlier]
    assert 'data-v="1.500"' not in text[latest:earlier]
    assert "每晚定时" in text[earlier:]
    assert 'id="trend-figures"' in text
    assert 'id="trend-wall_ms_all"' not in text
    assert "data-latest-first" in text
