"""Stamps: which code and data files a stage of the work depends on, as one short hash.

Belongs here: what belongs to which stage. A stage whose stamp is unchanged is not redone. Does not belong here: the
ledger that keeps the stamps (state).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
EXTRACT_WORDS = (
    "accounting", "confidence", "corrections", "departments", "expected_figures", "flat", "frames", "fund", "glued", "goals",
    "grades", "hosts", "identity", "indicators", "items", "kinds", "meaning", "normalize_problems", "parts", "persons",
    "reading", "sections", "staffing", "units", "verify", "verify_meaning", "web",
)  # fmt: skip
"""The wording that extraction and normalization look at, beside all of ``places*.toml``. That of alerts, pages, the workbook
and reviews changes no row of a shard."""
CHECK_WORDS = (
    "departments", "doc_words", "evaluation", "goals", "indicator_rules", "meaning", "persons", "places", "quality", "sections",
    "slips", "slogans", "staffing", "strays", "templates", "units", "vocabulary",
)  # fmt: skip
"""The wording that rules look at, and the quoting of what they find."""
QUOTING = (
    "extract/grids.py", "extract/outline/headings.py", "extract/outline/sections.py", "extract/persons.py", "night/check/checking.py",
    "night/stored.py", "normalize/cell_labels.py", "normalize/evidence.py", "normalize/ids.py", "normalize/masking.py", "normalize/rows.py",
)  # fmt: skip
"""The code that quotes a passage which a rule has found, persons masked."""
STAGES = {
    "read": ("model", "read", "lexicon/reading.toml", "lexicon/layout.toml", "lexicon/web.toml"),
    "extract": (
        "model",
        "extract",
        "normalize",
        "night/extract/batch.py",
        "night/extract/losses.py",
        "night/extract/second_reading.py",
        "quality/verify",
        "lexicon/__init__.py",
        *(f"lexicon/{name}.toml" for name in EXTRACT_WORDS),
        *sorted(f"lexicon/{place.name}" for place in (PACKAGE / "lexicon").glob("places*.toml")),
    ),
    "compare": ("model/flow.py", "lexicon/similarity.toml", "compare"),
    "check": (
        "model",
        *sorted(f"quality/{file.name}" for file in (PACKAGE / "quality").glob("*.py")),
        "quality/text_rules",
        *QUOTING,
        "lexicon/__init__.py",
        *(f"lexicon/{name}.toml" for name in CHECK_WORDS),
    ),
    "pages": (
        "model",
        "read",
        "lexicon",
        "extract",
        "normalize",
        "publish/site",
        "night/publish/site_reports.py",
        "night/stored.py",
    ),
    "build": ("model", "lexicon", "assemble", "compare", "quality", "publish", "store", "night"),
}


@cache
def stage_stamp(stage: str) -> str:
    """Hash of the files of a stage: 12 hex digits."""
    return stamp_files(PACKAGE / part for part in STAGES[stage])


def stamp_files(places: Iterable[Path]) -> str:
    """Hash of names and bytes of the given files, folders with all that is below: 12 hex digits."""
    digest = hashlib.sha256()
    for place in places:
        if not place.exists():
            raise FileNotFoundError(place)
        files = sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]
        for file in files:
            if "__pycache__" in file.parts:
                continue
            digest.update(f"{file.relative_to(place.parent).as_posix()}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def stamp_text(*parts: object) -> str:
    """Hash of values by their text: 12 hex digits."""
    return hashlib.sha256("\0".join(str(part) for part in parts).encode()).hexdigest()[:12]
