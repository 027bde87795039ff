"""The account of a run: what share was caught, by what, and what nothing can protect.

Belongs here: counting. Does not belong here: trials (trials), wording for people (page).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.mutations.trials import Trial


@dataclass(frozen=True, slots=True)
class Share:
    """``caught`` of ``tried``."""

    tried: int
    caught: int

    @property
    def percent(self) -> float:
        """0 where nothing was tried."""
        return 100 * self.caught / self.tried if self.tried else 0.0


@dataclass(frozen=True, slots=True)
class Account:
    """What a run of trials came to. ``protected``: changes beyond printed precision of figures in a relation;
    ``within``: those that printed precision hides; ``unprotectable``: figures in no relation, caught or not;
    ``refused``: changes after which the extraction takes no such figure and says so; ``lost``: after which it does not."""

    reports: int
    protected: Share
    within: Share
    unprotectable: Mapping[str, Share]
    by_figure: Mapping[str, Share]
    by_slip: Mapping[str, Share]
    by_rule: Mapping[str, int]
    refused: int
    lost: int
    missed: tuple[str, ...]


def account(reports: int, trials: Sequence[Trial]) -> Account:
    """Count them."""
    stored = [t for t in trials if t.mutation.figure is not None]
    protected = [t for t in stored if t.is_beyond_precision]
    return Account(
        reports,
        _share(protected),
        _share([t for t in stored if t.width is not None and not t.is_beyond_precision]),
        _shares([t for t in stored if t.width is None], _column),
        _shares(protected, _column),
        _shares(protected, lambda t: t.mutation.slip),
        dict(Counter(rule for t in protected for rule in t.caught_by).most_common()),
        sum(t.mutation.figure is None and t.mutation.refused for t in trials),
        sum(t.mutation.figure is None and not t.mutation.refused for t in trials),
        tuple(_told(t) for t in protected if not t.caught_by),
    )


def _column(trial: Trial) -> str:
    figure = trial.mutation.figure
    assert figure is not None
    return f"{figure.table}.{figure.column}"


def _share(trials: Sequence[Trial]) -> Share:
    return Share(len(trials), sum(bool(t.caught_by) for t in trials))


def _shares(trials: Sequence[Trial], name: Callable[[Trial], str]) -> dict[str, Share]:
    groups: dict[str, list[Trial]] = {}
    for trial in trials:
        groups.setdefault(name(trial), []).append(trial)
    return {group: _share(groups[group]) for group in sorted(groups)}


def _told(trial: Trial) -> str:
    mutation = trial.mutation
    return f"{mutation.report.specimen.name} {_column(trial)}：{mutation.before} → {mutation.after}"
