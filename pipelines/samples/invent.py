"""Invent: made-up units with histories of several years → specimens without a fault.

Belongs here: who reports what in which year, the choice of wording and layout. Does not belong here: how the figures of
a year follow from the last one (histories), deliberate faults (faults), real units (retold).

The same seed gives the same specimens, in the same order, on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Any

from pipelines.lexicon import load
from pipelines.samples.histories import Year, history
from pipelines.samples.marks import grade_of, mark
from pipelines.samples.model import (
    BudgetForm,
    Goal,
    IndicatorForm,
    ItemForm,
    Layout,
    Region,
    Signer,
    Specimen,
    TextForm,
)

YEARS = (2022, 2023, 2024)


def regions() -> tuple[Region, ...]:
    """The made-up counties."""
    slugs = load("sample_phrases")["slugs"]
    rows = [row for row in load("places_samples")["region"] if row["level"] == "county"]
    return tuple(Region(row["code"], row["name"], slugs.get(row["code"], "xian")) for row in rows)


def invent(seed: int, count: int, years: Sequence[int] = YEARS) -> Iterator[Specimen]:
    """``count`` specimens without a fault: every unit in each of ``years``, county after county, then the next type.

    Raises ValueError where there are not so many: counties × department types × years.
    """
    departments: list[dict[str, Any]] = load("sample_departments")["department"]
    most = len(regions()) * len(departments) * len(years)
    if count > most:
        raise ValueError(f"at most {most} reports in {len(years)} years; name more years")
    made = 0
    for department in departments:
        for region in regions():
            for specimen in unit(seed, region, department, years):
                if made == count:
                    return
                yield specimen
                made += 1


def unit(
    seed: int, region: Region, department: dict[str, Any], years: Sequence[int] = YEARS
) -> Iterator[Specimen]:
    """The reports of one unit, one per year, each holding with the one before."""
    name = f"{seed}-{region.code}-{department['slug']}"
    style = Random(name)
    debtless = style.random() < 0.25
    wanted = set(years)
    for year in history(style, department, debtless, min(years) - 1, max(years)):
        if year.year in wanted:
            yield _specimen(Random(f"{name}-{year.year}"), region, department, year)


def department_of(kind: str) -> dict[str, Any]:
    """The row of sample_departments.toml for a type such as 民政局. Raises KeyError for an unknown one."""
    found: dict[str, dict[str, Any]] = {row["type"]: row for row in load("sample_departments")["department"]}
    return found[kind]


def _specimen(rng: Random, region: Region, department: dict[str, Any], year: Year) -> Specimen:
    words = load("sample_phrases")
    layout = _layout(rng)
    marks = mark(rng, department["indicators"], year, layout.indicators)
    grade = grade_of(marks.score)
    chosen = rng.sample(range(len(words["problems"]["items"])), rng.choice((2, 3)))
    people = rng.sample(words["names"]["people"], len(department["posts"]))
    goals = tuple(
        Goal(name, content, result, rate)
        for (name, content, result), rate in zip(department["goals"], marks.goal_rates, strict=False)
    )
    return Specimen(
        region=region,
        unit_name=region.county + department["type"],
        department_type=department["type"],
        unit_slug=department["slug"],
        nature=department["nature"],
        year=year.year,
        body_year=year.year,
        signed_on=date(year.year + 1, rng.randint(2, 6), rng.randint(1, 28)),
        says=choose(rng),
        duties=tuple(department["duties"]),
        staff=year.staff,
        assets=year.assets,
        budget=year.with_totals() if layout.budget is BudgetForm.TABLE else year.budget,
        items=year.items,
        goals=goals,
        indicators=marks.indicators,
        score=marks.score,
        grade=grade,
        grade_word=rng.choice(words["grades"][grade]),
        deductions=marks.deductions,
        problems=tuple(f"{n}.{words['problems']['items'][i]}" for n, i in enumerate(chosen, 1)),
        measures=tuple(f"{n}.{words['measures']['items'][i]}" for n, i in enumerate(chosen, 1)),
        signers=tuple(Signer(name, post) for name, post in zip(people, department["posts"], strict=True)),
        layout=layout,
        title=tuple(rng.choice(words["title"]["lines"])),
    )


def _layout(rng: Random) -> Layout:
    styles = len(load("sample_phrases")["budget"])
    return Layout(
        text=rng.choice((TextForm.CELLS, TextForm.WRAPPED)),
        budget=rng.choice((BudgetForm.PROSE, BudgetForm.TABLE)),
        items=rng.choice((ItemForm.PROSE, ItemForm.TABLE)),
        indicators=rng.choice((IndicatorForm.SCORED, IndicatorForm.FULL)),
        goals_table=rng.random() < 0.5,
        style=rng.randrange(styles),
    )


def choose(rng: Random, present: bool = False) -> tuple[tuple[str, str], ...]:
    """One template per sentence and heading; ``present``: headcounts as 实有人数 with the retired in it."""
    words = load("sample_phrases")
    sentences = {key: rng.choice(says) for key, says in words["sentences"].items()}
    sentences["staff"] = sentences["staff_present" if present else "staff_parts"]
    for key in ("work_organisation", "work_method", "achievement_overall", "conclusion"):
        sentences[f"{key}_text"] = sentences.pop(key)
    headings = {f"heading.{key}": rng.choice(says) for key, says in words["headings"].items()}
    return tuple(sorted({**sentences, **headings}.items()))
