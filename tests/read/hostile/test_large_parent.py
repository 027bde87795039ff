"""A large process that starts readers: how one of them ended is told of itself, not of the one that started it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CRASHES = """
import sys
from pathlib import Path
from pipelines.read.guard import ReaderPool, child
from tests.read.hostile.test_hostile import read_with_next

held = bytearray(b"x") * (1200 << 20)
child.WORKER = "tests.read.hostile_worker"
with ReaderPool(workers=1) as pool:
    result = read_with_next(pool, Path(sys.argv[1]), "abort.txt", b"abort")
print(result.reason, result.peak_memory_mb)
"""


def test_a_crash_below_a_large_process_is_no_want_of_memory(tmp_path: Path, project_root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CRASHES, tmp_path],
        cwd=project_root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.split() == ["reader_crashed", "0.0"], done.stderr
