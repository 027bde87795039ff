"""The verification of a night: what is new each night, everything once a week.

Belongs here: which scope is due, and what is kept of the result in the build. Does not belong here: verifying
(verifying), comparing builds (changes), the limit (gate.yml).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import datetime, timedelta
from itertools import takewhile
from threading import Event

from pipelines.engine import thread_aside
from pipelines.night.progress import stage
from pipelines.night.settings import Settings
from pipelines.night.verify.changes import note_changes
from pipelines.night.verify.verified import Verification
from pipelines.night.verify.verifying import LABEL, MANY, Follow, verify_store
from pipelines.publish import Build, live_build
from pipelines.state import State
from pipelines.store import Store, on_one_core

EVERYTHING_EVERY = timedelta(days=7)


def verify_candidate(
    settings: Settings,
    store: Store,
    run_id: str,
    read_tonight: Iterable[str],
    *,
    is_whole: bool,
    meanwhile: Callable[[], object] = lambda: None,
) -> Verification:
    """Verify a candidate; the counts and failures stand in schema quality afterwards. ``is_whole``: everything, not only what is
    new against the live build. ``meanwhile``: what this thread does while other processes read; it changes nothing that is verified.
    What the words say of a figure is read anew once a week: extraction has read it."""
    live = live_build(settings.warehouse)
    before = None if live is None or settings.rebuild else live.database
    known = None if is_whole else before
    read = tuple(read_tonight)

    def verified(is_over: Event) -> Verification:
        with store.another() as own:
            is_new = known is not None and note_changes(own, known, read)
            return verify_store(
                settings,
                own,
                run_id,
                "new" if is_new else "all",
                _until(is_over),
                meanings=before is not None and not is_new,
            )

    to_read = len(read) if known else int(store.scalar("SELECT count(*) FROM core.documents"))
    with (  # for both: set by each for itself, the one that is done first would take it from the other
        on_one_core(store) if to_read >= MANY and settings.workers > 1 else nullcontext(),
        thread_aside(verified) as doing,
    ):
        meanwhile()
        with stage(LABEL):
            verification = doing.result()
    keep(store, verification)
    return verification


def _until(is_over: Event) -> Follow:
    """Shows nothing: what is done meanwhile shows itself."""
    return lambda done, _total, _label: takewhile(lambda _: not is_over.is_set(), done)


def verify_build(settings: Settings, build: Build, run_id: str) -> Verification:
    """Verify everything of a published build, which itself stays as it is."""
    with Store.open_read_only(build.database) as store, on_one_core(store):
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
