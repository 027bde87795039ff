"""Evidence of findings: the quotes that a failure stands on.

Belongs here: which quotes those are, and new rows of core.evidence for passages that nothing has quoted yet. Does not belong
here: quoting itself (normalize.evidence, by ``Locate``), the finding's own row (results).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from pipelines.model.rows import Evidence
from pipelines.quality.cases import Passage
from pipelines.quality.isolation import attempt
from pipelines.quality.ports import Locate, SqlStore
from pipelines.quality.results import Failure
from pipelines.quality.rows import EvidenceRow


@dataclass(frozen=True, slots=True)
class _Made:
    evidence_id: str


class EvidenceFinder:
    """Evidence of failures: the facts' own rows, rows made for passages, or the report's first quoted passage."""

    def __init__(self, store: SqlStore, locate: Locate) -> None:
        self._store = store
        self._locate = locate
        self._quoted: dict[Passage, Evidence] = {}

    def quote_ahead(self, passages: Iterable[Passage]) -> None:
        """Quote passages of many rules document by document, so that each document is opened once. What cannot be quoted
        is left to the rule that asks for it."""
        for passage in sorted(set(passages), key=_place):
            quoted = attempt(partial(self._locate, passage.document_id, passage.char_start, passage.char_end))
            if not isinstance(quoted, Exception):
                self._quoted[passage] = quoted

    def rows(self, failures: Sequence[tuple[str, Failure]]) -> list[EvidenceRow]:
        """At least one row for each (result_id, failure); new rows of core.evidence are stored."""
        places = self._places(
            {f for _, failure in failures for f in (*failure.case.facts, *failure.case.others)}
        )
        passages = {(result, p) for result, failure in failures for p in failure.case.passages}
        first = self._first_places(
            {
                f.version_id
                for _, f in failures
                if not f.case.passages and places.keys().isdisjoint(f.case.facts)
            }
        )
        found: dict[tuple[str, str], str] = {}
        bare: set[str] = set()
        for result, failure in failures:
            for fact in failure.case.others:
                if fact in places:
                    found[(result, places[fact])] = "other"
            known = [fact for fact in failure.case.facts if fact in places]
            for fact in known:
                found[(result, places[fact])] = "report" if fact.startswith("sections:") else "figure"
            if not known and not failure.case.passages:
                if failure.version_id in first:
                    found[(result, first[failure.version_id])] = "report"
                else:
                    bare.add(result)
                    passages.add((result, Passage(failure.document_id, 0, 1)))
        for result, evidence in self._quote(passages):
            found[(result, evidence)] = "report" if result in bare else "text"
        return [EvidenceRow(result, evidence, role) for (result, evidence), role in sorted(found.items())]

    def _places(self, facts: set[str]) -> dict[str, str]:
        if not facts:
            return {}
        rows = self._store.rows(
            "SELECT fact, min(evidence_id) AS evidence_id FROM fact_places WHERE fact IN (SELECT unnest($facts)) GROUP BY fact",
            {"facts": sorted(facts)},
        )
        return {row["fact"]: row["evidence_id"] for row in rows}

    def _first_places(self, versions: set[str]) -> dict[str, str]:
        """For what is missing: the report's first section, else its first passage that is quoted anywhere."""
        if not versions:
            return {}
        rows = self._store.rows(
            "SELECT version_id, coalesce(arg_min(evidence_id, char_start) FILTER (table_name = 'sections'),"
            " arg_min(evidence_id, char_start)) AS evidence_id"
            " FROM fact_places WHERE version_id IN (SELECT unnest($ids)) GROUP BY version_id",
            {"ids": sorted(versions)},
        )
        return {row["version_id"]: row["evidence_id"] for row in rows}

    def _quote(self, passages: set[tuple[str, Passage]]) -> list[tuple[str, str]]:
        """Evidence ids of passages; what is not quoted yet becomes a row of core.evidence. Document by document, because
        a document has to be opened to be quoted."""
        if not passages:
            return []
        wanted = sorted({p for _, p in passages}, key=_place)
        made = {
            p: self._quoted.get(p) or self._locate(p.document_id, p.char_start, p.char_end) for p in wanted
        }
        fresh = {evidence.evidence_id: evidence for evidence in made.values()}
        for row in self._store.rows(
            "SELECT evidence_id FROM core.evidence WHERE evidence_id IN (SELECT unnest($ids))",
            {"ids": sorted(fresh)},
        ):
            fresh.pop(row["evidence_id"], None)
        if fresh:
            self._store.insert("core.evidence", [fresh[i] for i in sorted(fresh)])
            self._store.insert("made_evidence", [_Made(i) for i in sorted(fresh)])
        return [(result, made[passage].evidence_id) for result, passage in passages]


def _place(passage: Passage) -> tuple[str, int, int]:
    return passage.document_id, passage.char_start, passage.char_end
