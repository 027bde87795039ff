"""Pages about the rules, ``docs/rules/<RULE>.md`` and their index, made of the rules, their examples and what came out.

Belongs here: Markdown. Does not belong here: the rules (expectations), judging examples (rule_examples). Run as
``python -m pipelines.night.check.rule_pages`` (``make rule-pages``) after a rule or an example has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipelines.lexicon import load
from pipelines.night.check.rule_examples import JudgedExample, judge_examples
from pipelines.night.settings import ROOT, Settings
from pipelines.quality import load_all_rules
from pipelines.quality.examples import Filing, load_examples
from pipelines.quality.rules import Outcome, Rule
from pipelines.quality.wording import parameter

FOLDER = ROOT / "docs" / "rules"
NOTE = "<!-- 由 make rule-pages 生成：改规则改 expectations/，不改这里 made from the data, do not edit -->"
_BRACES = re.compile(r"\{(\w+)\}")


def rule_page(rule: Rule, judged: Sequence[JudgedExample]) -> str:
    """The page of one rule as Markdown; ``judged`` are its examples."""
    return "\n".join((*_head(rule), *_branches(rule), *_examples(rule, judged))) + "\n"


def index_page(rules: Sequence[Rule]) -> str:
    """The list of all rules, family by family, as Markdown."""
    families = load("rule_pages")["family"]
    lines = [f"# 核查规则目录 The {len(rules)} rules", "", NOTE, ""]
    lines += ["规则怎样写、结论怎样得出：[docs/rules.md](../rules.md)。", ""]
    for family, name in families.items():
        lines += [f"## {name}", "", "| 编号 | 名称 | 严重程度 | 公式 |", "|---|---|---|---|"]
        for rule in sorted((r for r in rules if r.family == family), key=lambda r: r.rule_id):
            severities = "、".join(dict.fromkeys(branch.severity.value for branch in rule.branches))
            lines.append(
                f"| [{rule.rule_id}]({rule.rule_id}.md) | {rule.name_zh} | {severities} | {_cell(rule.formula_said)} |"
            )
        lines.append("")
    return "\n".join(lines)


def all_pages(settings: Settings) -> Mapping[str, str]:
    """File name → text of every page."""
    rules = load_all_rules(settings.expectations)
    examples = load_examples(settings.expectations / "examples", rules)
    judged: dict[str, list[JudgedExample]] = {rule.rule_id: [] for rule in rules}
    for ended in judge_examples(settings, rules, examples):
        judged[ended.example.rule_id].append(ended)
    pages = {f"{rule.rule_id}.md": rule_page(rule, judged[rule.rule_id]) for rule in rules}
    return {**pages, "README.md": index_page(rules)}


def _head(rule: Rule) -> Iterator[str]:
    words = load("rule_pages")
    valid = f"{rule.since or '一直'} 起" + (f"，至 {rule.until}" if rule.until else "")
    rows = {
        "族": words["family"][rule.family],
        "短名": f"`{rule.slug}`",
        "粒度": words["grain"][rule.grain],
        "看什么": words["sight"][rule.sight],
        "适用": "、".join(words["report_type"][kind] for kind in rule.report_types),
        "所需": "、".join(f"`{table}`" for table in rule.needs),
        "参数": "；".join(f"`{name}` = {_cell(parameter(value))}" for name, value in rule.params.items())
        or "无",
        "根因": "、".join(f"[{cause}]({cause}.md)" for cause in rule.suppressed_by) or "无",
        "扣下": words["withholds"][rule.withholds],
        "依据": _cell(rule.basis),
        "版本": f"{rule.version}，{valid}",
    }
    yield from (f"# {rule.rule_id} {rule.name_zh} · {rule.name_en}", "", NOTE, "")
    yield from (f"**{rule.formula_said}**", "", "| | |", "|---|---|")
    yield from (f"| {name} | {value} |" for name, value in rows.items())


def _branches(rule: Rule) -> Iterator[str]:
    severities = load("rule_pages")["severity"]
    yield from ("", "## 不通过时怎样说", "")
    for branch in rule.branches:
        name = f"`{branch.name}` " if len(rule.branches) > 1 else ""
        yield f"- {name}{severities[branch.severity]}：{_BRACES.sub('〔' + chr(92) + '1〕', branch.message_zh)}"


def _examples(rule: Rule, judged: Sequence[JudgedExample]) -> Iterator[str]:
    headings = {
        Outcome.FAIL: "不通过的例子",
        Outcome.PASS: "通过的例子",
        Outcome.NOT_EVALUABLE: "无法判定的例子",
    }
    for outcome, heading in headings.items():
        ours = [j for j in judged if j.example.outcome is outcome]
        if ours:
            yield from ("", f"## {heading}")
        for ended in ours:
            branch = f"（`{ended.example.branch}`）" if len(rule.branches) > 1 else ""
            yield from ("", f"**{ended.example.name}**{branch}", "", "```text")
            for other in ended.example.others:
                yield from (*_filing(other), "———")
            yield from (*_filing(ended.example.filing), "```")
            yield from (f"→ {_plain(told)}" for told in ended.told)


def _filing(filing: Filing) -> Iterator[str]:
    yield filing.title
    yield from filing.text.splitlines()


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _plain(text: str) -> str:
    return text.replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;")


def write_pages(settings: Settings, folder: Path) -> int:
    """Write every page, remove those of rules that are no more; how many there are."""
    pages = all_pages(settings)
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return len(pages)


if __name__ == "__main__":
    print(f"{write_pages(Settings(raw=ROOT / 'raw', warehouse=ROOT / 'warehouse'), FOLDER)} pages → {FOLDER}")
