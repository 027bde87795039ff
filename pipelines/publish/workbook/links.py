"""Link: a relative address that every office program follows.

Belongs here: how an address is written into the file. Does not belong here: which page a cell leads to (cells).
"""

from __future__ import annotations

from xlsxwriter.url import Url  # type: ignore[import-untyped]


class Link(Url):  # type: ignore[misc]
    """An address relative to the workbook. xlsxwriter writes ``\\`` between folders, which only Windows understands; a test
    holds that ``/`` arrives in the file."""

    def _target(self) -> str:
        return str(super()._target()).replace("\\", "/")
