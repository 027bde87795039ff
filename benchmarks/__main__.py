"""All benchmarks of the readers and of extraction, one after the other: ``python -m benchmarks``, or ``python -m benchmarks pdf docx``.

Each interleaves its contestants, so that what else runs on the machine weighs on all of them alike; between benchmarks
only ratios compare. What they gave, and on which machine: docs/benchmarks.md.
"""

from __future__ import annotations

import subprocess
import sys

NAMES = ("pdf", "tables", "docx", "doc", "html", "sheets", "ofd", "scan", "extraction", "similarity")


def main(names: list[str]) -> int:
    """Run the named benchmarks, each in a process of its own; the number of those that failed."""
    failed = 0
    for name in names or NAMES:
        print(f"── {name} " + "─" * 60, flush=True)
        failed += subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
