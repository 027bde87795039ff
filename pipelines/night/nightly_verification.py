"""The verification of a night: what is new each night, everything once a week.

Belongs here: which scope is due, and what is kept of the result in the build. Does not belong here: verifying
(verifying), comparing builds (changes), the limit (gate.yml).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from pipelines.night.changes import note_changes
from pipelines.night.settings import Settings
from pipelines.night.verified import Verification
from pipelines.night.verifying import verify_store
from pipelines.publish import Build, live_build
from pipelines.state import State
from pipelines.store import Store

EVERYTHING_EVERY = timedelta(days=7)


def verify_candidate(
    settings: Settings, state: State, store: Store, run_id: str, read_tonight: Iterable[str], now: datetime
) -> Verification:
    """Verify a candidate; the counts and failures stand in schema quality afterwards."""
    live = live_build(settings.warehouse)
    everything = (
        live is None
        or settings.rebuild
        or is_due(state, now)
        or not note_changes(store, live.database, read_tonight)
    )
    verification = verify_store(settings, store, run_id, "all" if everything else "new")
    keep(store, verification)
    return verification


def verify_build(settings: Settings, build: Build, run_id: str) -> Verification:
    """Verify everything of a published build, which itself stays as it is."""
    with Store.open_read_only(build.database) as store:
        return verify_store(settings, store, run_id, "all")


def is_due(state: State, now: datetime) -> bool:
    """Whether everything was last verified a week ago or more, or never; or in the future, as the clock was set back."""
    last = state.last_full_verification()
    return last is None or not timedelta(0) <= now - last < EVERYTHING_EVERY


def keep(store: Store, verification: Verification) -> None:
    """Write the counts and failures into their tables."""
    store.insert("quality.verification", verification.tallies)
    store.insert("quality.verification_failures", verification.failures)


def remember(state: State, verification: Verification, run_id: str, now: datetime) -> None:
    """Note a verification of everything in which everything agreed."""
    if verification.scope == "all" and verification.agreed == verification.checked:
        state.record_full_verification(run_id, verification.checked, now)
