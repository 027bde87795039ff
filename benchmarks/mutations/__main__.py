"""Command line: ``python -m benchmarks.mutations`` runs everything and writes docs/mutations.md; 1 where a limit is not met."""

from __future__ import annotations

import argparse
import sys
from random import Random

from benchmarks.mutations.account import account
from benchmarks.mutations.clean import clean_reports
from benchmarks.mutations.false_alarms import count_false_alarms
from benchmarks.mutations.page import PAGE, page
from benchmarks.mutations.relations import load_relations
from benchmarks.mutations.trials import mutate, run_trials
from benchmarks.mutations.words import try_words
from pipelines.night.settings import ROOT, Settings
from pipelines.quality import load_all_rules

LEAST_CAUGHT = 95.0
MOST_FALSE_ALARMS = 1.0


def main(arguments: list[str] | None = None) -> int:
    """0 where enough is caught and few clean reports are accused."""
    options = _parser().parse_args(arguments)
    settings = Settings(raw=ROOT / "raw", warehouse=ROOT / "warehouse")
    rules = load_all_rules(settings.expectations)
    corpus = list(clean_reports(options.seed, options.units))
    rng = Random(options.seed)
    mutations = [mutation for report in corpus for mutation in mutate(rng, report, options.share)]
    print(f"{len(corpus)} 份报告，{len(mutations)} 处改动 mutations", flush=True)
    numbers = account(len(corpus), run_trials(settings, rules, load_relations(), corpus, mutations))
    words = try_words(settings, rules, corpus)
    alarms = count_false_alarms(settings, rules, corpus)
    text = page(numbers, words, alarms)
    print(text)
    if not options.check:
        PAGE.write_text(text, encoding="utf-8")
        print(f"已写入 {PAGE}")
    worst = max(share.percent for share in alarms.with_errors.values())
    held = numbers.protected.percent >= LEAST_CAUGHT and worst <= MOST_FALSE_ALARMS
    if not held:
        print(f"未达到：报出 ≥ {LEAST_CAUGHT}%，误报 ≤ {MOST_FALSE_ALARMS}% limits not met", file=sys.stderr)
    return 0 if held else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.mutations", description="变异试验：改错一个数或一句话，看哪条规则报出。"
    )
    parser.add_argument("--seed", type=int, default=3, help="种子")
    parser.add_argument("--units", type=int, default=12, help="虚构单位数，每个三年")
    parser.add_argument("--share", type=float, default=0.5, help="改动多大份额的数字")
    parser.add_argument("--check", action="store_true", help="只比较，不写 docs/mutations.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
