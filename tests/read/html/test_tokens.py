"""The page as the parser writes it, read as text, holds what the parser's tree holds: no element and no character less."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.read.html.tokens import END, RAW, START, TEXT, VOID, attributes_of, cells, plain, tokens
from pipelines.read.reading import read_bytes

_TAGS = [
    "p",
    "div",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "a",
    "br",
    "ul",
    "li",
    "h1",
    "pre",
    "textarea",
    "xmp",
    "iframe",
    "select",
    "option",
    "nav",
    "form",
    "img",
    "input",
    "o:p",
    "plaintext",
]
_ATTRIBUTES = ["", " colspan=2", ' title="a>b"', " hidden", ' class="&quot;&amp;lt;"', "\nid=z"]
_TEXTS = [
    "12.5",
    "万元",
    "&nbsp;",
    "&lt;p&gt;",
    "&amp;nbsp;",
    "<",
    "</",
    " ",
    "<!-- c -->",
    "<!--",
    "-->",
    "<?x?>",
    "\0",
    "&#13;",
    '"',
]
_PIECES = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(_TAGS), st.sampled_from(_ATTRIBUTES)),
    st.sampled_from([f"</{tag}>" for tag in _TAGS]),
    st.sampled_from(_TEXTS),
)  # fmt: skip


def in_tree(parser: LexborHTMLParser) -> list[str]:
    """Elements and texts of the tree in order."""
    found: list[str] = []
    waiting: list[LexborNode] = [parser.root] if parser.root is not None else []
    while waiting:
        node = waiting.pop()
        if node.tag == "-text":
            found.append(node.text_content or "")
        elif node.tag and node.tag[0] != "-":
            found.append(f"<{node.tag}>")
            waiting += reversed(list(node.iter(include_text=True)))
    return found


def in_tokens(parser: LexborHTMLParser) -> Iterator[str]:
    """The same, of the tokens; rows and cells taken apart."""
    for token in tokens(parser):
        kind = token.lastindex
        if kind == START:
            yield f"<{token[10]}>"
        elif kind == TEXT:
            yield plain(token[12])
        elif kind in RAW:
            yield f"<{token[kind - 2]}>"
            yield token[kind]
        elif kind is not None and kind != END:
            yield from _in_cells(token[0])


def _in_cells(written: str) -> Iterator[str]:
    for name, text in re.findall(
        r"<(tr|td|p)[ >]|(?:(?<=>)|^)([^<>]+)(?=<)", re.sub(r'="[^"]*"', "", written)
    ):
        yield f"<{name}>" if name else plain(text)


def joined(parts: list[str]) -> str:
    """As one, without white space at the ends of blocks."""
    return re.sub(r"\s+", "", "".join(parts))


@given(st.lists(_PIECES, max_size=30))
def test_tokens_hold_what_the_tree_holds(pieces: list[str]) -> None:
    parser = LexborHTMLParser(("<body>" + "".join(pieces)).encode())
    assert joined(list(in_tokens(parser))) == joined(in_tree(parser))


@pytest.mark.parametrize("written", [
    "", "hidden", "rowspan=2 colspan='3'", 'title="a>b <td> &amp;lt; &quot;"', 'a"b=c', '="x"', "x<y=1", "style='display:none'/",
])  # fmt: skip
@pytest.mark.parametrize("tag", ["div", "x<y", "o:p"])
def test_attributes_and_names_are_the_parsers(tag: str, written: str) -> None:
    parser = LexborHTMLParser(f"<body><{tag} {written}>12</{tag}>".encode())
    (token,) = [token for token in tokens(parser) if token.lastindex == START][3:]
    element = parser.body.child if parser.body is not None else None
    assert element is not None
    assert token[10] == element.tag
    assert attributes_of(token[11]) == {name: value or "" for name, value in element.attributes.items()}


@pytest.mark.parametrize("script", [
    "document.write('<p>1</p>')",
    "<!-- document.write('<script>2</script>') -->",
    "<!--> if (1 < 2) <script> 3",
    "<!-- <script> --> </SCRIPT ",
])  # fmt: skip
def test_scripts_end_where_they_end(script: str) -> None:
    parser = LexborHTMLParser(f"<p>a</p><script>{script}</script><p>b</p>".encode())
    shown = [token[8] for token in tokens(parser) if token.lastindex == 8]
    scripts = parser.css("script")
    assert len(scripts) == 1
    assert shown == (["a", "b"] if parser.css("p")[-1].text() == "b" else ["a"])


def test_cells_of_a_row() -> None:
    parser = LexborHTMLParser(
        b"<table><tr><td rowspan=2>1</td><td><p class=x>&lt;2</p></td> <td></td></tr></table>"
    )
    (row,) = [token for token in tokens(parser) if token.lastindex == 2]
    assert cells(row[2]) == [(' rowspan="2"', "", "", "1"), ("", ' class="x"', "&lt;2", ""), ("", "", "", "")]


def test_elements_without_end_tag_are_written_without() -> None:
    names = sorted(VOID - {"frame", "col"})
    parser = LexborHTMLParser("".join(f"<{name}>" for name in names).encode())
    assert not re.search(f"</(?:{'|'.join(names)})>", parser.html or "")


def test_scripts_in_drawings_hide_nothing_and_take_no_time() -> None:
    page = (
        b"<html><p>before<svg><svg>"
        + b"<script>&lt;!--&lt;script></script>" * 30_000
        + b"</svg></svg><p>after"
    )
    begun = time.process_time()
    document = read_bytes(page, "x.html").document
    assert time.process_time() - begun < 5
    assert document is not None
    assert document.text.split() == ["before", "after"]
