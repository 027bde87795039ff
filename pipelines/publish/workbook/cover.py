"""Cover: what this workbook is, of which build, over how many reports, how it is read; and what each column means.

Belongs here: the first and the last sheet. Does not belong here: the tables (sheets), the wording (lexicon/workbook.toml).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from pipelines.lexicon import load
from pipelines.publish.formulas import Formulas, said
from pipelines.publish.site.pages import MOST_REPORTS
from pipelines.publish.workbook.cells import cells_wide
from pipelines.publish.workbook.sheets import Written
from pipelines.publish.workbook.styles import Styles
from pipelines.store import Store

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

BEIJING = timezone(timedelta(hours=8))
_ACROSS = 126
"""Characters across the cover."""
_COUNTS = """
    SELECT (SELECT count(*) FROM core.reports) AS reports,
           (SELECT count(DISTINCT region_code) FROM core.reports WHERE county IS NOT NULL) AS counties,
           (SELECT count(DISTINCT (region_code, unit_name)) FROM core.reports) AS units,
           (SELECT count(*) FROM quality.figures WHERE is_current) AS figures,
           (SELECT count(*) FROM quality.waiting_figures) AS waiting,
           (SELECT coalesce(bool_or(is_sample), false) FROM core.documents) AS is_sample
"""
_COVERAGE = """
    SELECT fiscal_year, sum(n_reported) AS n_reported, CASE WHEN count(n_expected) = count(*) THEN sum(n_expected) END AS n_expected
    FROM mart.coverage WHERE fiscal_year IS NOT NULL AND region_code IS NOT NULL GROUP BY fiscal_year ORDER BY fiscal_year DESC
"""


def write_cover(
    sheet: Worksheet,
    styles: Styles,
    store: Store,
    build: tuple[str, datetime],
    written: Sequence[Written],
    findings: Mapping[str, int],
) -> None:
    """Fill the first sheet; ``build``: its id and time; ``written``: the sheets that follow; ``findings``: open ones by severity."""
    words = load("workbook")["cover"]
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for at, width in enumerate((28, 20, 20, 44)):
        sheet.set_column(at, at, width)
    counts = store.rows(_COUNTS)[0]
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, words["title"], styles.named("title"))
    at = 1
    if counts["is_sample"]:
        sheet.set_row(at, 24)
        sheet.merge_range(at, 0, at, 3, words["sample"], styles.named("banner"))
        at += 1
    for label, value in _facts(words, counts, findings, *build):
        sheet.write_string(at, 0, label, styles.named("label"))
        if isinstance(value, int):
            sheet.write_number(at, 1, value, styles.named("count"))
        else:
            sheet.write_string(at, 1, value, styles.named("text"))
        at += 1
    at = _coverage(sheet, styles, store, at + 1)
    at = _contents(sheet, styles, written, at + 1)
    general = load("workbook")
    notes = [*(note for table in written for note in table.notes), *general["left_out"].values()]
    if counts["reports"] > MOST_REPORTS:
        notes.insert(0, general["links_served"])
    _section(sheet, styles, at + 1, words["how"])
    for line, rule in enumerate((*words["rules"], *notes), start=at + 2):
        text = f"{line - at - 1}．{rule}"
        sheet.set_row(line, 16 * -(-cells_wide(text) // _ACROSS) + 2)
        sheet.merge_range(line, 0, line, 3, text, styles.named("wrapped"))


def write_explanations(
    sheet: Worksheet, styles: Styles, written: Sequence[Written], formulas: Formulas
) -> None:
    """Fill the last sheet: every column of every sheet, with its meaning and, where it is derived, its formula."""
    words = load("workbook")["explained"]
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for at, (head, width) in enumerate(zip(words["columns"], words["widths"], strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, head, styles.named("header"))
    line = 0
    for table in written:
        for field in table.fields:
            line += 1
            column = f"{table.table.full_name}.{field.column.name}"
            told = (
                table.sheet,
                field.column.name_zh,
                field.column.unit or "",
                field.column.meaning,
                "\n".join(map(said, formulas.of(column))),
                column,
            )
            for at, text in enumerate(told):
                if text:
                    sheet.write_string(line, at, text, styles.named("wrapped"))
    sheet.autofilter(0, 0, line, len(words["columns"]) - 1)


def _facts(
    words: Mapping[str, str],
    counts: Mapping[str, Any],
    findings: Mapping[str, int],
    build_id: str,
    made_at: datetime,
) -> Iterator[tuple[str, str | int]]:
    yield words["build"], build_id
    yield words["made"], made_at.astimezone(BEIJING).strftime(words["made_form"])
    for name in ("reports", "counties", "units", "figures", "waiting"):
        yield words[name], int(counts[name])
    yield (
        words["findings"],
        words["findings_of"].format_map({name: findings.get(name, 0) for name in ("error", "warn", "info")}),
    )


def _section(sheet: Worksheet, styles: Styles, at: int, title: str) -> None:
    sheet.set_row(at, 20)
    sheet.merge_range(at, 0, at, 3, title, styles.named("section"))


def _coverage(sheet: Worksheet, styles: Styles, store: Store, at: int) -> int:
    """The table of coverage by year; the line after it."""
    words = load("workbook")["cover"]
    _section(sheet, styles, at, words["coverage"])
    at += 1
    for column, head in enumerate(words["coverage_columns"]):
        sheet.write_string(at, column, head, styles.named("header"))
    for row in store.rows(_COVERAGE):
        at += 1
        sheet.write_number(at, 0, row["fiscal_year"], styles.number("0"))
        sheet.write_number(at, 1, int(row["n_reported"]), styles.number("#,##0"))
        if row["n_expected"]:
            sheet.write_number(at, 2, int(row["n_expected"]), styles.number("#,##0"))
            sheet.write_number(at, 3, row["n_reported"] / row["n_expected"], styles.number("0.0%"))
        else:
            sheet.write_string(at, 2, words["unknown"], styles.named("none"))
            sheet.write_string(at, 3, words["unknown"], styles.named("none"))
    return at + 1


def _contents(sheet: Worksheet, styles: Styles, written: Sequence[Written], at: int) -> int:
    """The list of sheets, each a link; the line after it."""
    words = load("workbook")["cover"]
    _section(sheet, styles, at, words["contents"])
    at += 1
    for column, head in zip((0, 1, 2), words["contents_columns"], strict=True):
        sheet.write_string(at, column, head, styles.named("header"))
    sheet.write_blank(at, 3, None, styles.named("header"))
    explained = load("workbook")["explained"]
    columns = sum(len(table.fields) for table in written)
    listed = [(table.sheet, table.rows, table.table.grain) for table in written]
    for name, rows, holds in (*listed, (explained["sheet"], columns, explained["holds"])):
        at += 1
        sheet.write_url(at, 0, f"internal:'{name}'!A1", styles.named("link"), name)
        sheet.write_number(at, 1, rows, styles.number("#,##0"))
        sheet.merge_range(at, 2, at, 3, holds, styles.named("indented"))
    return at + 1
