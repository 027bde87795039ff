"""Versions: which filings are one report, in which order, and which of them is current.

Belongs here: the way from all filings to reports, versions and what is left for a person to decide. Does not belong
here: what makes two filings the same (contents), reading decisions (decisions).

The order in which files are listed or arrived decides nothing. A later date under the report wins; where dates are equal
or missing, a file that was put in the place of another wins over that one, then a filing that calls itself a correction
over one that does not; else a person decides, and until then the report has no current version.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.assemble.contents import Content, contents, led_by
from pipelines.assemble.decisions import VersionDecision
from pipelines.assemble.reports import Filed, Report, ReportVersion, describe
from pipelines.assemble.revisions import Revision
from pipelines.assemble.wording import FileName, about_files, problem, problem_row
from pipelines.model.problem import Outcome
from pipelines.model.rows import ProblemRow

NO_REPORT = "other"
"""Report type of rules, notices and empty templates; they do not become reports."""

Filings = Mapping[str, Filed]
"""The filings of one report by version id."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """Rows of core.reports and core.report_versions, and what people have to decide or correct."""

    reports: tuple[Report, ...]
    versions: tuple[ReportVersion, ...]
    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """The contents of one report: ``settled`` are superseded, oldest first; of ``open`` ones, a single one is current."""

    settled: tuple[Content, ...]
    open: tuple[Content, ...]


def assemble(
    filed: Iterable[Filed], decisions: Outcome[VersionDecision], decided: Collection[str] = ()
) -> Assembly:
    """Reports and versions of all filings together; the same for every order of ``filed`` and of their arrival.

    ``decided``: documents about whose figures people have decided something.
    """
    by_report: dict[str, dict[str, Filed]] = {}
    for f in sorted(filed, key=lambda f: f.report.document_id):
        if f.report.report_type != NO_REPORT:
            by_report.setdefault(f.report.report_id, {}).setdefault(f.report.version_id, f)
    reports: list[Report] = []
    versions: list[ReportVersion] = []
    valid, problems = _valid(decisions.values, by_report)
    problems += [problem_row(p, "", None) for p in decisions.problems]
    for report_id, filings in sorted(by_report.items()):
        found = contents(tuple(filings.values()), decided)
        decision = valid.get(report_id)
        order = put_in_order(found, decision)
        if decision is not None and _is_idle(decision, order, put_in_order(found, None)):
            idle = problem("decision_idle", where=decision.where)
            problems.append(problem_row(idle, decision.document_id, report_id))
        current = order.open[0].filed.report if len(order.open) == 1 else None
        reports.append(describe(current, [c.filed.report for c in order.open]))
        versions += _versions(order)
        if current is None:
            problems.append(_told("version_conflict", [c.filed for c in order.open]))
        problems += [
            _told("readings_differ", c.all) for c in (*order.settled, *order.open) if c.is_read_differently
        ]
    return Assembly(tuple(reports), tuple(versions), tuple(problems))


def put_in_order(found: Sequence[Content], decision: VersionDecision | None) -> Order:
    """What is superseded and what may be current.

    A decision supersedes the contents that it names (or all that could be known on its day); among the rest, an
    earlier date is superseded by a later one, and what no date places by the file that was put in its place or by what
    calls itself its correction.
    """
    if decision is None and len(found) == 1:
        return Order((), tuple(found))
    superseded: list[Content] = []
    if decision is not None:
        found = [led_by(c, decision.document_id) for c in found]
        superseded = [c for c in found if _covers(decision, c)]
    left = [c for c in found if c not in superseded]
    latest = max((c.signed_on for c in left if c.signed_on), default=None)
    superseded += [c for c in left if c.signed_on and c.signed_on != latest]
    left = [c for c in left if c.signed_on in (None, latest)]
    replaced = _replaced(left)
    superseded += [c for n, c in enumerate(left) if n in replaced]
    left = [c for n, c in enumerate(left) if n not in replaced]
    plain = [c for c in left if c.revision is Revision.NONE]
    if any(_replaces(c, plain) for c in left):
        superseded += plain
        left = [c for c in left if c not in plain]
    return Order(
        tuple(sorted(superseded, key=_age)), tuple(sorted(left, key=lambda c: c.filed.report.document_id))
    )


def _replaced(found: Sequence[Content]) -> set[int]:
    """The places of contents each file of which gave its place in the inbox to a file of another one: whoever publishes the
    report put the one there instead of the other."""
    holders: dict[str | None, set[int]] = {}
    for place, content in enumerate(found):
        for document in content.document_ids:
            holders.setdefault(document, set()).add(place)
    return {
        place
        for place, content in enumerate(found)
        if all(holders.get(f.replaced_by, set()) - {place} for f in content.all)
    }


def _replaces(content: Content, plain: Sequence[Content]) -> bool:
    """Whether a content calls itself a correction of the plain ones, or an addition that states no fewer numbers."""
    if content.revision is Revision.ADDS:
        return all(content.numbers >= other.numbers for other in plain)
    return content.revision is Revision.REPLACES


def _age(content: Content) -> tuple[date, Revision, str]:
    """Oldest first; what nothing places stands in an order that is the same every night."""
    return content.signed_on or date.min, content.revision, content.filed.report.document_id


def _is_idle(decision: VersionDecision, order: Order, without: Order) -> bool:
    """Whether a decision no longer decides anything: the same content would be current without it."""
    return (
        len(order.open) == len(without.open) == 1
        and decision.document_id in order.open[0].document_ids
        and order.open[0].filed is without.open[0].filed
    )


def _covers(decision: VersionDecision, content: Content) -> bool:
    if decision.document_id in content.document_ids:
        return False
    if decision.over:
        return not content.document_ids.isdisjoint(decision.over)
    return content.signed_on is None or content.signed_on <= decision.on


def _versions(order: Order) -> Iterator[ReportVersion]:
    undecided = len(order.open) > 1
    for number, content in enumerate((*order.settled, *order.open), start=1):
        is_open = number > len(order.settled)
        relation = "conflict" if is_open and undecided else "first" if number == 1 else "revision"
        for filed in content.all:
            yield ReportVersion(
                version_id=filed.report.version_id,
                report_id=filed.report.report_id,
                document_id=filed.report.document_id,
                version_no=number,
                is_current=is_open and not undecided and filed is content.filed,
                relation=relation if filed is content.filed else "duplicate",
                first_seen_at=filed.received_at,
            )


def _valid(
    decisions: Sequence[VersionDecision], by_report: Mapping[str, Filings]
) -> tuple[dict[str, VersionDecision], list[ProblemRow]]:
    """The decision in force for each report: the youngest that still speaks of something that is there."""
    problems: list[ProblemRow] = []
    standing: dict[str, list[VersionDecision]] = {}
    for decision in decisions:
        filings = by_report.get(decision.report_id)
        if filings is None:
            stale = problem("decision_stale", where=decision.where, what="report")
            problems.append(problem_row(stale, decision.document_id, None))
        elif decision.document_id not in {f.report.document_id for f in filings.values()}:
            stale = problem("decision_stale", where=decision.where, what="document")
            problems.append(problem_row(stale, decision.document_id, decision.report_id))
        else:
            standing.setdefault(decision.report_id, []).append(decision)
    valid: dict[str, VersionDecision] = {}
    for report_id, group in standing.items():
        youngest = [d for d in group if d.on == max(g.on for g in group)]
        if len({d.document_id for d in youngest}) == 1:
            valid[report_id] = youngest[0]
        else:
            problems += [
                problem_row(problem("decision_contradicted", where=d.where), d.document_id, report_id)
                for d in youngest
            ]
    return valid, problems


def _told(kind: str, filings: Sequence[Filed]) -> ProblemRow:
    first = filings[0].report
    files = [FileName(f.name, f.report.document_id, f.report.signed_on) for f in filings]
    what = about_files(kind, first.report_id, first.unit_name, first.fiscal_year, files)
    return problem_row(what, first.document_id, first.report_id)
