"""Years printed without 年 beside or over amounts say of which year these are, to verification as to extraction."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents import Rows, make_document
from tests.verify.stored import store

TITLE = "# 石桥县民政局2024年度部门整体支出绩效自评报告"
BY_ROW: Rows = [
    ["年度", "类别", "年初预算", "决算"],
    ["2023", "基本支出", "100", "109"],
    ["2024", "基本支出", "105", "114"],
]
BY_COLUMN: Rows = [["类别", "2023", "2024"], ["基本支出", "100", "105"], ["项目支出", "200", "205"]]


@pytest.mark.parametrize(
    ("caption", "rows"), [("部门支出情况 单位：万元", BY_ROW), ("部门支出决算情况 单位：万元", BY_COLUMN)]
)
def test_bare_years_agree_and_a_wrong_one_does_not(tmp_path: Path, caption: str, rows: Rows) -> None:
    stored = store(tmp_path, make_document(TITLE, caption, rows))
    assert {f.values["fact_year"] for f in stored.facts if f.table == "budget_facts"} == {2023, 2024}
    assert stored.kinds() == []
    stored.change("budget_facts", lambda values: {**values, "fact_year": 2024})
    assert [column for _, column, _ in stored.kinds()] != []
