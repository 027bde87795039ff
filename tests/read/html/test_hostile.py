"""Pages made to stop a reader: refused or read, within seconds."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.read.reading import read_bytes

HOSTILE = {
    "nested div": ("<div>" * 200_000 + "甲", "too_large"),
    "nested tables": ("<table><tr><td>" * 30_000 + "甲", "too_large"),
    "nested lists": ("<ul><li>" * 30_000 + "甲", "too_large"),
    "nested div below the limit": ("<div>" * 7_000 + "甲", None),
    "nested tables below the limit": ("<table><tr><td>" * 4_000 + "甲", None),
    "unclosed formatting": ("".join(f"<b id={n}><p>甲" for n in range(5_000)), None),
    "unclosed fonts": ("".join(f"<p><font size={n}>甲" for n in range(5_000)), None),
    "unclosed links": ("".join(f"<a href={n}><p>甲" for n in range(5_000)), None),
    "attributes": ("<div " + " ".join(f"a{n}=1" for n in range(30_000)) + ">甲", "too_large"),
    "open comment": ("甲<!--" * 50_000, None),
    "open quotes": ("<p>甲</p>" + '<a href="' * 50_000, None),
    "wide spans": ("<table>" + ("<tr>" + "<td colspan=1000>甲" * 20) * 500 + "</table>", "too_large"),
    "high spans": ("<table>" + "<tr><td rowspan=65534>甲" * 6_000 + "</table>", None),
    "entities": ("<p>" + "&amp;&#x4e00;" * 100_000, None),
    "hiding words": ("<p>甲</p>" + "display hidden " * 100_000, None),
    "raised": ("甲1" + "</sup>" * 100_000 + "<sup>" * 100_000, None),
    "angles": ("甲" + "<" * 300_000, None),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_have_their_outcome_within_seconds(name: str) -> None:
    body, reason = HOSTILE[name]
    started = time.process_time()
    result = read_bytes(f"<html><body>{body}".encode(), "x.html")
    assert result.reason == reason
    assert time.process_time() - started < 8


ASKS = "<style>.x .y, q div div div p:nth-child(2), i ~ p, .x > td:first-child{display:none}</style><i class=x><i class=y></i></i>"
HOSTILE_TO_SELECTORS = {
    **{name: body for name, (body, _) in HOSTILE.items()},
    "deep": ("<div>" * 150 + "<p>甲" * 300 + "</div>" * 150) * 20,
    "many beside one another": "<p>甲</p>" * 40_000,
    "formatting in turns": "<b></i>" * 3_000 + "<p>甲" * 5_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE_TO_SELECTORS)
def test_pages_hostile_to_selectors_have_their_outcome_within_seconds(name: str) -> None:
    started = time.process_time()
    read_bytes(f"<html><body>{ASKS}{HOSTILE_TO_SELECTORS[name]}".encode(), "x.html")
    assert time.process_time() - started < 8


TAGS = [
    "table",
    "tr",
    "td",
    "th",
    "thead",
    "caption",
    "p",
    "div",
    "br",
    "span",
    "b",
    "a",
    "ul",
    "ol",
    "li",
    "pre",
]
TAGS += ["select", "option", "h1", "iframe", "img", "input", "form", "nav", "body", "del", "sup"]
MARKS = [
    '<td rowspan=3 colspan="2">',
    "<td colspan=0>",
    "<a href='x.doc'>",
    '<p style="display:none">',
    "<li value=7>",
]
MARKS += [
    "<!--",
    "-->",
    "<![if a]>",
    "<![CDATA[",
    "<?xml?>",
    "</",
    "<",
    ">",
    '"',
    "&nbsp;",
    "&#0;",
    "\0",
    "　",
    "\n",
]
MARKS += ["发布时间：2024", "首页>", "141.19万元。", "一、概况", "12", "版权所有"]
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS]),
    st.sampled_from([f"</{tag}>" for tag in TAGS]),
    st.sampled_from(MARKS),
    st.text(max_size=6),
)


def check(pieces: list[str]) -> None:
    result = read_bytes(("<html><body>" + "".join(pieces)).encode("utf-8", errors="replace"), "x.html")
    document = result.document
    if document is None:
        assert result.reason in {"no_text", "corrupt", "too_large"}
        return
    for table in document.tables:
        places = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(places) == len(set(places))
        assert all(row < table.rows and column < table.columns for row, column in places)
    ends = [piece for block in document.blocks for piece in block.pieces]
    assert all(a.end <= b.start for a, b in pairwise(ends))


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_tag_soup_is_a_document_or_a_reason(pieces: list[str]) -> None:
    check(pieces)


@pytest.mark.slow
@given(st.lists(PIECES, max_size=200))
@settings(max_examples=3_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_much_tag_soup_is_a_document_or_a_reason(pieces: list[str]) -> None:
    check(pieces)
