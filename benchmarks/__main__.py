"""All benchmarks of the readers and of extraction, one after the other: ``python -m benchmarks``, or ``python -m benchmarks pdf night``.

Each interleaves its contestants, so that what else runs on the machine weighs on all of them alike; between benchmarks
only ratios compare. What they gave, and on which machine: docs/benchmarks.md.

Those of LONG take from minutes to an hour at their usual size, so they run when they are named; a size of one's own goes to the
benchmark itself, as in ``python -m benchmarks.rules 1000``. Those of WITH_ARGUMENTS look at something that the caller has.
"""

from __future__ import annotations

import subprocess
import sys

NAMES = ("pdf", "tables", "docx", "doc", "html", "sheets", "ofd", "scan", "extraction", "similarity")
LONG = ("engines", "build", "rules", "marts", "site", "night", "unchanged", "mutations", "accuracy")
WITH_ARGUMENTS = {
    "golden": "OUT",
    "lake": "CATALOG DATABASE",
    "pages": "[SITE]",
    "workbook": "DATABASE",
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, each in a process of its own; the number of those that failed or are none."""
    failed = 0
    for name in names or NAMES:
        if name not in (*NAMES, *LONG):
            print(_no_such(name), file=sys.stderr)
            failed += 1
            continue
        print(f"── {name} " + "─" * 60, flush=True)
        failed += subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0
    return failed


def _no_such(name: str) -> str:
    if name in WITH_ARGUMENTS:
        return f"{name}: python -m benchmarks.{name} {WITH_ARGUMENTS[name]}"
    return f"{name}: none of {', '.join((*NAMES, *LONG, *WITH_ARGUMENTS))}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
