"""The connection to a lake: DuckDB in memory with its extensions, and the lake attached.

Belongs here: where a lake is, loading extensions, attaching. Does not belong here: what is done with a lake (lake), credentials:
libpq takes PGPASSWORD or ~/.pgpass by itself, an object store those of ``object_store``.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pipelines.store.connection import Store
from pipelines.store.errors import StoreError
from pipelines.store.lake_copy import LAKE
from pipelines.store.object_store import allow_object_store, is_remote
from pipelines.store.sql_text import literal

EXTENSIONS = ("ducklake", "postgres_scanner")
_DEFAULTS = "connect_timeout=10 tcp_user_timeout=60000"  # seconds, milliseconds: a dead server is an error, no night that hangs


class LakeError(StoreError):
    """The lake cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class LakePlace:
    """``catalog``: a libpq connection string without a password; ``data``: an absolute folder or s3://…"""

    catalog: str
    data: str


def connect(place: LakePlace) -> Store:
    """A connection with everything that the lake needs, not yet attached. Raises LakeError, QueryError."""
    store = Store.in_memory()
    store.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    for name in EXTENSIONS:
        load_extension(store, name)
    if is_remote(place.data):
        load_extension(store, "httpfs")
        allow_object_store(store)
    return store


def attach(store: Store, place: LakePlace, options: str) -> None:
    """The lake under its name, and in use: schemas have the names that they have in a build. Raises QueryError."""
    store.execute(f"ATTACH {literal(f'ducklake:postgres:{_libpq(place)}')} AS {LAKE} ({options})")
    store.execute(f"USE {LAKE}")


def has_catalogue(store: Store, place: LakePlace) -> bool:
    """Whether the Postgres database holds a catalogue of DuckLake. Raises QueryError."""
    store.execute(f"ATTACH {literal(_libpq(place))} AS catalogue (TYPE postgres, READ_ONLY)")
    found = store.scalar(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'catalogue' AND table_name = 'ducklake_metadata'"
    )
    store.execute("DETACH catalogue")
    return bool(found)


def load_extension(store: Store, name: str) -> None:
    """Load an extension of DuckDB from its PyPI package, which holds the very file for one version; nothing is fetched or
    installed into a home folder. Raises LakeError where the package is missing or made for another version."""
    version = store.scalar("SELECT library_version FROM pragma_version()")
    try:
        folder = Path(str(files(f"duckdb_extension_{name}")))
    except ModuleNotFoundError as error:
        package = f"duckdb-extension-{name.replace('_', '-')}=={version.removeprefix('v')}"
        raise LakeError(f"没有安装 DuckDB 扩展：pip install {package} / extension missing") from error
    file = folder / "extensions" / version / f"{name}.duckdb_extension"
    if not file.is_file():
        raise LakeError(f"扩展 {name} 不是为 DuckDB {version} 做的 / made for another DuckDB")
    store.execute(f"LOAD {literal(str(file))}")


def _libpq(place: LakePlace) -> str:
    return f"{_DEFAULTS} {place.catalog}"
