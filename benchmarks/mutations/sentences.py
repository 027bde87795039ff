"""Corrupting the words of a report, one place at a time, by the corruptions of sentences.toml.

Belongs here: making corrupted texts. Does not belong here: figures (numbers), running rules (trials).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.mutations.clean import CleanReport, read_text
from pipelines.night.trial import TrialCopy

OTHER_KINDS = ("统计局", "水利局")
_NAME = re.compile(r"\{(unit|county|other_unit|other_county|year|old_year|taken|1)\}")


@dataclass(frozen=True, slots=True)
class Corruption:
    """A row of sentences.toml."""

    name: str
    pattern: str
    text: str
    inserts: bool
    take: str | None


@dataclass(frozen=True, slots=True)
class CorruptedText:
    """A report with one place corrupted; ``copy`` is read from it."""

    corruption: str
    report: CleanReport
    copy: TrialCopy


def load_corruptions() -> tuple[Corruption, ...]:
    """The corruptions, in the order of the file."""
    data = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
    return tuple(
        Corruption(
            row["name"],
            row.get("insert_before") or row["replace"],
            row["with"],
            "insert_before" in row,
            row.get("take"),
        )
        for row in data["corruption"]
    )


def corrupt(
    report: CleanReport, other: CleanReport, corruptions: Sequence[Corruption]
) -> Iterator[CorruptedText]:
    """The report once for each corruption that finds its place; ``other`` is a report of another unit."""
    names = {
        "unit": report.unit,
        "county": report.specimen.region.county,
        "other_unit": report.specimen.region.county
        + next(kind for kind in OTHER_KINDS if kind != report.specimen.department_type),
        "other_county": other.specimen.region.county,
        "year": str(report.specimen.year),
        "old_year": str(report.specimen.year - 4),
    }
    body = report.text.index(
        "\n", 1
    )  # the title stays: a report under another unit's title is another unit's report
    for number, corruption in enumerate(corruptions):
        pattern = re.compile(_fill(corruption.pattern, {k: re.escape(v) for k, v in names.items()}))
        match = pattern.search(report.text, body)
        taken = None if corruption.take is None else re.search(corruption.take, report.text)
        if match is None or (corruption.take is not None and taken is None):
            continue
        said = _fill(
            corruption.text,
            {
                **names,
                "1": match.group(1) if pattern.groups else "",
                "taken": taken.group(1) if taken else "",
            },
        )
        end = match.start() if corruption.inserts else match.end()
        text = report.text[: match.start()] + said + report.text[end:]
        mark = f"-s{number}-{report.specimen.name}"
        yield CorruptedText(corruption.name, report, read_text(text, report.specimen.name, mark))


def _fill(text: str, names: dict[str, str]) -> str:
    return _NAME.sub(lambda m: names.get(m.group(1), m.group()), text)
