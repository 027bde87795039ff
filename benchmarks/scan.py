"""How well and how fast scanned pages are read: pages of the samples printed, degraded like scans, read, compared.

    python -m benchmarks.scan --pages 6                                  pages as the readers were tuned on
    python -m benchmarks.scan --pages 6 --producer chromium --font "WenQuanYi Zen Hei" --seed 7
    python -m benchmarks.scan --pages 6 --producer libreoffice --font "AR PL UMing CN" --seed 8

The truth is what the PDF reader makes of the same page with its text. ``--cache`` keeps the recogniser's answers, so
that a second run shows what the steps cost without it.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from benchmarks.scan_pages import PRODUCERS
from pipelines.model.document import Document
from pipelines.read import sniff
from pipelines.read.pdf import reader as pdf_reader
from pipelines.read.reading import peak_memory_mb, reset_peak_memory
from pipelines.read.scan import reader as image_reader
from pipelines.read.source import Source
from pipelines.samples.compose import compose
from pipelines.samples.ship import planned

NUMBER = re.compile(r"\d[\d.,]*%?")
DPI = 200
PUNCTUATION = str.maketrans("，。；：！？、", ",.;:!?,")


@dataclass(slots=True)
class Score:
    """Counts over all pages."""

    numbers: int = 0
    numbers_exact: int = 0
    numbers_extra: int = 0
    cells: int = 0
    cells_exact: int = 0
    cells_folded: int = 0
    characters: int = 0
    characters_found: int = 0
    losses: int = 0
    faults: list[str] = field(default_factory=list)


def degrade(page: Image.Image, chance: random.Random) -> bytes:
    """A JPEG as a scanner makes it: askew by up to 0.8°, blurred, noisy, quality 60."""
    askew = page.convert("L").rotate(chance.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=255)
    blurred = askew.filter(ImageFilter.GaussianBlur(chance.uniform(0.5, 1.0)))
    noise = np.random.default_rng(chance.randrange(2**32)).normal(0, 8, (blurred.height, blurred.width))
    paper = np.clip(np.asarray(blurred).astype(np.float32) * 0.93 + noise + 8, 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(paper).save(file, "JPEG", quality=60, dpi=(DPI, DPI))
    return file.getvalue()


def compare(truth: Document, read: Document, score: Score, name: str) -> None:
    """Add one page to the score."""
    wanted, found = Counter(NUMBER.findall(_words(truth))), Counter(NUMBER.findall(_words(read)))
    score.numbers += wanted.total()
    score.numbers_exact += (wanted & found).total()
    score.numbers_extra += (found - wanted).total()
    score.faults += [f"{name} number {n}" for n in (wanted - found).elements()]
    score.faults += [f"{name} number + {n}" for n in (found - wanted).elements()]
    wanted, found = (
        Counter(_words(truth).translate(PUNCTUATION)),
        Counter(_words(read).translate(PUNCTUATION)),
    )
    score.characters += wanted.total()
    score.characters_found += (wanted & found).total()
    score.losses += len(read.losses)
    score.faults += [f"{name} {loss}" for loss in read.losses]
    for place, table in enumerate(_tables(truth)):
        tables = _tables(read)
        others = tables[place] if len(tables) == len(_tables(truth)) else [r for t in tables for r in t]
        for row in table:
            best = max(others, key=lambda other: _same(row, other), default=[])
            for column, text in enumerate(row):
                got = best[column] if column < len(best) else ""
                score.cells += 1
                score.cells_exact += got == text
                score.cells_folded += got.translate(PUNCTUATION) == text.translate(PUNCTUATION)
                if got.translate(PUNCTUATION) != text.translate(PUNCTUATION):
                    score.faults.append(f"{name} cell {text!r} read {got!r}")


def _same(row: list[str], other: list[str]) -> int:
    return sum(a == b for a, b in zip(row, other, strict=False))


def _tables(document: Document) -> list[list[list[str]]]:
    return [
        [["" if c is None else document.flow(c).folded().text for c in row] for row in table.grid()]
        for table in document.tables
    ]


def _words(document: Document) -> str:
    """All text, cells apart, white space left out inside each."""
    parts = [document.flow(b).folded().text for b in document.blocks if b.table is None]
    cells = [document.flow(c).folded().text for t in document.tables for c in t.cells]
    return "\n".join(parts + cells)


def _source(data: bytes, media_type: str, cache: Path | None = None) -> Source:
    return Source(data, "0" * 16, media_type, "benchmark", cache)


def run(pages: int, producer: str, font: str, seed: int, cache: Path | None, save: Path | None) -> Score:
    """Print, scan and read; prints a line per page."""
    chance = random.Random(seed)
    score = Score()
    reports = list(planned())
    chance.shuffle(reports)
    done = 0
    for report in reports:
        file = pdfium.PdfDocument(PRODUCERS[producer](compose(report.specimen), font))
        for index in sorted(chance.sample(range(len(file)), min(2, len(file)))):
            if done == pages:
                return score
            done += 1
            name = f"{report.file_name}:{index + 1}"
            single = io.BytesIO()
            one = pdfium.PdfDocument.new()
            one.import_pages(file, [index])
            one.save(single)
            truth = pdf_reader.read(_source(single.getvalue(), sniff.PDF))
            scan = degrade(file[index].render(scale=DPI / 72).to_pil(), chance)
            if save:
                (save / f"{name}.jpg").write_bytes(scan)
            reset_peak_memory()
            started, used = time.monotonic(), time.process_time()
            read = image_reader.read(_source(scan, sniff.JPEG, cache))
            print(
                f"{name}: {time.monotonic() - started:.1f} s, {time.process_time() - used:.1f} s of CPU, "
                f"peak {peak_memory_mb():.0f} MB",
                flush=True,
            )
            compare(truth, read, score, name)
    return score


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--pages", type=int, default=4)
    options.add_argument("--producer", choices=sorted(PRODUCERS), default="reportlab")
    options.add_argument("--font", default="")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--cache", type=Path)
    options.add_argument("--save", type=Path)
    chosen = options.parse_args()
    score = run(chosen.pages, chosen.producer, chosen.font, chosen.seed, chosen.cache, chosen.save)
    for fault in score.faults:
        print(" ", fault)
    print(f"numbers exact {_share(score.numbers_exact, score.numbers)}, extra {score.numbers_extra}")
    print(f"cells exact {_share(score.cells_exact, score.cells)}")
    print(f"cells exact but for the width of punctuation {_share(score.cells_folded, score.cells)}")
    print(f"characters found {_share(score.characters_found, score.characters)}; losses {score.losses}")


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {100 * part / whole:.2f} %" if whole else "none"


if __name__ == "__main__":
    main()
