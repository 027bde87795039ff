"""Settings and places of one night. Belongs here: paths. Does not belong here: what is done there."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PICTURE_SECONDS = 20.0
DOCUMENT = "document.json.gz"
"""Name of a read Document, beside the received bytes."""


def _picture_seconds() -> float:
    return float(os.environ.get("XIANJIAN_PICTURE_SECONDS") or PICTURE_SECONDS)


@dataclass(frozen=True, slots=True)
class Redo:
    """Reports to be read again: of a county (its code or its name), of a fiscal year, or of both."""

    county: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a night reads and writes. ``root`` is the checkout that holds SQL and rules, never the warehouse;
    ``wait_seconds``: how long to wait while another run works on the warehouse; ``picture_seconds``: for how long a night
    draws pictures of new pages once it has published (XIANJIAN_PICTURE_SECONDS)."""

    raw: Path
    warehouse: Path
    rebuild: bool = False
    trigger: str = "manual"
    workers: int = 2
    wait_seconds: float = 0.0
    picture_seconds: float = field(default_factory=_picture_seconds)
    root: Path = ROOT
    redo: Redo | None = None

    @property
    def documents(self) -> Path:
        """Every received file and its read Document, by content hash, for ever."""
        return self.warehouse / "documents"

    @property
    def recognised(self) -> Path:
        """Recognised pages of scans, by the hash of their picture: dear to compute, safe to delete."""
        return self.warehouse / "state" / "recognised"

    @property
    def journals(self) -> Path:
        """What each run did, a file a run, one line of JSON for each event."""
        return self.warehouse / "state" / "logs"

    @property
    def shards(self) -> Path:
        """Rows of documents as Parquet, one folder a batch."""
        return self.warehouse / "state" / "shards"

    @property
    def results(self) -> Path:
        """Results of rules with sight of one report, as Parquet: made again where they are missing."""
        return self.warehouse / "state" / "results"

    @property
    def shingles(self) -> Path:
        """Hashed texts of reports, for the comparison of texts: made again where they are missing."""
        return self.warehouse / "state" / "shingles"

    @property
    def schema(self) -> Path:
        """SQL of the schemas core, quality, meta and of the views."""
        return self.root / "warehouse" / "schema"

    @property
    def load(self) -> Path:
        """SQL that derives the dimensions of core."""
        return self.root / "warehouse" / "load"

    @property
    def marts(self) -> Path:
        """SQL of the marts."""
        return self.root / "warehouse" / "marts"

    @property
    def expectations(self) -> Path:
        """The rules, the suites and the gate's limits."""
        return self.root / "expectations"

    @property
    def decisions(self) -> Path:
        """What people have decided."""
        return self.raw / "decisions"

    def original(self, sha256: str) -> Path:
        """The received bytes of a document."""
        return self.documents / sha256[:2] / sha256 / "original"

    def document(self, sha256: str) -> Path:
        """The read Document of these bytes."""
        return self.documents / sha256[:2] / sha256 / DOCUMENT
