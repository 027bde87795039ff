"""OLE2 files that no reader knows: which of two true reasons they are refused for.

Belongs here: telling a damaged file from one of another program ([MS-CFB]). Does not belong here: DOC, XLS.
"""

from __future__ import annotations

import io
import struct
from typing import NoReturn

import olefile

from pipelines.read.result import Reason, Unreadable
from pipelines.read.source import Source


def read(source: Source) -> NoReturn:
    """Raises Unreadable: corrupt, or unsupported where the file is whole and another program's."""
    try:
        with olefile.OleFileIO(io.BytesIO(source.data)) as container:
            whole = bool(container.listdir())
    except (
        OSError,
        ValueError,
        IndexError,
        struct.error,
        RecursionError,
        AttributeError,
        TypeError,
    ) as fault:
        raise Unreadable(Reason.CORRUPT) from fault
    raise Unreadable(Reason.UNSUPPORTED if whole else Reason.CORRUPT)
