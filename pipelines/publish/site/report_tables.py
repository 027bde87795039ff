"""The tables of figures on a report's page: their rows, and what holds for every row of one, said once above it.

Belongs here: which checks and which words stand in which row. Does not belong here: markup (report_markup), the report's
text with its signs (report, report_text).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from markupsafe import Markup

from pipelines.lexicon import load
from pipelines.publish.site.addresses import report_file
from pipelines.publish.site.figures import Figure
from pipelines.publish.site.report_markup import Columns, FigureRow, columns_of, rows_markup, tags_markup
from pipelines.publish.site.report_rows import ReportContent

Row = Mapping[str, Any]
Figures = Mapping[str, Sequence[Figure]]
"""The figures of a report by their table."""
_SEVERITIES = ("error", "warn", "info")
_FEWEST = 8
"""So many rows have in common what is said once."""


class Places(NamedTuple):
    """Where the figures of a page are. ``rows``: table and fact → what its row is called; by evidence id: the page of the
    file, and the box on its picture."""

    rows: Mapping[tuple[str, str], str]
    pages: Mapping[str, int | None]
    boxes: Mapping[str, str]


class FigureTable(NamedTuple):
    """A table of figures. ``checks`` and ``decided``: what holds for every row, which the rows do not repeat."""

    name: str
    n: int
    columns: Columns
    checks: Markup
    decided: str
    rows: Markup


def figure_tables(content: ReportContent, figures: Figures, places: Places) -> Iterator[FigureTable]:
    """A table for each sort of figure that the report has."""
    checks = _checks(content.findings)
    for name, of_table in figures.items():
        if not of_table:
            continue
        rows = list(_figure_rows(of_table, content, places, checks))
        shared = _shared(of_table, checks)
        told = {row.decided for row in rows}
        decided = told.pop() if len(told) == 1 and len(rows) >= _FEWEST else ""
        rows = [
            replace(
                row,
                checks=[check for check in row.checks if check["result_id"] not in shared],
                decided="" if decided else row.decided,
            )
            for row in rows
        ]
        yield FigureTable(
            name,
            len(rows),
            columns := columns_of(rows),
            tags_markup(shared.values()),
            decided,
            rows_markup(rows, content.report["report_id"], columns),
        )


def told_above(content: ReportContent, figures: Figures) -> frozenset[tuple[str, str]]:
    """Quote and finding where the finding holds for every row of a table, but for the quote of its first row: in the text one
    sign tells what is said once above the table."""
    checks = _checks(content.findings)
    return frozenset(
        (figure.evidence_id, result_id)
        for of_table in figures.values()
        for result_id in _shared(of_table, checks)
        for figure in of_table[1:]
        if figure.evidence_id != of_table[0].evidence_id
    )


def _checks(findings: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    """Evidence id → the findings about its figure, one of each rule, the gravest first."""
    found: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for finding in findings:
        for quote in finding["quotes"]:
            if quote["role"] == "figure":
                found[quote["evidence_id"]].setdefault(finding["rule_id"], finding)
    return {
        name: sorted(of_quote.values(), key=lambda f: (_SEVERITIES.index(f["severity"]), f["rule_id"]))
        for name, of_quote in found.items()
    }


def _shared(figures: Sequence[Figure], checks: Mapping[str, Sequence[Row]]) -> Mapping[str, Row]:
    """The findings that are about every one of many figures, by their id."""
    if len(figures) < _FEWEST:
        return {}
    shared = {check["result_id"]: check for check in checks.get(figures[0].evidence_id, ())}
    for figure in figures:
        own = {check["result_id"] for check in checks.get(figure.evidence_id, ())}
        shared = {name: check for name, check in shared.items() if name in own}
    return shared


def _figure_rows(
    figures: Sequence[Figure], content: ReportContent, places: Places, checks: Mapping[str, Sequence[Row]]
) -> Iterator[FigureRow]:
    """Rows of a table of figures."""
    for figure in figures:
        yield FigureRow(
            figure=figure,
            anchor=places.rows.get((figure.table, figure.fact_id)),
            page=places.pages.get(figure.evidence_id),
            box=places.boxes.get(figure.evidence_id),
            checks=checks.get(figure.evidence_id, ()),
            further=[
                (quote, report_file(quote["home"]) if quote["home"] else None)
                for quote in content.further.get((figure.table, figure.fact_id), ())
            ],
            decided=_decided(content, figure),
        )


def _decided(content: ReportContent, figure: Figure) -> str:
    """What a person decided about a figure, why it waits for one, or what keeps it out of comparisons, in words; empty where it is plain."""
    words: Mapping[str, str] = load("site_figures")["decided"]
    decision = content.decided.get((figure.table, figure.fact_id))
    waiting = content.waiting.get((figure.table, figure.fact_id))
    withheld = content.withheld.get((figure.table, figure.fact_id))
    if decision is None and withheld is not None:
        return words["withheld"].format(rules="、".join(withheld["rules"]))
    if decision is None:
        return "" if waiting is None else words["waiting"].format(why=waiting["why"])
    new = [
        f"{told['text'] or told['value']}{told['unit'] or ''}"
        for told in (decision["fields"] or {}).values()
        if told["value"] or told["text"]
    ]
    return f"{words[decision['action']]} {'、'.join(new)}".strip()
