"""``python -m tests.quality.try_example RULE…``: how rules end on their examples, with every message and quote."""

from __future__ import annotations

import sys

from pipelines.night.check.rule_examples import judge_examples
from tests.quality.test_examples import EXAMPLES, RULES, SETTINGS

if __name__ == "__main__":
    wanted = [e for e in EXAMPLES if e.rule_id in sys.argv[1:]]
    for ended in judge_examples(SETTINGS, RULES, wanted):
        print("✗" if ended.complaint else "✓", ended.example, ended.complaint or "")
        print("   ", ended.outcome, *ended.told, sep="\n    ")
        print("    quotes:", *ended.quotes[:6], sep="\n      ")
