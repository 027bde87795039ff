"""Judging the examples of rules the real way: each is written as a page, read, extracted, normalized, assembled and checked.

Belongs here: from an example to how its rule ended on it. Does not belong here: the examples (quality.examples).

Reports of one-report rules stand side by side in one database, told apart by an id of their own; a rule that looks at
other reports gets the database to itself for each example.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from pipelines.night.settings import Settings
from pipelines.night.trial import TrialCopy, check_copies, copy_for_trial, file_copies
from pipelines.quality.examples import Filing, RuleExample
from pipelines.quality.rules import Outcome, Rule, Sight
from pipelines.read.reading import read_bytes
from pipelines.store import Store

_WORST = (Outcome.BROKEN, Outcome.FAIL, Outcome.PASS, Outcome.NOT_EVALUABLE)


@dataclass(frozen=True, slots=True)
class JudgedExample:
    """How an example ended. ``told``: messages of failures, else reasons; ``quotes``: of failures, at least one each."""

    example: RuleExample
    outcome: Outcome | None
    told: tuple[str, ...]
    quotes: tuple[str, ...]
    unquoted: int

    @property
    def complaint(self) -> str | None:
        """Why the example does not hold; None where it does."""
        example = self.example
        if self.outcome is None:
            return "没有结果：例文没有读成报告，或规则不适用 no result"
        if self.outcome != example.outcome:
            return f"应为 {example.outcome}，实为 {self.outcome}：{'；'.join(self.told)}"
        if example.says not in "；".join(self.told):
            return f"说明中没有“{example.says}”：{'；'.join(self.told)}"
        return f"{self.unquoted} 处不通过没有原文依据" if self.unquoted else None


def judge_examples(
    settings: Settings, rules: Sequence[Rule], examples: Sequence[RuleExample]
) -> tuple[JudgedExample, ...]:
    """Every example with how its rule ended on it, in the order given."""
    by_id = {rule.rule_id: rule for rule in rules}
    alone = [e for e in examples if by_id[e.rule_id].sight is Sight.REPORT]
    judged = _judge_together(settings, rules, alone)
    with Store.in_memory() as store:
        for example in examples:
            if by_id[example.rule_id].sight is Sight.CORPUS:
                judged[id(example)] = _judge_among_others(store, settings, rules, example)
    return tuple(judged[id(example)] for example in examples)


def _with_causes(rules: Sequence[Rule], wanted: set[str]) -> list[Rule]:
    """These rules and those whose failure would silence them, in the order given."""
    by_id = {rule.rule_id: rule for rule in rules}
    waiting, kept = list(wanted), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            waiting += by_id[name].suppressed_by
    return [rule for rule in rules if rule.rule_id in kept]


def _judge_together(
    settings: Settings, rules: Sequence[Rule], examples: Sequence[RuleExample]
) -> dict[int, JudgedExample]:
    copies = _copies({example.filing: f"-{n}" for n, example in enumerate(examples)})
    with Store.in_memory() as store:
        _check(store, settings, _with_causes(rules, {e.rule_id for e in examples}), copies)
        return {id(e): _outcome(store, e, copies.get(e.filing)) for e in examples}


def _judge_among_others(
    store: Store, settings: Settings, rules: Sequence[Rule], example: RuleExample
) -> JudgedExample:
    copies = _copies(dict.fromkeys((example.filing, *example.others), ""))
    _check(store, settings, _with_causes(rules, {example.rule_id}), copies)
    return _outcome(store, example, copies.get(example.filing))


def _copies(filings: Mapping[Filing, str]) -> dict[Filing, TrialCopy]:
    copies = {}
    for filing, mark in filings.items():
        name = f"{filing.title}.html"
        document = read_bytes(_page(filing).encode(), name).document
        if document is not None:
            copies[filing] = copy_for_trial(document, name, mark)
    return copies


def _check(
    store: Store, settings: Settings, rules: Sequence[Rule], copies: Mapping[Filing, TrialCopy]
) -> None:
    file_copies(store, settings, copies.values())
    check_copies(store, settings, rules, copies.values())


def _page(filing: Filing) -> str:
    return f"<html><body><p>{escape(filing.title)}</p>{''.join(_blocks(filing.text))}</body></html>"


def _blocks(text: str) -> Iterator[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for is_table, block in groupby(lines, lambda line: line.startswith("|")):
        if not is_table:
            yield from (f"<p>{escape(line)}</p>" for line in block)
            continue
        rows = ([escape(cell.strip()) for cell in line.strip("|").split("|")] for line in block)
        yield (
            "<table>"
            + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
            + "</table>"
        )


def _outcome(store: Store, example: RuleExample, copy: TrialCopy | None) -> JudgedExample:
    rows = store.rows(
        "SELECT r.outcome, coalesce(r.message_zh, r.reason) AS told, list(e.quote ORDER BY x.role, e.char_start)"
        " FILTER (e.quote IS NOT NULL) AS quotes FROM quality.results r"
        " LEFT JOIN core.report_versions v USING (version_id)"
        " LEFT JOIN quality.result_evidence x USING (result_id) LEFT JOIN core.evidence e USING (evidence_id)"
        " WHERE r.rule_id = $rule AND (r.outcome = 'broken' OR v.document_id = $document AND r.branch = $branch)"
        " GROUP BY r.result_id, r.outcome, told, r.subject ORDER BY r.subject",
        {
            "rule": example.rule_id,
            "branch": example.branch,
            "document": copy.document.document_id if copy else "",
        },
    )
    outcome = next((o for o in _WORST if any(row["outcome"] == o for row in rows)), None)
    ended = [row for row in rows if row["outcome"] == outcome]
    return JudgedExample(
        example,
        outcome,
        tuple(dict.fromkeys(row["told"] for row in ended if row["told"])),
        tuple(dict.fromkeys(quote for row in ended for quote in row["quotes"] or ())),
        sum(outcome is Outcome.FAIL and not row["quotes"] for row in ended),
    )
