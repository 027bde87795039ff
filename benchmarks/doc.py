"""Documents a second: our DOC reader, LibreOffice and antiword on the same files in one interleaved run.

``python -m benchmarks.doc [ROUNDS]``. The files are sample reports, saved as DOC by LibreOffice. CPU seconds, those of
child processes included, and seconds on the clock; the best of the rounds. LibreOffice makes a DOCX of each file, once
in a process for all files and once in a process for each (of the first few); antiword prints text alone. Our cells are
held against what went into the files. Needs libreoffice-writer; antiword where it is installed.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.model.document import Document
from pipelines.read.reading import read_bytes
from pipelines.samples.compose import compose
from pipelines.samples.docx import render
from pipelines.samples.parts import Part
from pipelines.samples.ship import planned
from tests.read import canon

_SINGLE = 3  # files for which LibreOffice is started anew


@dataclass(slots=True)
class Best:
    """The best round of a contestant over ``files`` files."""

    files: int
    cpu: float = float("inf")
    wall: float = float("inf")


def ours(paths: Sequence[Path]) -> None:
    for path in paths:
        read(path)


def read(path: Path) -> Document:
    document = read_bytes(path.read_bytes(), path.name).document
    assert document is not None
    return document


def libreoffice(paths: Sequence[Path], target: str = "docx:MS Word 2007 XML") -> None:
    """Convert in one process; the profile is kept, so that only the first start is slow."""
    folder = paths[0].parent
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", target, "--outdir", str(folder / "out"), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True)


def libreoffice_each(paths: Sequence[Path]) -> None:
    for path in paths:
        libreoffice([path])


def antiword(paths: Sequence[Path]) -> None:
    for path in paths:
        subprocess.run(["antiword", "-m", "UTF-8.txt", str(path)], check=True, capture_output=True)


def spent() -> float:
    """CPU seconds of this process and of the children that have ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def race(paths: Sequence[Path], rounds: int) -> dict[str, Best]:
    """Each contestant in turn, over and over."""
    contestants: dict[str, tuple[Callable[[Sequence[Path]], None], Sequence[Path]]] = {
        "LibreOffice, one process": (libreoffice, paths),
        "LibreOffice, one each": (libreoffice_each, paths[:_SINGLE]),
        "ours": (ours, paths),
    }
    if shutil.which("antiword"):
        contestants["antiword (text)"] = antiword, paths
    best = {name: Best(len(given)) for name, (_, given) in contestants.items()}
    for _ in range(rounds):
        for name, (contestant, given) in contestants.items():
            cpu, wall = spent(), time.monotonic()
            contestant(given)
            best[name].cpu = min(best[name].cpu, spent() - cpu)
            best[name].wall = min(best[name].wall, time.monotonic() - wall)
    return best


def equal_cells(reports: Sequence[tuple[Part, ...]], paths: Sequence[Path]) -> tuple[int, int]:
    """Places of all grids, merged cells at every place that they cover; how many read as they were written."""
    places = same = 0
    for parts, path in zip(reports, paths, strict=True):
        wanted = [table for table in canon.expected(parts) if not isinstance(table, str)]
        found = [table for table in canon.outline(read(path)) if not isinstance(table, str)]
        for table, other in zip(wanted, found, strict=True):
            for row, its in zip(table, other, strict=True):
                places += len(row)
                same += sum(a == b for a, b in zip(row, its, strict=True))
    return places, same


def main(rounds: int) -> None:
    """Make the files, print a table."""
    assert shutil.which("soffice"), "this benchmark needs the system package libreoffice-writer"
    reports = [tuple(compose(one.specimen)) for one in planned()[::4]]
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder, f"{number:02}.docx") for number in range(len(reports))]
        for source, parts in zip(sources, reports, strict=True):
            source.write_bytes(render(parts))
        libreoffice(sources, "doc:MS Word 97")
        paths = [Path(folder, "out", source.with_suffix(".doc").name) for source in sources]
        best = race(paths, rounds)
        places, same = equal_cells(reports, paths)
    print(f"{len(paths)} files, best of {rounds}; cells equal {same} of {places}")
    print(f"{'':26}{'documents / CPU s':>18}{'documents / s':>15}{'CPU × LibreOffice':>19}")
    fastest = max(b.files / b.cpu for name, b in best.items() if name.startswith("LibreOffice"))
    for name, b in best.items():
        print(f"{name:26}{b.files / b.cpu:18.1f}{b.files / b.wall:15.1f}{b.files / b.cpu / fastest:19.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
