"""How much memory one connection may use, and when it gets more for a statement.

Belongs here: the bound, raised and lowered. Does not belong here: running statements (connection).
"""

from __future__ import annotations

from contextlib import suppress

import duckdb

_MOST_TIMES_MORE = 6
"""So often the memory is raised for one statement; then it stays, for each of these fails first."""


class Memory:
    """The bound of a file, as one connection to it sets it. ``most_mb``: how far it may be raised."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, usual_mb: int | None, most_mb: int | None = None
    ) -> None:
        """``usual_mb`` None: what the connection has now. ``most_mb`` None: what it has before it is bounded."""
        self._connection = connection
        self._now_mb = self._look()
        self.most_mb = self._now_mb if most_mb is None else most_mb
        if usual_mb is not None:
            self._bound(usual_mb)
        self._usual_mb = self._now_mb
        self._times_more = 0

    def grows_for(self, error: duckdb.Error, sql: str = "") -> bool:
        """Whether a failed step may be tried again in twice the memory: sorts of lists and some aggregates cannot spill.

        Of several statements the first ones are done already, and must not be done twice.
        """
        if not isinstance(error, duckdb.OutOfMemoryException) or len(duckdb.extract_statements(sql)) > 1:
            return False
        self._now_mb = self._look()  # another connection to the file may have settled
        if max(self._now_mb, self._usual_mb) >= self.most_mb:
            return False
        self._bound(min(2 * self._now_mb, self.most_mb))
        self._times_more += 1
        return True

    def settle(self) -> None:
        """With the usual memory again, after a statement that needed more: else what is read later would fill it too. Where such
        statements are many, each of which fails first, the memory stays."""
        if self._now_mb > self._usual_mb and self._times_more <= _MOST_TIMES_MORE:
            # what is held now does not fit: after a later one, then
            with suppress(duckdb.OutOfMemoryException):
                self._bound(self._usual_mb)

    def _look(self) -> int:
        ((now,),) = self._connection.execute("SELECT current_setting('memory_limit')").fetchall()
        return _megabytes(now)

    def _bound(self, memory_mb: int) -> None:
        self._connection.execute(f"SET memory_limit = '{memory_mb}MiB'")
        self._now_mb = memory_mb


def _megabytes(said: str) -> int:
    """``18.8 GiB``, as DuckDB says a size, in MiB."""
    number, unit = said.split()
    return int(float(number) * {"KiB": 1 / 1024, "MiB": 1, "GiB": 1024, "TiB": 1024**2}[unit])
