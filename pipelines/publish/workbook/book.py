"""Book: which sheets the workbook has, in which order.

Belongs here: the file as a whole. Does not belong here: what stands in a sheet (cover, sheets).

The same tables, build and time give the same bytes: xlsxwriter dates the members of the file 1980, and the properties
carry the time of the build. Rows go to disk one by one, so a long mart needs no memory.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipelines.lexicon import load
from pipelines.publish.formulas import Formulas
from pipelines.publish.workbook.cover import write_cover, write_explanations
from pipelines.publish.workbook.fields import codes_by_name
from pipelines.publish.workbook.sheets import Written, write_table
from pipelines.publish.workbook.styles import Styles
from pipelines.store import Store, describe

WORKBOOK = "xianjian.xlsx"
_FINDINGS = "SELECT severity, count(*) AS n FROM quality.open_findings GROUP BY severity"


def write_workbook(
    store: Store, path: Path, build_id: str, made_at: datetime, most_rows: int | None = None
) -> tuple[Written, ...]:
    """Write the workbook of a build whose marts are made. ``made_at`` is aware; ``most_rows``: of a sheet, if
    not as in ``workbook.toml``.

    The links lead to ``site/`` beside the workbook.
    """
    from xlsxwriter import Workbook  # a run that publishes nothing need not load it

    words = load("workbook")
    tables = describe(store, ("mart", "quality", "meta", "core"))
    codes = codes_by_name(tables)
    also = {table.full_name: table for table in tables}
    first: list[str] = words["order"]
    marts = sorted(
        (table for table in tables if table.schema == "mart" and table.name not in words["left_out"]),
        key=lambda t: first.index(t.name) if t.name in first else len(first),
    )
    shown = marts + [also[name] for name in words["also"]]
    # With these two off, no text and no number turns into anything else.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(path), options) as book:
        book.set_properties(
            {"title": words["cover"]["title"], "created": made_at.astimezone(UTC).replace(tzinfo=None)}
        )
        styles = Styles(book)
        cover = book.add_worksheet(words["cover"]["sheet"])
        findings = {row["severity"]: row["n"] for row in store.rows(_FINDINGS)}
        counted = {"quality.open_findings": sum(findings.values())}
        written = tuple(
            write_table(
                book,
                styles,
                store,
                table,
                codes,
                most_rows or words["most_rows"],
                counted.get(table.full_name),
            )
            for table in shown
        )
        write_cover(cover, styles, store, (build_id, made_at), written, findings)
        explained = book.add_worksheet(words["explained"]["sheet"])
        write_explanations(explained, styles, written, Formulas.read(store))
    return written
