"""The page of one report: its text with every quote marked, its figures, findings, versions and pictures of pages.

Belongs here: what the page shows, from rows and the stored Document. Does not belong here: rows (report_rows), the marking of
text (report_text), which pages are made again (night.publish.site_reports).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.lexicon import load
from pipelines.model.document import Document
from pipelines.publish.site.addresses import (
    county_page,
    department_page,
    finding_anchor,
    report_file,
    report_page,
    unit_page,
)
from pipelines.publish.site.figures import Figure, figure_of
from pipelines.publish.site.folded import by_rule
from pipelines.publish.site.images import OFD, PICTURED, PagePicture, page_pictures
from pipelines.publish.site.pages import Site
from pipelines.publish.site.places import full_name
from pipelines.publish.site.report_markup import LATE, NAMED_BY_QUOTE, blocks_markup, boxes_markup
from pipelines.publish.site.report_rows import ReportContent
from pipelines.publish.site.report_tables import Places, figure_tables, told_above
from pipelines.publish.site.report_text import Mask, ShownText, Sign, report_range, show_text, sign_link
from pipelines.publish.site.unused import why_unused

Row = Mapping[str, Any]
_MOST_COMPARED = 3
"""Of so many rules a finding of another report is told behind a sentence; a donor of many has more on the pages of findings."""
_NOT_PLAIN = re.compile(r"[^0-9A-Za-z-]+")


def render_report(site: Site, content: ReportContent, document: Document | None, mask: Mask | None) -> str:
    """The HTML of a report's page. ``document`` None: the stored text is not there, which the page says."""
    shown = content.shown
    figures = {
        table: [figure_of(table, row) for row in rows if row["version_id"] == shown["version_id"]]
        for table, rows in content.facts.items()
    }
    marks = _marks(content, figures)
    text, pictures = _marked(content, document, mask, marks)
    return site.render(
        report_page(content.report["report_id"]),
        "report.html",
        report=content.report,
        title=report_title(content.report),
        why_unused=why_unused(content.report),
        links=_links(content.report),
        shown=shown,
        versions=content.versions,
        older=_older(content),
        groups=list(figure_tables(content, figures, _places(marks, pictures))),
        named_by_quote=NAMED_BY_QUOTE,
        late_from=LATE,
        findings=list(by_rule(content.findings)),
        n_findings=len(content.findings),
        severities=list(Counter(finding["severity"] for finding in content.findings).items()),
        finding_page=f"findings/{_NOT_PLAIN.sub('', content.report['region_code'] or '000000')}.html",
        counts=content.counts,
        unjudged=content.unjudged,
        unstored=[(f"u{number}", row) for number, row in enumerate(content.unstored, 1)],
        marked=text.marked,
        missing=[(_missing_label(row), row["reason"]) for row in content.missing],
        blocks=blocks_markup(text.blocks),
        is_part=text.is_part,
        has_text=document is not None,
        pictures=[(picture, boxes_markup(picture.quotes, marks.anchors.of_quotes)) for picture in pictures],
        unpictured=_unpictured(shown["media_type"]),
        unmarked=[
            (quote, [sign_link(sign) for sign in marks.signs.get(quote["evidence_id"], ())])
            for quote in content.quotes
            if quote["evidence_id"] not in text.marked
        ],
        figure_words=load("site_figures"),
    )


def report_title(report: Row) -> str:
    """Unit, year, and what sort of report it is."""
    words = load("site")
    unit = report["unit_name"] or words["unknown"]["unit"]
    year = f"{report['fiscal_year']} 年度" if report["fiscal_year"] else words["unknown"]["year"]
    kind = words["report_type"].get(report["report_type"], "")
    subject = f"：{report['subject']}" if report["subject"] else ""
    return f"{unit} {year} {kind}{subject}"


def _unpictured(media_type: str | None) -> str:
    """Which words say why a page has no pictures, if it has none."""
    if media_type in PICTURED:
        return "bare"
    return "ofd" if media_type == OFD else "flowing"


def _links(report: Row) -> list[tuple[str, str]]:
    """Ways up: county, type of department, unit. Only what has pages: a resolved place and a department's report."""
    links = []
    if report["region_code"]:
        place = report["county"] or report["city"] or report["province"] or report["region_code"]
        links.append((county_page(report["region_code"]), full_name(place, report["city"])))
    if report["department_type"]:
        links.append((department_page(report["department_type"]), report["department_type"]))
    if report["unit_id"]:
        links.append((unit_page(report["unit_id"]), report["unit_name"]))
    return links


@dataclass(frozen=True, slots=True)
class _Anchors:
    """Names of rows. ``of_quotes``: evidence id → the first row that it belongs to, further quotes of a figure its row; ``of_rows``:
    table and fact → the name that its row bears. Nobody but this page names a row, so a number will do: the ids of a hundred
    quotes, several times over, would be a tenth of the page."""

    of_quotes: dict[str, str]
    of_rows: dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is marked. ``quotes``: of the shown document, by place; ``signs``: evidence id → the findings that quote it."""

    quotes: Sequence[Row]
    anchors: _Anchors
    signs: Mapping[str, Sequence[Sign]]


def _marks(content: ReportContent, figures: Mapping[str, Sequence[Figure]]) -> _Marks:
    here = [quote for quote in content.quotes if quote["document_id"] == content.shown["document_id"]]
    return _Marks(here, _row_anchors(figures, content), _signs(content, told_above(content, figures)))


def _places(marks: _Marks, pictures: Sequence[PagePicture]) -> Places:
    return Places(
        marks.anchors.of_rows,
        {quote["evidence_id"]: quote["page"] for quote in marks.quotes},
        {quote.evidence_id: quote.anchor for picture in pictures for quote in picture.quotes},
    )


def _marked(
    content: ReportContent, document: Document | None, mask: Mask | None, marks: _Marks
) -> tuple[ShownText, Sequence[PagePicture]]:
    """The report's own part of the stored text, and pictures of the pages that its figures stand on."""
    if document is None or mask is None:
        return ShownText((), frozenset(), is_part=False), ()
    rows = marks.anchors.of_quotes
    part = report_range(content.report["report_id"], content.ranges, len(document.text))
    document_id = content.shown["document_id"]
    here = [
        row for row in content.unstored if row["document_id"] == document_id and row["char_start"] is not None
    ]
    text = show_text(
        document,
        mask,
        part,
        [*marks.quotes, *({**row, "evidence_id": row["problem_id"]} for row in here)],
        {**rows, **{row["problem_id"]: f"u{number}" for number, row in enumerate(content.unstored, 1)}},
        marks.signs,
    )
    of_figures = [quote for quote in marks.quotes if quote["evidence_id"] in rows]
    return text, tuple(page_pictures(document, mask, content.shown["sha256"], of_figures))


def _row_anchors(figures: Mapping[str, Sequence[Figure]], content: ReportContent) -> _Anchors:
    anchors = _Anchors({}, {})
    for table, of_table in figures.items():
        for figure in of_table:
            name = f"f{len(anchors.of_rows) + 1}"
            if anchors.of_quotes.setdefault(figure.evidence_id, name) == name:
                anchors.of_rows[table, figure.fact_id] = name
            for quote in content.further.get((table, figure.fact_id), ()):
                anchors.of_quotes.setdefault(quote["evidence_id"], anchors.of_quotes[figure.evidence_id])
    return anchors


def _signs(content: ReportContent, left_out: Container[tuple[str, str]]) -> dict[str, list[Sign]]:
    """Evidence id → the findings of this report that quote it, the grave ones first, but for pairs that are ``left_out``; then
    those of others that compare with it."""
    signs: defaultdict[str, list[Sign]] = defaultdict(list)
    for finding in content.findings:
        sign = Sign(
            f"#{finding_anchor(finding['result_id'])}",
            finding["rule_id"],
            finding["severity"],
            finding["rule_name"] or "",
        )
        for name in dict.fromkeys(quote["evidence_id"] for quote in finding["quotes"]):
            if (name, finding["result_id"]) not in left_out and all(
                known.rule_id != sign.rule_id for known in signs[name]
            ):
                signs[name].append(sign)
    for name, others in content.compared.items():
        of_rules = {finding["rule_id"]: finding for finding in reversed(others)}
        signs[name] += [_sign_of_other(of_rules[rule]) for rule in sorted(of_rules)[:_MOST_COMPARED]]
    return signs


def _sign_of_other(finding: Row) -> Sign:
    """Leads to the page of the report whose finding holds this sentence against its own."""
    words = load("site")
    year = words["of_year"].format(year=finding["fiscal_year"]) if finding["fiscal_year"] else ""
    unit = f"{finding['unit_name'] or words['unknown']['unit']}{year}"
    return Sign(
        f"{report_file(finding['of_report'])}#{finding_anchor(finding['result_id'])}",
        finding["rule_id"],
        finding["severity"],
        words["compared"].format(rule=finding["rule_name"] or "", unit=unit),
    )


def _older(content: ReportContent) -> Sequence[tuple[Row, Sequence[Figure]]]:
    """Versions whose text is not shown, with their figures: their quotes stand in the list of further quotes."""
    older: list[tuple[Row, Sequence[Figure]]] = []
    for version in content.versions:
        if version["version_id"] == content.shown["version_id"]:
            continue
        figures = [
            figure_of(table, row)
            for table, rows in content.facts.items()
            for row in rows
            if row["version_id"] == version["version_id"]
        ]
        older.append((version, figures))
    return older


def _missing_label(row: Row) -> str:
    words = load("site_figures")
    return str(words["category"][row["category"]] + words["stage"][row["stage"]])
