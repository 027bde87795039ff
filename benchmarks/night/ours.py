"""Our night over a folder, in a process of its own: ``python -m benchmarks.night.ours RAW WAREHOUSE``.

Prints a line of JSON: status, counts, wall and CPU milliseconds of each hop, the greatest memory by the end of each hop in MB.
Site and workbook are the hop ``publish``, which also seals and links the build. Pictures of pages are not drawn: they come after the
build is out, for as long as an installation allows. Dagster is left out: its seconds do not grow with the reports.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from pipelines.night.run import Night
from pipelines.night.settings import Settings


def main(raw: Path, warehouse: Path) -> dict[str, object]:
    """One night; its figures."""
    memory: dict[str, int] = {}
    with Night.open(Settings(raw=raw, warehouse=warehouse, picture_seconds=0.0)) as night:
        hops = (
            night.receive,
            night.read,
            night.extract,
            night.assemble,
            night.build,
            night.check,
            night.compare,
            night.decide,
            night.publish,
        )
        for hop in hops:
            hop()
            memory[hop.__name__] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return {
            "status": night.status,
            "counts": night.counts,
            "clock": night.clock.counts(),
            "memory_mb": memory,
        }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))), flush=True)
