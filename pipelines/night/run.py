"""Night: the eight hops in order, on one warehouse, under one lock.

Belongs here: what is handed from hop to hop, and when a run counts as published, unchanged or refused. Does not
belong here: what every run has (lifecycle), the work of a hop (its package, or its file beside this one), Dagster.

Every hop asks for the hops before it, so a hop that is called alone does them too; each is done once a night.
"""

from __future__ import annotations

from functools import cached_property

from pipelines.assemble import Assembly
from pipelines.night.assemble.assembling import assemble_shards
from pipelines.night.check.building import (
    Built,
    Material,
    build_candidate,
    build_inputs,
    count_stored,
)
from pipelines.night.check.checking import Checked, check_candidate, check_marts
from pipelines.night.check.families import MART_FAMILIES, RULE_FAMILIES, FamilyCount
from pipelines.night.clock import hop
from pipelines.night.gate.deciding import decide_gate, decide_on_quotes
from pipelines.night.harvest import Counts, Harvest
from pipelines.night.journal import note
from pipelines.night.lake.following import follow_lake
from pipelines.night.metrics import store_metrics
from pipelines.night.progress import stage
from pipelines.night.publish.publishing import Ending, put_out, say_verdict, tell_of_build
from pipelines.night.unchanged import count_standing, standing_build, standing_families, stands
from pipelines.night.verify.nightly import is_due, remember, verify_build, verify_candidate
from pipelines.night.verify.verified import Verification
from pipelines.publish import Build, Inputs, live_build
from pipelines.quality.gate import Verdict
from pipelines.state import RunStatus
from pipelines.store import build_marts


class Night(Harvest):
    """A run of all hops; each returns its counts."""

    # --- 5 assemble ------------------------------------------------------------------------------------------
    @hop("assemble")
    def assembly(self) -> Assembly:
        """Reports and versions over all shards."""
        return assemble_shards(self.settings, self.state, self.facts.shards)

    def assemble(self) -> Counts:
        """Hop 5; nothing where nothing has changed."""
        if self.is_unchanged:
            return self._unchanged()
        counts = {
            "reports": len(self.assembly.reports),
            "versions": len(self.assembly.versions),
            "conflicts": sum(report.version_id is None for report in self.assembly.reports),
            "region_unresolved": sum(report.region_code is None for report in self.assembly.reports),
        }
        self.counts |= counts
        return dict(counts)

    # --- 6 store, quality ------------------------------------------------------------------------------------
    @hop("store")
    def inputs(self) -> Inputs:
        """Everything that determines the figures of a build."""
        return build_inputs(self.settings, self.state, self.facts, self.inbox, self.intake)

    @cached_property
    def is_unchanged(self) -> bool:
        """Whether the live build was made of the very same inputs, rules and code.

        An inbox that shows no file at all is news (a folder not mounted, a wrong path), though documents are kept. What was
        read again because it was asked for is built again, though its stamps are the same. A document that was to be read and is
        not in the ledger changes no input: the gate has to hear of it.
        """
        read = self.reading.documents & {received.document_id for received in self.intake.received}
        if self.state.intentions() or any(self.state.document(name) is None for name in read):
            return False
        return bool(self.inbox.files) and stands(self.settings, self.inputs)

    @hop("store")
    def built(self) -> Built:
        """The candidate with its open database."""
        problems = (
            *self.fetched.problems,
            *self.inbox.problems,
            *self.intake.problems,
            *self.expected_units.problems,
            *self.identities.problems,
        )
        inputs, assembly = self.inputs, self.assembly
        material = Material(self.facts, assembly, self.intake, problems, self.expected_units.values)
        with stage("入库 store"):
            return build_candidate(self.settings, self.state, inputs, material, self.started_at)

    def build(self) -> Counts:
        """Hop 6, the database; nothing where nothing has changed."""
        if self.is_unchanged:
            return self._unchanged()
        return dict(self.built.tables)

    def _unchanged(self) -> Counts:
        live = standing_build(self.settings)
        if self.status == "running":
            self.status, self.build_id = "unchanged", live.build_id
            self.counts |= count_standing(self.settings)
        return {"unchanged": live.build_id}

    @hop("check")
    def checked(self) -> Checked:
        """What the rules found."""
        store = self.built.store
        with stage("核查 check"):
            return check_candidate(self.settings, self.state, store, self.run_id)

    def check(self) -> Counts:
        """Hop 6, the rules."""
        if self.is_unchanged:
            return self._unchanged()
        self.counts |= self.checked.counts
        return dict(self.checked.counts)

    def families(self) -> tuple[FamilyCount, ...]:
        """Counts by rule family for Dagster's checks: tonight's, or the live build's where nothing has changed."""
        return standing_families(self.settings, RULE_FAMILIES) if self.is_unchanged else self.checked.families

    def mart_families(self) -> tuple[FamilyCount, ...]:
        """The same of the marts' contracts."""
        return (
            standing_families(self.settings, MART_FAMILIES)
            if self.is_unchanged
            else self.checked_marts.families
        )

    # --- 7 marts ---------------------------------------------------------------------------------------------
    @hop("compare")
    def marts(self) -> tuple[str, ...]:
        """Names of the marts built."""
        _ = self.checked
        with stage("比较 marts"):
            return build_marts(self.built.store, self.settings.marts)

    @hop("check")
    def checked_marts(self) -> Checked:
        """Whether the marts keep their contracts."""
        _ = self.marts
        with stage("核对比较表 check marts"):
            return check_marts(self.settings, self.built.store, self.run_id)

    def compare(self) -> Counts:
        """Hop 7."""
        if self.is_unchanged:
            return self._unchanged()
        _ = self.verification  # goes on beside the marts
        self.counts["rules_broken"] = len(self.checked.broken) + len(self.checked_marts.broken)
        return {name: int(self.built.store.scalar(f"SELECT count(*) FROM {name}")) for name in self.marts}

    # --- 8 gate, publish -------------------------------------------------------------------------------------
    @hop("verify")
    def verification(self) -> Verification:
        """Whether the quotes of the candidate still give its values; of the live build, where nothing has changed."""
        if self.is_unchanged:
            return verify_build(self.settings, standing_build(self.settings), self.run_id)
        _ = self.checked
        return verify_candidate(
            self.settings,
            self.built.store,
            self.run_id,
            self.reading.documents,
            is_whole=is_due(self.state, self.started_at),
            meanwhile=lambda: self.checked_marts,
        )

    @hop("gate")
    def verdict(self) -> Verdict:
        """Whether the candidate may go out."""
        _ = self.verification
        return decide_gate(
            self.settings, self.state, self.built.store, self.intake, self.reading, self.inputs.hash()
        )

    def decide(self) -> Verdict | None:
        """The gate; a closed one puts the candidate aside and is told as a fact about the data. None: unchanged."""
        if self.is_unchanged:
            return self._decide_on_live()
        self.counts |= self.verification.counts
        note("gate_decided", open=self.verdict.open, limits=self.verdict.lines())
        say_verdict(self.verdict, (problem.message_zh for problem in self.inbox.problems))
        if not self.verdict.open:
            self._finish_candidate("gate_closed")
        return self.verdict

    def _decide_on_live(self) -> Verdict | None:
        """Nothing has changed. Once a week the live build is verified whole, and told of if it fails; what is not told yet of
        it, because the night that made it was killed or nobody listened, is told now."""
        live, verdict = standing_build(self.settings), None
        if is_due(self.state, self.started_at):
            self.counts |= self.verification.counts
            verdict = decide_on_quotes(self.settings, self.verification)
            if verdict.open:
                remember(self.state, self.verification, self.run_id, self.started_at)
            else:
                say_verdict(verdict)
                self.status = "gate_closed"
        self._tell(live, live.build_id, verdict)
        return verdict if verdict and not verdict.open else None

    def publish(self) -> Counts:
        """Hop 8."""
        if self.is_unchanged:
            return self._unchanged()
        if self.verdict.open:
            self._finish_candidate("published")
        return {"build_id": self.built.candidate.build_id}

    def _finish_candidate(self, status: RunStatus) -> None:
        live = live_build(self.settings.warehouse)
        self.counts |= count_stored(self.built.store)
        store_metrics(
            self.built.store, self.state.runs(), self.run_id, {**self.counts, **self.clock.counts()}
        )
        with self.clock.measure("publish"):
            build = put_out(self.settings, self.built, self.verdict)
        if status == "published":
            remember(self.state, self.verification, self.run_id, self.started_at)
            self.state.fulfil_intentions()
            live = build
        self.status, self.build_id = status, build.build_id
        self._tell(build, live.build_id if live else None, self.verdict)

    def _tell(self, build: Build, live_id: str | None, verdict: Verdict | None) -> None:
        with self.clock.measure("lake"):
            beside = follow_lake(self.settings)
        ending = Ending(build, live_id, verdict, tuple(beside), self.intake.restored)
        tell_of_build(self.settings, self.state, self.run_id, ending)
