"""Trials: corrupt one number at a time, file all corrupted reports at once, and see what the rules find anew.

Belongs here: figures. Does not belong here: sentences (sentences), the account of it (page).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from benchmarks.mutations.clean import CleanReport, read_text
from benchmarks.mutations.figures import Figure, Key, changed, figures
from benchmarks.mutations.numbers import NUMBER, slips
from benchmarks.mutations.relations import Relation, protections
from pipelines.night.settings import Settings
from pipelines.night.trial import TrialCopy, check_copies, file_copies
from pipelines.quality.rules import Rule, Sight
from pipelines.store import Store

Finding = tuple[str, str, str]
"""Rule, branch and subject."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A number changed in a report. ``figure`` is the stored number that changed; None where another kind of number did, or
    where the extraction no longer takes it for a figure (``refused``: it says so by a problem)."""

    slip: str
    before: str
    after: str
    figure: Figure | None
    change: Decimal
    refused: bool
    is_lost: bool
    report: CleanReport
    copy: TrialCopy


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutation with the rules that caught it. ``width``: the least change that is beyond printed precision in one of the
    figure's relations; None where it stands in none that could be judged."""

    mutation: Mutation
    width: Decimal | None
    caught_by: tuple[str, ...]
    errors: tuple[str, ...]

    @property
    def is_beyond_precision(self) -> bool:
        """Whether printed precision cannot hide the change."""
        return self.width is not None and self.mutation.change > self.width


def mutate(rng: Random, report: CleanReport, share: float) -> Iterator[Mutation]:
    """Mutations of a share of the report's numbers, one slip each."""
    before = figures(report.copy.rows)
    problems = len(report.copy.rows.problems)
    for match in NUMBER.finditer(report.text):
        options = list(slips(rng, match.group()))
        if not options or rng.random() >= share:
            continue
        slip, number = rng.choice(options)
        text = report.text[: match.start()] + number + report.text[match.end() :]
        copy = read_text(text, report.specimen.name, f"-{match.start()}-{report.specimen.name}")
        after = figures(copy.rows)
        other, moved = changed(before, after)
        figure, change = _one(before, after, other)
        refused = len(copy.rows.problems) > problems
        if figure is not None or moved or refused:
            yield Mutation(
                slip,
                match.group(),
                number,
                figure,
                change,
                refused,
                bool(moved) and figure is None,
                report,
                copy,
            )


def _one(
    before: Mapping[Key, Figure], after: Mapping[Key, Figure], keys: set[Key]
) -> tuple[Figure | None, Decimal]:
    """The figure that changed; the first by name where one printed number is stored as two (a stage that serves another)."""
    for key in sorted(keys, key=str):
        return before[key], abs(after[key].value - before[key].value)
    return None, Decimal(0)


def run_trials(
    settings: Settings, rules: Sequence[Rule], relations: Sequence[Relation],
    corpus: Sequence[CleanReport], mutations: Sequence[Mutation],
) -> list[Trial]:  # fmt: skip
    """Every mutation with what caught it."""
    alone = [rule for rule in rules if rule.sight is Sight.REPORT]
    among = [rule for rule in rules if rule.rule_id in {r.rule for r in relations if r.neighbours}]
    copies = [report.copy for report in corpus]
    with Store.in_memory() as store:
        file_copies(store, settings, copies)
        widths = protections(store, settings, rules, relations)
    known = findings_of(settings, [*alone, *among], copies)
    caught = findings_of(settings, alone, [m.copy for m in mutations])
    in_years = [m for m in mutations if m.figure is not None and _is_tied(m.figure, relations)]
    caught_in_years = _caught_among(settings, among, corpus, in_years)
    trials = []
    for mutation in mutations:
        found = caught.get(mutation.copy.mark, set()) | caught_in_years.get(mutation.copy.mark, set())
        new = {finding for finding in found if finding not in known.get(mutation.report.specimen.name, set())}
        figure = mutation.figure
        width = None if figure is None else widths.get((figure.fact_id, f"{figure.table}.{figure.column}"))
        trials.append(Trial(mutation, width, *_by_rule(new, rules)))
    return trials


def _is_tied(figure: Figure, relations: Sequence[Relation]) -> bool:
    return any(r.neighbours and f"{figure.table}.{figure.column}" in r.figures for r in relations)


def _by_rule(found: set[Finding], rules: Sequence[Rule]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    errors = {(r.rule_id, b.name) for r in rules for b in r.branches if b.severity == "error"}
    return (
        tuple(sorted({rule for rule, _, _ in found})),
        tuple(sorted({rule for rule, branch, _ in found if (rule, branch) in errors})),
    )


def findings_of(
    settings: Settings, rules: Sequence[Rule], copies: Sequence[TrialCopy]
) -> dict[str, set[Finding]]:
    """What rules find on these copies, by the mark of the copy, or by the name of its file where it has none."""
    with Store.in_memory() as store:
        named = [replace(copy, file_name=copy.mark or copy.file_name.removesuffix(".txt")) for copy in copies]
        file_copies(store, settings, named)
        check_copies(store, settings, rules, named)
        return _findings(store)


def _findings(store: Store) -> dict[str, set[Finding]]:
    found: dict[str, set[Finding]] = {}
    for row in store.rows(
        "SELECT d.file_name AS name, r.rule_id, r.branch, coalesce(r.subject, '') AS subject"
        " FROM quality.results r JOIN core.report_versions v USING (version_id)"
        " JOIN core.documents d ON d.document_id = v.document_id WHERE r.outcome = 'fail'"
    ):
        found.setdefault(row["name"], set()).add((row["rule_id"], row["branch"], row["subject"]))
    return found


def _caught_among(
    settings: Settings, rules: Sequence[Rule], corpus: Sequence[CleanReport], mutations: Sequence[Mutation]
) -> dict[str, set[Finding]]:
    """What rules over several years find: each mutated report in a family of its own, with the unit's reports of other years.

    A finding about any report of the family counts for the mutation.
    """
    by_unit: dict[str, list[CleanReport]] = {}
    for report in corpus:
        by_unit.setdefault(report.unit, []).append(report)
    families: list[TrialCopy] = []
    for mutation in mutations:
        mark = mutation.copy.mark
        others = [r.copy for r in by_unit[mutation.report.unit] if r is not mutation.report]
        families += [_in_family(copy, mark) for copy in (mutation.copy, *others)]
    return findings_of(settings, rules, families)


def _in_family(copy: TrialCopy, mark: str) -> TrialCopy:
    """The copy as a report of a unit of its own: rules over years know a unit by its region and name."""
    filed = tuple(replace(row, unit_name=f"{row.unit_name}{mark}") for row in copy.rows.filed_reports)
    return replace(copy, file_name=mark, mark=mark, rows=replace(copy.rows, filed_reports=filed))
