"""Names of codes: words of the lexicon into ``meta.code_names``, for SQL that names figures, sections and branches of rules.

Belongs here: which words go there. Does not belong here: the words (lexicon: diff, review, sections, branches), names that stand in
the comment of a column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.lexicon import load
from pipelines.store.connection import Store


@dataclass(frozen=True, slots=True)
class CodeName:
    """A row of meta.code_names."""

    kind: str
    code: str
    name_zh: str


def load_code_names() -> Iterator[CodeName]:
    """Every name, by kind and in the order of the lexicon."""
    words = load("diff")
    for kind, part in (
        ("table", "table"),
        ("figure", "code"),
        ("part", "part"),
        ("rate", "rate"),
        ("difference", "difference_unit"),
    ):
        for code, name in words[part].items():
            yield CodeName(kind, code, name)
    for group in load("review")["group"]:
        for kind in group["kinds"]:
            yield CodeName("problem", kind, group["name"])
    for section in load("sections")["section"]:
        yield CodeName("section", section["code"], section["name"])
    for rule_id, branches in load("branches").items():
        for branch, name in branches.items():
            yield CodeName("branch", f"{rule_id}/{branch}", name)


def fill_code_names(store: Store) -> None:
    """Write them into their table."""
    store.insert("meta.code_names", tuple(load_code_names()))
