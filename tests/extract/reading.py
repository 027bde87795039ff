"""Reads constructed documents with the extractors of numbers, for tests of money, staff, assets and tables."""

from __future__ import annotations

from pipelines.extract.context import Context, Reader
from pipelines.extract.found import Found
from pipelines.extract.prose.assets import read_assets
from pipelines.extract.prose.moments import Moments
from pipelines.extract.prose.money import read_money
from pipelines.extract.prose.splitting import SectionIndex, sentences
from pipelines.extract.prose.staffing import read_staff
from pipelines.extract.prose.uncertain import without_uncertain
from pipelines.extract.tables.figures import read_table
from pipelines.extract.tables.labelling import table_numbers
from pipelines.extract.tables.units import settle_units
from pipelines.extract.taken_back import corrections_of, doubt_taken_back
from tests.documents import Rows, make_document


def read(
    *parts: str | Rows, year: int = 2024, names: tuple[str, ...] = ("石桥县民政局",), whole: str = "total"
) -> Found:
    """All claims of a document made of these parts, with every number with a unit noted as seen."""
    document = make_document(*parts)
    found, reader, context = Found(), Reader(year, names, whole), Context()
    moments = Moments(reader)
    told = list(sentences(document, SectionIndex(())))
    for sentence in told:
        for labelled in sentence.numbers:
            if labelled.number.quantity is not None:
                quote = f"{labelled.clause}{labelled.number.text}{labelled.number.quantity.unit_text}"
                found.see(sentence.number_span(labelled), labelled.number.quantity.dimension, None, quote)
        at = moments.read(sentence)
        sentence = without_uncertain(sentence, found)
        read_assets(sentence, at, reader, found)
        read_staff(sentence, at, reader, found)
        context = read_money(sentence, reader, found, context)
    settle_units([read_table(table, reader, None, found) for table in table_numbers(document)], year, found)
    doubt_taken_back(corrections_of(document, told), reader, found)
    return found


def budget(found: Found) -> list[tuple[str, str, str]]:
    """Budget claims as (category, stage, yuan)."""
    return [(c.category, c.stage, f"{c.amount.value:.2f}") for c in found.budget]


def figures(found: Found) -> list[str]:
    """Budget claims in short: what is ``all`` or of 2024 is not written."""
    return [
        " ".join(
            [
                claim.category,
                claim.stage,
                *([] if claim.fund_source == "all" else [claim.fund_source]),
                *([] if claim.fact_year == 2024 else [str(claim.fact_year)]),
                f"{(claim.amount.value / 10000).normalize():f}",
            ]
        )
        for claim in found.budget
    ]


def accounted(found: Found) -> bool:
    """Whether what was not claimed is ignored for a reason, a problem, or unexplained: never simply passed over."""
    return bool(found.ignored or found.problems or found.unexplained())


def staff(*parts: str | Rows) -> list[tuple[str, str, int]]:
    """Claims as (kind, basis, headcount)."""
    return [(claim.kind, claim.basis, claim.headcount) for claim in read(*parts).staff]


def kinds(found: Found) -> list[str]:
    return [problem.kind for problem in found.problems]
