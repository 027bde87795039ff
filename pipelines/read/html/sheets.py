"""The rules of a page's own style sheets, as far as they hold on a screen, and the names of which that is not known.

Belongs here: sheets and blocks for a screen or for paper, selectors that are short for several, and what may hide text where
nothing on the page says whether it does: in a condition, behind ``:not(…)``, by a sheet that lies elsewhere. Does not belong here: what
declarations say (looks), which elements a selector means (selectors, unseen).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipelines.read.html.looks import shuts

STYLE: Final = re.compile(rb"<style([^<>]*)>(.*?)</style", re.DOTALL)
_MEDIA: Final = re.compile(rb"\bmedia\s*=\s*[\"']?\s*([^\"'<>]*)")
_ON_SCREEN: Final = re.compile(rb"(?:only\s+)?(?:screen|all)\s*|(?=$)")
_COMMENT: Final = re.compile(rb"/\*.*?\*/|<!--|-->", re.DOTALL)
_BLOCK: Final = rb"\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}"
_HOLDS: Final = re.compile(rb"@(?:media\s+(?:only\s+)?(?:screen|all)|layer[^@{};]*)\s*" + _BLOCK)
_CONDITION: Final = re.compile(rb"@([^{};]*)" + _BLOCK)
_MAY_HOLD: Final = re.compile(rb"(?:media(?!.*(?:print|max-(?:device-)?width))|supports|container|scope)\b")
_RULE: Final = re.compile(rb"([^{}]+)\{([^{}]*)\}")
_EITHER: Final = re.compile(rb"([^,{}]*):(?:is|where)\(\s*([.#][\w-]+(?:\s*,\s*[.#][\w-]+)*)\s*\)([^,{}]*)")
_NAME: Final = re.compile(rb"[.#][\w-]+|(?<![\w.#-])[a-z][a-z0-9]*")
_NO_NAME: Final = re.compile(rb"\[[^\[\]]*\]|::?[\w-]+(?:\([^()]*\))?")
_STATEMENT: Final = re.compile(rb"@(?:import|charset|namespace)\b[^;{}]*;")
_MOST_EXPANDED: Final = 200
_LONGEST: Final = 2_000
HIDING: Final = frozenset(
    b".hide .hidden .d-none .none .invisible .display-none .layui-hide .hidden-text .sr-only .visually-hidden".split()
)
"""Classes that sheets which lie elsewhere commonly hide."""
_SPEAKS_OF_HIDING: Final = re.compile(
    rb"class\s*=\s*[\"']?[^\"'<>]*(?<![\w-])(?:"
    + b"|".join(sorted(name[1:] for name in HIDING))
    + rb")(?![\w-])"
)


def names_hiding(data: bytes) -> bool:
    """Whether an element of a page in small letters is called by what is commonly hidden."""
    return (
        b"hid" in data or b"none" in data or b"sr-only" in data or b"invisible" in data
    ) and _SPEAKS_OF_HIDING.search(data) is not None


def rules_on_screen(data: bytes) -> Iterator[tuple[list[bytes], bytes]]:
    """Selectors and declarations of each rule that holds on any screen."""
    for selectors, said in _RULE.findall(_CONDITION.sub(b"", _sheets(data))):
        yield [selector.strip() for selector in _expanded(selectors).split(b",")], said


def unsure_names(data: bytes) -> frozenset[bytes]:
    """Classes, ids and tags whose elements a rule hides under a condition of which the page does not say whether it holds."""
    sheets = _sheets(data)
    conditional = [block for said, block in _CONDITION.findall(sheets) if _MAY_HOLD.match(said.strip())]
    rules = [rule for block in conditional for rule in _RULE.findall(block)]
    rules += [rule for rule in _RULE.findall(_CONDITION.sub(b"", sheets)) if b":not(" in rule[0]]
    return frozenset(
        name
        for selectors, said in rules
        if shuts(said)
        for selector in selectors.split(b",")
        for name in _telling(_NAME.findall(_NO_NAME.sub(b"", selector).strip().rpartition(b" ")[2]))
    )


def _telling(names: list[bytes]) -> list[bytes]:
    """Classes and ids, where there are any: ``p.x`` is not every ``p``."""
    return [name for name in names if name[:1] in b".#"] or names


def _sheets(data: bytes) -> bytes:
    """All that the sheets for a screen say; a block for any screen stands for what is in it."""
    told = [
        sheet
        for attributes, sheet in STYLE.findall(data)
        if (media := _MEDIA.search(attributes)) is None or _ON_SCREEN.fullmatch(media[1].strip())
    ]
    return _HOLDS.sub(rb"\1", _STATEMENT.sub(b"", _COMMENT.sub(b"", b"\n".join(told))))


def _expanded(selectors: bytes) -> bytes:
    """``p:is(.a,.b)`` as ``p.a,p.b``."""
    if len(selectors) > _LONGEST or not (b":is(" in selectors or b":where(" in selectors):
        return selectors
    for _ in range(_MOST_EXPANDED):
        found = _EITHER.search(selectors)
        if found is None:
            break
        each = b",".join(found[1] + name.strip() + found[3] for name in found[2].split(b","))
        selectors = selectors[: found.start()] + each + selectors[found.end() :]
    return selectors
