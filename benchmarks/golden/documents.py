"""Documents: the golden set, one document after the other, the same for the same seed.

Belongs here: which forms in which formats, and names. Does not belong here: a form's layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count as count_from
from random import Random

from benchmarks.golden.files import render
from benchmarks.golden.forms.registry import FORMS
from benchmarks.golden.noise import noisy
from benchmarks.golden.truth import Row, Truth
from benchmarks.golden.written import Written

SEED = 1
COUNT = 140


@dataclass(frozen=True, slots=True)
class Golden:
    """One file with the answers of every report in it, by the names of their answer files."""

    file_name: str
    data: bytes
    form: str
    answers: tuple[tuple[str, Row], ...]


def documents(seed: int = SEED, count: int = COUNT) -> Iterator[Golden]:
    """``count`` documents; each form comes once before any comes twice, each in another format than before."""
    taken: set[tuple[str, ...]] = set()
    for number in range(count):
        write = FORMS[number % len(FORMS)]
        rng, written = _new(write, f"golden:{seed}:{number}", taken)
        ending = written.formats[(number // len(FORMS) + number % len(FORMS) + seed) % len(written.formats)]
        file_name = f"{number:03}-{write.__name__.replace('_', '-')}.{ending}"
        parts = noisy(rng, written.parts)
        several = len(written.truths) > 1
        answers = tuple(
            (
                f"{number:03}-{write.__name__.replace('_', '-')}{f'-{n}' if several else ''}",
                t.answers(file_name, written.form),
            )
            for n, t in enumerate(written.truths, 1)
        )
        yield Golden(file_name, render(parts, ending), written.form, answers)


def _new(
    write: Callable[[Random], Written], seed: str, taken: set[tuple[str, ...]]
) -> tuple[Random, Written]:
    """A document of a unit and year that no other document of the set reports on: else it would be a revision."""
    for attempt in count_from():
        rng = Random(f"{seed}:{attempt}")
        written = write(rng)
        keys = {_key(truth) for truth in written.truths if truth.report["unit_name"]}
        if not keys & taken:
            taken |= keys
            return rng, written
    raise AssertionError("unreachable")


def _key(truth: Truth) -> tuple[str, ...]:
    return truth.report["region_code"], truth.report["unit_name"], str(truth.report["fiscal_year"])
