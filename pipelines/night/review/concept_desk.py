"""The desk for indicator names: what ``xianjian review concepts`` and ``xianjian review concept`` do.

Belongs here: listing the pairs that wait and writing down what a person says of one. Does not belong here: which names are
proposed (compare.concept_proposals), what a decision does (assemble.concept_decisions, compare.concepts).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rich.text import Text

from pipelines.assemble.concept_decisions import DIFFERENT, SAME, read_concept_decisions
from pipelines.night.decision_files import CONCEPTS
from pipelines.night.exit_code import ExitCode
from pipelines.night.review.desk import Desk, Signature
from pipelines.night.review.record import Value, append_entry, signed

SHOWN: Final = 50
_WAITING_SQL: Final = """
WITH printed AS (  -- a concept by the name that reports print most: a decision speaks of printed names
    SELECT concept_id, arg_min(level3, (-n_rows, level3)) AS name, sum(n_rows) AS n_rows FROM quality.concept_names GROUP BY concept_id
)
SELECT p.proposal_id, a.name AS name_a, b.name AS name_b, p.likeness, a.n_rows AS rows_a, b.n_rows AS rows_b
FROM quality.concept_proposals AS p JOIN printed AS a ON a.concept_id = p.concept_a JOIN printed AS b ON b.concept_id = p.concept_b
ORDER BY p.confidence DESC, least(a.n_rows, b.n_rows) DESC, p.proposal_id
"""


@dataclass(slots=True)
class ConceptDesk(Desk):
    """One visit about indicator names."""

    view: str = "core.now_figures"
    listed_by: str = "xianjian review concepts"

    def list_concepts(self, words: str | None) -> ExitCode:
        """Pairs that nobody has spoken of, the likeliest first."""
        waiting = [row for row in self._waiting() if not words or words in row["name_a"] + row["name_b"]]
        if not waiting and words:
            return self._say_nothing_of(self.listed_by)
        if not waiting:
            self._say("没有待确认的同义指标。no names wait")
            return ExitCode.OK
        self._say(f"待确认的同义指标 {len(waiting)} 对 pairs of names that may be one")
        for row in waiting[:SHOWN]:
            said = f"“{row['name_a']}”（{row['rows_a']} 处） ～ “{row['name_b']}”（{row['rows_b']} 处）"
            self.console.print(
                Text.assemble((f"  {row['proposal_id']}  ", "cyan"), said, f"  相似度 {row['likeness']:.0f}"),
                highlight=False,
                soft_wrap=True,
            )
        if len(waiting) > SHOWN:
            self._say(f"…… 另有 {len(waiting) - SHOWN} 对，可加名称中的字缩小范围 / more")
        self._say("判定：xianjian review concept 编号 same|different --by 谁 --why 为什么（--name 统一名称）")
        return ExitCode.OK

    def judge_concept(self, wanted: str, verdict: str, name: str | None, who: Signature) -> ExitCode:
        """Write down whether two names are one indicator."""
        if who.is_blank:
            return self._unsigned()
        if verdict not in (SAME, DIFFERENT) or (
            name is not None and (verdict == DIFFERENT or not name.strip())
        ):
            self._say(f"判定只能是 {SAME}、{DIFFERENT}，--name 只用于 {SAME} / same or different")
            return ExitCode.UNFIT
        found = [row for row in self._waiting() if wanted and row["proposal_id"].startswith(wanted)]
        if len(found) != 1:
            self._say_not_one(wanted, [f"{f['proposal_id']}  {f['name_a']} ～ {f['name_b']}" for f in found])
            return ExitCode.NOT_FOUND
        names = (found[0]["name_a"], found[0]["name_b"])
        path = self.settings.decisions / CONCEPTS
        said: dict[str, Value] = {verdict: names}
        if name:
            said["name"] = name
        append_entry(path, "concept", said | signed(who.by, who.why))
        self._say(f"已写入 {path}，下次 xianjian run 时执行：“{names[0]}”与“{names[1]}”{_TOLD[verdict]}")
        for problem in read_concept_decisions(path).problems:
            self._say(f"注意：{problem.message_zh}")
        return ExitCode.OK

    def _waiting(self) -> list[Mapping[str, Any]]:
        """Proposals of the live build that no entry of the file speaks of yet."""
        read = read_concept_decisions(self.settings.decisions / CONCEPTS)
        spoken = {pair for decision in read.values for pair in decision.pairs}
        with self._store() as store:
            rows = store.rows(_WAITING_SQL)
        return [row for row in rows if frozenset((row["name_a"], row["name_b"])) not in spoken]


_TOLD: Final = {SAME: "是同一个指标", DIFFERENT: "不是同一个指标"}
