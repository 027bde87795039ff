"""Trials of words: what catches each corruption of sentences.toml.

Belongs here: running and counting them. Does not belong here: making them (sentences).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.mutations.account import Share
from benchmarks.mutations.clean import CleanReport
from benchmarks.mutations.sentences import corrupt, load_corruptions
from benchmarks.mutations.trials import findings_of
from pipelines.night.settings import Settings
from pipelines.quality.rules import Rule, Sight


@dataclass(frozen=True, slots=True)
class WordsAccount:
    """For each corruption how often it was caught, and by which rules."""

    shares: Mapping[str, Share]
    by_rule: Mapping[str, Mapping[str, int]]


def try_words(settings: Settings, rules: Sequence[Rule], corpus: Sequence[CleanReport]) -> WordsAccount:
    """Every corruption of every report, against one-report rules."""
    alone = [rule for rule in rules if rule.sight is Sight.REPORT]
    corruptions = load_corruptions()
    step = max(1, len(corpus) // 2)
    made = [
        text
        for number, report in enumerate(corpus)
        for text in corrupt(report, corpus[(number + step) % len(corpus)], corruptions)
    ]
    clean = findings_of(settings, alone, [report.copy for report in corpus])
    found = findings_of(settings, alone, [text.copy for text in made])
    tried: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    rules_of: dict[str, Counter[str]] = {}
    for text in made:
        new = found.get(text.copy.mark, set()) - clean.get(text.report.specimen.name, set())
        tried[text.corruption] += 1
        caught[text.corruption] += bool(new)
        rules_of.setdefault(text.corruption, Counter()).update({rule for rule, _, _ in new})
    return WordsAccount(
        {name: Share(tried[name], caught[name]) for name in tried},
        {name: dict(counts.most_common(6)) for name, counts in rules_of.items()},
    )
