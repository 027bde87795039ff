"""What a verification came to: counts and failures, of some documents or of all.

Belongs here: counting while documents pass by. Does not belong here: which documents they are (verifying), how a quote is read
(quality.verify).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipelines.model.rows import Evidence
from pipelines.quality.verify import (
    MEANING,
    PLANS,
    Failure,
    Mismatch,
    Outcome,
    StoredFact,
    Tally,
    VerifiedDocument,
    message,
)

Scope = Literal["new", "all"]
QUOTES = "evidence"
"""Name under which quotes are counted beside the tables of facts."""


_MEANINGS = (Outcome.AGREED, Outcome.CONTRADICTED, Outcome.UNTOLD)
"""In the order of the columns of Tally."""


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

    @property
    def contradicted(self) -> int:
        """Columns that the words around their quotes contradict."""
        return sum(tally.meanings_contradicted for tally in self.tallies)

    @property
    def untold(self) -> int:
        """Columns of which those words do not tell."""
        return sum(tally.meanings_untold for tally in self.tallies)

    @property
    def told(self) -> int:
        """Columns that those words agree with."""
        return sum(tally.meanings_agreed for tally in self.tallies)

    @property
    def counts(self) -> dict[str, int]:
        """Totals for the run's record."""
        return {
            "verified": self.checked,
            "verified_agreed": self.agreed,
            "verified_all": int(self.scope == "all"),
            "verify_failures": len(self.failures),
            "meanings_agreed": self.told,
            "meanings_contradicted": self.contradicted,
            "meanings_untold": self.untold,
        }


@dataclass(frozen=True, slots=True)
class File:
    """A document with what the build knows of its file, and where both are kept."""

    document_id: str
    sha256: str
    name: str
    original: Path
    stored: Path


@dataclass(slots=True)
class Account:
    """Counts while documents pass by. A fact agrees if it does at every place where it stands, all of them in one document:
    so the names of what agrees need not be kept, of which a country has millions.

    ``lost``: facts, by table, that have a place without a quote. ``waiting``: those of which the second reading at extraction said
    already that their quotes do not give them: they are no news, and in no mart. ``readings``: what the words around the quotes
    say, by table.
    """

    run_id: str
    lost: Mapping[str, set[str]] = field(default_factory=dict)
    waiting: Mapping[str, set[str]] = field(default_factory=dict)
    checked: Counter[str] = field(default_factory=Counter)
    wrong: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    failures: list[Failure] = field(default_factory=list)
    readings: Counter[tuple[str, Outcome]] = field(default_factory=Counter)

    def enter(
        self,
        file: File,
        verified: VerifiedDocument,
        quotes: Mapping[str, Evidence],
        facts: Sequence[StoredFact],
    ) -> None:
        """Count a document. ``quotes``: by evidence id."""
        self.checked[QUOTES] += len(quotes)
        stated: defaultdict[str, set[str]] = defaultdict(set)
        for fact in facts:
            stated[fact.table].add(fact.fact_id)
        for table, fact_ids in stated.items():
            self.checked[table] += len(
                fact_ids.difference(self.lost.get(table, ()), self.waiting.get(table, ()))
            )
        if verified.whole is not None:
            self.fail(verified.whole, QUOTES, None, None, file.document_id, file.name)
            self.wrong[QUOTES].update(quotes)
        for quote, mismatch in verified.quotes:
            self.fail(mismatch, QUOTES, None, quote, file.document_id, file.name)
            self.wrong[QUOTES].add(quote.evidence_id)
        for fact, mismatch in verified.facts:
            if mismatch.kind != MEANING and fact.fact_id in self.waiting.get(fact.table, ()):
                continue
            self.fail(
                mismatch, fact.table, fact.fact_id, quotes[fact.evidence_id], file.document_id, file.name
            )
            if mismatch.kind != MEANING:
                self.wrong[fact.table].add(fact.fact_id)
        self.readings.update(verified.readings)
        for fact in facts if self.wrong[QUOTES] else ():
            if fact.evidence_id in self.wrong[QUOTES]:
                self.wrong[fact.table].add(fact.fact_id)

    def fail(
        self,
        mismatch: Mismatch,
        table: str,
        fact_id: str | None,
        quote: Evidence | None,
        document_id: str,
        name: str,
    ) -> None:
        """Note one disagreement, in the file of this ``name``."""
        page = None if quote is None else quote.page
        words = None if quote is None else quote.quote
        zh, en = message(mismatch, table, name, page, words)
        self.failures.append(
            Failure(
                self.run_id,
                table,
                fact_id,
                None if quote is None else quote.evidence_id,
                document_id,
                name,
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

    def add(self, other: Account) -> None:
        """Take over what another account counted, of other documents."""
        self.checked += other.checked
        for table, names in other.wrong.items():
            self.wrong[table] |= names
        self.failures += other.failures
        self.readings += other.readings

    def verification(self, scope: Scope) -> Verification:
        """One tally for each table, also where nothing of it was looked at."""
        tallies = []
        for table in (QUOTES, *PLANS):
            lost = self.lost.get(table, set())
            checked = self.checked[table] + len(lost)
            agreed = checked - len(self.wrong[table] | lost)
            said = (self.readings[table, outcome] for outcome in _MEANINGS)
            tallies.append(Tally(self.run_id, scope, table, checked, agreed, *said))
        return Verification(scope, tuple(tallies), tuple(self.failures))
