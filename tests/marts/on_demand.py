"""Marts made when they are asked for: a test of one mart need not wait for all of them.

Belongs here: which scripts a mart needs. A script needs those that make what it names, and one that drops a table those that name it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from pipelines.store import Store, build_marts
from pipelines.store.marts import MARTS

_MAKES = re.compile(r"CREATE (?:OR REPLACE )?(?:TEMP )?(?:TABLE|VIEW|MACRO) (?:IF NOT EXISTS )?([\w.]+)")
_DROPS = re.compile(r"DROP (?:TABLE|VIEW|MACRO) (?:IF EXISTS )?([\w.]+)")
_ASIDE = re.compile(r"--[^\n]*|^COMMENT ON [^\n]*", re.MULTILINE)
_NAME = re.compile(r"[a-z_][\w.]*")
_ALL = re.compile(r"分析|duckdb_|information_schema|SHOW ")


@cache
def _scripts() -> dict[Path, frozenset[Path]]:
    """Each script with all that it needs, itself among them."""
    text = {path: _ASIDE.sub("", path.read_text(encoding="utf-8")) for path in sorted(MARTS.glob("*.sql"))}
    names = {path: set(_NAME.findall(sql)) for path, sql in text.items()}
    makes = {name: path for path, sql in text.items() for name in _MAKES.findall(sql)}
    direct = {path: {makes[name] for name in found & makes.keys()} for path, found in names.items()}
    for path, sql in text.items():
        for dropped in set(_DROPS.findall(sql)):
            direct[path] |= {other for other, found in names.items() if dropped in found and other <= path}
    closed: dict[Path, frozenset[Path]] = {}
    for path in text:  # a script needs only earlier ones
        before = (closed[needed] for needed in direct[path] if needed != path)
        closed[path] = frozenset({path}).union(*before)
    return closed


@cache
def _makers() -> dict[str, Path]:
    return {
        name: path
        for path in _scripts()
        for name in _MAKES.findall(path.read_text(encoding="utf-8"))
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
        self._may_make = True

    def _run(self, sql: str, params: Any) -> duckdb.DuckDBPyConnection:  # noqa: ANN401 - as in the class above it
        if self._may_make:
            if _ALL.search(sql):
                self._make(_scripts())
                self._may_make = False
                with tempfile.TemporaryDirectory() as no_scripts:
                    build_marts(self, Path(no_scripts))
            else:
                asked = [_makers()[name] for name in _NAME.findall(sql) if name in _makers()]
                self._make(needed for path in asked for needed in _scripts()[path])
        return super()._run(sql, params)

    def _make(self, needed: Iterable[Path]) -> None:
        for path in sorted(set(needed) - self._made):
            self.run_script(path)
            self._made.add(path)
