"""Measures: derived numbers as data, ``lexicon/measures.toml`` into ``meta.measures`` and ``meta.measure_sums``.

Belongs here: reading the file strictly, with each entry that holds for several categories written out. Does not belong
here: computing them (warehouse/marts/14_measure_values.sql), their wording.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.lexicon import load
from pipelines.store.connection import Store

KINDS = ("per_head", "quotient", "difference", "statistic")
SCALES = ("log", "linear")


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of meta.measures. ``numerator`` and ``denominator`` are codes of figures, the first that is known counts. What is above
    ``most``, in the unit of the value, is said with ``beyond_zh``."""

    measure: str
    name_zh: str
    unit_zh: str
    formula_zh: str
    columns: tuple[str, ...]
    caution_zh: str
    source: str
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    kind: str = "quotient"
    times: int = 1
    digits: int = 6
    is_absolute: bool = False
    scale: str = "linear"
    is_compared: bool = False
    most: int | None = None
    beyond_zh: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.scale not in SCALES:
            raise ValueError(f"{self.measure}: kind {self.kind!r} or scale {self.scale!r} is unknown")
        if (self.kind == "statistic") == bool(self.numerator and self.denominator):
            raise ValueError(f"{self.measure}: a statistic has no numerator, all others have both")
        if (self.most is None) != (self.beyond_zh is None):
            raise ValueError(f"{self.measure}: a value beyond the most has words, and nothing else has")


@dataclass(frozen=True, slots=True)
class SumTerm:
    """A row of meta.measure_sums: one term of one way to add a figure up."""

    figure: str
    name_zh: str
    choice: int
    term: str
    sign: int


def load_measures() -> tuple[Measure, ...]:
    """Every measure of the lexicon. Raises TypeError or ValueError for an entry that is no measure: a fault of ours."""
    written = load("measures")
    measures = tuple(_measure(entry) for entry in _each(written["measure"], written["categories"]))
    names = [m.measure for m in measures]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"measures that stand twice: {sorted(twice)}")
    return measures


def load_sums() -> tuple[SumTerm, ...]:
    """Every term of every sum of the lexicon."""
    written = load("measures")
    return tuple(
        SumTerm(
            entry["figure"], entry["name_zh"], choice, term.removeprefix("-"), -1 if term[0] == "-" else 1
        )
        for entry in _each(written["sum"], written["categories"])
        for choice, terms in enumerate(entry["choices"], start=1)
        for term in terms
    )


def fill_measures(store: Store) -> None:
    """Write them into their tables, for the marts to compute from and for people to look up."""
    store.insert("meta.measures", load_measures())
    store.insert("meta.measure_sums", load_sums())


def _measure(entry: Mapping[str, Any]) -> Measure:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    return Measure(**values)


def _each(entries: list[dict[str, Any]], categories: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        plain = {key: value for key, value in entry.items() if key != "each"}
        if "each" not in entry:
            yield plain
        for category in entry.get("each", ()):
            yield _filled(plain, category, categories[category])


def _filled(value: Any, category: str, category_zh: str) -> Any:  # noqa: ANN401 - a value of TOML
    if isinstance(value, str):
        return value.replace("{c}", category).replace("{zh}", category_zh)
    if isinstance(value, list):
        return [_filled(item, category, category_zh) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, category, category_zh) for key, item in value.items()}
    return value
