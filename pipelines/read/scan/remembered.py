"""What the engine answered for a page, kept so that no picture is recognised twice.

Belongs here: the file of a page's answers, and the engine that asks it first. Does not belong here: recognition
(engine), what becomes of the answers (steps): better steps use the same answers, so nothing here goes stale with them.

A file is JSON under gzip, named by the hash of the page's pixels and of the engine's stamp; an answer is found in it by
the hash of the very picture that was asked about. A file that cannot be understood is as good as none.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from pipelines.read.scan.engine import Area, Character, Engine
from pipelines.read.scan.pixels import Pixels

if TYPE_CHECKING:
    from PIL.Image import Image

_LARGEST: Final = 16 * 1024 * 1024  # bytes of JSON: ten times what the fullest page needs
_LEVEL: Final = 6

Found = dict[str, list[Area]]
Read = dict[str, tuple[Character, ...]]


class RememberedEngine:
    """An engine that answers what it can from ``path`` and from before, and asks the real one (made on first need) else.

    ``path``: the file of the page; None where nothing is kept.
    """

    def __init__(self, make: Callable[[], Engine], path: Path | None) -> None:
        self._make = make
        self._path = path
        self._found, self._read = _load(path) if path else ({}, {})
        if self._found and path:
            with suppress(OSError):
                os.utime(path)  # used today: what is not used for long is removed
        self._used_found: Found = {}
        self._used_read: Read = {}
        self._asked = False

    def find(self, pixels: Pixels) -> list[Area]:
        """As :class:`Engine`."""
        key = _key(pixels)
        if key not in self._found:
            self._found[key] = self._make().find(pixels)
            self._asked = True
        self._used_found[key] = self._found[key]
        return self._found[key]

    def read(self, lines: Sequence[Pixels]) -> list[tuple[Character, ...]]:
        """As :class:`Engine`."""
        keys = [_key(line) for line in lines]
        new = {key: line for key, line in zip(keys, lines, strict=True) if key not in self._read}
        if new:
            self._read.update(zip(new, self._make().read(list(new.values())), strict=True))
            self._asked = True
        self._used_read.update({key: self._read[key] for key in keys})
        return [self._read[key] for key in keys]

    def keep(self, whole: bool) -> None:
        """Write down what was answered, if there is anything new: when the page is ``whole``, only what it needed.

        Before that all there is, so that a page that is stopped half-way is not begun anew. A full disk costs time at
        the next reading, no more.
        """
        if self._asked and self._path:
            found, read = (self._used_found, self._used_read) if whole else (self._found, self._read)
            with suppress(OSError):
                _save(self._path, found, read)
                self._asked = not whole


def page_file(folder: Path, image: Image, stamp: str) -> Path:
    """Where the answers for this page by this engine are kept."""
    digest = hashlib.sha256(f"{stamp}\0{image.mode}\0{image.size}\0".encode())
    digest.update(image.tobytes())
    return folder / f"scan-{digest.hexdigest()[:32]}.json.gz"


def _key(pixels: Pixels) -> str:
    digest = hashlib.sha256(str(pixels.shape).encode())
    digest.update(np.ascontiguousarray(pixels).tobytes())
    return digest.hexdigest()[:24]


def _load(path: Path) -> tuple[Found, Read]:
    try:
        with gzip.open(path) as stream:
            content = stream.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            return {}, {}
        kept = json.loads(content)
        found = {str(key): [_area(row) for row in rows] for key, rows in kept["found"].items()}
        read = {str(key): tuple(_character(row) for row in rows) for key, rows in kept["read"].items()}
    except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError, AttributeError):
        return {}, {}
    return found, read


def _area(row: Sequence[float]) -> Area:
    x0, top, x1, bottom, slope = row
    return Area(int(x0), int(top), int(x1), int(bottom), float(slope))


def _character(row: Sequence[str | float]) -> Character:
    text, middle, confidence = row
    if not isinstance(text, str) or len(text) != 1:
        raise ValueError(text)
    return Character(text, float(middle), float(confidence))


def _save(path: Path, found: Found, read: Read) -> None:
    """In one step: a reader sees the old file or the new one."""
    content = json.dumps({"found": found, "read": read}, ensure_ascii=False, separators=(",", ":"))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".scan-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(gzip.compress(content.encode(), _LEVEL, mtime=0))
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
