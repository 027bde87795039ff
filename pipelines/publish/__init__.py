"""Hop 8, publish: a finished database becomes an immutable build that readers find under ``current``.

Belongs here: candidate folders, Parquet beside the database, the manifest, the link, what is kept. Does not belong
here: whether a build may go out (quality's gate), what stands in the tables (store, marts), telling people (alert).
"""

from pipelines.publish.build import DATABASE, Build, builds, live_build, refused_build
from pipelines.publish.candidate import (
    Candidate,
    begin,
    clean,
    close_database,
    prune,
    publish,
    refuse,
    seal,
    sign,
    write_tables,
)
from pipelines.publish.manifest import Inputs, Manifest, SealError, damaged_files

__all__ = [
    "DATABASE",
    "Build",
    "Candidate",
    "Inputs",
    "Manifest",
    "SealError",
    "begin",
    "builds",
    "clean",
    "close_database",
    "damaged_files",
    "live_build",
    "prune",
    "publish",
    "refuse",
    "refused_build",
    "seal",
    "sign",
    "write_tables",
]
