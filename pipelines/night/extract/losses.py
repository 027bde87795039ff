"""Losses of a Document as problems for people.

Belongs here: their sentences, from lexicon/reading.toml. Does not belong here: what was lost (read).
"""

from __future__ import annotations

from pipelines.lexicon import load
from pipelines.model.document import Document, Loss
from pipelines.model.problem import Problem


def loss_problems(document: Document, name: str) -> tuple[Problem, ...]:
    """One problem for each part of the file called ``name`` that could not be read."""
    wording = load("reading")["loss"]
    problems = []
    for loss in document.losses:
        said = wording[loss.kind.value]
        zh = said["zh"].format(file=name, where=_where(loss, "第 {} 页", "第 {} 张表", "（{}）"))
        en = said["en"].format(file=name, where=_where(loss, " (page {})", " (table {})", " ({})"))
        problems.append(Problem(loss.kind.value, zh, en, page=loss.page))
    return tuple(problems)


def _where(loss: Loss, page: str, table: str, place: str) -> str:
    """Page and place in words; of a format without pages a table is told by its number."""
    parts = [] if loss.page is None else [page.format(loss.page)]
    if loss.place:
        parts.append((table if loss.place.isdigit() else place).format(loss.place))
    return "".join(parts)
