"""False alarms: what the rules say of reports that hold no fault.

Belongs here: the clean corpus and the golden set, checked as they are. Does not belong here: corrupting anything.

The golden set prints its figures in the forms and wordings of many counties; its makers see to it that sums, rates and
scores hold, so an error there is a false alarm too, but for the forms that contradict themselves on purpose (PLANTED).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.golden.documents import documents
from benchmarks.mutations.account import Share
from benchmarks.mutations.clean import CleanReport
from pipelines.night.settings import Settings
from pipelines.night.trial import TrialCopy, check_copies, copy_for_trial, file_copies
from pipelines.quality.rules import Rule
from pipelines.read.reading import read_bytes
from pipelines.store import Store

PLANTED = ("contradicted",)
"""Forms of the golden set whose figures contradict each other on purpose, by the name in their file names."""


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """For each set the share of reports with an error, and findings of severity error and warn by rule."""

    with_errors: Mapping[str, Share]
    by_rule: Mapping[str, Mapping[str, int]]


def count_false_alarms(
    settings: Settings, rules: Sequence[Rule], corpus: Sequence[CleanReport]
) -> FalseAlarms:
    """All rules over both sets."""
    sets = {
        "虚构报告 made-up reports": [report.copy for report in corpus],
        "黄金集 golden set": _golden(),
    }
    shares, by_rule = {}, {}
    for name, copies in sets.items():
        with Store.in_memory() as store:
            file_copies(store, settings, copies)
            check_copies(store, settings, rules, copies)
            failed = store.rows(
                "SELECT version_id, rule_id, severity FROM quality.results WHERE outcome = 'fail' AND severity <> 'info'"
            )
            reports = store.rows("SELECT count(*) AS n FROM core.reports")[0]["n"]
        with_error = {row["version_id"] for row in failed if row["severity"] == "error"}
        shares[name] = Share(reports, len(with_error))
        by_rule[name] = dict(Counter(f"{row['rule_id']} {row['severity']}" for row in failed).most_common())
    return FalseAlarms(shares, by_rule)


def _golden() -> list[TrialCopy]:
    copies = []
    for golden in documents():
        if any(name in golden.file_name for name in PLANTED):
            continue
        document = read_bytes(golden.data, golden.file_name).document
        if document is not None:
            copies.append(copy_for_trial(document, golden.file_name))
    return copies
