"""Sections: the report cut up by the meaning of its headings.

Belongs here: where a section begins and ends, and its text. Does not belong here: what a heading means (headings)
and what the text says.

A section's body is its own text up to the next heading: a part that only holds sub-sections has an empty body, and
no text stands in two sections. Tables are in the body too: cells set apart by tabs, rows by line ends. A numbered
heading of unknown meaning ends the section before it where it stands no deeper than that one (code ``other``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.extract.outline.headings import Heading, canonical, read_heading, section_kinds
from pipelines.model.claims import SectionClaim
from pipelines.model.document import READING_ORDER, Block, BlockKind, Document, Span
from pipelines.model.flow import Flow, join_flows
from pipelines.model.frozen import dataclass

_DATE_LINE = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")
_OF_THE_UNIT = frozenset({"overview", "income_expenditure"})
_SIGNED_BY = re.compile(r"[\u4e00-\u9fff()]{3,40}")


@dataclass(frozen=True, slots=True)
class _Part:
    """A section under construction: its code, its heading and the flows of its body."""

    code: str
    level: int
    heading: Flow
    body: list[Flow]


def find_sections(document: Document) -> tuple[SectionClaim, ...]:
    """All sections in reading order; () for a document without any known heading.

    ``span`` covers the heading (for the preamble, which has none: its first paragraph), ``body`` carries its own
    offsets. Text before the first heading is the section ``preamble`` with an empty heading.
    """
    parts: list[_Part] = []
    before: list[Flow] = []
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        flow = _reading_text(document, block)
        if not flow.text:
            continue
        part = _opened(flow, block, parts)
        if part is not None:
            parts.append(part)
        else:
            (parts[-1].body if parts else before).append(flow)
    parts = _without_contents(parts)
    if not parts:
        return ()
    for part, following in zip(parts, (*parts[1:], None), strict=True):
        if part.code != "appendix" and (following is None or following.code == "appendix"):
            _leave_out_signature(part)
    if before:
        parts.insert(0, _Part("preamble", 0, Flow("", ()), before))
    return tuple(_claim(seq, part) for seq, part in enumerate(parts, start=1))


def paragraphs(document: Document, section: SectionClaim) -> tuple[Flow, ...]:
    """The paragraphs of a section's body without its tables."""
    tables = [block.span for block in document.blocks if block.kind is BlockKind.TABLE]
    return tuple(
        flow
        for flow in lines(section.body)
        if not any(table.start <= flow.offsets[0] < table.end for table in tables)
    )


def lines(body: Flow) -> Iterator[Flow]:
    """The non-empty lines of a body: paragraphs and table rows."""
    start = 0
    for line in body.text.split("\n"):
        end = start + len(line)
        if line.strip():
            yield body.part(start, end)
        start = end + 1


def _reading_text(document: Document, block: Block) -> Flow:
    if block.table is None:
        return document.flow(block)
    rows: dict[int, list[Flow]] = {}
    for cell in sorted(document.tables[block.table].cells, key=READING_ORDER):
        if cell.pieces:
            rows.setdefault(cell.row, []).append(document.flow(cell))
    return join_flows([join_flows(cells, "\t") for cells in rows.values()], "\n")


def _opened(flow: Flow, block: Block, parts: Sequence[_Part]) -> _Part | None:
    """The section that a block opens, None where it goes on with the one before."""
    if block.kind is BlockKind.TABLE:
        return None
    folded = flow.folded().text
    heading = read_heading(folded, block.kind is BlockKind.HEADING) if folded else None
    if heading is None or not _opens(heading, parts):
        return None
    places = Flow.alone(flow.text).folded()
    end = places.offsets[heading.end - 1] + 1
    body = places.offsets[heading.body] if heading.body < len(places.text) else len(flow.text)
    rest = [flow.part(body, len(flow.text))] if body < len(flow.text) else []
    return _Part(heading.code or "other", heading.level, flow.part(0, end), rest)


def _opens(heading: Heading, parts: Sequence[_Part]) -> bool:
    if not parts:
        return heading.code not in (None, "appendix")
    last, order = parts[-1], list(section_kinds())
    if heading.code is None:
        # An unknown 1. is an item of a list, an unknown （一） below 一、 a sub-heading whose text belongs to that part.
        return heading.level <= min(2, last.level)
    if not heading.certain:
        return order.index(heading.code) > order.index(last.code)
    if heading.level >= 3 and last.level < 3:
        part = section_kinds()[heading.code].part
        return part == section_kinds()[last.code].part or _begins_with_the_unit(last, part)
    return True


def _begins_with_the_unit(last: _Part, part: str | None) -> bool:
    """Whether a section on goals and what became of them opens with 1.预算安排及执行情况, the unit's money or people."""
    return not last.body and last.code == "achievement" and part in _OF_THE_UNIT


def _without_contents(parts: Sequence[_Part]) -> list[_Part]:
    """Leaves out lines of a table of contents: headings without text that come again later."""
    kept: list[_Part] = []
    later: set[tuple[str, str]] = set()
    for part in reversed(parts):
        key = (part.code, canonical(part.heading.folded().text))
        if part.body or part.code == "other" or key not in later:
            kept.append(part)
        later.add(key)
    return kept[::-1]


def _leave_out_signature(part: _Part) -> None:
    """The unit's name and the date at the end of a report belong to no section."""
    if not part.body or not _DATE_LINE.fullmatch(part.body[-1].folded().text):
        return
    part.body.pop()
    if part.code != "signers" and part.body and _SIGNED_BY.fullmatch(part.body[-1].text):
        part.body.pop()


def _claim(seq: int, part: _Part) -> SectionClaim:
    words = part.heading if part.heading.text else part.body[0]
    start, end = words.raw(0, len(words.text))
    return SectionClaim(seq, part.code, part.heading.text, Span(start, end), join_flows(part.body, "\n"))
