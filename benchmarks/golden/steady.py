"""Steady: the same archive without the time at which it was written.

Belongs here: what writers of ZIP files leave of the clock. Does not belong here: what a file says.
"""

from __future__ import annotations

import io
import re
import zipfile

_DATE = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def steady(data: bytes) -> bytes:
    """A ZIP file with one date on every member and in its properties; other files as they are."""
    if not data.startswith(b"PK"):
        return data
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, _MODIFIED.sub(rb"\g<1>2020-01-01T00:00:00Z", old.read(name)))
    return stream.getvalue()
