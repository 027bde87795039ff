"""store: the DuckDB warehouse. The one package that opens DuckDB files, and the only way to a table for all others.

Belongs here: connections (``connection``), filling a fresh file (``load``), running the mart SQL (``marts``), answers
to analysts (``query``). Does not belong here: SQL as text (warehouse/*.sql), rules, and where builds lie (publish).
"""

from pipelines.store.connection import (
    LossyValueError,
    QueryError,
    Store,
    StoreError,
    StoreMissingError,
    TableError,
)
from pipelines.store.load import Shard, create_schema, load_night
from pipelines.store.marts import build_marts
from pipelines.store.query import FORMATS, Format, print_query, query

__all__ = [
    "FORMATS",
    "Format",
    "LossyValueError",
    "QueryError",
    "Shard",
    "Store",
    "StoreError",
    "StoreMissingError",
    "TableError",
    "build_marts",
    "create_schema",
    "load_night",
    "print_query",
    "query",
]
