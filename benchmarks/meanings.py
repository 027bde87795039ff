"""What the second reading finds: facts of the golden set filed as something else on purpose, and none of them wrongly accused.

``python -m benchmarks.meanings [COUNT]``. Every fact is read again as it is, then once for each other code, with its year one
more and one less, and with two columns of its indicator exchanged. Printed: contradictions of facts as they are, the share of
changes that is found, and the CPU time a document with and without the second reading, the best of five rounds.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from benchmarks.golden.documents import COUNT, documents
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.document import Document, Span
from pipelines.normalize import normalize, resolve
from pipelines.normalize.departments import load_departments
from pipelines.normalize.registry import load_places
from pipelines.quality.verify import PLANS, Outcome
from pipelines.quality.verify.around import Around
from pipelines.quality.verify.book import Book
from pipelines.read.reading import read_bytes

Values = Mapping[str, Any]
Fact = tuple[str, Values, Around]
CODES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "budget_facts": {
        "category": ("personnel", "operating", "basic", "project", "total"),
        "stage": ("initial", "adjusted", "received", "executed"),
        "fund_source": ("all", "central", "provincial", "city", "county", "gov_fund", "own"),
    },
    "project_items": {"stage": ("initial", "adjusted", "received", "executed")},
    "stated_rates": {"kind": ("completion", "received", "control")},
    "staff_facts": {"kind": ("authorized", "on_post", "retired", "contract")},
    "asset_facts": {"measure": ("total", "net_book", "fixed", "liabilities", "net")},
}
PAIRS = (("target_num", "actual_num"), ("target_text", "actual_text"), ("weight", "score"))


def facts_of(document: Document) -> list[Fact]:
    """All facts of a document at their first places."""
    book = Book(document)
    found: list[Fact] = []
    for claims in extract(document, Card()).values:
        identity = resolve(claims.identity, Card(), load_places(), load_departments()).values[0]
        rows = normalize(document, claims, identity, ())
        places = {e.evidence_id: Span(e.char_start, e.char_end) for e in rows.evidence}
        found += [
            (table, asdict(fact), Around(book, places[fact.evidence_id]))
            for table in PLANS
            for fact in getattr(rows, table)
        ]
    return found


def contradicted(table: str, values: Values, around: Around) -> bool:
    """Whether the words around a fact's quote contradict what it is filed as."""
    read = PLANS[table].meaning
    return read is not None and any(r.outcome is Outcome.CONTRADICTED for r in read(around, values))


def changed(table: str, values: Values) -> Iterator[tuple[str, Values]]:
    """A fact filed as something else, with a name for what was changed."""
    for column, codes in CODES.get(table, {}).items():
        yield from ((f"{table}.{column}", {column: code}) for code in codes if code != values[column])
    if table == "budget_facts" and values["fact_year"] is not None:
        yield from ((f"{table}.fact_year", {"fact_year": values["fact_year"] + by}) for by in (-1, 1))
    for one, other in PAIRS if table == "indicators" else ():
        if None not in (values[one], values[other]) and values[one] != values[other]:
            yield f"{table}.{one}-{other}", {one: values[other], other: values[one]}


def seconds(facts: list[Fact], *, twice: bool) -> float:
    """CPU time of one verification of these facts, nothing remembered from the one before."""
    books = {id(around.book): around.book.document for _, _, around in facts}
    started = time.process_time()
    fresh = {name: Book(document) for name, document in books.items()}
    for table, values, around in facts:
        again, plan = Around(fresh[id(around.book)], around.span), PLANS[table]
        list(plan.check(again, values))
        if twice and plan.meaning is not None:
            list(plan.meaning(again, values))
    return time.process_time() - started


def main(count: int) -> None:
    """Print the figures."""
    read = (read_bytes(golden.data, golden.file_name).document for golden in documents(count=count))
    listed = [document for document in read if document is not None]
    facts = [fact for document in listed for fact in facts_of(document)]
    print(f"{len(listed)} documents, {len(facts)} facts")
    print(f"contradicted as they are: {sum(contradicted(*fact) for fact in facts)}")
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for table, values, around in facts:
        for name, change in changed(table, values):
            tried[name] += 1
            found[name] += contradicted(table, {**values, **change}, around)
    for name, trials in tried.items():
        print(f"{name:36} {found[name]:6} of {trials:6}  {found[name] / trials:.1%}")
    once, twice = (min(seconds(facts, twice=both) for _ in range(5)) for both in (False, True))
    print(
        f"a document: {1000 * once / len(listed):.2f} ms, with the second reading {1000 * twice / len(listed):.2f} ms"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
