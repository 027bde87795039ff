"""Where a library reports that disk or memory ran out, in whatever words, a person is told what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.night.exhausted import say_exhausted

SPILL = (
    "Out of Memory Error: failed to offload data block of size 256.0 KiB (53.7 MiB/53.9 MiB used).\n"
    "This limit was set by the 'max_temp_directory_size' setting."
)


@pytest.mark.parametrize(
    ("error", "begins"),
    [
        ("OSError: [Errno 28] No space left on device", "磁盘满了"),
        (SPILL, "磁盘满了"),
        (
            "50_year_over_year.sql: Out of Memory Error: could not allocate block of size 256.0 KiB",
            "内存不够",
        ),
        ("MemoryError: ", "内存不够"),
        ("RuntimeError: can't start new thread", "内存不够"),
        ("ValueError: anything else", None),
    ],
    ids=["disk", "no room for what DuckDB lays aside", "DuckDB", "Python", "threads", "something else"],
)
def test_what_ran_out_is_said_with_what_to_do(tmp_path: Path, error: str, begins: str | None) -> None:
    said = say_exhausted(tmp_path, error)
    assert said is None if begins is None else said is not None and said.startswith(begins)
