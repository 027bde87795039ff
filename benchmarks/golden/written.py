"""Written: a document before it has a file format, with the truth of every report in it."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.golden.truth import Truth
from pipelines.samples.parts import Part


@dataclass(frozen=True, slots=True)
class Written:
    """``form``: its family, for the tables of figures; ``formats``: endings in which such a document is met."""

    form: str
    parts: tuple[Part, ...]
    truths: tuple[Truth, ...]
    formats: tuple[str, ...] = ("docx", "xlsx", "html", "pdf", "xls", "doc", "piped.txt")
