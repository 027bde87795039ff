"""``xianjian gate``: what the gate decided last, and letting a limit pass once, on record.

Belongs here: finding the last candidate, printing its limits, appending an override. Does not belong here: deciding
(quality.gate), what an override is worth (overrides), options and exit codes (cli).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console

from pipelines.night.decision_files import OVERRIDES
from pipelines.night.exit_code import ExitCode
from pipelines.night.gate.overrides import HEAD, read_overrides
from pipelines.night.no_build import say_no_build
from pipelines.night.review.record import Value, append_entry, signed
from pipelines.night.settings import Settings
from pipelines.publish import Build, live_build, refused_build
from pipelines.quality.gate import Limit, LimitResult, Override, line_of, load_gate
from pipelines.quality.limits import rules_work
from pipelines.state import RunRecord, State
from pipelines.store import Store

DECIDED = ("published", "unchanged", "gate_closed")
COMMAND = "xianjian gate --override {limit} --by 谁 --reason 为什么"


@dataclass(slots=True)
class GateReport:
    """One look at the gate. Every method prints what it found and answers with the exit code."""

    settings: Settings
    console: Console = field(default_factory=lambda: Console(soft_wrap=True))

    def explain(self, *, every: bool) -> ExitCode:
        """Whether the gate is open, what closed it and by how much; with ``every`` also the limits that are met."""
        last = self._last_run()
        if last is None:
            self._say(self._say_no_run())
            return ExitCode.NOT_FOUND
        candidate = self._candidate(last)
        if candidate is None and last.status != "gate_closed":
            self._say(say_no_build(self.settings.warehouse))
            return ExitCode.NOT_FOUND
        if candidate is None:
            return self._explain_live(last)
        if broke := self._broke_off_since(last):
            self._say(f"注意：最近一次运行（{broke:%Y-%m-%d %H:%M} UTC）没有走到闸门，下面是再前一次的结果")
        results = self._limits(candidate)
        live = live_build(self.settings.warehouse)
        state = "关闭 closed" if last.status == "gate_closed" else "开放 open"
        self._say(f"闸门{state}：候选版本 {candidate.build_id}，现行版本 {live.build_id if live else '尚无'}")
        pending = self._pending(candidate)
        limits = {limit.name: limit for limit in load_gate(self.settings.expectations / "gate.yml")}
        missed = sorted((r for r in results if not r.ok), key=lambda r: r.passes)
        for name, group in groupby(missed, key=lambda result: result.limit_name):
            missed_here = list(group)
            for result in missed_here:
                self._say(f"  {line_of(result)}")
                if not result.passes:
                    self._say(f"      看到 {result.observed}，要求{result.allowed}（{name}）")
            self._explain_broken(candidate, missed_here[0])
            if closing := [result for result in missed_here if not result.passes]:
                self._explain_closed(closing, limits.get(name), pending)
        if every:
            self._list_met([result for result in results if result.ok])
        return ExitCode.GATE_CLOSED if last.status == "gate_closed" else ExitCode.OK

    def _explain_closed(
        self, closing: Sequence[LimitResult], limit: Limit | None, pending: Sequence[Override]
    ) -> None:
        """What a person may do about a limit, once for all tables or counties that it closed on."""
        recorded = [_recorded(result, pending) for result in closing]
        if all(recorded):
            where = next(override.where for override in reversed(recorded) if override)
            self._say(f"      {where} 已放行，下次 xianjian run 时采用一次")
        elif closing[0].overridable:
            why = f"（{limit.because_zh}）" if limit else ""
            self._say(f"      可以放行一次{why}：{COMMAND.format(limit=closing[0].limit_name)}")
        else:
            self._say(f"      不能放行：{limit.because_zh if limit else ''}")

    def _explain_broken(self, candidate: Build, result: LimitResult) -> None:
        """Why each rule that broke did, with its file and line."""
        if result.limit_name != rules_work.__name__:
            return
        with Store.open_read_only(candidate.database) as store:
            rows = store.rows(
                "SELECT DISTINCT concat_ws(' ', r.rule_id, u.name_zh) AS rule, r.message_zh FROM quality.results AS r"
                " LEFT JOIN quality.rules AS u USING (rule_id) WHERE r.outcome = 'broken' ORDER BY ALL"
            )
        for row in rows:
            self._say(f"      · {row['rule']}：{row['message_zh']}")

    def _list_met(self, results: Sequence[LimitResult]) -> None:
        """The limits that are met, a line each; those of many tables or counties together."""
        for name, group in groupby(results, key=lambda result: result.name_zh):
            met = list(group)
            if len(met) == 1:
                self._say(f"  {line_of(met[0])}")
            else:
                self._say(f"  通过 {name}：{len(met)} 项")

    def override(self, name: str, by: str, why: str) -> ExitCode:
        """Write down that a limit which closed on the last candidate may pass once."""
        last = self._last_run()
        candidate = self._candidate(last) if last and last.status == "gate_closed" else None
        if candidate is None:
            self._say("闸门没有拦下候选版本，没有可放行的 / no candidate was refused, nothing to let pass")
            return ExitCode.UNFIT
        if not by.strip() or not why.strip():
            self._say("--by 和 --reason 都要写 / say who lets it pass, and why")
            return ExitCode.UNFIT
        closing = [r for r in self._limits(candidate) if not r.passes]
        met = [r for r in closing if r.limit_name == name]
        if not met:
            names = "、".join(dict.fromkeys(r.limit_name for r in closing))
            self._say(
                f"“{name}”没有拦下这次的候选版本；拦下它的是：{names} / that limit is not what closed it"
            )
            return ExitCode.UNFIT
        if not all(r.overridable for r in met):
            limits = load_gate(self.settings.expectations / "gate.yml")
            because = next((limit.because_zh for limit in limits if limit.name == name), "")
            self._say(f"“{met[0].name_zh}”不能放行：{because} / this limit is never let pass")
            return ExitCode.UNFIT
        signature = signed(by, why)
        entry: dict[str, Value] = {
            "limit": name,
            "refused": candidate.build_id,
            "inputs": candidate.manifest().input_hash,
            "saw": tuple(r.message_zh for r in met),
            **signature,
        }
        path = self.settings.decisions / OVERRIDES
        append_entry(path, HEAD, entry)
        self._say(
            f"已写入 {path}：放行“{met[0].name_zh}”一次，只对与 {candidate.build_id} 相同的输入、相同的情形有效"
        )
        for result in met:
            self._say(f"  {result.message_zh}")
        pending = self._pending(candidate)
        left = dict.fromkeys(r.limit_name for r in closing if _recorded(r, pending) is None)
        if left:
            self._say(f"还有没放行的限：{'、'.join(left)}；全部放行或改正之后闸门才开")
        else:
            self._say("下次 xianjian run 时采用")
        return ExitCode.OK

    def _say_no_run(self) -> str:
        if live_build(self.settings.warehouse) is None:
            return "还没有运行过，请先运行 xianjian run / nothing has run yet, xianjian run comes first"
        return "台账里没有走到闸门的运行，而版本还在；xianjian doctor 说怎么办 / the ledger knows no run that came to the gate"

    def _last_run(self) -> RunRecord | None:
        """The last run that came to a decision; a run that died decided nothing."""
        if not (self.settings.warehouse / "state" / "state.sqlite").exists():
            return None
        with State.open(self.settings.warehouse) as state:
            decided = [run for run in state.runs() if run.status in DECIDED]
        return decided[-1] if decided else None

    def _broke_off_since(self, decided: RunRecord) -> datetime | None:
        """When a run began that came to no decision after the last one that did; None where there is none."""
        with State.open(self.settings.warehouse) as state:
            latest = state.runs()[-1]
        return latest.started_at if latest.status == "crashed" and latest.run_id != decided.run_id else None

    def _candidate(self, run: RunRecord) -> Build | None:
        """What the gate decided on: the refused build, or the live one."""
        if run.status != "gate_closed":
            return live_build(self.settings.warehouse)
        return refused_build(self.settings.warehouse, run.build_id) if run.build_id else None

    def _explain_live(self, run: RunRecord) -> ExitCode:
        """A closed gate without a refused candidate: the weekly look at the live build found it wanting."""
        if run.build_id:
            self._say(f"闸门关闭 closed：候选版本 {run.build_id} 已清理，请再运行 xianjian run")
        else:
            self._say(
                "闸门关闭 closed：没有新内容，而现行版本的引文复核没有全部一致；不能放行，请运行 xianjian verify 查看"
            )
        return ExitCode.GATE_CLOSED

    def _limits(self, build: Build) -> list[LimitResult]:
        with Store.open_read_only(build.database) as store:
            known = store.scalar(
                "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'quality' AND table_name = 'gate_limits'"
            )
            rows: list[Mapping[str, Any]] = list(store.rows("FROM quality.gate_limits")) if known else []
        return [LimitResult(**{**row, "message_zh": row["message_zh"] or ""}) for row in rows]

    def _pending(self, candidate: Build) -> tuple[Override, ...]:
        """Overrides on record that the next run over the same inputs would apply."""
        live = live_build(self.settings.warehouse)
        path: Path = self.settings.decisions / OVERRIDES
        read = read_overrides(path, candidate.manifest().input_hash, live.build_id if live else None)
        for problem in read.problems:
            self._say(f"注意：{problem.message_zh}")
        return tuple(override for override in read.values if override.is_fit)

    def _say(self, text: str) -> None:
        self.console.print(text, markup=False, highlight=False)


def _recorded(result: LimitResult, pending: Sequence[Override]) -> Override | None:
    """The override on record that would let it pass."""
    fitting = [o for o in pending if o.limit == result.limit_name and result.message_zh in o.saw]
    return fitting[-1] if fitting else None
