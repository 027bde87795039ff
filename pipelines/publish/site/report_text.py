"""The text of a report as a page shows it: blocks and tables of the stored Document, masked, with every quote marked.

Belongs here: which part of a file belongs to a report, where a quote begins and ends within a block or a cell, escaping.
Does not belong here: who is a person (the caller masks), what the page looks like (templates), boxes on pages (images).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from markupsafe import Markup, escape

from pipelines.model.document import Block, BlockKind, Cell, Document, Span
from pipelines.model.flow import Flow
from pipelines.publish.site.cells import safe

Row = Mapping[str, Any]
Mask = Callable[[Flow], str]
"""The words of a flow with persons covered, character for character."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A finding that quotes a place: the address of where it is told, and what to call it."""

    address: str
    rule_id: str
    severity: str
    name: str


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block of the report. ``pages``: numbers and names of pages that begin here; ``rows``: the cells of each row of a
    table, written here because there are so many of them."""

    kind: str
    pages: Sequence[tuple[int, str]]
    text: Markup
    rows: Sequence[Markup] = ()


@dataclass(frozen=True, slots=True)
class ShownText:
    """Blocks, and the evidence ids that are marked in them; ``is_part``: the file holds other reports too."""

    blocks: Sequence[ShownBlock]
    marked: frozenset[str]
    is_part: bool


def report_range(report_id: str, ranges: Sequence[Row], length: int) -> Span:
    """Which characters of a file belong to a report: from its first quote to the next report's, the whole file where the reports
    of a file are not one behind the other. ``ranges``: where the quotes of each report begin and end, in order."""
    if len(ranges) < 2 or any(after["first"] < before["last"] for before, after in pairwise(ranges)):
        return Span(0, length)
    starts = [0, *(row["first"] for row in ranges[1:]), length]
    for place, row in enumerate(ranges):
        if row["report_id"] == report_id:
            return Span(starts[place], starts[place + 1])
    return Span(0, length)


def show_text(
    document: Document,
    mask: Mask,
    part: Span,
    quotes: Sequence[Row],
    rows: Mapping[str, str],
    signs: Mapping[str, Sequence[Sign]] = MappingProxyType({}),
) -> ShownText:
    """The blocks of ``part``. ``quotes``: evidence of this document by place; ``rows``: evidence id → the anchor of its figure;
    ``signs``: evidence id → the findings that quote it, each of which is a sign behind the quote."""
    marker = _Marker(document, mask, quotes, rows, signs)
    pages = [page for page in document.pages if page.end > part.start and page.start < part.end]
    blocks = []
    for block in document.blocks:
        span = block.span
        if span.end <= part.start or span.start >= part.end:
            continue
        begins = [(page.number, page.name) for page in pages if page.start <= span.start]
        del pages[: len(begins)]
        blocks.append(marker.block(block, begins))
    return ShownText(tuple(blocks), frozenset(marker.marked), part != Span(0, len(document.text)))


class _Marker:
    """Marks quotes in flows; a quote gets its anchor where it begins, once."""

    def __init__(
        self,
        document: Document,
        mask: Mask,
        quotes: Sequence[Row],
        rows: Mapping[str, str],
        signs: Mapping[str, Sequence[Sign]],
    ) -> None:
        self.document = document
        self.mask = mask
        self.rows = rows
        self.signs = signs
        self.quotes = sorted(quotes, key=lambda q: (q["char_start"], -q["char_end"], q["evidence_id"]))
        self.starts = [quote["char_start"] for quote in self.quotes]
        self.marked: set[str] = set()
        self.going_on: tuple[Span, str] | None = None
        """A quote that goes on behind the cell or paragraph it began in, and the row of its figure."""

    def block(self, block: Block, begins: Sequence[tuple[int, str]]) -> ShownBlock:
        if block.table is None:
            return ShownBlock(block.kind.value, begins, Markup(self.flow(block)))
        table = self.document.tables[block.table]
        rows: list[list[str]] = [[] for _ in range(table.rows)]
        for cell in table.cells:
            rows[cell.row].append(
                _cell(cell, self.flow(cell), "th" if cell.row < table.header_rows else "td")
            )
        return ShownBlock(BlockKind.TABLE.value, begins, Markup(), [Markup("".join(cells)) for cells in rows])

    def flow(self, part: Block | Cell) -> str:
        """Markup of one paragraph or cell."""
        if not part.pieces:
            return ""
        flow = self.document.flow(part)
        text = self.mask(flow)
        if not text:
            return ""
        first, last = flow.offsets[0], flow.offsets[-1]
        found = []
        place = bisect_left(self.starts, first)
        while place < len(self.quotes) and self.starts[place] <= last:
            quote = self.quotes[place]
            start = bisect_left(flow.offsets, quote["char_start"])
            end = bisect_left(flow.offsets, quote["char_end"])
            if start < end and quote["evidence_id"] not in self.marked:
                self.marked.add(quote["evidence_id"])
                found.append((start, end, quote["evidence_id"]))
                self._keep(Span(quote["char_start"], quote["char_end"]), last, quote["evidence_id"])
            place += 1
        if found:
            return self._marked(text, found)
        if self.going_on is not None and self.going_on[0].start < first < self.going_on[0].end:
            span, target = self.going_on
            end = bisect_left(flow.offsets, span.end)
            return f'<a class="q" href="#{target}">{safe(text[:end])}</a>{safe(text[end:])}'
        return safe(text)

    def _keep(self, quote: Span, last: int, name: str) -> None:
        """Remember a quote of a figure that does not end with this flow, the longest of those that overlap: the target and the actual
        value of an indicator stand cells behind its name, where the quote begins."""
        target = self.rows.get(name)
        if target is None or quote.end <= last + 1:
            return
        if self.going_on is None or not quote.start < self.going_on[0].end >= quote.end:
            self.going_on = (quote, target)

    def _marked(self, text: str, found: Sequence[tuple[int, int, str]]) -> str:
        """``found`` by start, the longer one first. Where two overlap without nesting, the second is opened again behind."""
        out: list[str] = []
        open_until: list[tuple[int, str]] = []  # end, closing tag
        waiting = list(found)
        at = 0
        seen: set[str] = set()
        signs = [(end, sign) for _, end, name in found for sign in self.signs.get(name, ())]
        signs.sort(key=lambda placed: placed[0])

        def close_up_to(place: int) -> None:
            nonlocal at
            while open_until and open_until[-1][0] <= place:
                end, tag = open_until.pop()
                out.append(safe(text[at:end]))
                out.append(tag)
                at = end
                if signs and not any(tag == _LINK_ENDS for _, tag in open_until):
                    out.extend(
                        sign_link(signs.pop(0)[1]) for _ in range(sum(until <= at for until, _ in signs))
                    )

        while waiting:
            start, end, name = waiting.pop(0)
            close_up_to(start)
            out.append(safe(text[at:start]))
            at = start
            inner = min((until for until, _ in open_until), default=end)
            if inner < end:
                waiting.append((inner, end, name))
                waiting.sort(key=lambda w: (w[0], -w[1]))
            links = any(tag == _LINK_ENDS for _, tag in open_until)
            target = self.rows.get(name)
            anchor = "" if name in seen else f' id="e-{name}"'
            seen.add(name)
            if target and not links:
                opening, closing = f'<a{anchor} class="q" href="#{target}">', _LINK_ENDS
            else:
                kind = ' class="q"' if target or name in self.signs else ""
                opening, closing = f"<span{anchor}{kind}>", "</span>"
            out.append(opening)
            open_until.append((min(inner, end), closing))
        close_up_to(len(text))
        out.append(safe(text[at:]))
        return "".join(out)


_LINK_ENDS = "</a>"


def _cell(cell: Cell, text: str, tag: str) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    if cell.column_span > 1:
        spans += f' colspan="{cell.column_span}"'
    return f"<{tag}{spans}>{text}</{tag}>"


def sign_link(sign: Sign) -> Markup:
    """An empty link whose rule the style shows, so that the text that is searched and copied stays the report's own."""
    return Markup(
        f'<a class="sign {escape(sign.severity)}" href="{escape(sign.address)}" data-rule="{escape(sign.rule_id)}"'
        f' title="{escape(sign.rule_id)} {escape(sign.name)}"></a>'
    )
