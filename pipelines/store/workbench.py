"""Workbench: the database ``work``, in memory beside the open file, whose tables all connections share while marts are made.

Belongs here: laying it out, clearing it away, and which statements change it. Does not belong here: what lies on it (warehouse/marts).

Temporary tables would be those of one connection. What is said without a schema is found here; a transaction writes to one
database alone, so a script is as many transactions as it turns from one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_ASIDE = re.compile(r"--[^\n]*")
_CHANGES_WORK = re.compile(r"\s*(?:CREATE (?:TABLE|VIEW|MACRO|TYPE)|INSERT INTO|DROP (?:TABLE|VIEW)) work\.")

LAY = "ATTACH ':memory:' AS work"
CLEAR = "DETACH work"
FIND = "SET search_path = '{}.main,work.main'"
"""For each connection, with the name of the file's database."""


def transactions(statements: Sequence[str]) -> Iterator[str]:
    """The statements of a script, in order, put together as far as they write to one database."""
    for _, together in groupby(statements, lambda sql: bool(_CHANGES_WORK.match(_ASIDE.sub("", sql)))):
        yield ";\n".join(together)
