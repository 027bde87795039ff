"""The parsed page, written out again in one call and read as text: elements and texts, one after another.

Belongs here: the form that the parser writes (HTML, 13.3 serialising), as one pattern. Does not belong here: what
elements mean (walk), mending broken markup (done by the parser before).

A Python object for every node of the tree took most of the time of a walk. What the parser writes is well-formed: each
start tag but the void ones has its end tag, values stand in double quotes, ``<`` in text is ``&lt;``. So a cell or a
paragraph that holds nothing but text, as nearly all do, is one match of a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from pipelines.read.html.elements import BLOCK_STYLE, Attributes, is_hidden

# elements without an end tag
VOID: Final = frozenset(
    [
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)

# what a match is, by the number of its last group, and the numbers of its groups
ROW: Final = 2  # attributes, cells with nothing but text
CELL_OF_PARAGRAPH: Final = 5  # attributes of the cell in group 3, attributes of the paragraph, text
CELL: Final = 6  # text
PARAGRAPH: Final = 8  # attributes, text
END: Final = 9  # name
START: Final = 11  # name, attributes
TEXT: Final = 12
RAW: Final = (15, 18)  # name, attributes, text without escapes

# a name may hold anything that does not end it, even "<" and quotation marks
_ATTRIBUTES: Final = r'(?: =?[^ =/>]*+(?:="[^"]*+")?)*+'
_ATTRIBUTE: Final = re.compile(r' (=?[^ =/>]*+)(?:="([^"]*+)")?')
_RAW: Final = "iframe|noembed|xmp"

# a comment in a script may hold scripts, and the end of one of those does not end it (13.2.5.20 and following)
_NAMED: Final = r"script(?=[ \t\n\f\r/>])"
_SCRIPT_INSIDE: Final = rf"<{_NAMED}(?:[^<-]++|-(?!->)|<(?!/{_NAMED}))*+(?:</{_NAMED})?"
_COMMENTED: Final = rf"<!(?=--)(?:[^<-]++|-(?!->)|<(?!/?{_NAMED})|{_SCRIPT_INSIDE})*+(?:-->)?"
_SCRIPT: Final = rf"<script{_ATTRIBUTES}>(?i:(?:[^<]++|<(?!!--|/{_NAMED})|{_COMMENTED})*+)</script>"

# white space behind what ends a line is not printed
_CELL: Final = rf"<td({_ATTRIBUTES})>(?:<p({_ATTRIBUTES})>([^<]*+)</p>|([^<]*+))</td> ?"
_CELLS: Final = rf"(?:<td{_ATTRIBUTES}>(?:<p{_ATTRIBUTES}>[^<]*+</p>|[^<]*+)</td> ?)++"
_TOKEN: Final = re.compile(
    rf"<tr({_ATTRIBUTES})>({_CELLS})</tr> ?"
    rf"|{_CELL}"
    rf"|<p({_ATTRIBUTES})>([^<]*+)</p> ?"
    r"|</([^ />]++)>"
    rf"|<!--.*?-->|<[!?][^>]*+>|{_SCRIPT}"
    rf"|<style{_ATTRIBUTES}>.*?</style>|<noframes{_ATTRIBUTES}>.*?</noframes>"
    rf"|<(?!(?:{_RAW}|plaintext)[ >])([^ />]++)({_ATTRIBUTES})>"
    r"|([^<]++)"
    rf"|<({_RAW})({_ATTRIBUTES})>(.*?)</\13>"
    rf"|<(plaintext)({_ATTRIBUTES})>(.*)</plaintext>",
    re.DOTALL,
)
_WITH_RAW_TEXT: Final = re.compile(f"<(?:{_RAW}|plaintext)[ >]")
_INNERMOST: Final = re.compile(rf"<span({_ATTRIBUTES})>([^<]*+)</span>")
_MOST_NESTED: Final = 2  # spans in spans; what is deeper is walked through
_ONE_CELL: Final = re.compile(_CELL)


def tokens(parser: LexborHTMLParser) -> Iterator[re.Match[str]]:
    """What stands in the page, in order; comments, scripts and styles have no group."""
    return _TOKEN.finditer(_without_formatting(parser.html or ""))


def _without_formatting(html: str) -> str:
    """Without elements of formatting that say nothing: those that had to stay because others of them hide text."""
    if "<span" not in html or _WITH_RAW_TEXT.search(html):
        return html
    speaks: dict[str, bool] = {"": False}

    def content(span: re.Match[str]) -> str:
        written = span[1]
        if written not in speaks:
            attributes = attributes_of(written)
            style = attributes.get("style") or ""
            speaks[written] = is_hidden("span", attributes) or BLOCK_STYLE.search(style) is not None
        return span[0] if speaks[written] else span[2]

    for _ in range(_MOST_NESTED):
        html = _INNERMOST.sub(content, html)
    return html


def cells(row: str) -> list[tuple[str, str, str, str]]:
    """The cells of a ROW: attributes, those of the paragraph in it, the text in the paragraph, the text without one."""
    return _ONE_CELL.findall(row)


def attributes_of(tag: str) -> Attributes:
    """Attributes by name, from how they stand in a tag."""
    return {name: plain(value) for name, value in _ATTRIBUTE.findall(tag)}


def plain(text: str) -> str:
    """The characters of a text or a value as the parser writes it."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\xa0")
    for written, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(written, character)
    return text
