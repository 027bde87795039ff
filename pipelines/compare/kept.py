"""Kept shingles: what masking and hashing gave, in files beside the ledger, so that only new texts are hashed.

Belongs here: writing and reading them. Does not belong here: when a text is new (its stamp says so).

Safe to delete: they are made again from the texts. A night adds one file; when there are many, they become one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.compare.texts import Shingles

_MANY = 30


@dataclass(frozen=True, slots=True)
class KeptShingles:
    """Shingles by stamp in a folder."""

    folder: Path

    def read(self, stamps: Iterable[str]) -> dict[str, Shingles]:
        """Those that are there. A file that cannot be read is as good as none: what it held is made again."""
        wanted, found = set(stamps), dict[str, Shingles]()
        for file in self._files():
            try:
                rows = pq.read_table(file).to_pydict()
            except (pa.ArrowInvalid, OSError):
                file.unlink()
                continue
            for stamp, codes, lengths, hashes in zip(
                rows["stamp"], rows["codes"], rows["lengths"], rows["hashes"], strict=True
            ):
                if stamp in wanted:
                    found[stamp] = Shingles(
                        tuple(codes), tuple(lengths), np.frombuffer(hashes, dtype=np.uint32)
                    )
        return found

    def add(self, fresh: Mapping[str, Shingles], known: Mapping[str, Shingles]) -> None:
        """Write what is new; everything that is still in use, where there are too many files."""
        before = self._files()
        if not fresh:
            return
        together = len(before) >= _MANY
        self.folder.mkdir(parents=True, exist_ok=True)
        self._write({**known, **fresh} if together else fresh)
        if together:
            for file in before:
                file.unlink()

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.parquet"))

    def _write(self, shingles: Mapping[str, Shingles]) -> None:
        rows = sorted(shingles.items())
        table = pa.table(
            {
                "stamp": [stamp for stamp, _ in rows],
                "codes": [list(s.codes) for _, s in rows],
                "lengths": [list(s.lengths) for _, s in rows],
                "hashes": [s.hashes.tobytes() for _, s in rows],
            }
        )
        number = max((int(file.stem) for file in self._files()), default=0) + 1
        place = self.folder / f"{number:06d}.parquet"
        pq.write_table(table, place.with_suffix(".tmp"))
        place.with_suffix(".tmp").replace(place)
