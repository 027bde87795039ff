"""Documents whose paragraphs are printed lines: sentences are whole again, and nothing else is ever joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipelines.model.document import Document
from pipelines.read.draft import Draft, DraftCell
from pipelines.read.rewrapped import rejoin
from pipelines.read.source import Source

PARAGRAPHS = (
    "石桥县档案馆是县委直属公益一类事业单位，贯彻执行档案工作法律法规，负责接收、收集、整理、保管和提供利用全县各类档案资料，"
    "开展档案编研、爱国主义教育和档案信息化建设工作。",
    "（一）机构人员。内设综合股、业务股、信息化股，核定事业编制十六名，年末在职人员十四人，退休人员十一人，劳务派遣三人，"
    "其中综合股五人、业务股六人。",
    "（二）年度收支情况。全年预算三百二十万元，实际支出二百七十一万元，主要用于人员经费、公用经费和数字化加工、库房维护等项目。",
    "（三）绩效情况。接收进馆档案八千卷，完成数字化扫描三十余万页，档案目录著录准确，查阅群众满意度较高，全年没有发生失泄密事件。",
)


def cut(paragraph: str, length: int) -> list[str]:
    """Lines of so many characters; the first is set in by two, which its style says and not its text."""
    first = length - 2
    return [paragraph[:first], *(paragraph[n : n + length] for n in range(first, len(paragraph), length))]


def wrapped(paragraph: str, length: int) -> list[str]:
    """Lines as a page breaks them: none begins with a closing mark."""
    lines: list[str] = []
    while paragraph:
        end = next(
            n for n in range(length - 2 * (not lines), 0, -1) if paragraph[n : n + 1] not in set("，。；、：")
        )
        lines.append(paragraph[:end])
        paragraph = paragraph[end:]
    return lines


def document(lines: Sequence[str]) -> Document:
    draft = Draft()
    draft.add_paragraph(["石桥县档案馆2022年度部门整体支出绩效自评报告"])
    draft.add_paragraph(["一、基本情况"], heading=True)
    for line in lines:
        draft.add_paragraph([line])
    draft.add_table(1, 2, [DraftCell(0, 0, 1, 1, ("自评得分",)), DraftCell(0, 1, 1, 1, ("96",))])
    return draft.document(Source(b"", "d", "text/plain", "docx"))


def told(found: Document) -> list[str]:
    return ["".join(found.text[p.start : p.end] for p in block.pieces) for block in found.blocks]


@pytest.mark.parametrize("lines", [cut, wrapped])
def test_lines_that_became_paragraphs_are_paragraphs_again(lines: Callable[[str, int], list[str]]) -> None:
    found = rejoin(document([line for paragraph in PARAGRAPHS for line in lines(paragraph, 27)]))
    assert told(found)[2:-1] == list(PARAGRAPHS)
    assert found.blocks[1].kind == "heading"
    assert found.blocks[-1].table == 0


@pytest.mark.parametrize(
    "lines",
    [
        PARAGRAPHS,
        [*PARAGRAPHS[:1], *(line for paragraph in PARAGRAPHS[1:] for line in cut(paragraph, 27))],
        [f"{n}.完成第{n}季度档案接收和整理任务" for n in range(1, 13)],
        ["人员经费一百二十万元", "公用经费三十万元", "项目支出八十万元", "结转二十五万元"],
    ],
    ids=["as written", "one long paragraph among lines", "numbered tasks of one length", "few short lines"],
)
def test_paragraphs_that_were_written_so_stay_as_they_are(lines: Sequence[str]) -> None:
    before = document(lines)
    assert rejoin(before) is before
