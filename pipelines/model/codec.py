"""Documents as bytes: gzip'd JSON, the same bytes for the same document.

Belongs here: the stored form of a Document (``document.json.gz``) and of its way over a pipe. Does not belong here:
files, pipes. Offsets and boxes come back exactly.
"""

from __future__ import annotations

import gzip
import json
import zlib
from functools import partial
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
_KINDS: Final = {kind.value: kind for kind in BlockKind}
_MOST_SAID: Final = 100_000
_FAST: Final = 3  # half the time of 6, a twentieth larger
_span: Final = partial(tuple.__new__, Span)  # without the detour over its names: a document has thousands


def encode(document: Document) -> bytes:
    """Deterministic bytes of a document."""
    losses = _json([[loss.kind.value, loss.page, loss.place] for loss in document.losses])
    plain = (
        f'{_json(_plain(document))[:-1]},"runs":[{",".join(map(_run, document.runs))}],"losses":{losses}}}'
    )
    return gzip.compress(plain.encode("utf-8", "surrogatepass"), compresslevel=_FAST, mtime=0)


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


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


class _Said(dict[float, str]):
    """Numbers as JSON says them. The same places return on every page, and saying one is dearer than looking it up."""

    def __missing__(self, number: float) -> str:
        said = _json(number)
        if number and len(self) < _MOST_SAID:  # 0.0 and -0.0 are one key
            self[number] = said
        return said


_SAID: Final = _Said()


def _run(run: Run) -> str:
    numbers = (run.top, run.bottom, *run.edges)
    if run.confidence or set(map(type, numbers)) != {float}:
        return _json([run.start, run.page, run.top, run.bottom, run.edges, run.confidence])
    top, bottom, *edges = map(_SAID.__getitem__, numbers)
    return f"[{run.start},{run.page},{top},{bottom},[{','.join(edges)}],[]]"


def _plain(document: Document) -> dict[str, Any]:
    """All but runs and losses."""
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
    }


def _document(plain: dict[str, Any]) -> Document:
    return Document(
        plain["document_id"],
        plain["media_type"],
        plain["reader"],
        plain["text"],
        tuple(Block(_KINDS[kind], _spans(offsets), table) for kind, offsets, table in plain["blocks"]),
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
        return (_span(offsets),)
    if len(offsets) % 2:
        raise ValueError("a piece without an end")
    return tuple(map(Span, offsets[0::2], offsets[1::2]))
