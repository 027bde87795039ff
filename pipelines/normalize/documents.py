"""Documents: hop 4 over all the reports of one document.

Belongs here: which problem is whose, and joining the rows of several reports. Does not belong here: the rows of one
report (facts).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import chain

from pipelines.model.claims import Card, ReportClaims
from pipelines.model.document import Document
from pipelines.model.problem import Outcome, Problem
from pipelines.normalize.departments import load_departments
from pipelines.normalize.facts import normalize
from pipelines.normalize.identity import resolve
from pipelines.normalize.registry import load_places
from pipelines.normalize.rows import DocumentRows
from pipelines.normalize.second_reading import SecondReading


def normalize_reports(
    document: Document,
    reports: Outcome[ReportClaims],
    card: Card,
    lost: Sequence[Problem] = (),
    read_again: SecondReading = lambda _: (),
) -> DocumentRows:
    """All rows of a document, report by report. ``lost``: what its reader could not read; it is told of once. ``read_again``: a
    second reading of its facts.

    A report that the file holds twice, word for word, is one filing.
    """
    joined: list[DocumentRows] = []
    filed: set[str] = set()
    for claims, problems in zip(reports.values, _shared_out(reports, lost), strict=True):
        identity = resolve(claims.identity, card, load_places(), load_departments())
        rows = normalize(document, claims, identity.values[0], (*problems, *identity.problems), read_again)
        versions = {report.version_id for report in rows.filed_reports}
        if filed.isdisjoint(versions):
            joined.append(rows)
        filed |= versions
    if len(joined) == 1:
        return joined[0]
    together = DocumentRows(
        **{
            field.name: tuple(chain.from_iterable(getattr(rows, field.name) for rows in joined))
            for field in fields(DocumentRows)
        }
    )
    # words that two reports cite are one place of the document
    return replace(together, evidence=tuple({row.evidence_id: row for row in together.evidence}.values()))


def _shared_out(reports: Outcome[ReportClaims], lost: Sequence[Problem]) -> list[list[Problem]]:
    """The problems of each report: those in its part of the document; what lies in no part goes to the first."""
    shares: list[list[Problem]] = [[] for _ in reports.values]
    for problem in (*lost, *reports.problems):
        owner = next((n for n, claims in enumerate(reports.values) if claims.covers(problem.span)), 0)
        shares[owner].append(problem)
    return shares
