"""How a rule's values are written in its Chinese message.

Belongs here: formats of values and filling of templates. Does not belong here: the templates (expectations/*.yml).
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from pipelines.lexicon import load

WAN = Decimal(10000)


def plain(value: object) -> str:
    """A number without trailing zeros, or the text itself."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def wan(value: object) -> str:
    """Yuan as 万元, exact: 1786460.00 → 178.646."""
    return plain(Decimal(str(value)) / WAN)


def wan_each(value: object) -> str:
    """A quotient in 万元, to the yuan: a third of an amount has no last digit."""
    return plain((Decimal(str(value)) / WAN).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def listed(value: Sequence[object]) -> str:
    """A list as Chinese enumerates it, the first eight of it."""
    shown = [plain(v) for v in value[:8]]
    return "、".join(shown) + ("等" if len(value) > len(shown) else "")


def parameter(value: object) -> str:
    """A rule's parameter as people read it: the whole of a list, the names and values of a mapping."""
    if isinstance(value, Mapping):
        return "，".join(f"{name} {parameter(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        between = " / " if any(isinstance(one, Mapping) for one in value) else "、"
        return between.join(map(parameter, value))
    return plain(value)


def quoted(value: object) -> str:
    """Printed words, cut to what a message can hold."""
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"


@cache
def _names(group: str) -> dict[str, str]:
    names: dict[str, str] = {row["code"]: row["name"] for row in load("meaning").get(group, [])}
    names |= load("quality").get(group, {})
    return names


def _coded(group: str) -> Callable[[Any], str]:
    return lambda value: _names(group).get(str(value), str(value))


FORMATS: Mapping[str, Callable[[Any], str]] = {
    "text": plain,
    "wan": wan,
    "wan_each": wan_each,
    "percent": lambda value: f"{plain(value)}%",
    "list": listed,
    "quote": quoted,
    "category": _coded("category"),
    "stage": _coded("stage"),
    "measure": _coded("measure"),
    "donor": _coded("donor"),
    "of_source": lambda value: (
        "" if value == "all" else f"（{_names('source').get(str(value), str(value))}）"
    ),
    "categories": lambda value: listed([_names("category").get(str(v), str(v)) for v in value]),
}


def fields(template: str) -> set[str]:
    """Names that a template puts in. Raises ValueError on an unpaired brace or on anything but plain ``{name}``."""
    names: set[str] = set()
    for _, name, spec, conversion in string.Formatter().parse(template):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(f"only plain {{name}} is allowed, not {{{name}}}")
        names.add(name)
    return names


def write(values: Mapping[str, Any], formats: Mapping[str, str]) -> dict[str, str]:
    """Each value in its format; an absent one as a dash."""
    return {
        name: "—" if values.get(name) is None else FORMATS[form](values[name])
        for name, form in formats.items()
    }
