"""The rules of a page's own style sheets, as far as they hold on a screen, and the names of which that is not known.

Belongs here: sheets and blocks for a screen or for paper, selectors that are short for several, and what may hide text where
nothing on the page says whether it does: in a condition, behind ``:not(…)`` or ``:has(…)``, in a rule within a rule, by a sheet that
lies elsewhere; words that a rule adds to what is printed. Does not belong here: what
declarations say (looks), which elements a selector means (selectors, unseen).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipelines.read.html.looks import fades, shuts

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
_NESTED: Final = re.compile(rb"(?<=[{;])([^{};@]*)\{([^{}]*)\}")
_DEFINED: Final = re.compile(rb"(--[\w-]+)\s*:\s*([^;{}]*)")
_VARIABLE: Final = re.compile(rb"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
OPEN: Final = re.compile(
    rb"(?<![-\w])(?:(?:display|visibility|opacity)\s*:\s*(?:var|calc)\(|(?:scale|translate|rotate|inset|mask(?:-image)?|(?:max-)?block-size)\s*:"
    rb"|color\s*:\s*(?:ok)?(?:lab|lch|color-mix)\()"
)
"""Declarations by which something may be hidden and that are not reckoned out."""
_ADDS: Final = re.compile(rb":(?:before|after)\b")
_CONTENT: Final = re.compile(rb"(?<![-\w])content\s*:([^;{}]*)")
_QUOTED: Final = re.compile(rb"\"([^\"]*)\"|'([^']*)'")
_ESCAPE: Final = re.compile(r"\\([0-9a-f]{1,6})\s?")
_MOST_NESTED: Final = 20
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
    """Selectors and declarations of each rule that holds on any screen, but for rules within rules."""
    for selectors, said in _RULE.findall(_apart(_CONDITION.sub(b"", _sheets(data)))[0]):
        yield [selector.strip() for selector in _expanded(selectors).split(b",")], said


def unsure_names(data: bytes) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Classes, ids and tags whose elements a rule hides under a condition of which the page does not say whether it holds; and
    those that it may print in white, which is hidden on white paper."""
    sheets = _sheets(data)
    conditional = [block for said, block in _CONDITION.findall(sheets) if _MAY_HOLD.match(said.strip())]
    rules = [rule for block in conditional for rule in _RULE.findall(block)]
    plain, nested = _apart(_CONDITION.sub(b"", sheets))
    of_page = _RULE.findall(plain)
    rules += nested + [
        rule for rule in of_page if b":not(" in rule[0] or b":has(" in rule[0] or OPEN.search(rule[1])
    ]
    hiding = [s for s, said in rules if shuts(said) or fades(said) - {"white"} or OPEN.search(said)]
    whitening = [selectors for selectors, said in rules if "white" in fades(said)]
    named, white = ({n for s in found for n in _names_of(s)} for found in (hiding, whitening))
    return frozenset(named), frozenset(white)


def adding_names(data: bytes) -> frozenset[bytes]:
    """Classes, ids and tags before or behind whose text a rule prints words or digits."""
    if not _ADDS.search(data):
        return frozenset()
    rules = _RULE.findall(_CONDITION.sub(b"", _sheets(data)))
    return frozenset(
        name
        for selectors, said in rules
        if _ADDS.search(selectors) and (content := _CONTENT.search(said)) and _says_words(content[1])
        for name in _names_of(selectors)
    )


def _says_words(content: bytes) -> bool:
    """Whether what is printed is more than a sign: an icon, a bullet and a counted number are none of the text."""
    if b"attr(" in content:
        return True
    said = "".join(
        (one or other).decode("utf-8", errors="replace") for one, other in _QUOTED.findall(content)
    )
    said = _ESCAPE.sub(lambda code: chr(min(int(code[1], 16), 0x10FFFF)), said)
    return any(character.isalnum() for character in said)


def _names_of(selectors: bytes) -> list[bytes]:
    """By what the elements of a rule are called."""
    return [
        name
        for selector in selectors.split(b",")
        for name in _telling(_NAME.findall(_NO_NAME.sub(b"", selector).strip().rpartition(b" ")[2]))
    ]


def _apart(sheets: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The sheets without rules within rules, and those."""
    nested: list[tuple[bytes, bytes]] = []
    for _ in range(_MOST_NESTED):
        found = _NESTED.findall(sheets)
        if not found:
            break
        nested += [(selectors.replace(b"&", b" "), said) for selectors, said in found]
        sheets = _NESTED.sub(b"", sheets)
    return sheets, nested


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
    return _resolved(_HOLDS.sub(rb"\1", _STATEMENT.sub(b"", _COMMENT.sub(b"", b"\n".join(told)))))


def _resolved(sheets: bytes) -> bytes:
    """The sheets with what a variable stands for that is defined once; of one that is not, what is said for that case."""
    if b"var(" not in sheets:
        return sheets
    defined: dict[bytes, set[bytes]] = {}
    for name, meant in _DEFINED.findall(sheets):
        defined.setdefault(name, set()).add(meant.strip())

    def stands_for(used: re.Match[bytes]) -> bytes:
        said = defined.get(used[1], {used[2]} if used[2] else set())
        return next(iter(said)) if len(said) == 1 else used[0]

    return _VARIABLE.sub(stands_for, sheets)


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
