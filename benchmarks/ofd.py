"""Pages a second: our OFD reader, and our PDF reader on the same reports as PDF, in one interleaved run.

``python -m benchmarks.ofd [ROUNDS]``. CPU seconds, the best of the rounds. ``drawing`` ends where characters with boxes
and ruling lines are known; the rest is the layout, which both formats share.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

from pipelines.read.ofd.package import Package
from pipelines.read.ofd.page import Drawer
from pipelines.read.ofd.structure import find_structure
from pipelines.read.reading import read_bytes
from pipelines.samples.pdf import render
from tests.read.canon import expected, outline, reports
from tests.read.ofd.writer import report_ofd

Files = Sequence[bytes]


def drawing(files: Files) -> int:
    """OFD: what every page shows."""
    pages = 0
    for data in files:
        package = Package(data)
        drawer = Drawer(package)
        for part in find_structure(package).pages:
            drawer.draw(part)
            pages += 1
    return pages


def whole(files: Files) -> int:
    """The whole reader: paragraphs and tables over pages."""
    pages = 0
    for data in files:
        document = read_bytes(data, "x").document
        assert document is not None
        pages += len(document.pages)
    return pages


def main(rounds: int) -> None:
    """Print pages a second, and how many reports give their outline."""
    parts = [report for _, report in reports()]
    ofd, pdf = [report_ofd(report) for report in parts], [render(report) for report in parts]
    contestants: dict[str, tuple[Callable[[Files], int], Files]] = {
        "OFD: drawing": (drawing, ofd),
        "OFD: Document": (whole, ofd),
        "PDF: Document": (whole, pdf),
    }
    best = dict.fromkeys(contestants, float("inf"))
    pages = whole(ofd)  # imports and tables of words are loaded once
    for _ in range(rounds):
        for name, (run, files) in contestants.items():
            started = time.process_time()
            run(files)
            best[name] = min(best[name], time.process_time() - started)
    print(f"{len(ofd)} reports, {pages} pages, best of {rounds}")
    for name, seconds in best.items():
        print(f"{name:16}{pages / seconds:9.1f} pages/s{1000 * seconds / pages:9.2f} ms/page")
    right = 0
    for report, data in zip(parts, ofd, strict=True):
        document = read_bytes(data, "x").document
        right += document is not None and outline(document) == expected(report)
    print(f"outlines exact: {right} of {len(parts)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
