"""Seconds and memory of all rules over a store of N reports, and what each rule costs.

``python -m benchmarks.rules [N] [RULE …] [--keep FOLDER]``; N is 10000 unless given. First a tenth of N, then N, each in a
process of its own: seconds, CPU seconds of all processes, peak memory of the main one, the slowest rules, growth, and the
same again with kept results. With rules named, only they (and their causes) are run. The invented reports take half a minute
to make: with ``--keep`` they stay in the folder for the next time, as long as nothing that makes or reads them changes.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.rules_store import SETTINGS, Corpus, corpus, keep_base
from pipelines.quality import RuleReport, load_all_rules, run_rules
from pipelines.quality.kept import KeptResults
from pipelines.quality.rules import Rule
from pipelines.read.reading import peak_memory_mb, reset_peak_memory

SLOWEST = 24
WORKERS = 2


_FORGET = (
    "DELETE FROM quality.rules; DELETE FROM quality.results; DELETE FROM quality.result_evidence; DELETE FROM quality.withheld;"
    " DELETE FROM core.evidence WHERE evidence_id IN (FROM made_evidence)"
)
"""A night begins with a store that holds what was read, and nothing that rules found."""
_CHANGE = (
    "UPDATE core.sections SET heading = heading || ' ' WHERE version_id IN"
    " (SELECT DISTINCT version_id FROM core.report_versions ORDER BY version_id LIMIT $reports)"
)


def chosen(names: list[str]) -> list[Rule]:
    """The named rules and what may suppress them; all where none is named."""
    rules = load_all_rules(SETTINGS.expectations)
    wanted = set(names)
    for rule in reversed(rules):
        if rule.rule_id in wanted:
            wanted |= set(rule.suppressed_by)
    return [rule for rule in rules if not names or rule.rule_id in wanted]


def spent() -> float:
    """CPU seconds of this process and of its workers that have ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def measure(base: Path, reports: int, names: list[str]) -> float:
    """CPU seconds of the rules over this many reports; prints what it measured."""
    rules = chosen(names)
    with tempfile.TemporaryDirectory() as folder:
        filed = corpus(base, reports, Path(folder) / "xianjian.duckdb")
        print(
            f"{filed.reports} reports, {filed.facts} facts, {filed.characters} characters of text a report, {len(rules)} rules"
        )
        kept = KeptResults(Path(folder) / "results", "benchmark")
        seconds, report = _run(filed, rules, kept)
        results, failed = (
            filed.store.scalar(f"SELECT count(*) FROM quality.results WHERE {which}")
            for which in ("true", "outcome = 'fail'")
        )
        print(f"{results} results, {failed} of them failures")
        slowest = sorted(report.seconds.items(), key=lambda item: -item[1])[:SLOWEST]
        print("slowest: " + ", ".join(f"{name} {used:.2f} s" for name, used in slowest))
        for broken in report.broken:
            print(f"broken: {broken.message_zh}")
        for what, change in (("nothing changed", None), ("1 % of the reports changed", _CHANGE)):
            filed.store.execute(_FORGET)
            if change:
                filed.store.execute(change, {"reports": filed.reports // 100})
            print(f"the next night, {what}: ", end="")
            _run(filed, rules, kept)
        filed.store.close()
    return seconds


def _run(filed: Corpus, rules: list[Rule], kept: KeptResults) -> tuple[float, RuleReport]:
    reset_peak_memory()
    started, used = time.perf_counter(), spent()
    report = run_rules(
        filed.store, rules, "benchmark", filed.locate, SETTINGS.expectations / "sql", kept, WORKERS
    )
    cpu = spent() - used
    print(
        f"{time.perf_counter() - started:.1f} s, CPU {cpu:.1f} s, peak {peak_memory_mb():.0f} MB", flush=True
    )
    return cpu, report


def main(reports: int, names: list[str], keep: Path | None) -> None:
    """Print the figures for a tenth and for the whole."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        base = keep_base(keep or Path(folder))
        for count in (reports // 10, reports):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                taken.append(pool.submit(measure, base, count, names).result())
    print(f"growth: {taken[1] / taken[0]:.1f} × the CPU seconds for 10 × the reports")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules")
    parser.add_argument("reports", type=int, nargs="?", default=10_000)
    parser.add_argument("rules", nargs="*")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    main(given.reports, given.rules, given.keep)
