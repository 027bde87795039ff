"""What strangers wrote, made so that no receiver takes it for markup, a mention, a link or a formula.

Belongs here: characters that mean something to a chat service, a mail program or a spreadsheet, and what stands in
their place. Does not belong here: lengths (plain, parts). The chat services document no escape for their Markdown, so
full-width look-alikes (＊ ＠ ＜) take the place of what they would act upon: nothing is lost to the reader.
"""

from __future__ import annotations

import re

from pipelines.alert.plain import visible

_MENTION = str.maketrans({"@": "＠", "<": "＜", ">": "＞"})
_WIDE = {one: chr(ord(one) + 0xFEE0) for one in "!#&()*<>@[\\]_`{|}~"}
_MARKUP = str.maketrans(_WIDE)
# what a name of a file may hold and no robot acts upon: brackets of a link's address without those of its words before them
_ROBOTS = str.maketrans({one: wide for one, wide in _WIDE.items() if one not in "()_"})
_OUTER = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_SCHEME = re.compile(r"(?<=[A-Za-z0-9]):(?=//)")
_WWW = re.compile(r"\b(www)\.", re.IGNORECASE)
# a line that begins so is a formula, a rule, a list or a heading underlined
_FIRST = re.compile(r"^([\s　]*)([-+=])", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def unlinked(text: str) -> str:
    """Visible characters only, addresses that no program makes a link of, no line that begins as a formula."""
    text = _WWW.sub(r"\1．", _SCHEME.sub("：", visible(text)))
    return _FIRST.sub(lambda found: found[1] + chr(ord(found[2]) + 0xFEE0), text)


def without_mentions(text: str) -> str:
    """For a receiver of plain text: nobody is called by it."""
    return unlinked(text).translate(_MENTION)


def without_markup(text: str) -> str:
    """For a receiver that reads Markdown or HTML of any kind."""
    return _unindented(unlinked(text).translate(_MARKUP))


def without_robot_markup(text: str) -> str:
    """For the robots of 企业微信 and 钉钉, to which an underscore within a word and brackets alone are words: the path of a file
    can be pasted from the message."""
    return _unindented(_OUTER.sub(_WIDE["_"], unlinked(text).translate(_ROBOTS)))


def _unindented(text: str) -> str:
    """Indents become full-width, else they make a block of code."""
    return _INDENT.sub(lambda found: "　" * ((len(found[0]) + 1) // 2), text)
