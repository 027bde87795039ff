"""Damage to XML: what the fuzz tests of formats that are zips of XML do to a part."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

_TAG = re.compile(rb"<[^>]+>")


def mutated(
    part: bytes, chance: random.Random, names: Sequence[bytes], value: bytes = rb'"[^"]{0,9}"'
) -> bytes:
    """The XML of a part with tags moved, renamed, left out, doubled, and bytes and numbers changed. ``names``: of its elements;
    ``value``: the attributes whose values become numbers."""
    for _ in range(chance.randint(1, 6)):
        tags = list(_TAG.finditer(part))
        if not tags:
            return part
        one, other = chance.choice(tags), chance.choice(tags)
        kind = chance.randrange(5)
        if kind == 0:
            part = part[: one.start()] + part[one.end() :]
        elif kind == 1:
            part = part[: one.start()] + other.group() + part[one.start() :]
        elif kind == 2:
            part = part.replace(chance.choice(names), chance.choice(names), 2)
        elif kind == 3:
            part = re.sub(value, b'"%d"' % chance.randrange(-9, 10**12), part, count=chance.randrange(1, 9))
        else:
            at = chance.randrange(len(part))
            part = part[:at] + bytes([chance.randrange(256)]) + part[at + 1 :]
    return part
