"""From indicators in a database and a decisions file to concepts in the views that analysts read."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.night.check.concepts import apply_concepts
from pipelines.store import Store
from tests.marts.loaded import filled
from tests.warehouse_rows import Told

A = Told(unit="甲局", year=2024)
B = Told(unit="乙局", year=2025)
ROWS = ((A, 1, "群众满意度"), (A, 2, "数量指标"), (B, 1, "社会公众满意率"), (B, 2, "项目公示率"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    built = filled(tmp_path, A, B)
    for told, seq, level3 in ROWS:
        built.execute(
            "INSERT INTO core.indicators BY NAME SELECT $fact AS fact_id, $report AS report_id, $version AS version_id, "
            "1 AS confidence, $seq AS seq, $level3 AS level3, '%' AS unit, '≥' AS operator, 90 AS target_num, true AS is_current",
            {
                "fact": f"i:{told.version_id}/{seq}",
                "report": told.report_id,
                "version": told.version_id,
                "seq": seq,
                "level3": level3,
            },
        )
    return built


def concepts(store: Store) -> dict[str, str | None]:
    return {row["level3"]: row["concept_id"] for row in store.rows("FROM core.now_indicators")}


def test_the_concept_of_an_indicator_reaches_the_views_with_its_years(store: Store, tmp_path: Path) -> None:
    with store:
        apply_concepts(store, tmp_path)
        found = concepts(store)
        assert found["群众满意度"] == found["社会公众满意率"] is not None
        assert found["数量指标"] is None
        assert found["项目公示率"] not in (None, found["群众满意度"])
        (row,) = store.rows("FROM core.concepts WHERE concept_id = ?", [found["群众满意度"]])
        assert (row["from_year"], row["to_year"], row["direction"], row["basis"]) == (
            2024,
            2025,
            "higher",
            "listed",
        )


def test_a_word_of_a_person_changes_concepts_and_is_kept_with_its_outcome(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "concepts.toml").write_text(
        '[[concept]]\ndifferent = ["群众满意度", "社会公众满意率"]\nby = "绩效股"\nwhen = 2026-11-20T08:00:00Z\nwhy = "对象不同"\n'
        '[[concept]]\nsame = ["不再出现率", "项目公示率"]\nby = "绩效股"\nwhen = 2026-11-20T08:00:00Z\nwhy = "x"\n',
        encoding="utf-8",
    )
    with store:
        apply_concepts(store, tmp_path)
        found = concepts(store)
        assert found["群众满意度"] != found["社会公众满意率"]
        rows = store.rows("SELECT action, status FROM quality.concept_decisions ORDER BY place")
        assert rows == [
            {"action": "different", "status": "applied"},
            {"action": "same", "status": "gone"},
        ]
        (problem,) = store.rows("FROM quality.problems WHERE kind = 'concept_not_applied'")
        assert problem["message_zh"].startswith("concepts.toml:6")
