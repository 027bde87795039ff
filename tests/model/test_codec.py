"""A stored document comes back exactly, and nothing else is taken for one."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.codec import decode, encode
from pipelines.model.document import Block, BlockKind, Cell, Document, Page, Run, Span, Table
from tests.documents import make_document

offset = st.integers(0, 5000)
spans = st.tuples(offset, offset).map(lambda pair: Span(min(pair), max(pair)))
number = st.floats(-1000, 5000, allow_nan=False)
cells = st.builds(
    Cell, offset, offset, st.integers(1, 9), st.integers(1, 9), st.lists(spans, max_size=3).map(tuple)
)
documents = st.builds(
    Document,
    st.text("0123456789abcdef", min_size=16, max_size=16),
    st.sampled_from(["text/plain", "application/pdf"]),
    st.sampled_from(["text", "pdf"]),
    st.text(max_size=80),
    st.lists(
        st.builds(
            Block,
            st.sampled_from(BlockKind),
            st.lists(spans, min_size=1, max_size=3).map(tuple),
            st.none() | offset,
        ),
        max_size=3,
    ).map(tuple),
    st.lists(st.builds(Table, offset, offset, st.lists(cells, max_size=4).map(tuple)), max_size=2).map(tuple),
    st.lists(st.builds(Page, offset, offset, offset, number, number), max_size=2).map(tuple),
    st.lists(
        st.builds(Run, offset, offset, number, number, st.lists(number, min_size=1, max_size=5).map(tuple)),
        max_size=2,
    ).map(tuple),
)


@given(documents)
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    assert decode(encode(document)) == document


def test_the_same_document_gives_the_same_bytes() -> None:
    one = make_document("# 一、概况", "人员经费 141.19 万元", [["序号", ""], ["1", "甲"]])
    again = make_document("# 一、概况", "人员经费 141.19 万元", [["序号", ""], ["1", "甲"]])
    assert encode(one) == encode(again)
    assert encode(one)[4:8] == b"\0\0\0\0"  # no time of writing


@pytest.mark.parametrize("edges", [(0.0, 72.0), (-0.0, 72.0), (0, 72), (1e-07, 1e22)])
def test_places_are_written_as_they_are_whatever_was_written_before(edges: tuple[float, ...]) -> None:
    runs = tuple(Run(0, 1, 1.5, 12.25, sides) for sides in ((0.0, 72.0), (-0.0, 72.0), edges, edges))
    written = gzip.decompress(encode(replace(make_document("# 一、概况"), runs=runs))).decode()
    said = [[0, 1, 1.5, 12.25, list(run.edges), []] for run in runs]
    assert f'"runs":{json.dumps(said, separators=(",", ":"))},"losses"' in written


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not gzip",
        encode(make_document("甲"))[:-9],
        gzip.compress(b"[]"),
        gzip.compress(b"{}"),
        gzip.compress(b"\xff\xfe"),
        gzip.compress(json.dumps({"format": 99}).encode()),
        gzip.compress(json.dumps({"format": 1, "text": "x"}).encode()),
    ],
    ids=["nothing", "no gzip", "cut off", "a list", "no format", "no text", "unknown format", "older format"],
)
def test_anything_else_is_refused_with_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(data)
