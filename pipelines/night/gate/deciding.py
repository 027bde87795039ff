"""Hop 8 of a night, the gate: what it is given to decide on, and the verdict as a table of the candidate.

Belongs here: accounting for every file of the inbox, and the live build to compare with. Does not belong here: limits
(expectations/gate.yml), the decision (quality.gate), what people let pass (overrides).
"""

from __future__ import annotations

import hashlib
from collections import Counter

from pipelines.alert.message import GATE, Trouble
from pipelines.assemble.wording import problem_row
from pipelines.night.decision_files import OVERRIDES
from pipelines.night.gate.overrides import read_overrides
from pipelines.night.read.reading import Reading
from pipelines.night.settings import Settings
from pipelines.night.verify.nightly import keep
from pipelines.night.verify.verified import Verification
from pipelines.publish import live_build
from pipelines.quality.gate import Verdict, decide, line_of, load_gate
from pipelines.quality.limits import quotes_give_values
from pipelines.quality.measure import LiveCounts, NightCounts, count_build
from pipelines.sources.intake import Intake
from pipelines.state import State
from pipelines.store import Store, create_schema


def decide_gate(
    settings: Settings, state: State, store: Store, intake: Intake, reading: Reading, input_hash: str
) -> Verdict:
    """Every limit of gate.yml over the candidate, the night and the live build; quality.gate_limits holds it afterwards."""
    limits = load_gate(settings.expectations / "gate.yml")
    live = live_build(settings.warehouse)
    read = read_overrides(settings.decisions / OVERRIDES, input_hash, live.build_id if live else None)
    store.insert("quality.problems", [problem_row(problem, "", None) for problem in read.problems])
    verdict = decide(store, _live_counts(settings), count_files(state, intake, reading), limits, read.values)
    store.insert("quality.gate_limits", verdict.limits)
    return verdict


def decide_on_quotes(settings: Settings, verification: Verification) -> Verdict:
    """The one limit that a published build must go on meeting: its quotes give its values."""
    limits = [
        limit
        for limit in load_gate(settings.expectations / "gate.yml")
        if limit.name == quotes_give_values.__name__
    ]
    with Store.in_memory() as store:
        create_schema(store, settings.schema)
        keep(store, verification)
        return decide(store, None, NightCounts(0, 0, 0, {}), limits)


def reasons(verdict: Verdict) -> tuple[str, ...]:
    """Why a gate is closed, for people."""
    return tuple(limit.message_zh for limit in verdict.closing)


def closed_gate(verdict: Verdict) -> Trouble:
    """The closed gate as alerts tell of it; other limits, or other figures at them, are something new."""
    said = "|".join(f"{limit.limit_name} {limit.subject} {limit.observed}" for limit in verdict.closing)
    return Trouble("data", GATE, hashlib.sha256(said.encode()).hexdigest(), "；".join(reasons(verdict)))


def let_pass(verdict: Verdict) -> tuple[str, ...]:
    """What somebody let pass this once, by whom and why, for people."""
    return tuple(line_of(limit) for limit in verdict.overridden)


def count_files(state: State, intake: Intake, reading: Reading) -> NightCounts:
    """What became of every file that was seen, by asking the ledger for each; what it does not know is lost."""
    read = unchanged = 0
    quarantined: Counter[str] = Counter(problem.kind for problem in intake.problems)
    for received in intake.received:
        record = state.document(received.document_id)
        if record is None:
            continue
        if record.read_status == "quarantined":
            quarantined.update([record.read_reason] if record.read_reason else [])
        elif record.document_id in reading.documents:
            read += 1
        else:
            unchanged += 1
    seen = len(intake.received) + len(intake.problems)
    return NightCounts(seen, read, unchanged, quarantined)


def _live_counts(settings: Settings) -> LiveCounts | None:
    live = live_build(settings.warehouse)
    if live is None:
        return None
    with Store.open_read_only(live.database) as store:
        return count_build(store)
