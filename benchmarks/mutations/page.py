"""docs/mutations.md: the account for people.

Belongs here: Markdown. Does not belong here: counting (account, words).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.mutations.account import Account, Share
from benchmarks.mutations.false_alarms import FalseAlarms
from benchmarks.mutations.words import WordsAccount

PAGE = Path(__file__).resolve().parents[2] / "docs" / "mutations.md"


def page(numbers: Account, words: WordsAccount, alarms: FalseAlarms) -> str:
    """The whole page."""
    return "\n".join((*_head(numbers), *_numbers(numbers), *_words(words), *_alarms(alarms))) + "\n"


def _head(numbers: Account) -> Iterator[str]:
    yield "# 变异试验 Mutations: what the rules catch"
    yield ""
    yield (
        f"由 `make mutations` 写成。{numbers.reports} 份无差错的虚构报告，每次只改一个数或一处文字，重新提取、核查，"
        "看哪条规则报出了原来没有的不通过。A figure or a sentence of a clean report is corrupted at a time."
    )
    yield ""


def _numbers(numbers: Account) -> Iterator[str]:
    yield from ("## 数字 Figures", "", "| | 试验 | 报出 | |", "|---|---:|---:|---:|")
    yield _row(
        "在可判定的等式中、改动超出打印精度 in a relation, beyond printed precision", numbers.protected
    )
    yield _row("在等式中、改动在打印精度之内 within printed precision", numbers.within)
    yield from ("", f"改动后提取不再认作该数字、并作为问题提出 refused as a problem：{numbers.refused}；")
    yield f"改动后不再认作该数字、也没有提出 lost without a word：{numbers.lost}。"
    yield from (
        "",
        *_table("按数字 By figure", numbers.by_figure),
        *_table("按改法 By slip", numbers.by_slip),
    )
    yield from ("### 哪条规则报出 Which rule caught it", "")
    yield "，".join(f"{rule} {count}" for rule, count in numbers.by_rule.items()) or "—"
    yield from ("", "### 没有等式可以保护的数字 Unprotectable figures", "")
    yield "这些数字不在任何可判定的等式中，改错了未必能发现（也可能被界限、常识或文字规则发现）："
    yield from ("", *_table("", numbers.unprotectable))
    if numbers.missed:
        yield from ("### 没有报出的 Missed", "", *(f"- {line}" for line in numbers.missed[:40]), "")


def _words(words: WordsAccount) -> Iterator[str]:
    yield from ("## 文字 Sentences", "", "| 改法 | 试验 | 报出 | | 规则 |", "|---|---:|---:|---:|---|")
    for name, share in words.shares.items():
        rules = "，".join(f"{rule} {count}" for rule, count in words.by_rule[name].items())
        yield f"| {name} | {share.tried} | {share.caught} | {share.percent:.1f}% | {rules} |"


def _alarms(alarms: FalseAlarms) -> Iterator[str]:
    yield from (
        "",
        "## 误报 False alarms",
        "",
        "| 无差错的报告 clean reports | 份数 | 有 error 的 | |",
        "|---|---:|---:|---:|",
    )
    for name, share in alarms.with_errors.items():
        yield f"| {name} | {share.tried} | {share.caught} | {share.percent:.1f}% |"
    for name, rules in alarms.by_rule.items():
        if rules:
            told = "，".join(f"{rule} {count}" for rule, count in rules.items())
            yield from ("", f"{name} 的 error 和 warn：{told}")


def _table(title: str, shares: Mapping[str, Share]) -> Iterator[str]:
    if title:
        yield from (f"### {title}", "")
    yield from ("| | 试验 | 报出 | |", "|---|---:|---:|---:|")
    yield from (_row(name, share) for name, share in shares.items())
    yield ""


def _row(name: str, share: Share) -> str:
    return f"| {name} | {share.tried} | {share.caught} | {share.percent:.1f}% |"
