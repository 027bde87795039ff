"""Reading one file in this process: sniff, pick exactly one reader, say what went wrong.

Belongs here: the table of readers and the way from bytes to a ReadResult. Does not belong here: formats (their own
files), and the protection against what hostile files do to a process (guard).
"""

from __future__ import annotations

import hashlib
import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Final

from pipelines.model.document import Document
from pipelines.read import sniff
from pipelines.read.result import ReadResult, Reason, Unpacked, Unreadable, refused
from pipelines.read.rewrapped import rejoin
from pipelines.read.source import Source, say_nothing
from pipelines.read.tabbed import lay_out_tabs

LARGEST_BYTES: Final = 200 * 1024 * 1024

# media type → reader name and module with ``read(source: Source) -> Document`` (archives: ``-> Unpacked``)
READERS: Final = {
    sniff.TEXT: ("text", "pipelines.read.text.reader"),
    sniff.DOCX: ("docx", "pipelines.read.docx.reader"),
    sniff.WORD_XML: ("docx", "pipelines.read.docx.reader"),
    sniff.ODT: ("odt", "pipelines.read.odf.reader"),
    sniff.ODS: ("ods", "pipelines.read.sheets.ods"),
    sniff.DOC: ("doc", "pipelines.read.doc.reader"),
    sniff.PDF: ("pdf", "pipelines.read.pdf.reader"),
    sniff.RTF: ("rtf", "pipelines.read.rtf.reader"),
    sniff.OFD: ("ofd", "pipelines.read.ofd.reader"),
    sniff.HTML: ("html", "pipelines.read.html.reader"),
    sniff.MHTML: ("mhtml", "pipelines.read.html.mhtml"),
    sniff.XLSX: ("xlsx", "pipelines.read.sheets.xlsx"),
    sniff.XLS: ("xls", "pipelines.read.sheets.xls"),
    sniff.EXCEL_XML: ("excel_xml", "pipelines.read.sheets.excel_xml"),
    sniff.ZIP: ("zip", "pipelines.read.archive.reader"),
    sniff.SEVEN_ZIP: ("7z", "pipelines.read.archive.reader"),
    sniff.RAR: ("rar", "pipelines.read.archive.reader"),
    sniff.PNG: ("image", "pipelines.read.scan.reader"),
    sniff.JPEG: ("image", "pipelines.read.scan.reader"),
    sniff.TIFF: ("image", "pipelines.read.scan.reader"),
    "image/bmp": ("image", "pipelines.read.scan.reader"),
    "image/gif": ("image", "pipelines.read.scan.reader"),
    sniff.OLE2: ("ole2", "pipelines.read.ole2"),
}


_WITH_PARAGRAPHS: Final = frozenset({"docx", "odt", "doc", "rtf"})
"""Formats that know paragraphs, of which a writer may have made one of each printed line."""


def document_id_of(data: bytes) -> str:
    """First 16 hex digits of the SHA-256 of the bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def read_bytes(
    data: bytes, file_name: str, cache: Path | None = None, progress: Callable[[], None] = say_nothing
) -> ReadResult:
    """Read one file. ``file_name`` is for messages only. Bad input is a result with a reason, never an exception.

    ``cache``, ``progress``: as in :class:`Source`.
    """
    started = time.monotonic()
    result = _read(data, file_name, cache, progress)
    return replace(result, seconds=time.monotonic() - started, peak_memory_mb=peak_memory_mb())


def _read(data: bytes, file_name: str, cache: Path | None, progress: Callable[[], None]) -> ReadResult:
    if not data.strip():
        return refused(Reason.EMPTY, sniff.TEXT, file_name)
    media_type = sniff.sniff(data)
    if len(data) > LARGEST_BYTES:
        return refused(Reason.TOO_LARGE, media_type, file_name)
    if media_type == sniff.ENCRYPTED_OFFICE:
        return refused(Reason.ENCRYPTED, media_type, file_name)
    if media_type not in READERS:
        return refused(Reason.UNSUPPORTED, media_type, file_name)
    reader, module = READERS[media_type]
    read: Callable[[Source], Document | Unpacked] = import_module(module).read
    try:
        found = read(Source(data, document_id_of(data), media_type, reader, cache, progress))
    except Unreadable as refusal:
        return refused(refusal.reason, media_type, file_name, refusal.place)
    except MemoryError:
        return refused(Reason.OUT_OF_MEMORY, media_type, file_name)
    except RecursionError:
        return refused(Reason.CORRUPT, media_type, file_name)
    document, members = (found.document, found.members) if isinstance(found, Unpacked) else (found, ())
    if reader in _WITH_PARAGRAPHS:
        document = rejoin(lay_out_tabs(document))
    pages = len(document.pages) or None
    return ReadResult(document, reader, media_type, None, "", "", members=members, pages=pages)


def peak_memory_mb() -> float:
    """Peak resident memory of this process in MB, since the last :func:`reset_peak_memory` where the system can."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def reset_peak_memory() -> None:
    """Begin to count the peak anew, so that a file is not charged with the files before it."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
