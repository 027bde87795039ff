"""Documents that are zips: what may go wrong in one, and reading a member with its guards.

Belongs here: faults of damaged zips, members packed too tightly, reading no more than was announced. Does not belong here: names
and relations of parts, limits on all of them together (each format's package), zips of reports (archive).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import Final

FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
    ValueError,
)
"""What zipfile raises over a damaged file; RuntimeError, its word for a missing password, is not among them."""
_RATIO: Final = 100
_SMALL: Final = 1024 * 1024  # below this a member may be packed as tightly as it likes


def is_bomb(member: zipfile.ZipInfo, small: int = _SMALL, ratio: int = _RATIO) -> bool:
    """Whether a member is packed more tightly than any that is no bomb; ``small``: bytes below which that does not matter."""
    return member.file_size > small and member.file_size > ratio * max(1, member.compress_size)


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of a member, at most one more than it announces: ``read()`` without a size unpacks all that there is. Raises
    :data:`FAULTS`, and RuntimeError where it is encrypted."""
    with archive.open(member) as stream:
        return stream.read(member.file_size + 1)
