"""Losses of a Document as problems for people.

Belongs here: their sentences, from lexicon/reading.toml. Does not belong here: what was lost (read).
"""

from __future__ import annotations

from pipelines.lexicon import load
from pipelines.model.document import Document
from pipelines.model.problem import Problem


def loss_problems(document: Document, name: str) -> tuple[Problem, ...]:
    """One problem for each part of the file called ``name`` that could not be read."""
    wording = load("reading")["loss"]
    problems = []
    for loss in document.losses:
        known = {
            "file": name,
            "page": loss.page,
            "place": loss.place,
            "where_zh": "" if loss.page is None else f"第 {loss.page} 页",
            "where_en": "" if loss.page is None else f" (page {loss.page})",
        }
        said = wording[loss.kind.value]
        problems.append(
            Problem(loss.kind.value, said["zh"].format(**known), said["en"].format(**known), page=loss.page)
        )
    return tuple(problems)
