"""The desk for findings: what ``xianjian review findings`` and ``xianjian review finding`` do.

Belongs here: finding the one finding that a person means and writing the verdict down. Does not belong here: figures and
problems that wait (desk), how findings are chosen and printed (findings).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.assemble.verdicts import VERDICTS as KINDS_OF_VERDICT
from pipelines.assemble.verdicts import read_verdicts
from pipelines.lexicon import load
from pipelines.night.decision_files import VERDICTS
from pipelines.night.exit_code import ExitCode
from pipelines.night.review.desk import Desk, Signature
from pipelines.night.review.findings import entry_of, find_findings, open_findings, print_findings
from pipelines.night.review.record import append_entry, signed


@dataclass(slots=True)
class FindingDesk(Desk):
    """One visit about findings."""

    view: str = "quality.open_findings"
    listed_by: str = "xianjian review findings"

    def list_findings(self, county: str | None, rule: str | None, severity: str | None) -> ExitCode:
        """The findings of a county that nobody has settled, with their ids."""
        said = read_verdicts(self.settings.decisions / VERDICTS).values
        guards = {(*verdict.key, verdict.fingerprint): verdict.verdict for verdict in said}
        with self._store() as store:
            rows = open_findings(store, county, rule, severity)
            marks = store.rows("SELECT result_id, fingerprint FROM quality.findings")
            statistics = store.rows("SELECT * FROM quality.rule_statistics ORDER BY rule_id, branch")
        fingerprints = {row["result_id"]: row["fingerprint"] for row in marks}
        recorded = frozenset(
            row["result_id"]
            for row in rows
            if guards.get(
                (
                    row["rule_id"],
                    row["branch"],
                    row["report_id"],
                    row["subject"],
                    fingerprints[row["result_id"]],
                )
            )
            not in (None, row["verdict"])
        )
        if not rows and (county, rule, severity) != (None, None, None):
            return self._say_nothing_of(self.listed_by)
        print_findings(self.console, rows, statistics, recorded)
        return ExitCode.OK

    def judge_finding(self, wanted: str, verdict: str, who: Signature) -> ExitCode:
        """Write down what a reviewer says of a finding."""
        if who.is_blank:
            return self._unsigned("--note")
        if verdict not in KINDS_OF_VERDICT:
            self._say(f"判定只能是 {'、'.join(KINDS_OF_VERDICT)} / no such verdict: {verdict}")
            return ExitCode.UNFIT
        with self._store() as store:
            found = find_findings(store, wanted)
        if len(found) != 1:
            self._say_not_one(wanted, [f"{f['result_id']}  {f['rule_id']} {f['message_zh']}" for f in found])
            return ExitCode.NOT_FOUND
        path = self.settings.decisions / VERDICTS
        signature = signed(who.by, who.why)
        note = signature.pop("why")
        append_entry(path, "verdict", {**entry_of(found[0], verdict), **signature, "note": note})
        name = load("review")["verdict"][verdict]
        self._say(
            f"已写入 {path}，下次 xianjian run 时执行：{found[0]['rule_id']} {name}：{found[0]['message_zh']}"
        )
        for problem in read_verdicts(path).problems:
            self._say(f"注意：{problem.message_zh}")
        return ExitCode.OK
