"""Markup of what a report's page has hundreds of: blocks of its text, rows of its figures. Written here, not in the template, which
would take longer over it than over all else.

Belongs here: one paragraph, one table of the text, one row of figures. Does not belong here: which of them there are (report,
report_text), the page around them (templates/report.html). What comes from a report is escaped here or where it was marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple

from markupsafe import Markup

from pipelines.lexicon import load
from pipelines.model.document import BlockKind
from pipelines.publish.site.addresses import finding_anchor
from pipelines.publish.site.cells import safe
from pipelines.publish.site.figures import Figure
from pipelines.publish.site.images import MarkedQuote
from pipelines.publish.site.report_text import ShownBlock
from pipelines.publish.site.shown import exact_number, show_number

Row = Mapping[str, Any]
_CLASSES: Mapping[str, str] = {BlockKind.HEADING: ' class="h"', BlockKind.FURNITURE: ' class="aside"'}
LATE = 150
"""Tables of so many rows are laid out when somebody comes near them, on a screen wide enough for them (style.css)."""
NAMED_BY_QUOTE = frozenset({"problem_items", "indicators"})
"""Tables whose rows have no number of their own: there the name leads to the quote."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its place on the page. ``anchor``: what its row is called, None where an earlier row has the same quote; ``box``: of
    its quote on the picture of ``page``; ``further``: other quotes of it, each with the file of the page that it stands on; ``decided``: by
    a person, in words, or why it waits for one."""

    figure: Figure
    anchor: str | None
    page: int | None
    box: str | None
    checks: Sequence[Row]
    further: Sequence[tuple[Row, str | None]]
    decided: str


class Columns(NamedTuple):
    """Which columns a table of figures has behind their values: none that would be empty in every row."""

    said: bool
    checks: bool


def columns_of(rows: Sequence[FigureRow]) -> Columns:
    """What any of the rows fills."""
    said = any(r.figure.printed or r.figure.words or r.page or r.further or r.decided for r in rows)
    return Columns(said, any(r.checks for r in rows))


def blocks_markup(blocks: Iterable[ShownBlock]) -> Markup:
    """The text of a report."""
    tables = count(1)
    return Markup("".join(_block(block, tables) for block in blocks))


def rows_markup(rows: Iterable[FigureRow], report_id: str, columns: Columns) -> Markup:
    """The rows of a table of figures with these columns."""
    severities, prefix = load("site")["severity"], load("site_figures")["said"]["indicator"]
    return Markup("".join(_row(row, report_id, columns, severities, prefix) for row in rows))


def tags_markup(checks: Iterable[Row]) -> Markup:
    """Findings as tags that say the rule's name too, for those that hold for a whole table."""
    severities = load("site")["severity"]
    return Markup(
        " ".join(
            f'<a class="tag {check["severity"]}" href="#{finding_anchor(check["result_id"])}">'
            f"{severities[check['severity']]} {check['rule_id']} {safe(check['rule_name'] or '')}</a>"
            for check in checks
        )
    )


def boxes_markup(quotes: Iterable[MarkedQuote], rows: Mapping[str, str]) -> Markup:
    """The boxes over the picture of a page, each leading to the row of its figure. ``rows``: evidence id → what the row is called."""
    return Markup(
        "".join(
            f'<a href="#{rows[quote.evidence_id]}"><path id="{quote.anchor}" d="{quote.outline}"/></a>\n'
            for quote in quotes
        )
    )


def _block(block: ShownBlock, tables: Iterator[int]) -> str:
    """A paragraph or a table; tables are numbered, so that each is told from the others when it is only named."""
    begins = "".join(_page_number(number, name) for number, name in block.pages)
    if block.rows:
        rows = "".join(f"<tr>{row}</tr>\n" for row in block.rows)
        late = " late" if len(block.rows) >= LATE else ""
        return (
            f'{begins}<div class="scroll{late}" tabindex="0" role="region" aria-label="报告中的表 {next(tables)}"><table>\n{rows}'
            "</table></div>\n"
        )
    return f"{begins}<p{_CLASSES.get(block.kind, '')}>{block.text}</p>\n"


def _page_number(number: int, name: str) -> str:
    called = f"（{safe(name)}）" if name else ""
    return f'<p class="pageno" id="p-{number}">第 {number} 页{called}</p>\n'


def _row(row: FigureRow, report_id: str, columns: Columns, severities: Mapping[str, str], prefix: str) -> str:
    figure = row.figure
    anchor = f' id="{row.anchor}"' if row.anchor else ""
    name = safe(figure.label)
    more = f" <small>{safe(figure.more)}</small>" if figure.more else ""
    number = ""
    if figure.table in NAMED_BY_QUOTE:
        name = f'<a href="#e-{figure.evidence_id}">{safe(figure.label.removeprefix(prefix))}</a>'
    else:
        number = _number(figure)
    said = f"<td>{_said(row, report_id)}</td>" if columns.said else ""
    checks = f"<td>{_checks(row.checks, severities)}</td>" if columns.checks else ""
    return f'<tr{anchor}><th scope="row">{name}{more}</th>{number}{said}{checks}</tr>\n'


def _checks(checks: Sequence[Row], severities: Mapping[str, str]) -> str:
    return "".join(
        f'<a class="tag {check["severity"]}" href="#{finding_anchor(check["result_id"])}"'
        f' title="{safe(check["rule_name"] or "")}">{severities[check["severity"]]} {check["rule_id"]}</a> '
        for check in checks
    )


def _number(figure: Figure) -> str:
    link = f'<a href="#e-{figure.evidence_id}">'
    if figure.value is None:
        return f'<td class="n">{link}原文</a></td>'
    shown = f"{link}{show_number(figure.value)}</a><small> {safe(figure.unit)}</small>"
    return f'<td class="n" data-v="{exact_number(figure.value)}">{shown}</td>'


def _said(row: FigureRow, report_id: str) -> str:
    """The report's own words, the page, further quotes, and what a person decided."""
    out = [safe(row.figure.printed or row.figure.words)]
    if row.page:
        page = f"第 {row.page} 页"
        out.append(f' <a href="#{row.box}">{page}</a>' if row.box else f" <small>{page}</small>")
    for place, (quote, file) in enumerate(row.further, 1):
        if file:
            is_here = quote["home"] == report_id
            page, name = ("", f"另见 {place}") if is_here else (file, "次年报告")
            out.append(f' <small><a class="quote" href="{page}#e-{quote["evidence_id"]}">{name}</a></small>')
    if row.decided:
        out.append(f'<small class="why">{safe(row.decided)}</small>')
    return "".join(out)
