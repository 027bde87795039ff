"""The clean corpus: made-up units with a history of three years each, as text files.

Belongs here: choosing and writing the reports. Does not belong here: corrupting them (numbers, sentences).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.night.trial import TrialCopy, copy_for_trial
from pipelines.read.reading import read_bytes
from pipelines.samples.files import render
from pipelines.samples.invent import YEARS, invent
from pipelines.samples.model import Specimen


@dataclass(frozen=True, slots=True)
class CleanReport:
    """A report of a made-up unit: its text and what is read from it."""

    specimen: Specimen
    text: str
    copy: TrialCopy

    @property
    def unit(self) -> str:
        """The unit's name, which its reports of other years share."""
        return self.specimen.unit_name


def clean_reports(seed: int, units: int) -> Iterator[CleanReport]:
    """``units`` units, each with a report a year."""
    for specimen in invent(seed, units * len(YEARS)):
        text = render(specimen, "txt").decode()
        yield CleanReport(specimen, text, read_text(text, specimen.name))


def read_text(text: str, name: str, mark: str = "") -> TrialCopy:
    """What is read from a text; ``mark`` keeps its report apart from others of the unit and year."""
    file_name = f"{name}.txt"
    document = read_bytes(text.encode(), file_name).document
    if document is None:
        raise ValueError(f"{file_name} cannot be read")
    return copy_for_trial(document, file_name, mark)
