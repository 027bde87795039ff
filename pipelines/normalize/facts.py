"""Facts: hop 4, from the claims of one document to its rows.

Belongs here: the order in which the tables are made, and what holds for the filing as a whole. Does not belong here:
a single table (figures, texts), other documents (assemble), files (shard).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.model.claims import Identity, ReportClaims
from pipelines.model.document import Document
from pipelines.model.problem import Problem
from pipelines.model.rows import FiledReport, ProblemRow
from pipelines.normalize import figures, ids, texts
from pipelines.normalize.doubts import tell_doubts
from pipelines.normalize.evidence import EvidenceBook, problem_row
from pipelines.normalize.filing import Filing
from pipelines.normalize.ignored import ignored_rows
from pipelines.normalize.magnitudes import settle_magnitudes
from pipelines.normalize.masking import Mask
from pipelines.normalize.missing import missing_facts
from pipelines.normalize.recognised import settle_recognised
from pipelines.normalize.repairs import suggest_repairs
from pipelines.normalize.rows import DocumentRows
from pipelines.normalize.second_reading import SecondReading, settle_second_reading

NO_REPORT = "other"
"""Report type of rules, notices and empty templates: they are filed, but they state no figures."""


def normalize(
    document: Document,
    claims: ReportClaims,
    identity: Identity,
    problems: Sequence[Problem],
    read_again: SecondReading = lambda _: (),
) -> DocumentRows:
    """All rows of one report of a document.

    ``problems`` are those that the hops before have met; problems that arise here are added, and all become rows. What
    ``read_again`` contradicts waits for a person. Where the place or unit is unresolved, the rows are kept and the report's region or unit is NULL.
    """
    hash_of_text = ids.text_hash(document, claims.extent)
    report_id = ids.report_id(identity, hash_of_text)
    version_id = ids.version_id(report_id, hash_of_text, document.document_id)
    mask = Mask.of(document, claims.persons)
    filing = Filing(
        document,
        identity,
        report_id,
        version_id,
        mask,
        EvidenceBook(document, mask),
        doubtful=tuple(p.span for p in problems if p.span is not None),
        report_causes=claims.identity.causes,
    )
    rows = DocumentRows() if identity.report_type == NO_REPORT else _facts(filing, claims)
    rows = settle_magnitudes(filing, settle_recognised(filing, rows))
    rows = settle_second_reading(filing, rows, read_again)
    rows = replace(rows, suggestions=suggest_repairs(rows))
    tell_doubts(filing, rows)
    met = (*problems, *filing.problems)
    return replace(
        rows,
        filed_reports=(_filed(filing, claims, rows, hash_of_text),),
        evidence=filing.book.rows(),
        fact_evidence=tuple(filing.book.links),
        fact_causes=tuple(filing.causes),
        missing_facts=missing_facts(filing, rows, met),
        ignored_numbers=ignored_rows(filing, claims.ignored),
        problems=tuple(
            {
                r.problem_id: r for p in met for r in [problem_row(document, mask, p, report_id, version_id)]
            }.values()
        ),
    )


def unfiled_problems(document: Document, problems: Sequence[Problem]) -> tuple[ProblemRow, ...]:
    """Problem rows of a document that files no report: an archive."""
    mask = Mask.of(document, ())
    return tuple(problem_row(document, mask, problem, None, None) for problem in problems)


def _facts(filing: Filing, claims: ReportClaims) -> DocumentRows:
    return DocumentRows(
        budget_facts=figures.budget_facts(filing, claims.budget),
        stated_rates=figures.stated_rates(filing, claims.rates),
        project_items=figures.project_items(filing, claims.items),
        staff_facts=figures.staff_facts(filing, claims.staff),
        asset_facts=figures.asset_facts(filing, claims.assets),
        goals=texts.goals(filing, claims.goals),
        indicators=texts.indicators(filing, claims.indicators),
        scores=texts.scores(filing, claims.scores),
        sections=texts.sections(filing, claims.sections),
        problem_items=texts.problem_items(filing, claims.problem_items),
    )


def _filed(filing: Filing, claims: ReportClaims, rows: DocumentRows, hash_of_text: str) -> FiledReport:
    identity = filing.identity
    own = next((s for s in rows.scores if s.scorer == "self"), None)
    said = claims.identity.title
    title = None if identity.title is None else filing.mask.text(identity.title, said.span if said else None)
    return FiledReport(
        report_id=filing.report_id,
        version_id=filing.version_id,
        document_id=filing.document.document_id,
        region_code=identity.region_code,
        code_system=identity.code_system,
        county=identity.county,
        city=identity.city,
        province=identity.province,
        department_type=identity.department_type,
        unit_name=identity.unit_name,
        fiscal_year=identity.fiscal_year,
        report_type=identity.report_type,
        subject=identity.subject,
        scope=identity.scope,
        title=title,
        signed_on=identity.signed_on,
        self_score=None if own is None else own.total,
        grade=None if own is None else own.grade,
        numbers_seen=claims.numbers_seen,
        numbers_unexplained=claims.numbers_unexplained,
        text_hash=hash_of_text,
        figures_hash=ids.figures_hash(rows, hash_of_text),
    )
