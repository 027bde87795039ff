"""Documents as bytes: gzip'd JSON, the same bytes for the same document.

Belongs here: the stored form of a Document (``document.json.gz``) and of its way over a pipe. Does not belong here:
files, pipes. Offsets and boxes come back exactly.
"""

from __future__ import annotations

import gzip
import json
import zlib
from typing import Any, Final

from pipelines.model.document import (
    Block,
    BlockKind,
    Cell,
    Document,
    Loss,
    LossKind,
    Page,
    Run,
    Span,
    Table,
)

FORMAT: Final = 2
_GZIP: Final = b"\x1f\x8b\x08"  # RFC 1952, 2.3


def encode(document: Document) -> bytes:
    """Deterministic bytes of a document."""
    plain = json.dumps(_plain(document), ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(plain.encode("utf-8", "surrogatepass"), compresslevel=6, mtime=0)


def is_encoded(data: bytes) -> bool:
    """Whether these bytes begin as :func:`encode` begins; they are not looked through."""
    return data.startswith(_GZIP)


def decode(data: bytes) -> Document:
    """The inverse of :func:`encode`. Raises ValueError for anything that encode did not write."""
    try:
        plain = json.loads(gzip.decompress(data).decode("utf-8", "surrogatepass"))
        if plain["format"] != FORMAT:
            raise ValueError(f"document format {plain['format']!r} is not {FORMAT}")
        return _document(plain)
    except (OSError, EOFError, zlib.error, KeyError, TypeError, IndexError) as fault:
        raise ValueError(f"not a stored document: {fault}") from fault


def _plain(document: Document) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "document_id": document.document_id,
        "media_type": document.media_type,
        "reader": document.reader,
        "text": document.text,
        "blocks": [[b.kind.value, _offsets(b.pieces), b.table] for b in document.blocks],
        "tables": [
            [
                t.rows,
                t.columns,
                [[c.row, c.column, c.row_span, c.column_span, _offsets(c.pieces)] for c in t.cells],
                t.header_rows,
            ]
            for t in document.tables
        ],
        "pages": [[p.number, p.start, p.end, p.width, p.height, p.name] for p in document.pages],
        "runs": [
            [r.start, r.page, r.top, r.bottom, list(r.edges), list(r.confidence)] for r in document.runs
        ],
        "losses": [[loss.kind.value, loss.page, loss.place] for loss in document.losses],
    }


def _document(plain: dict[str, Any]) -> Document:
    return Document(
        plain["document_id"],
        plain["media_type"],
        plain["reader"],
        plain["text"],
        tuple(Block(BlockKind(kind), _spans(offsets), table) for kind, offsets, table in plain["blocks"]),
        tuple(
            Table(
                rows,
                columns,
                tuple(Cell(r, c, rs, cs, _spans(offsets)) for r, c, rs, cs, offsets in cells),
                header_rows,
            )
            for rows, columns, cells, header_rows in plain["tables"]
        ),
        tuple(Page(*page) for page in plain["pages"]),
        tuple(
            Run(start, page, top, bottom, tuple(edges), tuple(confidence))
            for start, page, top, bottom, edges, confidence in plain["runs"]
        ),
        tuple(Loss(LossKind(kind), page, place) for kind, page, place in plain["losses"]),
    )


def _offsets(pieces: tuple[Span, ...]) -> list[int]:
    return [offset for piece in pieces for offset in (piece.start, piece.end)]


def _spans(offsets: list[int]) -> tuple[Span, ...]:
    if len(offsets) == 2:  # nearly all
        return (Span(*offsets),)
    if len(offsets) % 2:
        raise ValueError("a piece without an end")
    return tuple(map(Span, offsets[0::2], offsets[1::2]))
