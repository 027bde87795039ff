"""Verification: the facts and quotes of a build read again from the stored documents.

Belongs here: which facts and quotes are looked at, band by band, and that processes share the work. Does not belong here: what
becomes of some documents (batch), counting (verified), what is new (changes), what follows from it (gate, run).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.engine import WorkerDied, stream_tasks
from pipelines.night.progress import track
from pipelines.night.settings import Settings
from pipelines.night.verify.batch import PLACE, QUOTE, Task, verify_batch
from pipelines.night.verify.verified import Account, File, Scope, Verification
from pipelines.normalize import NOT_GIVEN
from pipelines.quality.verify import PLANS, Mismatch, Outcome
from pipelines.store import Store

BAND = 1_000
"""Documents whose rows are in memory at once. Each band looks through whole tables, so small bands are dear."""
BATCH = 50
"""Documents of a task."""
MANY = 400
"""Documents from which on further processes pay for their start."""
LABEL = "复核引文 verify"
Follow = Callable[[Iterator[File], int, str], Iterable[File]]
"""Passes on the documents that are done, out of so many, under a label; when it takes no more, the rest is left."""
FACTS_WANTED = "facts_to_verify"
QUOTES_WANTED = "quotes_to_verify"
"""Temporary tables that hold what is new (table_name, fact_id · evidence_id); for ``all`` they are not looked at."""


def verify_store(
    settings: Settings,
    store: Store,
    run_id: str,
    scope: Scope,
    follow: Follow = track,
    *,
    meanings: bool = True,
) -> Verification:
    """Read again what ``scope`` names: everything, or what stands in the two tables of what is new. ``follow``: who looks on.

    ``meanings``: what the words around the quotes say is read anew; else what was read when the facts were extracted is taken.
    """
    account = _without_quote(store, scope, run_id)
    account.waiting = _waiting(store)
    files = _files(settings, store, scope)
    tasks = _tasks(store, scope, files, account, meanings=meanings)
    if not meanings:
        account.readings.update(_read_before(store))
    workers = settings.workers if len(files) >= MANY else 1

    def verified() -> Iterator[File]:
        for done in stream_tasks(verify_batch, tasks, workers):
            if done.error is not None and not isinstance(done.error, WorkerDied):
                raise done.error
            account.add(done.value or verify_batch(done.task))
            yield from done.task.files

    for _ in follow(verified(), len(files), LABEL):
        pass
    return account.verification(scope)


def _without_quote(store: Store, scope: Scope, run_id: str) -> Account:
    """An account of the facts, and further places of facts, whose quote is not there."""
    lost: defaultdict[str, set[str]] = defaultdict(set)
    account = Account(run_id, lost)
    for table in PLANS:
        wanted = _is_wanted(scope, f"'{table}'", "fact_id")
        rows = store.rows(
            f"SELECT fact_id, evidence_id FROM core.{table} ANTI JOIN core.evidence USING (evidence_id) WHERE {wanted}"
            f" UNION ALL SELECT fact_id, evidence_id FROM core.fact_evidence ANTI JOIN core.evidence USING (evidence_id)"
            f" WHERE table_name = '{table}' AND {wanted} ORDER BY ALL"
        )
        for row in rows:
            lost[table].add(row["fact_id"])
            mismatch = Mismatch("evidence_lost", "", row["fact_id"], row["evidence_id"] or "—")
            account.fail(mismatch, table, row["fact_id"], None, "", "core")
    account.lost = dict(lost)
    return account


def _waiting(store: Store) -> dict[str, set[str]]:
    """The facts whose quotes did not give them when they were extracted: a person is told of each."""
    waiting: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.rows(
        "SELECT table_name, fact_id FROM core.fact_causes WHERE cause = $cause", {"cause": NOT_GIVEN}
    ):
        waiting[row["table_name"]].add(row["fact_id"])
    return dict(waiting)


def _read_before(store: Store) -> dict[tuple[str, Outcome], int]:
    """What was read of the words when the facts of the whole build were extracted."""
    rows = store.rows(
        "SELECT table_name, sum(agreed) AS agreed, sum(contradicted) AS contradicted, sum(untold) AS untold"
        " FROM quality.meanings GROUP BY table_name"
    )
    return {(row["table_name"], outcome): int(row[outcome.value]) for row in rows for outcome in Outcome}


def _is_wanted(scope: Scope, table: str, fact_id: str) -> str:
    if scope == "all":
        return "true"
    return f"({table}, {fact_id}) IN (SELECT (table_name, fact_id) FROM {FACTS_WANTED})"


def _files(settings: Settings, store: Store, scope: Scope) -> list[File]:
    """The documents with something to look at, by id."""
    wanted = "true" if scope == "all" else f"evidence_id IN (SELECT evidence_id FROM {QUOTES_WANTED})"
    _, rows = store.table(
        f"SELECT document_id, coalesce(sha256, ''), coalesce(file_name, document_id)"
        f" FROM (SELECT DISTINCT document_id FROM core.evidence WHERE {wanted}) LEFT JOIN core.documents USING (document_id)"
        " ORDER BY document_id"
    )
    return [
        File(document_id, sha256, name, settings.original(sha256), settings.document(sha256))
        for document_id, sha256, name in rows
    ]


def _tasks(
    store: Store, scope: Scope, files: Sequence[File], account: Account, *, meanings: bool
) -> Iterator[Task]:
    """Batches of the documents with their rows, which are fetched by bands."""
    for first in range(0, len(files), BAND):
        band = files[first : first + BAND]
        ids = {"first": band[0].document_id, "last": band[-1].document_id}
        quotes = _quotes(store, scope, ids)
        facts = {table: _facts(store, scope, table, ids) for table in PLANS}
        for start in range(0, len(band), BATCH):
            some = tuple(band[start : start + BATCH])
            yield Task(
                account.run_id,
                account.lost,
                account.waiting,
                some,
                _of(some, quotes),
                {table: _of(some, rows).drop_columns("document_id") for table, rows in facts.items()},
                meanings,
            )


def _of(files: Sequence[File], rows: pa.Table) -> pa.Table:
    """The rows of these documents, which are neighbours by id."""
    ids = rows["document_id"]
    first, last = files[0].document_id, files[-1].document_id
    return rows.filter(pc.and_(pc.greater_equal(ids, first), pc.less_equal(ids, last)))


def _quotes(store: Store, scope: Scope, ids: Mapping[str, str]) -> pa.Table:
    wanted = "true" if scope == "all" else f"evidence_id IN (SELECT evidence_id FROM {QUOTES_WANTED})"
    return store.arrow(
        f"SELECT {', '.join(QUOTE)} FROM core.evidence WHERE document_id BETWEEN $first AND $last AND {wanted}",
        ids,
    )


def _facts(store: Store, scope: Scope, table: str, ids: Mapping[str, str]) -> pa.Table:
    """The facts of a table in the documents from ``first`` to ``last``, at every place where they stand."""
    columns = ", ".join((*(f"p.{column}" for column in PLACE), *(f"f.{c}" for c in PLANS[table].columns)))
    wanted = _is_wanted(scope, f"'{table}'", "f.fact_id")
    return store.arrow(
        f"""
        WITH places AS (
            SELECT fact_id, evidence_id, false AS is_further FROM core.{table}
            UNION ALL
            SELECT fact_id, evidence_id, true FROM core.fact_evidence WHERE table_name = '{table}'
        )
        SELECT {columns}, e.document_id
        FROM places AS p JOIN core.{table} AS f USING (fact_id) JOIN core.evidence AS e ON e.evidence_id = p.evidence_id
        WHERE e.document_id BETWEEN $first AND $last AND {wanted}
        """,
        ids,
    )
