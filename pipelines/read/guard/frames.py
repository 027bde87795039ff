"""Messages between the pool and its reader processes: length, JSON header, length, body.

Belongs here: the form of a message on a pipe. Does not belong here: what is asked and answered (worker, guard).
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO, Final

from pipelines.model import codec
from pipelines.read.result import ReadResult

_LENGTHS: Final = struct.Struct(">II")


class TooLong(Exception):  # noqa: N818 - an outcome, not a fault of ours
    """A message announces more bytes than are allowed."""


def pack(header: dict[str, Any], body: bytes = b"") -> bytes:
    """One message."""
    head = json.dumps(header, ensure_ascii=True).encode("ascii")
    return _LENGTHS.pack(len(head), len(body)) + head + body


def unpack(buffer: bytearray, longest: int) -> tuple[dict[str, Any], bytes] | None:
    """Take the first whole message out of ``buffer``; None while it is not whole. Raises TooLong."""
    if len(buffer) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack_from(buffer)
    if head + body > longest:
        raise TooLong
    middle, end = _LENGTHS.size + head, _LENGTHS.size + head + body
    if len(buffer) < end:
        return None
    header = json.loads(bytes(buffer[_LENGTHS.size : middle]))
    content = bytes(buffer[middle:end])
    del buffer[:end]
    return header, content


def receive(stream: BinaryIO) -> dict[str, Any] | None:
    """Wait for one message without a body; None at the end of the stream."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    header: dict[str, Any] = json.loads(stream.read(head))
    stream.read(body)
    return header


def pack_result(result: ReadResult) -> bytes:
    """A result with its document."""
    body = codec.encode(result.document) if result.document is not None else b""
    header = {name: value for name, value in _shallow(result).items() if name != "document"}
    return pack({"result": header}, body)


def unpack_result(header: dict[str, Any], body: bytes) -> ReadResult:
    """The inverse of :func:`pack_result`. Raises ValueError or TypeError for anything else."""
    return ReadResult(document=codec.decode(body) if body else None, **header["result"])


def _shallow(result: ReadResult) -> dict[str, Any]:
    return {name: getattr(result, name) for name in ReadResult.__dataclass_fields__}
