"""The fence around a reader process: no network, and nothing written but in a temporary folder and the cache.

Belongs here: what a reader process may not do although no limit of the system forbids it. Does not belong here: time,
memory and sizes (worker). It is an audit hook (PEP 578), which cannot be taken away again: code that a file tricks
into calling the network or opening a path for writing is stopped, and the file is refused as one that crashed its reader.
Programs that a reader starts (program) stand outside it; their own switches keep them in.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

_NETWORK: Final = frozenset(
    {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
)
_CHANGES: Final = frozenset(
    {"os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.link", "os.symlink"}
)
_OWN: Final = "/proc/self/clear_refs"  # the process begins anew to count its peak of memory
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def close_off(cache: Path | None) -> None:
    """Put up the fence around this process, for good."""
    sys.dont_write_bytecode = True
    folders = [tempfile.gettempdir()] + ([str(cache)] if cache else [])
    inside = tuple(os.path.realpath(folder) + os.sep for folder in folders)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _NETWORK:
            raise PermissionError(f"a reader must not use the network ({event})")
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, str | bytes) and path != _OWN and isinstance(flags, int) and flags & _WRITING:
                _stay_inside(path, inside)
        elif event in _CHANGES and isinstance(arguments[0], str | bytes):
            _stay_inside(arguments[0], inside)

    sys.addaudithook(watch)


def _stay_inside(path: str | bytes, inside: tuple[str, ...]) -> None:
    place = os.path.realpath(os.fsdecode(path))
    if not (place + os.sep).startswith(inside) and place != os.devnull:
        raise PermissionError(f"a reader must not write outside its folder ({place})")
