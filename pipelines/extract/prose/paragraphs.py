"""Paragraphs: the running text of a document in the pieces that its sentences are cut from.

Belongs here: joining what is printed on over several paragraphs, misprints that would hide a number or a date. Does not belong
here: sentences and their numbers (sentences), meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract.meaning import words
from pipelines.extract.outline.headings import marker
from pipelines.model.document import Block, BlockKind, Document
from pipelines.model.flow import Flow, join_flows

WIDE_THOUSANDS = re.compile("[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])")
MISPRINT = re.compile(
    r"年未(?=[,，]?(?:实有|在[职编岗]|资产|负债|净资产|结[转余]|调整|编制|职工|人员|决算|支出|预算|固定|累计|滚存))"
)
MID_SENTENCE = re.compile(r"[，,、]\s*$")
LIST_LINE = re.compile(r"(?:[；;]|分类?[：:])\s*$")
BROKEN_OFF = re.compile(r"[\u4e00-\u9fff“”\"%)\d.,]$")
SENTENCE = re.compile(r"[，,；;。:]|\d[万亿]?元|\d[人名%]")
COMPLETE = re.compile(
    r"\d(?:[万亿]?元|[人名个辆台分%])[”\")]?$|。\)$|^\((?:(?:金额|计量|货币)?单位|注|说明|备注)[^()]*\)$"
)
AFRESH = re.compile(
    r"(?:19|20)\d\d年度?(?:[年部我本县区全财收支整预总]|[一-龥]{2,12}[局委办院会校镇乡])|[我本](?:单位|部门|[局委办院会校镇乡])|\("
)
INSIDE_TITLE = re.compile(r":[\u4e00-\u9fff]*\d[\u4e00-\u9fff\d]*(?<![年月日号\d])$")
GOES_ON = re.compile(r"[，,。；;、:)”》〕]")
CELL = re.compile(r"[\d.,%/()-]+")
MOST_SPACES = 8
MOST_JOINED = 20


def paragraphs(document: Document) -> Iterator[tuple[BlockKind, Flow]]:
    """Headings and paragraphs as folded flow; one that ends in the middle of a sentence (…，) is printed on in the next one.

    So are the lines of a list of parts without numbers: 按支出类型分： · 基本支出60万元； · 项目支出40万元。
    """
    open_flows: list[Flow] = []
    blocks = [block for block in document.blocks if block.kind is not BlockKind.FURNITURE]
    for block, following in zip(blocks, (*blocks[1:], None), strict=False):
        if block.kind is BlockKind.PARAGRAPH:
            open_flows.append(document.flow(block))
            if len(open_flows) < MOST_JOINED and _prints_on(open_flows[-1], following, document):
                continue
        if open_flows:
            yield BlockKind.PARAGRAPH, _corrected(join_flows(open_flows))
            open_flows = []
        if block.kind is BlockKind.HEADING:
            yield BlockKind.HEADING, _corrected(document.flow(block))
    if open_flows:
        yield BlockKind.PARAGRAPH, _corrected(join_flows(open_flows))


def table_starts(document: Document) -> list[int]:
    """Where tables begin, in order: what stands behind one does not go on with what stands before it."""
    return [block.span.start for block in document.blocks if block.kind is BlockKind.TABLE]


def may_go_on(last: str, text: str, amid: bool, titled: bool) -> bool:
    """Whether a paragraph may begin in the middle of a sentence of the one before: …，其中：基本 | 支出304.05万元.

    ``amid``: the one before begins so itself; ``titled``: it was taken for a heading (（三）年初预算情况：2023年初预算批复). A line that ends with an amount is complete, unless a comma follows it.
    """
    if INSIDE_TITLE.search(last) and not COMPLETE.search(last):
        return marker(text) is None
    # a number alone is a cell of a table that was copied line by line
    if titled or not last or CELL.fullmatch(last):
        return False
    if GOES_ON.match(text):
        return True
    if not BROKEN_OFF.search(last) or COMPLETE.search(last) or not (amid or SENTENCE.search(last)):
        return False
    return marker(text) is None and AFRESH.match(text) is None


def _prints_on(flow: Flow, following: Block | None, document: Document) -> bool:
    """Whether a paragraph breaks off in the middle of a sentence or of an unnumbered list of parts."""
    end = flow.text[-MOST_SPACES:]
    if MID_SENTENCE.search(end):
        return True
    if following is None or following.kind is not BlockKind.PARAGRAPH or not LIST_LINE.search(end):
        return False
    return words("items", "list", "line").match(document.flow(following).text) is not None


def _corrected(flow: Flow) -> Flow:
    """The folded flow with 年末 for its misprint 年未, and with the commas of full-width thousands (１，３９５．９７).

    One character stands for another, so every offset stays.
    """
    text = WIDE_THOUSANDS.sub(lambda match: match.group().replace("，", ","), flow.text)
    folded = (flow if text == flow.text else Flow(text, flow.offsets)).folded()
    text = MISPRINT.sub("年末", folded.text) if "年未" in folded.text else folded.text
    return folded if text == folded.text else Flow(text, folded.offsets)
