"""Messages between the pool and its reader processes: length, JSON header, length, body.

Belongs here: the form of a message on a pipe. Does not belong here: what is asked and answered (worker, guard).
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO, Final

from pipelines.model import codec
from pipelines.read.result import Member, ReadResult

_LENGTHS: Final = struct.Struct(">II")
_IN_BODY: Final = ("document", "members", "encoded")


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
    """A result with its document and the members of an archive, one after the other in the body."""
    document = codec.encode(result.document) if result.document is not None else b""
    header = {name: getattr(result, name) for name in ReadResult.__dataclass_fields__ if name not in _IN_BODY}
    sizes = [[member.name, len(member.data)] for member in result.members]
    body = b"".join([document, *(member.data for member in result.members)])
    return pack({"result": header, "document": len(document), "members": sizes}, body)


def unpack_result(header: dict[str, Any], body: bytes) -> ReadResult:
    """The inverse of :func:`pack_result`, the document left in its stored form: whoever stores it has no need to look into
    it. Raises ValueError, TypeError or KeyError for anything else."""
    at = int(header["document"])
    members: list[Member] = []
    for name, size in header["members"]:
        members.append(Member(name, body[at : at + size]))
        at += size
    if at != len(body):
        raise ValueError("a result is cut off")
    result = ReadResult(
        document=None, members=tuple(members), encoded=body[: int(header["document"])], **header["result"]
    )
    if result.is_ok != codec.is_encoded(result.encoded):
        raise ValueError("a result is neither a document nor a reason")
    return result
