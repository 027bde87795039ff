"""Comparison of texts: seconds for 10,000 reports, for a night with a few new ones, and what MinHash finds of what counting finds.

``python -m benchmarks.similarity [REPORTS]``. Invented reports of 2,500 units in 80 kinds over four years, six sections, about
2,500 characters: form text that all have, sentences that a kind of department shares, own sentences; one in five repeats between
a fifth and all of another report, of its own last year or of any unit. Texts are rows of the tables that a night reads.
Recall: pairs of exact Jaccard 0.6 (whole) and 0.8 (section) or more, by an exact count over all pairs of the same sets.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from pipelines.compare import Text, load_limits
from pipelines.compare.candidates import counted, hashed
from pipelines.compare.comparing import alike
from pipelines.compare.donors import age
from pipelines.compare.forms import shared_shingles, without
from pipelines.compare.texts import Part, Shingles, shingle
from pipelines.night.check.similarity import compare_texts
from pipelines.night.settings import ROOT
from pipelines.store import Store, create_schema

CODES = ("goals_indicators", "evaluation_work", "evaluation_method", "achievement", "problems", "measures")
SENTENCES = 15
KINDS = 80
YEARS = 4


@dataclass(frozen=True, slots=True)
class Filed:
    report_id: str
    version_id: str
    document_id: str
    region_code: str
    county: str
    unit_name: str
    department_type: str
    fiscal_year: int


@dataclass(frozen=True, slots=True)
class Version:
    version_id: str
    report_id: str
    document_id: str
    version_no: int
    is_current: bool
    relation: str
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Section:
    fact_id: str
    version_id: str
    seq: int
    section_code: str
    text: str
    text_map: tuple[int, ...]


class Writer:
    """Sentences of two-character words, most of them rare."""

    def __init__(self) -> None:
        self.rng = Random(2026)
        letters = [chr(0x4E00 + n) for n in range(1500)]
        self.words = ["".join(self.rng.sample(letters, 2)) for _ in range(6000)]
        self.form = [self.sentence() for _ in range(12)]
        self.of_kind = [[self.sentence() for _ in range(60)] for _ in range(KINDS)]

    def sentence(self) -> str:
        return "".join(self.rng.choice(self.words) for _ in range(14)) + "。"

    def report(self, kind: int) -> list[list[str]]:
        """Six sections: two sentences of the form, four of the kind, the rest its own."""
        return [
            [
                *self.form[2 * n : 2 * n + 2],
                *self.rng.sample(self.of_kind[kind], 4),
                *(self.sentence() for _ in range(SENTENCES - 6)),
            ]
            for n in range(len(CODES))
        ]

    def copy(self, own: list[list[str]], other: list[list[str]]) -> list[list[str]]:
        """A share of the other report's sentences in place of one's own, section by section."""
        share = self.rng.uniform(0.2, 1.0)
        return [
            [b if self.rng.random() < share else a for a, b in zip(mine, theirs, strict=True)]
            for mine, theirs in zip(own, other, strict=True)
        ]


def write(store: Store, count: int) -> None:
    """Fill the tables with that many reports."""
    writer, made = Writer(), list[list[list[str]]]()
    filed: list[Filed] = []
    versions: list[Version] = []
    sections: list[Section] = []
    for n in range(count):
        unit, year = n // YEARS, 2021 + n % YEARS
        report = writer.report(unit % KINDS)
        if made and writer.rng.random() < 0.2:
            report = writer.copy(
                report, made[-1] if year > 2021 and writer.rng.random() < 0.5 else writer.rng.choice(made)
            )
        made.append(report)
        key = f"{n:06d}"
        filed.append(
            Filed(
                key,
                key,
                key,
                f"{unit % 100:06d}",
                f"第{unit % 100}县",
                f"第{unit % 100}县{unit}局",
                f"类{unit % KINDS}",
                year,
            )
        )
        versions.append(Version(key, key, key, 1, True, "first", datetime(2026, 1, 1)))
        sections += [
            Section(f"{key}-{seq}", key, seq, code, "".join(report[seq]), (0, 0))
            for seq, code in enumerate(CODES)
        ]
    store.insert("core.filed_reports", filed)
    store.insert("core.report_versions", versions)
    store.insert("core.sections", sections)


def keep_nights(folder: Path, count: int) -> Iterator[str]:
    """The first night, one without news, and one with fifty new reports."""
    for name, reports in (("首次", count), ("无新报告", count), ("新增 50 份", count + 50)):
        with Store.in_memory() as store:
            create_schema(store, ROOT / "warehouse" / "schema")
            write(store, reports)
            started, worked = time.perf_counter(), time.process_time()
            fresh = compare_texts(store, folder)
            seconds, worked = time.perf_counter() - started, time.process_time() - worked
            pairs = store.scalar("SELECT count(*) FROM quality.text_pairs")
            yield f"{name}：{reports:,} 份，新算 {fresh:,} 份，{pairs:,} 对：{seconds:.1f} 秒（CPU {worked:.1f} 秒）"


def recall(count: int) -> Iterator[str]:
    """Exact pairs, and how many of them are among the candidates of MinHash and among the pairs kept."""
    with Store.in_memory() as store:
        create_schema(store, ROOT / "warehouse" / "schema")
        write(store, count)
        texts = [
            Text(**row, signed_on=None, first_seen_at=None, stamp=row["version_id"])
            for row in store.rows(
                "SELECT version_id, report_id, document_id, unit_name AS unit, unit_name, county, department_type, fiscal_year FROM core.filed_reports"
            )
        ]
        parts: dict[str, list[Part]] = {}
        for row in store.rows(
            "SELECT version_id, section_code, text FROM core.sections ORDER BY version_id, seq"
        ):
            parts.setdefault(row["version_id"], []).append(Part(row["section_code"], row["text"], (0, 0)))
    shingles: dict[str, Shingles] = {t.version_id: shingle(t, parts[t.version_id]) for t in texts}
    limits = load_limits()
    texts.sort(key=age)
    form = shared_shingles(texts, shingles, limits).form
    for code in (None, "measures"):
        sets = [without(shingles[t.version_id].of(code, limits.steady), form) for t in texts]
        least = limits.least(code)
        started = time.perf_counter()
        exact = set(counted(sets, least))
        by_count = time.perf_counter() - started
        started = time.perf_counter()
        found = set(hashed(sets, least))
        by_hash = time.perf_counter() - started
        kept = {(like.i, like.j) for like in alike(texts, sets, code, limits)}
        told = {n for pair in kept for n in pair}
        yield (
            f"{'全文' if code is None else '章节'} ≥ {least}：确有 {len(exact):,} 对（逐对计数 {by_count:.1f} 秒），"
            f"MinHash 找到 {len(exact & found) / len(exact):.4%}（{by_hash:.1f} 秒，候选 {len(found):,} 对）；"
            f"留下 {len(kept & exact):,} 对，涉及文本的 {len({n for pair in exact for n in pair} & told) / len({n for pair in exact for n in pair}):.4%}"
        )


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else 10_000
    with tempfile.TemporaryDirectory() as folder:
        for line in keep_nights(Path(folder), count):
            print(line, flush=True)
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"留存 {size:.0f} MB；内存最多 {peak:.0f} MB", flush=True)
    for line in recall(count):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
