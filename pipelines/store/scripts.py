"""Scripts of SQL, run side by side on several connections, each as soon as those are done that it must wait for.

Belongs here: which script waits for which, told from the names they say. Does not belong here: what the scripts say
(warehouse/marts), connections (connection).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from pipelines.store.connection import Store

_ASIDE = re.compile(r"--[^\n]*|^COMMENT ON [^\n]*", re.MULTILINE)
_NAME = re.compile(r"[a-z_][\w.]*")
_CHANGED = re.compile(r"(?:CREATE (?:TABLE|VIEW|MACRO|TYPE)|INSERT INTO|DROP TABLE) ([\w.]+)")


@dataclass(frozen=True, slots=True)
class Script:
    """A file of SQL, the words in it that may be names of tables, and those of tables that it makes, fills or drops."""

    path: Path
    names: frozenset[str]
    changed: frozenset[str]

    def waits_for(self, earlier: Script) -> bool:
        """Whether one of both changes what the other one names."""
        return bool(self.names & earlier.changed or self.changed & earlier.names)


def read_scripts(folder: Path) -> tuple[Script, ...]:
    """The scripts of a folder in the order of their names, in which they may always run."""
    return tuple(_script(path) for path in sorted(folder.glob("*.sql")))


def _script(path: Path) -> Script:
    sql = _ASIDE.sub("", path.read_text(encoding="utf-8"))
    # a table of the workbench is made as work.<name> and read as <name>
    names, changed = (
        frozenset(n.removeprefix("work.") for n in found.findall(sql)) for found in (_NAME, _CHANGED)
    )
    return Script(path, names, changed)


def run_scripts(stores: Sequence[Store], scripts: Sequence[Script]) -> None:
    """Run every script, one at a time on each of the stores. Raises QueryError of the first that fails, when none runs any more."""
    waiting, idle = list(scripts), list(stores)
    running: dict[Future[None], tuple[Script, Store]] = {}
    with ThreadPoolExecutor(len(stores)) as threads:
        while waiting or running:
            for script in _startable(waiting, [script for script, _ in running.values()])[: len(idle)]:
                waiting.remove(script)
                store = idle.pop()
                running[threads.submit(store.run_script, script.path)] = script, store
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                idle.append(running.pop(future)[1])
                future.result()


def _startable(waiting: Sequence[Script], running: Sequence[Script]) -> list[Script]:
    """Those that wait for none any more; first what most others wait for, so that a long chain is not begun last."""
    free = [
        script
        for place, script in enumerate(waiting)
        if not any(script.waits_for(earlier) for earlier in (*running, *waiting[:place]))
    ]
    return sorted(free, key=lambda script: -sum(other.waits_for(script) for other in waiting))
