"""Ids and hashes: the same content gets the same id on every machine and in every run.

Belongs here: what an id is made of. Does not belong here: counters, clocks, file order; nothing of that is in an id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipelines.model.claims import Identity
from pipelines.model.document import BlockKind, Document, Span
from pipelines.model.flow import fold_widths
from pipelines.normalize.rows import DocumentRows

Part = str | int | Decimal | None


def digest(length: int, *parts: Part) -> str:
    """``length`` hex digits over the parts. Every part carries its length, so ("ab", "c") is not ("a", "bc")."""
    told = [f"{len(part)}:{part}" if isinstance(part, str) else _told(part) for part in parts]
    return hashlib.sha256("".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def _told(part: int | Decimal | None) -> str:
    if part is None:
        return "-1:-"
    text = str(part) if isinstance(part, int) else plain(part)
    return f"{len(text)}:{text}"


def plain(part: Part) -> str:
    """Text of a part; equal decimals have equal text (1.50 and 1.5)."""
    if isinstance(part, Decimal):
        return "0" if part == 0 else f"{part.normalize():f}"
    return str(part)


def canonical(name: str | None) -> str | None:
    """A name without white space and with folded characters."""
    return None if name is None else _solid(name)


def text_hash(document: Document, extent: Sequence[Span] = ()) -> str:
    """SHA-256 of the reading text (of ``extent``, where that is not empty): furniture and white space left out, folded.

    Two formats of one report with the same words in the same order have the same hash.
    """
    read = (b for b in document.blocks if b.kind is not BlockKind.FURNITURE)
    spans = [piece for block in read for piece in block.pieces]
    if extent:
        parts = (
            Span(max(s.start, e.start), min(s.end, e.end)) for e in extent for s in spans if s.overlaps(e)
        )
        spans = list(parts)
    pieces = [document.quote(span) for span in spans] or [document.text]
    return hashlib.sha256(_solid("".join(pieces)).encode("utf-8", "surrogatepass")).hexdigest()


def _solid(text: str) -> str:
    """Folded, without white space and without the marks that are as wide as nothing."""
    return fold_widths("".join(text.split()).replace("\u200b", "").replace("\ufeff", ""))


def figures_hash(rows: DocumentRows, hash_of_text: str) -> str:
    """SHA-256 over the sorted figures: codes and values, no words, no printed form.

    A report in which nothing was found equals no other report; there the text speaks.
    """
    lines = sorted({"|".join(map(plain, line)) for line in _figures(rows)})
    if not lines:
        lines = [hash_of_text]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _figures(rows: DocumentRows) -> Iterable[tuple[Part, ...]]:
    for b in rows.budget_facts:
        yield "budget", b.fact_year, b.category, b.stage, b.fund_source, b.amount_yuan
    for r in rows.stated_rates:
        yield "rate", r.category, r.kind, r.fund_source, r.rate_pct
    for p in rows.project_items:
        yield "item", p.stage, p.fund_source, p.amount_yuan
    for s in rows.staff_facts:
        yield "staff", s.staff_scope, s.kind, s.basis, s.headcount
    for a in rows.asset_facts:
        yield "asset", a.measure, a.amount_yuan, a.change_pct
    for m in rows.scores:
        yield "score", m.scorer, m.total, m.grade
    for i in rows.indicators:
        yield "indicator", i.operator, i.target_num, i.actual_num, i.weight, i.score


def report_id(identity: Identity, hash_of_text: str) -> str:
    """``<region>-<year>-<type>-<12 hex>``. What is unresolved is told apart by the text, never thrown together."""
    resolved = identity.region_code and identity.unit_name and identity.fiscal_year
    tail = digest(
        12,
        identity.region_code,
        canonical(identity.unit_name),
        identity.scope,
        canonical(identity.subject),
        None if resolved else hash_of_text,
    )
    return f"{identity.region_code or '000000'}-{identity.fiscal_year or 0:04d}-{identity.report_type}-{tail}"


def version_id(of_report: str, hash_of_text: str, document_id: str) -> str:
    """One id per filed document: two files with the same words are two filings (one a duplicate), with own evidence."""
    return digest(16, of_report, hash_of_text, document_id)


def row_id(table: str, *key: Part) -> str:
    """Id of a row from its table and natural key, the version first."""
    return digest(20, table, *key)
