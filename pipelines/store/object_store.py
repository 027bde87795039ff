"""Object store: what DuckDB needs to reach files of the lake that lie under s3://.

Belongs here: the secret, made of the environment variables that every S3 client knows. Does not belong here: the lake.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from pipelines.store.connection import Store
from pipelines.store.sql_text import literal


def is_remote(place: str) -> bool:
    """Whether the place of files is an address rather than a folder."""
    return "://" in place


def allow_object_store(store: Store) -> None:
    """Give the connection AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION and AWS_ENDPOINT_URL; what is not
    set is left out. The extension httpfs must be loaded."""
    given = {
        "KEY_ID": os.environ.get("AWS_ACCESS_KEY_ID"),
        "SECRET": os.environ.get("AWS_SECRET_ACCESS_KEY"),
        "SESSION_TOKEN": os.environ.get("AWS_SESSION_TOKEN"),
        "REGION": os.environ.get("AWS_REGION"),
    }
    if endpoint := os.environ.get("AWS_ENDPOINT_URL"):
        address = urlsplit(endpoint)
        given |= {
            "ENDPOINT": address.netloc + address.path.rstrip("/"),
            "USE_SSL": str(address.scheme != "http").lower(),
            "URL_STYLE": "path",
        }
    options = ", ".join(f"{name} {literal(value)}" for name, value in given.items() if value)
    store.execute(f"CREATE SECRET (TYPE s3{', ' if options else ''}{options})")
