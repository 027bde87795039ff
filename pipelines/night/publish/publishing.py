"""Hop 8 of a night: the candidate gets its pages and goes out, or is put aside; then people are told.

Belongs here: the order of closing, writing, signing, publishing and telling. Does not belong here: whether a candidate may go out
(gate), what pages show (publish), the wording of alerts (alert).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from pipelines.alert.digest import Night
from pipelines.alert.message import GateState, Trouble
from pipelines.night.check.building import Built
from pipelines.night.decision_files import ROUTING
from pipelines.night.gate.deciding import closed_gate, let_pass, reasons
from pipelines.night.progress import say, stage
from pipelines.night.publish.build_files import write_files
from pipelines.night.publish.page_pictures import draw_new
from pipelines.night.retention import read_retention
from pipelines.night.settings import Settings
from pipelines.night.tell.alerts import tell_night
from pipelines.night.tell.routes import read_routing
from pipelines.night.tell.standing import Standing
from pipelines.publish import Build, close_database, publish, refuse, sign
from pipelines.quality.gate import Verdict, line_of
from pipelines.state import State
from pipelines.store import Store


def say_verdict(verdict: Verdict, problems: Iterable[str] = ()) -> None:
    """Print what was let pass, and why a closed gate is closed; ``problems`` of the inbox explain it first."""
    for line in let_pass(verdict):
        say(line)
    if not verdict.open:
        for line in (*problems, *map(line_of, verdict.closing), *verdict.notes):
            say(line)
        say(f"其余 {sum(limit.passes for limit in verdict.limits)} 项通过")


def put_out(settings: Settings, built: Built, verdict: Verdict) -> Build:
    """Close the database, write what lies beside it, sign the candidate, and publish it or put it aside, as the verdict says; where it lies then."""
    with stage("发布 publish"):
        tables = close_database(built.candidate, built.store)
        write_files(settings, built.candidate, tables)
        sign(built.candidate, tables, datetime.now(UTC), let_pass(verdict))
    keep = read_retention(settings).builds
    if verdict.open:
        build = publish(built.candidate, keep)
        with stage("页面图 pictures"), Store.open_read_only(build.database) as store:
            draw_new(settings, store, settings.picture_seconds)
        return build
    return Build(built.candidate.build_id, refuse(built.candidate, keep))


@dataclass(frozen=True, slots=True)
class Ending:
    """How a night ended. ``live``: the build that readers have. ``verdict`` None: nothing has changed, and the build is the live one.

    ``beside``: what went wrong after the build was out. ``restored``: files whose kept original was put back.
    """

    build: Build
    live: str | None
    verdict: Verdict | None
    beside: tuple[Trouble, ...] = ()
    restored: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether readers have the build."""
        return self.verdict is None or self.verdict.open

    def troubles(self) -> tuple[Trouble, ...]:
        """What is wrong outside of the build."""
        gate = () if self.verdict is None or self.verdict.open else (closed_gate(self.verdict),)
        return (*gate, *self.beside)

    def gate_state(self) -> GateState:
        """The gate, as people are told of it."""
        if self.verdict is None:
            return GateState(self.live, restored=self.restored)
        passed = let_pass(self.verdict) if self.verdict.open else ()
        return GateState(self.live, reasons(self.verdict), passed, self.restored)


def tell_of_build(settings: Settings, state: State, run_id: str, ending: Ending) -> None:
    """Put the night's news in line: what begins, changes and ends in this build and at the gate."""
    build = ending.build
    with Store.open_read_only(build.database) as store:
        tell_night(
            state,
            Night(run_id, build.build_id, ending.gate_state()),
            Standing(store, has_findings=ending.is_open),
            read_routing(settings.decisions / ROUTING),
            ending.troubles(),
        )
