"""What goes wrong with a database. Belongs here: the exceptions of store, each with a message for people. Does not belong here:
what DuckDB raises (connection turns it into these)."""

from __future__ import annotations


class StoreError(Exception):
    """Something about a database that a person can put right; the message says what."""


class QueryError(StoreError):
    """SQL that DuckDB refused, with DuckDB's own message."""


class StoreMissingError(StoreError):
    """There is no database at this path."""


class TableError(StoreError):
    """Rows or a Parquet file do not have the columns of the table."""


class LossyValueError(StoreError):
    """A value would lose digits in its column; nothing was inserted."""
