"""The real reports: every sentence and cell that was checked by hand is read, in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.model.document import BlockKind
from tests.read.doc.test_samples import read


@pytest.mark.parametrize(
    ("name", "tables", "headings"),
    [("500230-gonganju-2022.doc", [(7, 4)], 6), ("huanweisuo-2020.wps", [(6, 8)], 8)],
)
def test_a_real_report_is_read_whole(
    shared: Path, name: str, tables: list[tuple[int, int]], headings: int
) -> None:
    document = read((shared / "reports" / name).read_bytes())
    assert [(t.rows, t.columns) for t in document.tables] == tables
    assert sum(b.kind is BlockKind.HEADING for b in document.blocks) == headings
    assert document.losses == ()
    assert all(table.header_rows == 1 for table in document.tables)


@pytest.mark.parametrize("name", ["500230-gonganju-2022.doc", "huanweisuo-2020.wps"])
def test_every_quote_of_the_gold_stands_in_the_text(shared: Path, name: str) -> None:
    gold = json.loads((shared / "gold" / f"{Path(name).stem}.json").read_text(encoding="utf-8"))
    text = "".join(read((shared / "reports" / name).read_bytes()).text.split())
    quotes = list(_quotes(gold))
    assert quotes
    assert [q for q in quotes if "".join(q.split()) not in text] == []


def _quotes(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [v for k, v in node.items() if k in {"quote", "printed"} and isinstance(v, str)]
        return own + [q for v in node.values() for q in _quotes(v)]
    return [q for v in node for q in _quotes(v)] if isinstance(node, list) else []
