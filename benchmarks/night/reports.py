"""N distinct reports as files, in the mix that counties publish: 60 % PDF, 25 % DOCX, 10 % DOC and WPS, 5 % XLS and HTML.

Belongs here: who reports what in which format, and that the files are made once. Does not belong here: figures and wording
(pipelines.samples.invent; one report in five with a planted fault), writers of formats (benchmarks.golden.files). One PDF
in twelve is printed by LibreOffice with its fonts in the file, the others by reportlab. No file is a scan.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.golden.files import render
from benchmarks.night.sentences import own_words
from pipelines.samples.compose import compose
from pipelines.samples.faults import plant_some
from pipelines.samples.invent import invent, regions
from pipelines.samples.model import Specimen
from pipelines.samples.parts import Align, Paragraph, Part

SEED, FAULTY, LAST_YEAR, TYPES = 11, 0.2, 2025, 10
MIX = ("pdf", "docx", "pdf", "pdf", "docx", "pdf", "doc", "pdf", "pdf", "docx") * 2
"""Twenty files; the second DOC is a WPS, the last of the DOCX a sheet or a page."""
_BATCH, _CHAPTER = 50, 2


def endings(count: int) -> Iterator[str]:
    """The ending of each file."""
    for number in range(count):
        place = number % len(MIX)
        if place == len(MIX) - 1:
            yield "xls" if number // len(MIX) % 2 else "html"
        elif place == len(MIX) - 4:
            yield "wps"
        else:
            yield MIX[place]


def make_reports(folder: Path, count: int) -> list[Path]:
    """The files in ``folder``, written unless they are there. Raises ValueError for more reports than there are units."""
    done = folder / f".{count}"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        to_print: list[Path] = []
        for number, (specimen, ending) in enumerate(zip(_specimens(count), endings(count), strict=True)):
            title = f"{specimen.unit_name}{specimen.year}年度部门整体支出绩效自评报告"
            path = folder / f"{number:05}-{title}.{ending}"
            parts = _lengthened(specimen)
            if number % len(MIX) == 0:  # one PDF in twelve
                to_print.append(path.with_suffix(".docx"))
                to_print[-1].write_bytes(render(parts, "docx"))
            else:
                path.write_bytes(render(parts, "doc" if ending == "wps" else ending))
        _print(folder, to_print)
        done.touch()
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _specimens(count: int) -> Iterator[Specimen]:
    years = -(-count // (len(regions()) * TYPES))
    wanted = range(LAST_YEAR - max(years, 2) + 1, LAST_YEAR + 1)
    return plant_some(SEED, invent(SEED, count, tuple(wanted)), FAULTY)


def _lengthened(specimen: Specimen) -> list[Part]:
    """Own sentences before the last headings: behind what the report says of work, results, problems and measures."""
    words = own_words(Random(f"own:{specimen.name}"), specimen.department_type)
    parts: list[Part] = list(compose(specimen))
    places = [at for at, part in enumerate(parts) if isinstance(part, Paragraph) and _is_chapter(part)]
    for at, text in zip(reversed(places[-len(words) :]), words, strict=False):
        parts.insert(at, Paragraph(text))
    return parts


def _is_chapter(part: Paragraph) -> bool:
    return part.align is Align.HEADING and part.level <= _CHAPTER


def _print(folder: Path, sources: Sequence[Path]) -> None:
    """DOCX → PDF by LibreOffice, in batches; the sources go."""
    profile = (folder / ".profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    for at in range(0, len(sources), _BATCH):
        batch = [str(source) for source in sources[at : at + _BATCH]]
        subprocess.run([*command, "--outdir", str(folder), *batch], check=True, capture_output=True)
    for source in sources:
        source.unlink()
