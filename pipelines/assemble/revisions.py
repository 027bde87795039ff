"""Revisions: what the title and the file name of a filing say about replacing an earlier one.

Belongs here: applying lexicon/versions.toml. Does not belong here: dates, which come first, and what is current (versions).
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache

from pipelines.assemble.reports import Filed
from pipelines.lexicon import load


class Revision(IntEnum):
    """``ADDS`` (补充) stands in the place of an earlier filing only if it states no fewer numbers."""

    NONE = 0
    ADDS = 1
    REPLACES = 2


def revision_of(filed: Filed) -> Revision:
    """What title and file name say, the name of the project left out: it may itself speak of a 修订."""
    subject = filed.report.subject or ""
    said = "\n".join("".join((text or "").split()) for text in (filed.report.title, filed.name))
    said = said.replace("".join(subject.split()), "") if subject else said
    if _pattern("replaces").search(said):
        return Revision.REPLACES
    return Revision.ADDS if _pattern("adds").search(said) else Revision.NONE


@cache
def _pattern(what: str) -> re.Pattern[str]:
    return re.compile("|".join(load("versions")[what]))
