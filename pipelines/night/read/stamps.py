"""Stamps of readers: which files the reading of a format depends on, so that a change in one reader re-reads its formats alone.

Belongs here: the parts of ``read/`` that readers share, and which reader works with which. Does not belong here: hashing
(stamps), the table of readers (read.reading).
"""

from __future__ import annotations

from functools import cache

from pipelines.night.stamps import PACKAGE, stamp_files
from pipelines.read.reading import READERS

LEXICON = ("lexicon/reading.toml", "lexicon/layout.toml")
SHARED_FOLDERS = ("read/guard", "read/layout")
NEEDED = {
    "doc": ("read/docx",),
    "html": ("lexicon/web.toml",),
    "odf": ("read/docx", "read/sheets"),
    "ofd": ("read/scan",),
    "pdf": ("read/scan",),
    "rtf": ("read/doc", "read/docx"),
    "sheets": ("read/docx", "read/odf"),
}
"""What a reader's folder needs beside itself and what all share."""


def read_stamp(media_type: str | None) -> str:
    """Stamp of reading bytes of this type: 12 hex digits. A type without a reader depends on what is shared: the table of
    readers is part of it."""
    _, module = READERS.get(media_type or "", ("", ""))
    parts = module.split(".")  # pipelines.read.<folder>.<file>, or pipelines.read.<file>
    return _folder_stamp(parts[2] if len(parts) > 3 else None)


def read_parts(folder: str | None) -> tuple[str, ...]:
    """Files and folders below the package that the stamp of a reader's folder covers; None: no folder of its own."""
    shared = sorted(f"read/{file.name}" for file in (PACKAGE / "read").glob("*.py"))
    own = () if folder is None else (f"read/{folder}", *NEEDED.get(folder, ()))
    return ("model", *shared, *SHARED_FOLDERS, *LEXICON, *own)


@cache
def _folder_stamp(folder: str | None) -> str:
    return stamp_files(PACKAGE / part for part in read_parts(folder))
