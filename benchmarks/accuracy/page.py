"""Page: docs/accuracy.md, made from what is recorded.

Belongs here: tables of figures for people. Does not belong here: measuring, comparing.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from benchmarks.accuracy.record import GROUPS, Record
from benchmarks.accuracy.tally import Figures
from benchmarks.golden.documents import SEED

PAGE = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"
_WORDS = Path(__file__).with_name("words.toml")
_LOOKS = Path(__file__).with_name("looks.toml")


def page(records: Mapping[str, Record]) -> str:
    """The whole page."""
    words = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    lines = [_INTRODUCTION.format(seed=SEED, count=records["golden"].documents)]
    for name, one in records.items():
        lines += _set(words["set"][name], one, words)
    lines += _looks(tomllib.loads(_LOOKS.read_text(encoding="utf-8")))
    return "\n".join(lines) + "\n"


def table(one: Record, group: str, names: Mapping[str, str]) -> list[str]:
    """The figures of one group as a Markdown table, with all of it in the last row."""
    rows = [
        "| | 精确率 P | 召回率 R | F1 | 应有 n | 错 wrong | 漏 missing | 静默错误 silent |",
        "|---|---|---|---|---|---|---|---|",
    ]
    rows += [_row(names.get(name, name), figure) for name, figure in one.groups[group].items()]
    return [*rows, _row("**全部 all**", one.all)]


def _row(name: str, f: Figures) -> str:
    shares = f"{f.precision:.4f} | {f.recall:.4f} | {f.f1:.4f}"
    return f"| {name} | {shares} | {f.expected} | {f.wrong} | {f.missing} | {f.silent} |"


def _looks(told: Mapping[str, Any]) -> Iterator[str]:
    """Reports written before the code was looked at: their first figures, which stay, and the last ones."""
    yield f"\n## {told['title']}\n\n{told['says']}\n"
    yield "| 一套 set | 应有 n | P 第一次 first | R 第一次 first | P 最后 last | R 最后 last | 怎样用的 how used |"
    yield "|---|---|---|---|---|---|---|"
    for one in told["look"]:
        looks = (*one["first"], *one.get("last", ()))
        figures = " | ".join([*(f"{value:.4f}" for value in looks), *["–"] * (4 - len(looks))])
        yield f"| {one['name']} | {one['items']} | {figures} | {one['used']} |"


def _set(title: str, one: Record, words: Mapping[str, Any]) -> Iterator[str]:
    share = 100 * one.unexplained / one.seen if one.seen else 0.0
    yield f"\n## {title}\n"
    yield (
        f"{one.documents} 个文件，{one.reports} 份答案。没有可提取内容的文件（通知、办法、空白模板）{one.empty} 个，从中得出的数字 "
        f"**{one.stray}** 个。带单位的数字 {one.seen} 个，其中未解释的 {one.unexplained} 个（{share:.2f} %）。"
    )
    for group in GROUPS:
        yield f"\n### {words['group'][group]}\n"
        yield from table(one, group, words["table"])
    yield "\n### 错在哪里、漏在哪里 What is wrong or missed, and why\n"
    yield from _reasons(one, words.get("missed", ()))


def _reasons(one: Record, reasons: list[Mapping[str, Any]]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    rest: Counter[str] = Counter()
    for fault in one.faults:
        if fault.item.startswith("indicator_cells "):
            continue  # told once, with its row
        why = next((r["why"] for r in reasons if any(fnmatchcase(fault.item, p) for p in r["items"])), None)
        if why is None:
            rest[f"{fault.item.split(' ')[1]}（{fault.item.split(' ')[0]}）"] += 1
        else:
            counts[why] += 1
    if not counts and not rest:
        yield "没有。None."
    for why, count in counts.most_common():
        yield f"- {count} 项：{why}"
    if rest:
        listed = "、".join(f"{name} {count} 项" for name, count in sorted(rest.items()))
        yield f"- 其余尚未归因 not yet accounted for：{listed}。"


_INTRODUCTION = """# 读得多准 How exactly figures are extracted

`make accuracy` 量一遍、打印表格、重写本页和 `benchmarks/accuracy/recorded.toml`；`make accuracy-check` 只与记录比，任何一项变差即失败，
并说出是哪张表、哪种表式、哪个文件、哪一项。持续集成每次都比。本页由记录生成，不手改。

- **黄金集**：`python -m benchmarks.golden OUT` 写出 {count} 个文件（种子 {seed}）：财政部、河北、宁晋、四川、湖南、重庆、安徽、云南的表式，
  转移支付自评表，各省部门报告，一个文件多份表，部门决算，绩效目标表，以及没有可提取内容的办法、通知、空白模板；格式有 DOCX、XLSX、HTML、PDF、OFD、
  RTF、TXT。地区用真实的名称与代码，其余都是编的；用语、单位、数字写法、列序、合并、噪声、缺项随机，答案来自生成时的模型，不来自读文件。
  换一个种子即另一套：`python -m benchmarks.accuracy --seed 2 --check` 不应明显变差。
- **手工答案**：环境变量 `XIANJIAN_GOLD` 所指文件夹里的 `reports/` 与 `gold/`；没有设置时沿用上次的记录。
- **算法**：金额按精确十进制比，名称去空白后比；每一项非对即错或漏。错：得出了报告没有说的；漏：报告说了而没有得出（值错的两边都算）。
  一行指标要答案里的每一格都对才算对。
- **静默错误**：错，而且没有任何标记——没有低于可信度门槛，没有问题指着它，没有核查规则报它，也不是报告自相矛盾的两个数。目标是 0。"""
