"""Rule: one check as data, and the words for how it can end.

Belongs here: the types that ``expectations/*.yml`` is read into. Does not belong here: reading (loader), running (engine).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pipelines.quality.wording import parameter

MAIN = "main"
_PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")
_BRACES = re.compile(r"\{(\w+)\}")
_COMMENT = re.compile(r"--[^\n]*")


def parameters_in(sql: str) -> set[str]:
    """Names of the ``$name`` parameters of a query; comments do not count."""
    return set(_PARAMETER.findall(_COMMENT.sub("", sql)))


def with_parameters(words: str, params: Mapping[str, Any]) -> str:
    """Words with the values of the parameters that they name in braces."""
    return _BRACES.sub(lambda m: parameter(params.get(m.group(1), m.group())), words)


class Severity(StrEnum):
    """``error``: arithmetically impossible; ``warn``: absent or contradictory content; ``info``: a red flag, perhaps innocent."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"


class Outcome(StrEnum):
    """How a check ended. A rule over nothing is not evaluable, never a pass; a rule that breaks says nothing about the data."""

    PASS = "pass"
    FAIL = "fail"
    NOT_EVALUABLE = "not_evaluable"
    BROKEN = "broken"


class Sight(StrEnum):
    """What a rule looks at for one report: that report alone (its results are kept until it or the rule changes), or others too."""

    REPORT = "report"
    CORPUS = "corpus"


class Withholds(StrEnum):
    """What a failure keeps out of the marts: the figures of its formula (error branches only), the report, or nothing."""

    FIGURES = "figures"
    REPORT = "report"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Branch:
    """One severity of a rule, with the sentence that a failure is told in, and what a report lacks in which the rule found
    nothing to judge (None: the rule has a case in every report)."""

    name: str
    severity: Severity
    message_zh: str
    nothing_zh: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rule catalogue.

    ``query`` is SQL text, ``text`` the name of a function in text_rules (which then gets the query's rows). ``values``
    names the columns that a case carries and how each is written.
    ``source`` is ``file:line``, for whoever has to mend it.
    """

    rule_id: str
    slug: str
    family: str
    name_zh: str
    name_en: str
    grain: str
    sight: Sight
    branches: tuple[Branch, ...]
    formula: str
    query: str | None
    text: str | None
    params: Mapping[str, Any]
    values: Mapping[str, str]
    report_types: tuple[str, ...]
    needs: tuple[str, ...]
    suppressed_by: tuple[str, ...]
    withholds: Withholds
    basis: str
    since: date | None
    until: date | None
    version: int
    source: str
    query_file: str | None = None

    @property
    def formula_said(self) -> str:
        """The formula in words, its parameters filled in."""
        return with_parameters(self.formula, self.params)

    @property
    def written_in(self) -> str:
        """Where somebody mends it: file and line, and the query's file."""
        return f"{self.source}, sql/{self.query_file}" if self.query_file else self.source

    def query_params(self) -> dict[str, Any]:
        """The parameters that the query names as ``$name``."""
        used = parameters_in(self.query or "")
        return {name: value for name, value in self.params.items() if name in used}

    def branch(self, name: str) -> Branch | None:
        """The branch of that name."""
        return next((b for b in self.branches if b.name == name), None)


class RuleFileError(ValueError):
    """A rule file that is refused at the start; the message names file and line."""

    def __init__(self, source: str, what: str) -> None:
        super().__init__(source, what)

    def __str__(self) -> str:
        return ": ".join(map(str, self.args))


class RuleBrokenError(RuntimeError):
    """A rule whose answer cannot be used: an unknown verdict, a missing column, two results for one subject."""
