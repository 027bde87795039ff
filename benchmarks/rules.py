"""Seconds and memory of all rules over a store of N reports, and what each rule costs.

``python -m benchmarks.rules [N] [RULE …]``; N is 10000 unless given. First a tenth of N, then N, each in a process of its
own: total seconds, peak memory, growth, the slowest rules. With rules named, only they (and their causes) are run.
"""

from __future__ import annotations

import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

from benchmarks.rules_store import SETTINGS, corpus, write_base
from pipelines.quality import load_all_rules, run_rules
from pipelines.quality.rules import Rule
from pipelines.read.reading import peak_memory_mb, reset_peak_memory

SLOWEST = 12
WORKERS = 2


def chosen(names: list[str]) -> list[Rule]:
    """The named rules and what may suppress them; all where none is named."""
    rules = load_all_rules(SETTINGS.expectations)
    wanted = set(names)
    for rule in reversed(rules):
        if rule.rule_id in wanted:
            wanted |= set(rule.suppressed_by)
    return [rule for rule in rules if not names or rule.rule_id in wanted]


def measure(base: Path, reports: int, names: list[str]) -> float:
    """Seconds of the rules over this many reports; prints what it measured."""
    rules = chosen(names)
    with tempfile.TemporaryDirectory() as folder:
        filed = corpus(base, reports, Path(folder) / "xianjian.duckdb")
        print(
            f"{filed.reports} reports, {filed.facts} facts, {filed.characters} characters of text a report, {len(rules)} rules"
        )
        reset_peak_memory()
        started = time.perf_counter()
        report = run_rules(
            filed.store, rules, "benchmark", filed.locate, SETTINGS.expectations / "sql", workers=WORKERS
        )
        seconds = time.perf_counter() - started
        results = filed.store.scalar("SELECT count(*) FROM quality.results")
        failed = filed.store.scalar("SELECT count(*) FROM quality.results WHERE outcome = 'fail'")
        print(
            f"{seconds:.1f} s, peak {peak_memory_mb():.0f} MB, {results} results, {failed} of them failures"
        )
        spent = sorted(report.seconds.items(), key=lambda item: -item[1])
        print("slowest: " + ", ".join(f"{name} {used:.2f} s" for name, used in spent[:SLOWEST]))
        for broken in report.broken:
            print(f"broken: {broken.message_zh}")
        filed.store.close()
    return seconds


def main(reports: int, names: list[str]) -> None:
    """Print the figures for a tenth and for the whole."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        write_base(Path(folder))
        for count in (reports // 10, reports):
            with get_context("spawn").Pool(1) as pool:
                taken.append(pool.apply(measure, (Path(folder), count, names)))
    print(f"growth: {taken[1] / taken[0]:.1f} × the seconds for 10 × the reports")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(int(arguments[0]) if arguments else 10_000, arguments[1:])
