"""Full names: what a unit is called that its report's title only abbreviates (残联 for 残疾人联合会).

Belongs here: a full name that the report itself prints, beside （以下简称…） or in a label or signature. Does not belong here:
names that the report does not print, which department a name stands for (normalize).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipelines.extract.identity.unit_names import UnitName, unit_name
from pipelines.lexicon import load
from pipelines.model.document import BlockKind, Document
from pipelines.model.flow import Flow

SHORTEST = 2
"""So many characters at least stand for a department: 残联, 住建局."""
LEVELS = "我本县市区旗州盟乡镇"


def in_full(document: Document, names: Sequence[UnitName]) -> Sequence[UnitName]:
    """The full name behind the most trustworthy one, with its scope, where the report prints it; none where it does not."""
    if not names:
        return ()
    first = names[0]
    full = next(_defined(document, first.flow.text), None) or _printed(names)
    return (UnitName(full, first.scope),) if full is not None else ()


def _defined(document: Document, first: str) -> Iterator[Flow]:
    """崇山县残疾人联合会（以下简称县残联） in a report whose title says 崇山县残联."""
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE or block.table is not None:
            continue
        flow = document.flow(block).folded()
        if not _calls_short().search(flow.text):
            continue
        for match in _definition().finditer(flow.text):
            region = _region(first, match["short"])
            start = flow.text.rfind(region, match.start("full"), match.end("full")) if region else -1
            name = unit_name(flow.part(start, match.end("full"))) if start >= 0 else None
            if name is not None and len(name.flow.text) > len(first):
                yield name.flow


def _region(first: str, short: str) -> str:
    """What stands before a short form in the name of the title; the level (县残联) may be part of the form or of the region."""
    forms = (short, short[1:] if short[:1] in LEVELS else "")
    return next(
        (first.removesuffix(form) for form in forms if len(form) >= SHORTEST and first.endswith(form)), ""
    )


@cache
def _calls_short() -> re.Pattern[str]:
    """（以下简称: most paragraphs hold none, and this is found faster than a name before it."""
    return re.compile(rf"[(]{load('identity')['in_full']['called']}")


@cache
def _definition() -> re.Pattern[str]:
    words = load("identity")["in_full"]
    return re.compile(
        rf"(?P<full>[\u4e00-\u9fff]{{4,40}})[(]{words['called']}(?P<short>[\u4e00-\u9fff]{{2,16}})[”\"]?[)]"
    )


def _printed(names: Sequence[UnitName]) -> Flow | None:
    """The name in a label or signature that the first one is the customary short form of, in the same region."""
    first = names[0].flow.text
    for short, longer in _short_forms():
        if not first.endswith(short):
            continue
        whole = first.removesuffix(short) + longer
        printed = next((name.flow for name in names[1:] if name.flow.text == whole), None)
        if printed is not None and whole != first:
            return printed
    return None


@cache
def _short_forms() -> tuple[tuple[str, str], ...]:
    """Short forms of bodies with the names they are made of; never the name that a body had before a reform (农业局)."""
    ends = re.compile(load("identity")["in_full"]["short_ends"])
    return tuple(
        (short, longer)
        for row in load("departments")["type"]
        for short in row.get("aliases", ())
        for longer in (row["name"], *row.get("aliases", ()))
        if len(short) < len(longer) and ends.search(short) and _abbreviates(short, longer)
    )


def _abbreviates(short: str, longer: str) -> bool:
    """Whether all characters of a short form stand in the longer name, in their order."""
    rest = iter(longer)
    return all(character in rest for character in short)
