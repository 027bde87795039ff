"""What extraction reads of oddly printed figures, verification reads too: one cell that only one of them understood would close
the gate of a whole night."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pipelines.extract.flat import rebuild_tables
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.codec import encode
from pipelines.model.document import Document
from pipelines.quality.verify import MEANING
from pipelines.read.reading import read_bytes
from tests.documents import make_document
from tests.verify.stored import REPORT, store

ODD_AMOUNTS = ("152 .36", "152\u3000.36", "25. 40", "40. 00", "1，626.00", "2，345.6", "1,626. 00", "１，６２６.00", "-25.40", "25.4万", "25.40元")  # fmt: skip
ODD_TARGETS = ("≥-4%", "≤-3.5%", "-2.5%", "≥９０%", "≥ 90 %", "＞90%")


@pytest.mark.parametrize("printed", ODD_AMOUNTS)
def test_an_oddly_printed_amount_of_a_cell_agrees_wherever_it_is_taken(tmp_path: Path, printed: str) -> None:
    table = [
        ["项目", "年初预算数", "决算数"],
        ["公用经费", printed, "24.96"],
        ["项目支出", "1,700.00", "1,688.35"],
    ]
    stored = store(tmp_path, make_document(*REPORT[:6], "单位：万元", table, *REPORT[8:]))
    taken = [
        fact
        for fact in stored.facts
        if fact.values.get("stage") == "initial" and fact.values.get("category") == "operating"
    ]
    assert len(taken) == 1
    assert stored.kinds() == []


@pytest.mark.parametrize("printed", ODD_TARGETS)
def test_an_oddly_printed_target_agrees(tmp_path: Path, printed: str) -> None:
    head, row = REPORT[8]
    table = [head, [*row[:4], printed, "94%", "20"]]
    stored = store(tmp_path, make_document(*REPORT[:8], table, *REPORT[9:]))
    assert [fact.values["target_num"] for fact in stored.facts if fact.table == "indicators"] != [None]
    assert stored.kinds() == []


ALPHABET = " 0123456789.,，%万元亿人-—()（）；。:：/×÷=≥≤、\u3000年月一二其中合计"
RUNS = 120
SAMPLES = Path("raw/samples")


@cache
def _sample(name: str) -> Document:
    document = read_bytes((SAMPLES / name).read_bytes(), name).document
    assert document is not None
    return document


def _damaged(chance: random.Random) -> Iterator[Document]:
    """Samples with some characters at their digits changed or exchanged: as misprints, copies and converters leave them."""
    names = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in (".txt", ".docx", ".html"))
    for _ in range(RUNS):
        document = _sample(chance.choice(names))
        text = list(document.text)
        places = [at for at, sign in enumerate(text) if sign.isdigit()]
        for _ in range(chance.choice((1, 3, 10, 40))):
            at, other = chance.choice(places), chance.choice(places)
            if chance.random() < 0.7:
                text[at] = chance.choice(ALPHABET)
            else:
                text[at], text[other] = text[other], text[at]
        yield replace(document, text="".join(text))


@pytest.mark.slow
def test_damaged_figures_never_stop_an_extraction_and_money_that_is_taken_agrees_with_its_quote(
    tmp_path: Path,
) -> None:
    differing: Counter[tuple[str, str]] = Counter()
    taken = 0
    for document in _damaged(random.Random(20261127)):
        if not extract(document, Card()).values:
            continue
        stored = store(tmp_path, document)
        taken += sum(fact.table == "budget_facts" for fact in stored.facts)
        verified = stored.verify()
        assert verified.whole is None
        assert verified.quotes == ()
        differing.update(
            (fact.table, m.what)
            for fact, m in verified.facts
            if fact.table != "indicators" and m.kind != MEANING
        )
    assert taken > 500
    assert differing == Counter()


def test_spaces_between_thousands_that_sums_prove_agree(tmp_path: Path) -> None:
    table = [
        ["项目", "年初预算数", "调整预算数", "执行数", "执行率"],
        ["合计", "9 570 171.39", "11 204 480.00", "10 988 213.05", "98.07%"],
        ["基本支出", "8 930 171.39", "9 204 480.00", "9 204 480.00", "100%"],
        ["项目支出", "640 000.00", "2 000 000.00", "1 783 733.05", "89.19%"],
    ]
    stored = store(tmp_path, make_document(*REPORT[:6], "单位：元", table, *REPORT[8:]))
    amounts = {str(fact.values["amount_yuan"]) for fact in stored.facts if "amount_yuan" in fact.values}
    assert {"9570171.39", "640000.00", "1783733.05"} <= amounts
    assert stored.kinds() == []


COPIED = """石桥县融媒体中心2020年度部门整体支出绩效自评报告
一、部门基本情况
中心核定事业编制68名，年末在编人员61人。
2020年度项目支出明细表
单位：万元
项目名称\t年初预算\t调整预算\t实际支出\t执行率
应急广播运行维护\t60.00\t82.00\t78.50\t95.73%
全媒体采编系统升级\t50.00\t105.00\t101.00\t96.19%
合计\t110.00\t187.00\t179.50\t95.99%

二、指标得分
一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分
产出指标\t数量指标\t播出新闻条数\t≥1500条\t1682条\t15\t15
产出指标\t质量指标\t节目安全播出率\t≥99.9%\t99.95%\t15\t15
效益指标\t社会效益指标\t宣传任务完成情况\t完成\t完成\t15\t13
满意度指标\t服务对象满意度指标\t受众满意度\t≥90%\t92%\t10\t10
"""


A_CELL_A_LINE = """2020年度奈曼旗融媒体中心部门整体支出绩效自评报告
一、部门基本情况
中心核定事业编制68名，年末在编人员61人。
2020年度项目支出明细表
单位：万元
序号\n项目名称\n年初预算\n调整预算\n实际支出\n执行率
1\n应急广播运行维护\n60.00\n82.00\n78.50\n95.73%
2\n全媒体采编系统升级\n50.00\n105.00\n101.00\n96.19%
合计\n110.00\n187.00\n179.50\n95.99%
二、下一步打算
"""


@pytest.mark.parametrize(
    "copied", [COPIED, COPIED.replace("\t", " | "), A_CELL_A_LINE], ids=["tabs", "bars", "a cell a line"]
)
def test_a_row_of_a_copied_table_is_its_line_or_the_lines_above(tmp_path: Path, copied: str) -> None:
    document = read_bytes(copied.encode(), "copied.txt", tmp_path).document
    assert document is not None
    rebuilt = rebuild_tables(document)
    assert rebuilt.problems == ()
    stored = store(tmp_path, rebuilt.values[0])
    stored.document.write_bytes(
        encode(replace(document, document_id=stored.sha256[:16]))
    )  # as a night keeps it
    assert len([fact for fact in stored.facts if fact.table == "project_items"]) == 6
    assert stored.kinds() == []
