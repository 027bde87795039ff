"""Wording: problems of assembly in the words of lexicon/assemble_problems.toml.

Belongs here: filling in the sentences. Does not belong here: the sentences.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.lexicon import load
from pipelines.model.problem import Problem
from pipelines.model.rows import ProblemRow

NAMED = 50
"""Files that a sentence names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class FileName:
    """A file as people know it."""

    name: str
    document_id: str
    signed_on: date | None


def problem(kind: str, *, reason: str = "", what: str = "", detail: str = "", **values: str) -> Problem:
    """A problem of this kind. ``reason`` and ``what`` are codes of the lexicon; ``detail`` fills in the reason."""
    words = load("assemble_problems")
    if reason:
        values["reason"] = words["reason"][reason]["zh"].format(detail=detail)
        values["reason_en"] = words["reason"][reason]["en"].format(detail=detail)
    if what:
        values["what"], values["what_en"] = words["what"][what]["zh"], words["what"][what]["en"]
    return Problem(kind, words[kind]["zh"].format(**values), words[kind]["en"].format(**values))


def about_files(
    kind: str, report_id: str, unit: str | None, year: int | None, files: Sequence[FileName]
) -> Problem:
    """A problem between files of one report, naming each of them, or the first and how many more."""
    words = load("assemble_problems")
    said = {}
    left = len(files) - NAMED
    for language, between in (("zh", "、"), ("en", ", ")):
        unknown = {what: names[language] for what, names in words["unknown"].items()}
        said[language] = words[kind][language].format(
            report_id=report_id,
            unit=unit or unknown["unit"],
            year=year or unknown["year"],
            n=len(files),
            files=between.join(
                words["file"][language].format(
                    name=file.name, document_id=file.document_id, signed_on=file.signed_on or unknown["date"]
                )
                for file in files[:NAMED]
            )
            + (between + words["more"][language].format(left=left) if left > 0 else ""),
        )
    return Problem(kind, said["zh"], said["en"])


def reason(code: str, now: str = "") -> Mapping[str, str]:
    """Why a decision does not hold, by language. ``now``: what the document is read to say today."""
    return {
        language: words.format(now=now)
        for language, words in load("assemble_problems")["holds_not"][code].items()
    }


def problem_row(what: Problem, document_id: str, report_id: str | None) -> ProblemRow:
    """The row of a problem that lies between files or in a decision, and in no place of a document."""
    key = "\n".join((what.kind, document_id, report_id or "", what.message_zh))
    return ProblemRow(
        problem_id=hashlib.sha256(key.encode()).hexdigest()[:20],
        document_id=document_id,
        report_id=report_id,
        version_id=None,
        kind=what.kind,
        page=None,
        char_start=None,
        char_end=None,
        quote=None,
        message_zh=what.message_zh,
        message_en=what.message_en,
        status="open",
    )
