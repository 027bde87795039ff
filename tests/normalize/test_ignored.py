"""A number that is left out is on record: which one, where, and why in words that a person understands."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.normalize.ignored import reason_names
from tests.documents import make_document
from tests.normalize.filings import rows_of

EXTRACT = Path(__file__).resolve().parents[2] / "pipelines" / "extract"


def test_an_ignored_number_is_stored_with_its_words_and_its_reason() -> None:
    document = make_document(
        "石桥县档案馆2023年度部门整体支出绩效自评报告",
        "2023年人员经费年初预算100万元，比上年增加12.50万元；公用经费年初预算20万元，执行20万元。",
    )
    found = extract(document, Card()).values[0]
    rows = rows_of(document, found)
    row = next(r for r in rows.ignored_numbers if "12.50" in r.quote)
    assert row.reason == "change"
    assert row.reason_zh == "增减变动"
    assert document.text[row.char_start : row.char_end].startswith("12.50")
    assert "比上年增加12.50万元" in row.quote


def test_every_reason_that_the_extractor_gives_has_a_chinese_name() -> None:
    given = {
        code
        for path in EXTRACT.rglob("*.py")
        for line in re.findall(r"\.ignore\(([^)]*(?:\([^)]*\))*[^)]*)\)", path.read_text(encoding="utf-8"))
        for code in re.findall(r'"([a-z_]+)"', line)
    }
    assert given, "the extractor ignores nothing by name any more: this test looks in the wrong place"
    assert given <= reason_names().keys()
