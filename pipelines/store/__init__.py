"""store: the DuckDB warehouse. The one package that opens DuckDB files, and the only way to a table for all others.

Belongs here: connections (``connection``) and the cores they use (``cores``), filling a fresh file (``load``), running the mart SQL
(``marts``), what comments say (``catalog``), answers to analysts (``query``), the same build in DuckLake (``lake``). Does not belong here:
SQL as text (warehouse/*.sql), rules, and where builds lie (publish).
"""

from pipelines.store.catalog import Column, Table, describe
from pipelines.store.connection import Store
from pipelines.store.cores import on_one_core
from pipelines.store.errors import LossyValueError, QueryError, StoreError, StoreMissingError, TableError
from pipelines.store.lake import Lake, Snapshot
from pipelines.store.lake_connection import LakeError, LakePlace
from pipelines.store.load import Shard, create_schema, load_night
from pipelines.store.marts import build_marts
from pipelines.store.query import FORMATS, Format, print_query, query

__all__ = [
    "FORMATS",
    "Column",
    "Format",
    "Lake",
    "LakeError",
    "LakePlace",
    "LossyValueError",
    "QueryError",
    "Shard",
    "Snapshot",
    "Store",
    "StoreError",
    "StoreMissingError",
    "Table",
    "TableError",
    "build_marts",
    "create_schema",
    "describe",
    "load_night",
    "on_one_core",
    "print_query",
    "query",
]
