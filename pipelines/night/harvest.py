"""The harvest of a night, hops 0 to 4: from disclosure pages and the inbox to shards of facts.

Belongs here: what these hops hand on. No database and no other document is in sight so far. Does not belong here: the hops
over all shards (run), what every run has (lifecycle), the work of a hop (its package).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from pipelines.assemble import IdentityDecision
from pipelines.model.claims import Card
from pipelines.model.problem import Outcome
from pipelines.night.assemble.assembling import decided_identities
from pipelines.night.assemble.identities import with_decided_identities
from pipelines.night.check.building import with_department_type
from pipelines.night.check.rules import admitted_rules
from pipelines.night.clock import hop
from pipelines.night.extract.facts import Facts, extract_facts
from pipelines.night.extract.patience import read_patience
from pipelines.night.fetch.fetching import FetchReport, fetch_sources
from pipelines.night.lake.following import read_lake
from pipelines.night.lifecycle import Run
from pipelines.night.progress import say
from pipelines.night.read.member_cards import with_member_cards
from pipelines.night.read.reading import Reading, read_documents
from pipelines.night.read.redo import note_wish
from pipelines.night.retention import read_retention
from pipelines.night.verify.nightly import is_due
from pipelines.sources.cards import ExpectedUnit, read_expected_units
from pipelines.sources.inbox import Inbox, list_inbox
from pipelines.sources.intake import Intake, take_in

Counts = dict[str, int | str]


class Harvest(Run):
    """A run as far as the shards; each hop returns its counts."""

    # --- 0 fetch ---------------------------------------------------------------------------------------------
    @hop("fetch")
    def fetched(self) -> FetchReport:
        """What came from the disclosure pages tonight; nothing where no source is named. What is to be read again is noted before."""
        self.settings = note_wish(self.settings, self.state, self.run_id, self.started_at)
        return fetch_sources(self.settings, self.state)

    def fetch(self) -> Counts:
        """Before hop 1: fill the inbox."""
        self.counts |= {f"fetch_{outcome}": n for outcome, n in self.fetched.counts.items()}
        return dict(self.fetched.counts)

    # --- 1 sources -------------------------------------------------------------------------------------------
    @hop("receive")
    def inbox(self) -> Inbox:
        """What lies in the inbox."""
        self.fetch()
        return list_inbox(self.settings.raw)

    @hop("receive")
    def intake(self) -> Intake:
        """The files whose bytes are kept now; all are hashed anew when everything is verified anew."""
        trust_times = not (self.settings.rebuild or is_due(self.state, self.started_at))
        return take_in(
            self.state,
            self.inbox.files,
            self.settings.documents,
            self.started_at,
            trust_times=trust_times,
        )

    @hop("receive")
    def expected_units(self) -> Outcome[ExpectedUnit]:
        """The units whose reports are awaited, and what is wrong in their list."""
        listed = read_expected_units(self.settings.raw)
        return replace(listed, values=tuple(with_department_type(unit) for unit in listed.values))

    def receive(self) -> Counts:
        """Hop 1. A fault in a rule or in the settings is found here, before an hour is spent on reading."""
        admitted_rules(self.settings)
        read_retention(self.settings)
        read_patience(self.settings)
        read_lake(self.settings)
        self.counts |= {
            "files_seen": len(self.inbox.files),
            "files_new": sum(received.is_new for received in self.intake.received),
            "files_refused": len(self.intake.problems),
            "samples_used": int(self.inbox.samples_used),
        }
        if restored := self.intake.restored:
            say(f"留存的原件 {len(restored)} 份不见了或已损坏，已从收件箱重新放好：{'、'.join(restored)}")
        return dict(self.counts)

    # --- 2 read ----------------------------------------------------------------------------------------------
    @hop("read")
    def reading(self) -> Reading:
        """What was read tonight."""
        return self._read()

    def _read(self) -> Reading:
        received, cards = self.intake.received, self.inbox.member_cards
        return read_documents(self.settings, self.state, self.engine, received, cards)

    def read(self) -> Counts:
        """Hop 2."""
        counts = {
            "documents_read": len(self.reading.documents),
            "unreadable": sum(self.reading.quarantined.values()),
        }
        self.counts |= counts
        return {**counts, **{f"unreadable_{k}": v for k, v in self.reading.quarantined.items()}}

    # --- 3, 4 extract, normalize -----------------------------------------------------------------------------
    @hop("extract")
    def facts(self) -> Facts:
        """The shards in use."""
        before = self.reading
        cards, samples_used = self._cards(), self.inbox.samples_used
        with self.engine as engine:  # no later hop needs it
            facts = extract_facts(self.settings, self.state, engine, cards, samples_used)
            if not facts.lost:
                return facts
            say(f"读取结果不见了或已损坏，从原件重新读取 read again: {'、'.join(facts.lost)}")
            again = self._read()
            self.reading = Reading(before.documents | again.documents, before.quarantined + again.quarantined)
            facts = extract_facts(self.settings, self.state, engine, self._cards(), samples_used)
        if facts.lost:
            say(
                f"原件也不见了或已损坏，从备份恢复，或把原文件放回收件箱再运行 restore the originals: {'、'.join(facts.lost)}"
            )
        return facts

    def _cards(self) -> Mapping[str, Card]:
        given = {received.document_id: received.card for received in self.intake.received}
        cards = with_member_cards(given, self.state.documents(), self.inbox.member_cards)
        return with_decided_identities(cards, self.identities.values)

    @cached_property
    def identities(self) -> Outcome[IdentityDecision]:
        """What people decided about whose reports the files are, and what of it does not hold."""
        return decided_identities(self.settings, self.state)

    def extract(self) -> Counts:
        """Hops 3 and 4."""
        counts: Counts = {
            "extracted": self.facts.extracted,
            "not_reports": self.facts.not_reports,
            "extractor_crashed": self.facts.crashed,
            "shards": len(self.facts.shards),
        }
        return counts
