"""Disclosure pages: the sources of a night, read from raw/sources.toml.

Belongs here: what an entry says, with file and line where it does not hold. Does not belong here: what a source is
(sources.crawl), reading entries (assemble.entries), fetching (fetching).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from pipelines.assemble.entries import Entry, read_made
from pipelines.model.problem import Outcome, Problem
from pipelines.sources.crawl import Source

SOURCES: Final = "sources.toml"
HEAD: Final = "source"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,40}")
_HOST = re.compile(r"[a-z0-9.-]+(:\d+)?")


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, str) and v.strip() for v in value)


def _is_address(value: object) -> bool:
    return (
        isinstance(value, str)
        and urlsplit(value).scheme in ("http", "https")
        and bool(urlsplit(value).hostname)
    )


def _is_pattern(value: object) -> bool:
    try:
        named = set(re.compile(str(value)).groupindex)
    except re.error:
        return False
    return bool(named) and named <= {"unit", "year"}


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "id": lambda v: isinstance(v, str) and _ID.fullmatch(v) is not None,
    "pages": lambda v: _is_texts(v) and all(map(_is_address, v)),
    "county": lambda v: isinstance(v, str) and bool(v.strip()),
    "region_code": lambda v: isinstance(v, str) and re.fullmatch(r"\d{6}", v) is not None,
    "next_pattern": lambda v: isinstance(v, str) and "{page}" in v,
    "first_number": lambda v: isinstance(v, int) and not isinstance(v, bool) and 0 <= v <= 10_000,
    "next_text": _is_texts,
    "max_pages": lambda v: isinstance(v, int) and not isinstance(v, bool) and 1 <= v <= 10_000,
    "link_words": _is_texts,
    "link_addresses": _is_texts,
    "attachments": lambda v: _is_texts(v) and all(re.fullmatch(r"[a-z0-9]{2,4}", one) for one in v),
    "keeps_pages": lambda v: isinstance(v, bool),
    "unit_pattern": _is_pattern,
    "hosts": lambda v: _is_texts(v) and all(_HOST.fullmatch(one) for one in v),
    "allows_private": lambda v: isinstance(v, bool),
    "delay_seconds": lambda v: isinstance(v, int | float) and not isinstance(v, bool) and 0 <= v <= 600,
}
_REQUIRED: Final = ("id", "pages")


def read_sources(raw: Path) -> Outcome[Source]:
    """The sources of ``raw/sources.toml``; none where there is no file. A faulty entry is left out and told."""
    return read_made(raw / SOURCES, HEAD, _source, unique="id")


def _source(entry: Entry) -> Source | Problem:
    fault = entry.fault(_REQUIRED, [key for key in _CHECKS if key not in _REQUIRED], ())
    if fault is not None:
        return fault
    for key, value in entry.row.items():
        if not _CHECKS[key](value):
            return entry.refused("bad_value", key)
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.row.items()
    }
    return Source(source_id=values.pop("id"), **values)
