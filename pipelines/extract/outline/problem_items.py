"""Problem items: what the unit admits (problem) and what it announces (measure), one statement each.

Belongs here: the sections 存在的问题, 改进措施 and the fields of forms with these titles, cut into statements. Does
not belong here: judging them (quality).

A statement is an item of a numbered list (1. （一） 一是 …); where there is no list, a sentence ended by 。 or ；.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipelines.extract.grids import grids
from pipelines.extract.outline.headings import canonical, title_code
from pipelines.extract.outline.list_items import Item, split_items, trimmed
from pipelines.extract.outline.sections import paragraphs
from pipelines.lexicon import load
from pipelines.model.claims import ProblemItemClaim, SectionClaim
from pipelines.model.document import Document, Span
from pipelines.model.flow import Flow, join_flows
from pipelines.model.problem import Outcome

_SENTENCE = re.compile(r"[^。；;！!]+")
_SENTENCE_END = re.compile(r"[。；;！!]")
_HINT = re.compile(r"\(.*\)|[Xx×*＊]{2,}.*")


def find_problem_items(document: Document, sections: Sequence[SectionClaim]) -> Outcome[ProblemItemClaim]:
    """Problems and measures in reading order, numbered through."""
    said: list[tuple[str, Flow]] = []
    for section in sections:
        if section.code in _KINDS:
            said += [(_KINDS[section.code], flow) for flow in _statements(paragraphs(document, section))]
        elif section.code == "problems_measures":
            said += _mixed(_statements(paragraphs(document, section)))
    said += _fields(document)
    return Outcome(
        tuple(
            ProblemItemClaim(seq, kind, flow.text, Span(*flow.raw(0, len(flow.text))))
            for seq, (kind, flow) in enumerate(said, start=1)
        )
    )


_KINDS = {"problems": "problem", "measures": "measure"}


def _statements(flows: Sequence[Flow]) -> list[Flow]:
    items = split_items(flows)
    if items:
        found = [_ended(_whole(item)) for item in items]
    else:
        found = [
            trimmed(flow.part(*sentence.span()))
            for flow in flows
            for sentence in _SENTENCE.finditer(flow.text)
        ]
    return [flow for flow in found if flow.text and not _says_nothing(flow.folded().text)]


def _whole(item: Item) -> Flow:
    """An item that is only a title takes the paragraphs below it along."""
    return item.text if _SENTENCE_END.search(item.text.text) else join_flows((item.text, *item.more), "\n")


def _ended(flow: Flow) -> Flow:
    """Without the sign that ends it."""
    end = len(flow.text.rstrip("。；;！! \n"))
    return trimmed(flow.part(0, end))


@cache
def _nothing() -> frozenset[str]:
    return frozenset(load("sections")["statements"]["none"])


def _says_nothing(text: str) -> bool:
    return text.strip("。.,，、:") in _nothing() or _HINT.fullmatch(text) is not None or not text


def _mixed(flows: Sequence[Flow]) -> Iterator[tuple[str, Flow]]:
    """Problems first; measures from the first statement that opens like one."""
    kind = "problem"
    for flow in flows:
        if flow.folded().text.startswith(tuple(load("sections")["statements"]["measures_begin"])):
            kind = "measure"
        yield kind, flow


def _fields(document: Document) -> Iterator[tuple[str, Flow]]:
    """Fields of a form: the cell on the right of a cell titled 存在问题 or 改进措施."""
    for grid in grids(document):
        for row in range(grid.table.rows):
            own = grid.own(row)
            if len(own) != 2:
                continue
            title, value = own
            text = grid.texts[row][title.column]
            kind = _KINDS.get(title_code(canonical(text)) or "") if len(text) <= 20 else None
            if kind is not None:
                yield from ((kind, flow) for flow in _statements([document.flow(value)]))
