"""Pages a second: our PDF reader, pdfplumber and pdfium's bare text, on the same pages in one interleaved run.

``python -m benchmarks.pdf [ROUNDS]``. One process: CPU seconds, the best of the rounds. Two processes: seconds on the
clock, against one process and against the speed-up of a loop that only computes, taken in turns with it, so that what
else runs on the machine weighs on all of them alike.
"""

from __future__ import annotations

import io
import multiprocessing
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pdfplumber
import pypdfium2 as pdfium

from benchmarks.pdf_pages import reports, samples
from pipelines.read.guard.worker import spare_collector
from pipelines.read.reading import read_bytes

Files = Sequence[bytes]


def bare_text(files: Files) -> int:
    """pdfium: the text of every page, without places."""
    pages = 0
    for data in files:
        document = pdfium.PdfDocument(data)
        for index in range(len(document)):
            page = document[index]
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        pages += len(document)
        document.close()
    return pages


def plumber(files: Files) -> int:
    """pdfplumber: text and tables of every page."""
    pages = 0
    for data in files:
        with pdfplumber.open(io.BytesIO(data)) as file:
            for page in file.pages:
                page.extract_text()
                page.extract_tables()
                page.close()
            pages += len(file.pages)
    return pages


def ours(files: Files) -> int:
    """The whole reader: text with places, paragraphs, tables over pages."""
    pages = 0
    for data in files:
        document = read_bytes(data, "x.pdf").document
        assert document is not None
        pages += len(document.pages)
    return pages


def compute(steps: int) -> int:
    """Nothing but arithmetic."""
    total = 0
    for step in range(steps):
        total = (total * 31 + step) % 1_000_003
    return total


def main(rounds: int) -> None:
    """Print both tables."""
    writer, long_reports = reports()
    for name, files in (("samples (reportlab)", samples()), (f"reports ({writer})", long_reports)):
        best = race(files, rounds)
        pages = len_pages(files)
        print(f"\n{name}: {len(files)} files, {pages} pages, best of {rounds}")
        print(f"{'':22}{'pages/s':>9}{'× pdfplumber':>14}{'× pdfium text':>15}")
        for contestant, seconds in best.items():
            against = [best["pdfplumber"] / seconds, best["pdfium text"] / seconds]
            print(f"{contestant:22}{pages / seconds:9.1f}{against[0]:14.2f}{against[1]:15.3f}")
    print("\ntwo processes against one, seconds on the clock")
    alone, reading = scaling(long_reports, rounds)
    print(f"only computing ×{alone:.2f}, reading ×{reading:.2f}, share {reading / alone:.2f}")


def len_pages(files: Files) -> int:
    """Pages in all files."""
    return sum(len(pdfium.PdfDocument(data)) for data in files)


def race(files: Files, rounds: int) -> dict[str, float]:
    """The best CPU seconds of each contestant, who take turns."""
    contestants: dict[str, Callable[[Files], int]] = {
        "pdfium text": bare_text,
        "pdfplumber": plumber,
        "ours": ours,
    }
    best = dict.fromkeys(contestants, float("inf"))
    ours(files[:1])  # imports and tables of words are loaded once
    for _ in range(rounds):
        for name, run in contestants.items():
            spare_collector()  # as in a reader process; and what one contestant leaves behind burdens none that follows
            started = time.process_time()
            run(files)
            best[name] = min(best[name], time.process_time() - started)
    return best


def scaling(files: Files, rounds: int) -> tuple[float, float]:
    """The speed-up by a second process: of computing, of reading."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        list(pool.map(ours, [files[:1]] * 4))
        started = time.perf_counter()
        ours(files)
        steps = int(3_000_000 * max(1.0, (time.perf_counter() - started) / 0.5))
        works: tuple[partial[int], ...] = (partial(compute, steps), partial(ours, files))
        best = [[float("inf"), float("inf")] for _ in works]
        for _ in range(rounds):
            for number, work in enumerate(works):
                for processes in (1, 2):
                    started = time.perf_counter()
                    for future in [pool.submit(work) for _ in range(processes)]:
                        future.result()
                    seconds = (time.perf_counter() - started) / processes
                    best[number][processes - 1] = min(best[number][processes - 1], seconds)
    computing, reading = (one / two for one, two in best)
    return computing, reading


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
