"""Marts made when they are asked for: a test of one mart need not wait for all of them.

Belongs here: which scripts a mart needs: the one that makes it and those that it waits for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from pipelines.store import Store
from pipelines.store.chinese_views import build_chinese_views
from pipelines.store.marts import MARTS
from pipelines.store.scripts import read_scripts
from pipelines.store.workbench import FIND, LAY

_NAME = re.compile(r"[a-z_][\w.]*")
_ALL = re.compile(r"分析|duckdb_|information_schema|SHOW ")


@cache
def _scripts() -> dict[Path, frozenset[Path]]:
    """Each script with all that it waits for, itself among them."""
    scripts = read_scripts(MARTS)
    closed: dict[Path, frozenset[Path]] = {}
    for place, script in enumerate(scripts):
        before = (closed[other.path] for other in scripts[:place] if script.waits_for(other))
        closed[script.path] = frozenset({script.path}).union(*before)
    return closed


@cache
def _makers() -> dict[str, Path]:
    return {
        name: script.path
        for script in read_scripts(MARTS)
        for name in script.changed
        if name.startswith("mart.")
    }


class OnDemand(Store):
    """A database whose marts are made by the first statement that names them; what looks at the catalogue finds all."""

    _made: set[Path]
    _may_make = False

    def make_when_asked(self) -> None:
        """From now on; what is filled in is filled in."""
        self._made = set()
        self.execute("CREATE SCHEMA mart")
        self.execute(f"{LAY}; {FIND.format('memory')}")
        self._may_make = True

    def _run(self, sql: str, params: Any) -> duckdb.DuckDBPyConnection:  # noqa: ANN401 - as in the class above it
        if self._may_make:
            if _ALL.search(sql):
                self._make(_scripts())
                self._may_make = False
                build_chinese_views(self)
            else:
                asked = [_makers()[name] for name in _NAME.findall(sql) if name in _makers()]
                self._make(needed for path in asked for needed in _scripts()[path])
        return super()._run(sql, params)

    def _make(self, needed: Iterable[Path]) -> None:
        for path in sorted(set(needed) - self._made):
            self.run_script(path)
            self._made.add(path)
