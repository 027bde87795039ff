"""The gate: whether a candidate may replace the live build.

Belongs here: reading ``expectations/gate.yml``, the decision, and letting a limit pass once. Does not belong here: what is
measured (limits), where overrides are written and read, what is done with the verdict (night, publish).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.entries import Entry, check_keys, read_entries
from pipelines.quality.limits import MEASURES
from pipelines.quality.measure import LiveCounts, Night, NightCounts
from pipelines.quality.ports import SqlStore
from pipelines.quality.refusals import form_refusal, refusal
from pipelines.quality.wording import fields

_KEYS = {"limit", "name_zh", "allowed_zh", "params", "message_zh", "overridable", "because_zh"}


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of gate.yml. ``allowed_zh``: what is demanded, in words. ``because_zh``: why a person may, or may never, let
    it pass once."""

    name: str
    name_zh: str
    allowed_zh: str
    params: Mapping[str, Any]
    message_zh: str
    overridable: bool
    because_zh: str


@dataclass(frozen=True, slots=True)
class Override:
    """What a named person let pass, once: a limit that closed on one refused candidate.

    ``saw``: the messages that the person read; whatever else the limit says tonight was not let pass. ``is_fit``: it
    speaks of tonight's very inputs and nothing has been published since; else it is told of and does nothing.
    """

    limit: str
    saw: tuple[str, ...]
    by: str
    why: str
    where: str
    is_fit: bool


@dataclass(frozen=True, slots=True)
class LimitResult:
    """How a limit was met: quality.gate_limits. ``message_zh`` is empty where it was, else it says by how much not, and
    what to do. ``allowed``: what is demanded, in words. ``subject``: the table or county that is meant, where there are several."""

    limit_name: str
    name_zh: str
    subject: str | None
    observed: str
    allowed: str
    ok: bool
    overridable: bool
    overridden_by: str | None
    override_reason: str | None
    message_zh: str

    @property
    def passes(self) -> bool:
        """Whether it keeps the gate open: it is met, or somebody let it pass."""
        return self.ok or self.overridden_by is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's decision with every limit that was looked at. ``notes``: overrides that did nothing, and why."""

    limits: tuple[LimitResult, ...]
    notes: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the candidate may go out."""
        return all(limit.passes for limit in self.limits)

    @property
    def closing(self) -> tuple[LimitResult, ...]:
        """What keeps the gate closed."""
        return tuple(limit for limit in self.limits if not limit.passes)

    @property
    def overridden(self) -> tuple[LimitResult, ...]:
        """What somebody let pass this once."""
        return tuple(limit for limit in self.limits if not limit.ok and limit.passes)

    def lines(self) -> tuple[str, ...]:
        """One line per limit for people, what closed the gate first, then what was let pass."""
        ordered = sorted(self.limits, key=lambda r: (r.passes, r.ok))
        return (*(line_of(result) for result in ordered), *self.notes)


def line_of(result: LimitResult) -> str:
    """A limit in one line."""
    words = load("quality")["gate"]
    kind = "met" if result.ok else "overridden" if result.passes else "closed"
    return str(
        words[kind].format(
            name=result.name_zh,
            subject=f" {result.subject}" if result.subject else "",
            observed=result.observed,
            allowed=result.allowed,
            message=result.message_zh,
            by=result.overridden_by,
            why=result.override_reason,
        )
    )


def load_gate(path: Path) -> tuple[Limit, ...]:
    """The limits of gate.yml. Raises RuleFileError with file and line."""
    return tuple(_limit(entry) for entry in read_entries(path))


def _limit(entry: Entry) -> Limit:
    check_keys(entry, _KEYS, set())
    values = entry.values
    if values["limit"] not in MEASURES:
        raise refusal(
            entry.source("limit"), "no_measure", name=repr(values["limit"]), known=", ".join(MEASURES)
        )
    if not isinstance(values["overridable"], bool):
        raise form_refusal(entry.source("overridable"), "wrong_form", bool, key="overridable")
    for key in ("allowed_zh", "message_zh"):
        try:
            fields(values[key])
        except ValueError as error:
            raise refusal(entry.source(key), "message_braces", why=error) from error
    return Limit(
        values["limit"],
        values["name_zh"],
        values["allowed_zh"],
        dict(values["params"] or {}),
        values["message_zh"],
        values["overridable"],
        str(values["because_zh"]),
    )


def decide(
    store: SqlStore,
    live: LiveCounts | None,
    inputs: NightCounts,
    limits: Sequence[Limit],
    overrides: Sequence[Override] = (),
) -> Verdict:
    """Look at every limit, so that one closed gate tells all its reasons. ``live`` is None before the first build."""
    night = Night(store, live, inputs)
    results: list[LimitResult] = []
    notes: list[str] = []
    for limit in limits:
        for measured in MEASURES[limit.name](night, limit.params):
            values = {"observed": measured.observed, "allowed": measured.allowed, **measured.values}
            result = LimitResult(
                limit.name,
                limit.name_zh,
                measured.subject,
                measured.observed,
                limit.allowed_zh.format(allowed=measured.allowed),
                measured.ok,
                limit.overridable,
                None,
                None,
                "" if measured.ok else limit.message_zh.format(**values),
            )
            about = [o for o in overrides if o.limit == limit.name] if not measured.ok else []
            results.append(_let_pass(result, about))
            if about and not results[-1].passes:
                notes += [_unfit(result, override) for override in about]
    return Verdict(tuple(results), tuple(dict.fromkeys(notes)))


def _let_pass(result: LimitResult, overrides: Sequence[Override]) -> LimitResult:
    for override in overrides:
        if result.overridable and override.is_fit and result.message_zh in override.saw:
            return replace(result, overridden_by=override.by, override_reason=override.why)
    return result


def _unfit(result: LimitResult, override: Override) -> str:
    """Why an override that is on record lets nothing pass tonight."""
    words = load("quality")["gate"]["unfit"]
    why = "never" if not result.overridable else "otherwise" if override.is_fit else "inputs"
    return str(words["note"].format(where=override.where, name=result.name_zh, why=words[why]))
