"""Milliseconds a report: extraction and normalization after reading, and whether they grow in line with length.

``python -m benchmarks.extraction [ROUNDS]``. CPU time of one process, the best of the rounds, over the documents of the
golden set, read beforehand. The baseline is the decoding of the stored Document (``codec.decode``), which a night does
before it extracts. Lengths: one report, and its body repeated 10 and 50 times; time per character against once.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from random import Random

from benchmarks.golden.documents import documents
from benchmarks.golden.forms.reports import report
from benchmarks.golden.office import office
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.codec import decode, encode
from pipelines.model.document import Document
from pipelines.normalize import normalize, resolve
from pipelines.normalize.departments import load_departments
from pipelines.normalize.registry import load_places
from pipelines.read.reading import read_bytes
from pipelines.samples.docx import render

_LENGTHS = (1, 10, 50)


def figures(document: Document) -> int:
    """Hops 3 and 4 on a read document; how many reports it holds."""
    outcome = extract(document, Card())
    for claims in outcome.values:
        identity = resolve(claims.identity, Card(), load_places(), load_departments())
        normalize(document, claims, identity.values[0], (*outcome.problems, *identity.problems))
    return len(outcome.values)


def read(data: bytes, name: str) -> Document:
    document = read_bytes(data, name).document
    assert document is not None, name
    return document


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The best of the rounds, CPU time."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def lengthened(times: int) -> Document:
    """A department's report whose body stands there ``times`` times."""
    rng = Random("length")
    parts, _ = report(rng, office(rng, "hebei"), 2023)
    return read(render([*parts[:2], *parts[2:] * times]), "长报告.docx")


def spread(times: Sequence[float]) -> str:
    """Median, nine tenths and the longest, in milliseconds."""
    ordered = sorted(1000 * t for t in times)
    return f"median {statistics.median(ordered):.1f}, p90 {ordered[len(ordered) * 9 // 10]:.1f}, max {ordered[-1]:.1f} ms"


def main(rounds: int) -> None:
    """Print the figures."""
    listed = [read(golden.data, golden.file_name) for golden in documents()]
    stored = [encode(document) for document in listed]
    reports = sum(figures(document) for document in listed)  # tables of words are loaded once
    decoding = [seconds(partial(decode, data), rounds) for data in stored]
    taking = [seconds(partial(figures, one), rounds) for one in listed]
    print(f"{len(listed)} documents, {reports} reports, best of {rounds}")
    print(f"decode (baseline):     {spread(decoding)}")
    print(f"extract and normalize: {spread(taking)}")
    ratios = [taken / decoded for taken, decoded in zip(taking, decoding, strict=True)]
    print(f"ratio to the baseline: median {statistics.median(ratios):.1f}")
    per_character = {}
    for times in _LENGTHS:
        long = lengthened(times)
        spent = seconds(partial(figures, long), max(1, rounds // times))
        per_character[times] = spent / len(long.text)
        print(
            f"{times:3}× ({len(long.text)} characters): {1000 * spent:.1f} ms, "
            f"{per_character[times] / per_character[1]:.2f} × the time per character"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
