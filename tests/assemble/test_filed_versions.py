"""Versions of real files: what a reader and the extractor make of two filings of one report decides as it should."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from pipelines.assemble.reports import Filed
from pipelines.assemble.versions import Assembly, assemble
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.problem import Outcome
from pipelines.normalize import normalize, resolve
from pipelines.normalize.departments import load_departments
from pipelines.normalize.registry import load_places
from pipelines.read.reading import read_bytes
from pipelines.samples import docx, pdf, txt
from pipelines.samples.parts import Part
from tests.read.canon import reports
from tests.read.html.sites import bare

PARTS = dict(reports())["990102-qihe-danganguan-2022.docx"]
TEXT = """栖禾县档案馆2023年度部门整体支出绩效自评报告

一、部门基本情况

2023年末编制9名，在职8人，退休3人。

二、部门收支预决算情况

2023年度人员经费预算资金141.19万元，到位资金141.19万元，资金执行139.50万元，完成率98.80%。

公用经费预算资金18.09万元，到位资金18.09万元，资金执行18.09万元，完成率100%。

三、存在的问题

预算编制不够细化。

四、评价结论

自评总得分96分，等级为优。

五、评价工作组人员名单

张样本 栖禾县档案馆 馆长

栖禾县档案馆
2024年3月6日
"""
UNDATED = TEXT.replace("2024年3月6日\n", "")


def filings(*files: tuple[bytes | str, str]) -> list[Filed]:
    """Every report of these files, as hop 4 hands it on."""
    found = []
    for day, (data, name) in enumerate(files, start=1):
        document = read_bytes(data.encode() if isinstance(data, str) else data, name).document
        assert document is not None
        for claims in extract(document, Card()).values:
            identity = resolve(claims.identity, Card(), load_places(), load_departments()).values[0]
            (report,) = normalize(document, claims, identity, ()).filed_reports
            found.append(Filed(report, datetime(2026, 5, day), name))
    return found


def assembled(*files: tuple[bytes | str, str]) -> Assembly:
    return assemble(filings(*files), Outcome())


def told(assembly: Assembly) -> list[str]:
    return sorted(version.relation for version in assembly.versions)


FORMATS: Sequence[tuple[str, Callable[[Sequence[Part]], bytes]]] = (
    ("docx", docx.render),
    ("pdf", pdf.render),
    ("html", bare),
    ("txt", lambda parts: txt.cells(parts).encode()),
)


def test_one_report_in_four_formats_is_one_version() -> None:
    assembly = assembled(*((write(PARTS), f"报告.{ending}") for ending, write in FORMATS))
    assert told(assembly) == ["duplicate"] * 3 + ["first"]
    assert len(assembly.reports) == 1
    assert assembly.problems == ()


SLIGHT: dict[str, Callable[[str], str]] = {
    "page numbers": lambda t: t.replace("\n\n三、", "\n- 2 -\n\n三、"),
    "white space": lambda t: t.replace("预算资金", "预算 资金").replace("，到位", "， 到位"),
    "no heading numbers": lambda t: re.sub(r"(?m)^[一二三四五]、", "", t),
    "another order": lambda t: _swapped(t, "公用经费预算", "2023年度人员经费"),
    "another name": lambda t: t.replace("张样本", "李范文"),
    "a name more": lambda t: t.replace("馆长\n", "馆长\n\n周虚构 栖禾县档案馆 会计\n"),
    "no date": lambda t: t.replace("2024年3月6日\n", ""),
    "full-width digits": lambda t: t.replace("141.19", "１４１．１９"),
}


def _swapped(text: str, one: str, other: str) -> str:
    """Two paragraphs change places; the one that opens with the year keeps it."""
    paragraphs = text.split("\n\n")
    a, b = (next(i for i, p in enumerate(paragraphs) if p.startswith(start)) for start in (one, other))
    paragraphs[a], paragraphs[b] = paragraphs[b], paragraphs[a]
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize("slight", SLIGHT)
def test_what_differs_in_no_figure_is_a_duplicate(slight: str) -> None:
    changed = SLIGHT[slight](TEXT)
    assert changed != TEXT
    assembly = assembled((TEXT, "a.txt"), (changed, "b.txt"))
    assert told(assembly) == ["duplicate", "first"]
    assert assembly.problems == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("139.50", "139.05"), ("98.80%", "98.08%"), ("退休3人", "退休4人"), ("96分", "95分"), ("预算资金18.09", "预算资金18.90")],
)  # fmt: skip
def test_one_other_figure_without_a_later_date_is_a_conflict(old: str, new: str) -> None:
    for text in (TEXT, UNDATED):
        assembly = assembled((text, "a.txt"), (text.replace(old, new), "b.txt"))
        assert told(assembly) == ["conflict", "conflict"]
        assert assembly.reports[0].version_id is None
        (problem,) = assembly.problems
        assert "a.txt" in problem.message_zh
        assert "b.txt" in problem.message_zh


def test_a_later_date_or_the_word_correction_makes_a_revision() -> None:
    changed = TEXT.replace("139.50", "139.05")
    for later, name in (
        (changed.replace("2024年3月6日", "2024年6月18日"), "b.txt"),
        (changed.replace("绩效自评报告", "绩效自评报告（更正）"), "b.txt"),
        (changed, "栖禾县档案馆自评报告（修订）.txt"),
    ):
        for files in (((TEXT, "a.txt"), (later, name)), ((later, name), (TEXT, "a.txt"))):
            assembly = assembled(*files)
            assert told(assembly) == ["first", "revision"]
            (current,) = [v for v in assembly.versions if v.is_current]
            (report,) = [f.report for f in filings((later, name))]
            assert current.version_id == report.version_id


def test_a_report_and_its_copy_inside_a_final_account_are_one_report() -> None:
    account = [
        "栖禾县档案馆2023年度部门决算公开",
        "第一部分 部门概况",
        "一、主要职能",
        *(
            f"（{n}）负责全县第{n}类档案的接收、整理、保管和利用，并指导乡镇开展工作。"
            for n in "一二三四五六七八九"
        ),
        "第二部分 部门决算情况说明",
        *(
            f"{n}、第{n}张决算表按规定的口径编制，有关情况已在表下的附注中逐项说明。"
            for n in "一二三四五六七八九"
        ),
        "2023年度收入总计161.28万元，支出总计161.28万元。",
        "第三部分 名词解释",
        *(
            f"{n}、名词第{n}项：按照政府收支分类科目和部门预算编制办法的规定执行。"
            for n in "一二三四五六七八九"
        ),
        "第四部分 附件",
        TEXT,
    ]
    assembly = assembled((TEXT, "a.txt"), ("\n\n".join(account), "决算.txt"))
    kinds = {report.report_type: report.report_id for report in assembly.reports}
    copies = [v.relation for v in assembly.versions if v.report_id == kinds["department"]]
    assert sorted(copies) == ["duplicate", "first"]
