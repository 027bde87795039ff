"""Reports and versions: the rows of core.reports and core.report_versions.

Belongs here: these two rows and how a report is described by its filings. Does not belong here: which version is
current (versions).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from pipelines.model.rows import FiledReport


@dataclass(frozen=True, slots=True)
class Filed:
    """A report as filed, with what is known of its file. ``name``: the file's name, for messages to people.

    ``replaced_by``: id of the document that lies in its place in the inbox now; None while its own bytes lie there.
    """

    report: FiledReport
    received_at: datetime
    name: str
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """core.reports. ``version_id`` and ``document_id`` are those of the current version, None while versions conflict."""

    report_id: str
    version_id: str | None
    document_id: str | None
    region_code: str | None
    code_system: str | None
    county: str | None
    city: str | None
    province: str | None
    department_type: str | None
    unit_name: str | None
    fiscal_year: int | None
    report_type: str
    subject: str | None
    scope: str
    title: str | None
    signed_on: date | None
    self_score: Decimal | None
    grade: str | None
    numbers_seen: int | None
    numbers_unexplained: int | None


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """core.report_versions. A duplicate has the number of the version that it repeats."""

    version_id: str
    report_id: str
    document_id: str
    version_no: int
    is_current: bool
    relation: str
    first_seen_at: datetime


_OF_FILING = attrgetter(*(f.name for f in fields(Report)))


def describe(current: FiledReport | None, candidates: Sequence[FiledReport]) -> Report:
    """The report as its current version describes it.

    Without one, it has what all candidates agree on; where they differ it has nothing.
    """
    described = (current,) if current else tuple(candidates)
    if len(described) == 1:  # nearly always: nothing to agree on
        return Report(*_OF_FILING(described[0]))
    return Report(**{f.name: _agreed(described, f.name) for f in fields(Report)})


def _agreed(described: Sequence[FiledReport], name: str) -> Any:  # noqa: ANN401 - a field of any type
    values = {getattr(filed, name) for filed in described}
    return values.pop() if len(values) == 1 else None
