"""Verification: the facts and quotes of a build read again from the stored documents.

Belongs here: which facts and quotes are looked at, document by document, and what it came to. Does not belong here: how
a quote is read (quality.verify), what is new (changes), what follows from it (gate, run), printing (verify_report).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Literal

from pipelines.model.document import Box
from pipelines.model.rows import Evidence
from pipelines.night.progress import track
from pipelines.night.settings import Settings
from pipelines.quality.verify import (
    PLANS,
    Failure,
    Mismatch,
    StoredFact,
    Tally,
    VerifiedDocument,
    message,
    verify_document,
)
from pipelines.store import Store

Scope = Literal["new", "all"]
BATCH = 200
"""Documents whose facts are in memory at once."""
QUOTES = "evidence"
"""Name under which quotes are counted beside the tables of facts."""
FACTS_WANTED = "facts_to_verify"
QUOTES_WANTED = "quotes_to_verify"
"""Temporary tables that hold what is new (table_name, fact_id · evidence_id); for ``all`` they are not looked at."""
_QUOTE = ", ".join(column.name for column in fields(Evidence))


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification came to."""

    scope: Scope
    tallies: tuple[Tally, ...]
    failures: tuple[Failure, ...]

    @property
    def checked(self) -> int:
        """Facts and quotes that were read again."""
        return sum(tally.checked for tally in self.tallies)

    @property
    def agreed(self) -> int:
        """Those that still give the stored value."""
        return sum(tally.agreed for tally in self.tallies)


@dataclass(slots=True)
class _Account:
    """Counts while documents pass by. A fact agrees if it does at every place where it stands, all of them in one document:
    so the names of what agrees need not be kept, of which a country has millions.

    ``lost``: facts, by table, that have a place without a quote.
    """

    run_id: str
    checked: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    lost: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    failures: list[Failure] = field(default_factory=list)

    def fail(
        self, mismatch: Mismatch, table: str, fact_id: str | None, quote: Evidence | None, file: _File
    ) -> None:
        """Note one disagreement."""
        page = None if quote is None else quote.page
        words = None if quote is None else quote.quote
        zh, en = message(mismatch, table, file.name, page, words)
        self.failures.append(
            Failure(
                self.run_id,
                table,
                fact_id,
                None if quote is None else quote.evidence_id,
                file.document_id,
                file.name,
                page,
                mismatch.kind,
                mismatch.what or None,
                words,
                mismatch.stored,
                mismatch.found,
                zh,
                en,
            )
        )

    def tallies(self, scope: Scope) -> tuple[Tally, ...]:
        """One row for each table, also where nothing of it was looked at."""
        return tuple(
            Tally(self.run_id, scope, table, checked, checked - len(self.wrong[table] | self.lost[table]))
            for table in (QUOTES, *PLANS)
            for checked in (self.checked[table] + len(self.lost[table]),)
        )


@dataclass(frozen=True, slots=True)
class _File:
    """A document with what the build knows of its file."""

    document_id: str
    sha256: str
    name: str


def verify_store(settings: Settings, store: Store, run_id: str, scope: Scope) -> Verification:
    """Read again what ``scope`` names: everything, or what stands in the two tables of what is new."""
    account = _Account(run_id)
    _without_quote(store, scope, account)
    files = _files(store, scope)
    label = "复核引文 verify"
    for file, quotes, facts in track(_documents(store, scope, files), len(files), label):
        account.checked[QUOTES] += len(quotes)
        for table, fact_id in {(fact.table, fact.fact_id) for fact in facts}:
            account.checked[table] += fact_id not in account.lost[table]
        verified = verify_document(
            settings.original(file.sha256), settings.document(file.sha256), file.sha256, quotes, facts
        )
        _enter(verified, file, quotes, facts, account)
    return Verification(scope, account.tallies(scope), tuple(account.failures))


def _enter(
    verified: VerifiedDocument,
    file: _File,
    quotes: Mapping[str, Evidence],
    facts: Sequence[StoredFact],
    account: _Account,
) -> None:
    if verified.whole is not None:
        account.fail(verified.whole, QUOTES, None, None, file)
        account.wrong[QUOTES].update(quotes)
        for fact in facts:
            account.wrong[fact.table].add(fact.fact_id)
        return
    for quote, mismatch in verified.quotes:
        account.fail(mismatch, QUOTES, None, quote, file)
        account.wrong[QUOTES].add(quote.evidence_id)
    for fact, mismatch in verified.facts:
        account.fail(mismatch, fact.table, fact.fact_id, quotes[fact.evidence_id], file)
        account.wrong[fact.table].add(fact.fact_id)
    for fact in facts:
        if fact.evidence_id in account.wrong[QUOTES]:
            account.wrong[fact.table].add(fact.fact_id)


def _without_quote(store: Store, scope: Scope, account: _Account) -> None:
    """Facts, and further places of facts, whose quote is not there."""
    unknown = _File("", "", "core")
    for table in PLANS:
        wanted = _is_wanted(scope, f"'{table}'", "fact_id")
        rows = store.rows(
            f"SELECT fact_id, evidence_id FROM core.{table} ANTI JOIN core.evidence USING (evidence_id) WHERE {wanted}"
            f" UNION ALL SELECT fact_id, evidence_id FROM core.fact_evidence ANTI JOIN core.evidence USING (evidence_id)"
            f" WHERE table_name = '{table}' AND {wanted} ORDER BY ALL"
        )
        for row in rows:
            account.lost[table].add(row["fact_id"])
            lost = Mismatch("evidence_lost", "", row["fact_id"], row["evidence_id"] or "—")
            account.fail(lost, table, row["fact_id"], None, unknown)


def _is_wanted(scope: Scope, table: str, fact_id: str) -> str:
    if scope == "all":
        return "true"
    return f"({table}, {fact_id}) IN (SELECT (table_name, fact_id) FROM {FACTS_WANTED})"


def _files(store: Store, scope: Scope) -> list[_File]:
    """The documents with something to look at, by id."""
    wanted = "true" if scope == "all" else f"evidence_id IN (SELECT evidence_id FROM {QUOTES_WANTED})"
    rows = store.rows(
        f"SELECT document_id, coalesce(sha256, '') AS sha256, coalesce(file_name, document_id) AS file_name"
        f" FROM (SELECT DISTINCT document_id FROM core.evidence WHERE {wanted}) LEFT JOIN core.documents USING (document_id)"
        " ORDER BY document_id"
    )
    return [_File(row["document_id"], row["sha256"], row["file_name"]) for row in rows]


def _documents(
    store: Store, scope: Scope, files: Sequence[_File]
) -> Iterator[tuple[_File, dict[str, Evidence], list[StoredFact]]]:
    for first in range(0, len(files), BATCH):
        batch = files[first : first + BATCH]
        ids = {"first": batch[0].document_id, "last": batch[-1].document_id}
        quotes: dict[str, dict[str, Evidence]] = defaultdict(dict)
        wanted = "true" if scope == "all" else f"evidence_id IN (SELECT evidence_id FROM {QUOTES_WANTED})"
        _, rows = store.table(
            f"SELECT {_QUOTE} FROM core.evidence WHERE document_id BETWEEN $first AND $last AND {wanted} ORDER BY char_start",
            ids,
        )
        for evidence_id, document_id, page, block, box, *rest in rows:
            place = None if box is None else Box(**box)
            quotes[document_id][evidence_id] = Evidence(evidence_id, document_id, page, block, place, *rest)
        facts = _facts(store, scope, ids)
        for file in batch:
            own = quotes[file.document_id]
            yield file, own, [fact for name in own for fact in facts.get(name, ())]


def _facts(store: Store, scope: Scope, ids: Mapping[str, str]) -> dict[str, list[StoredFact]]:
    """The facts of the documents from ``first`` to ``last`` by the id of their quote."""
    found: dict[str, list[StoredFact]] = defaultdict(list)
    for table, plan in PLANS.items():
        columns = ", ".join(f"f.{column}" for column in plan.columns)
        wanted = _is_wanted(scope, f"'{table}'", "f.fact_id")
        _, rows = store.table(
            f"""
            WITH places AS (
                SELECT fact_id, evidence_id, false AS is_further FROM core.{table}
                UNION ALL
                SELECT fact_id, evidence_id, true FROM core.fact_evidence WHERE table_name = '{table}'
            )
            SELECT p.fact_id, p.evidence_id, p.is_further, {columns}
            FROM places AS p JOIN core.{table} AS f USING (fact_id) JOIN core.evidence AS e ON e.evidence_id = p.evidence_id
            WHERE e.document_id BETWEEN $first AND $last AND {wanted}
            """,
            ids,
        )
        for fact_id, evidence_id, further, *values in rows:
            named = dict(zip(plan.columns, values, strict=True))
            found[evidence_id].append(StoredFact(table, fact_id, evidence_id, further, named))
    return found


def counts(verification: Verification) -> dict[str, int]:
    """Totals for the run's record."""
    by_kind = Counter(failure.kind for failure in verification.failures)
    return {
        "verified": verification.checked,
        "verified_agreed": verification.agreed,
        "verified_all": int(verification.scope == "all"),
        "verify_failures": sum(by_kind.values()),
    }
