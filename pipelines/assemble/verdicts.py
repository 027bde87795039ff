"""Verdicts: what reviewers say of findings, read from raw/decisions/verdicts.toml and held against tonight's findings.

Belongs here: what an entry of that file says, whether the finding is still what the person saw, and which of several
verdicts on one finding holds. Does not belong here: reading entries (entries), tables (night.check.verdicts), what a verdict
does (warehouse/schema/27_verdicts.sql).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pipelines.assemble.deciders import masked, without_names
from pipelines.assemble.entries import Entry, read_made
from pipelines.assemble.wording import reason
from pipelines.model.problem import Outcome, Problem

HEAD: Final = "verdict"
CONFIRMED, FALSE_ALARM, EXPLAINED = "confirmed", "false_alarm", "explained"
VERDICTS: Final = (CONFIRMED, FALSE_ALARM, EXPLAINED)
APPLIED, OVERRULED, STALE, GONE, CONTRADICTED = "applied", "overruled", "stale", "gone", "contradicted"

_TEXTS: Final = ("verdict", "rule", "branch", "report", "fingerprint", "saw", "by", "note")
_REQUIRED: Final = (*_TEXTS, "rule_version", "when")
_OPTIONAL: Final = ("subject",)

Key = tuple[str, str, str, str | None]


@dataclass(frozen=True, slots=True)
class FindingVerdict:
    """One verdict. What the person saw is its guard: the rule, and the fingerprint of the finding's figures.

    ``saw`` is the message for people who read the file; ``where`` is file and line.
    """

    verdict: str
    rule_id: str
    rule_version: int
    branch: str
    report_id: str
    subject: str | None
    fingerprint: str
    saw: str
    by: str
    when: datetime
    note: str
    where: str

    @property
    def key(self) -> Key:
        """What it speaks of, whichever version of the report says it."""
        return self.rule_id, self.branch, self.report_id, self.subject

    @property
    def verdict_id(self) -> str:
        """The same for the same entry, wherever it stands in the file."""
        parts = (
            *(part or "" for part in self.key),
            self.verdict,
            self.fingerprint,
            self.by,
            self.when.isoformat(),
        )
        return "v" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class StandingFinding:
    """A finding as it stands tonight."""

    result_id: str
    rule_id: str
    rule_version: int
    branch: str
    report_id: str
    subject: str | None
    fingerprint: str

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.rule_id, self.branch, self.report_id, self.subject


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """quality.verdicts."""

    verdict_id: str
    place: str
    result_id: str | None
    rule_id: str
    rule_version: int
    branch: str
    report_id: str
    subject: str | None
    verdict: str
    message_zh: str
    decided_by: str
    decided_at: datetime
    note: str
    status: str
    reason_zh: str | None


def read_verdicts(path: Path) -> Outcome[FindingVerdict]:
    """All verdicts of a file; no file is no verdict."""
    return read_made(path, HEAD, _verdict)


def _verdict(entry: Entry) -> FindingVerdict | Problem:
    fault = entry.fault(_REQUIRED, _OPTIONAL, (*_TEXTS, *_OPTIONAL))
    if fault is not None:
        return fault
    version, when = entry.row["rule_version"], entry.moment("when")
    if entry.text("verdict") not in VERDICTS:
        return entry.refused("bad_value", "verdict")
    if not isinstance(version, int) or isinstance(version, bool) or not 0 < version < 2**31:
        return entry.refused("bad_value", "rule_version")
    if when is None:
        return entry.refused("bad_value", "when")
    return FindingVerdict(
        verdict=entry.text("verdict"),
        rule_id=entry.text("rule"),
        rule_version=version,
        branch=entry.text("branch"),
        report_id=entry.text("report"),
        subject=entry.text("subject") or None,
        fingerprint=entry.text("fingerprint"),
        saw=entry.text("saw"),
        by=entry.text("by"),
        when=when,
        note=entry.text("note"),
        where=entry.where,
    )


def judge(verdicts: Sequence[FindingVerdict], findings: Iterable[StandingFinding]) -> tuple[VerdictRow, ...]:
    """What becomes of each verdict: a row for each finding that it holds for, else one row that says why for none."""
    standing: dict[Key, list[StandingFinding]] = defaultdict(list)
    for finding in findings:
        standing[finding.key].append(finding)
    fallen = dict(_fallen(verdicts))
    rows: list[VerdictRow] = []
    for number, verdict in enumerate(verdicts):
        there = standing.get(verdict.key, [])
        held = [finding for finding in there if _holds(verdict, finding)]
        if number in fallen:
            rows.append(_row(verdict, None, *fallen[number]))
        elif held:
            rows += [_row(verdict, finding.result_id, APPLIED, None) for finding in held]
        elif there:
            same = any(finding.fingerprint == verdict.fingerprint for finding in there)
            rows.append(_row(verdict, None, STALE, "rule_changed" if same else "finding_changed"))
        else:
            rows.append(_row(verdict, None, GONE, "finding_gone"))
    return tuple(rows)


def _holds(verdict: FindingVerdict, finding: StandingFinding) -> bool:
    """The figures are those the person saw. That a rule was wrong is said of one version of the rule only: a changed rule
    that still fires has to be looked at again. What a report means does not change with the rule."""
    same_rule = finding.rule_version == verdict.rule_version or verdict.verdict != FALSE_ALARM
    return finding.fingerprint == verdict.fingerprint and same_rule


def _fallen(verdicts: Sequence[FindingVerdict]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Verdicts that another on the same finding replaces; of two of one moment that differ, neither holds."""
    groups: dict[tuple[Key, str], list[int]] = defaultdict(list)
    for number, verdict in enumerate(verdicts):
        groups[verdict.key, verdict.fingerprint].append(number)
    for numbers in groups.values():
        latest = max(verdicts[number].when for number in numbers)
        last = [number for number in numbers if verdicts[number].when == latest]
        yield from ((number, (OVERRULED, "overruled")) for number in numbers if number not in last)
        if len({verdicts[number].verdict for number in last}) > 1:
            yield from ((number, (CONTRADICTED, "contradicted")) for number in last)
        else:
            yield from ((number, (OVERRULED, "repeated")) for number in last[:-1])


def _row(verdict: FindingVerdict, result_id: str | None, status: str, why: str | None) -> VerdictRow:
    return VerdictRow(
        verdict_id=verdict.verdict_id,
        place=verdict.where,
        result_id=result_id,
        rule_id=verdict.rule_id,
        rule_version=verdict.rule_version,
        branch=verdict.branch,
        report_id=verdict.report_id,
        subject=verdict.subject,
        verdict=verdict.verdict,
        message_zh=verdict.saw,
        decided_by=masked(verdict.by),
        decided_at=verdict.when.replace(tzinfo=None),
        note=without_names(verdict.note, verdict.by),
        status=status,
        reason_zh=reason(why)["zh"] if why else None,
    )
