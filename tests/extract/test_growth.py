"""What extraction costs grows with the size of a file, not with its square: four times the tables take about four times as long."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.read.reading import read_bytes

pytestmark = pytest.mark.slow

TITLE = "<p>元氏县水利局</p><p>2023年度部门整体支出绩效自评报告</p>"
HEADS = "<tr><td>项目名称</td><td>年初预算数</td><td>全年预算数</td><td>执行数</td></tr>"
STAFF = "<tr><td>单位名称</td><td>编制数</td><td>在职人数</td><td>退休人数</td></tr>"


def _projects(many: int) -> str:
    return "".join(
        f"<p>项目支出情况表{n}（单位：万元）</p><table>{HEADS}"
        + "".join(
            f"<tr><td>水库维修{n}-{row}</td><td>{100 + row}.1</td><td>{110 + row}.1</td><td>{90 + row}.1</td></tr>"
            for row in range(4)
        )
        + "</table>"
        for n in range(many)
    )


def _people(many: int) -> str:
    return "".join(
        f"<p>人员情况表{n}</p><table>{STAFF}<tr><td>水利站{n}</td><td>12</td><td>10</td><td>3</td></tr></table>"
        for n in range(many)
    )


@pytest.mark.parametrize(("tables", "few"), [(_projects, 150), (_people, 400)])
def test_many_tables_cost_what_they_are(tables: Callable[[int], str], few: int) -> None:
    def seconds(many: int) -> float:
        page = f"<html><body>{TITLE}{tables(many)}</body></html>"
        document = read_bytes(page.encode(), "报告.html").document
        assert document is not None
        began = time.process_time()
        assert extract(document, Card()).values
        return time.process_time() - began

    seconds(3)
    assert seconds(4 * few) < 7 * seconds(few)
