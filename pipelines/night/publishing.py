"""Hop 8 of a night: the candidate gets its pages and goes out, or is put aside; then people are told.

Belongs here: the order of writing, sealing, publishing and telling. Does not belong here: whether a candidate may go out
(gate), what pages show (publish), the wording of alerts (alert).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from pipelines.alert.message import GateClosed, QuarantinedFile
from pipelines.night.alerts import tell_night
from pipelines.night.building import Built
from pipelines.night.checking import Checked
from pipelines.night.gate import let_pass, reasons
from pipelines.night.progress import say, stage
from pipelines.night.settings import Settings
from pipelines.night.site import write_site
from pipelines.publish import publish, refuse, seal
from pipelines.quality.gate import Verdict
from pipelines.state import State


def say_verdict(verdict: Verdict, problems: Iterable[str] = ()) -> None:
    """Print what was let pass, and why a closed gate is closed; ``problems`` of the inbox explain it first."""
    for line in let_pass(verdict):
        say(line)
    if not verdict.open:
        for line in (*problems, *verdict.lines()):
            say(line)


def put_out(settings: Settings, built: Built, verdict: Verdict) -> None:
    """Write the pages, seal the candidate, and publish it or put it aside, as the verdict says."""
    with stage("发布 publish"):
        write_site(settings, built)
        seal(built.candidate, built.store, datetime.now(UTC), let_pass(verdict))
    if verdict.open:
        publish(built.candidate)
    else:
        refuse(built.candidate)


def tell_of_candidate(
    state: State,
    run_id: str,
    build_ids: tuple[str, str | None],
    checked: tuple[Checked, Checked],
    quarantined: Sequence[QuarantinedFile],
    verdict: Verdict,
) -> None:
    """Put the night's news in line: what the rules found in the figures, and what broke there and in the marts.

    ``build_ids``: the candidate's, and that of the build which was live until tonight.
    """
    (build_id, live), (figures, marts) = build_ids, checked
    closed = None if verdict.open else GateClosed(reasons(verdict), live)
    tell_night(
        state,
        run_id,
        build_id,
        figures.failed if verdict.open else (),
        (*figures.broken, *marts.broken),
        quarantined,
        closed,
    )


def tell_live_is_broken(state: State, run_id: str, build_id: str | None, verdict: Verdict) -> None:
    """Tell that quotes of the live build no longer give its values."""
    tell_night(state, run_id, build_id, (), (), (), GateClosed(reasons(verdict), build_id))
