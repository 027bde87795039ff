"""What declarations of CSS say of whether an element is seen, over bytes in small letters.

Belongs here: what shuts an element with all in it, what fades its ink, which is handed down until an element within says otherwise,
white ink and coloured paper. Does not belong here: of which element a declaration is (unseen).

Only what is certain counts: a hanging indent, a picture kept in shape by padding and what may be scrolled to are seen.
"""

from __future__ import annotations

import re
from typing import Final

_END: Final = rb"\s*(?:[;!\"'}]|$)"
_COLOUR: Final = rb"(?<![-\w])color\s*[:=]\s*[\"']?\s*"
_PLACE: Final = rb"(-?[\d.]+)(?:px|pt|em|%)?"
_NOUGHT: Final = rb"0*\.?0*(?![.\d])"
_NO_COLOUR: Final = (
    rb"(?:#f[0-9a-f](?:f[0-9a-f]){2}(?:ff)?|#fff)(?![0-9a-f])|(?:white|snow|ivory|whitesmoke|ghostwhite|floralwhite|mintcream)(?![-\w])"
    rb"|rgba?\(\s*(?:2[45]\d\s*,\s*){2}2[45]\d\s*(?:,\s*[\d.]+\s*)?\)|rgb\(\s*100%\s*,\s*100%\s*,\s*100%\s*\)"
    rb"|hsla?\([^()]*,\s*100%\s*(?:,\s*[\d.]+\s*)?\)"
)
# each pattern is only tried where its word stands: a page is gone through many times faster so
_SHUTS: Final = {
    b"display": rb"(?<![-\w])display\s*:\s*none",
    b"opacity": rb"(?<![-\w])opacity\s*:\s*(?=[0.])" + _NOUGHT + rb"%?" + _END + rb"|opacity\(\s*(?=[0.])" + _NOUGHT + rb"%?\s*\)|alpha\(\s*opacity\s*=\s*0\s*\)",
    b"left": rb"left\s*:\s*-\d{4,}(?![^\"'}]*padding)",
    b"top": rb"top\s*:\s*-\d{4,}(?![^\"'}]*padding)",
    b"clip": rb"(?<![-\w])clip\s*:\s*rect\(\s*" + _PLACE + rb"[\s,]+" + _PLACE + rb"[\s,]+(?:\1(?:px|pt|em|%)?[\s,]|" + _PLACE + rb"[\s,]+\2(?:px|pt|em|%)?\s*\))"
    rb"|clip-path\s*:\s*(?:inset\(\s*(?:100|[5-9]\d)%\s*\)|circle\(\s*0(?![.\d]))",
    b"content-visibility": rb"content-visibility\s*:\s*hidden",
    b"line-through": rb"text-decoration(?:-line)?\s*:[^;\"'}]*line-through",
}  # fmt: skip
_FADES: Final = {
    "visibility": (b"visibility", rb"(?<![-\w])visibility\s*:\s*(?:hidden|collapse)"),
    "clear": (
        b"color",
        _COLOUR
        + rb"(?:transparent|rgba\([^()]*,\s*(?=[0.])"
        + _NOUGHT
        + rb"%?\s*\)|hsla\([^()]*,\s*(?=[0.])"
        + _NOUGHT
        + rb"%?\s*\)|#(?:[0-9a-f]{6}00|[0-9a-f]{3}0)(?![0-9a-f]))",
    ),
    "indent": (b"text-indent", rb"text-indent\s*:\s*-(?:\d{4,}|\d{3,}(?=em|%)|999(?=px))"),
    "size": (
        b"font",
        rb"(?<![-\w])font(?:-size)?\s*:\s*(?:0+(?:\.0+)?(?:px|pt|em|rem|%|/|\s+[a-z]|" + _END + rb")"
        rb"|(?:0?\.\d+|1(?:\.\d*)?)(?:px|pt)(?![a-z]))",
    ),
}
_MOVE_BLOCKS: Final = {
    b"transform": re.compile(rb"transform\s*:[^;\"']*(?:scale(?:[xy]|3d)?\(\s*(?=[0.])" + _NOUGHT + rb"\s*[,)]|rotate[xy]\(\s*-?90deg|translate[xy]?\(\s*-\d{4,})"),
}  # fmt: skip
_SHUT: Final = {word: re.compile(pattern) for word, pattern in _SHUTS.items()}
_FADED: Final = {group: (word, re.compile(pattern)) for group, (word, pattern) in _FADES.items()}
_PLACED: Final = frozenset({b"left", b"top", b"clip"})
_IS_PLACED: Final = re.compile(rb"position\s*:\s*(?:absolute|fixed)|margin|clip-path")
_BLOCK: Final = re.compile(
    rb"display\s*:\s*(?:inline-)?(?:block|flex|grid)|position\s*:\s*(?:absolute|fixed)|float\s*:\s*(?:left|right)"
)
_FLAT: Final = re.compile(rb"(?<![-\w])(?:max-)?height\s*:\s*[01](?:px|pt|em|%)?\s*(?:[;!]|$)")
_CUT: Final = re.compile(rb"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)")
_PUSHED_OUT: Final = re.compile(rb"text-indent\s*:\s*\d{3,}%")
_INK_AS_PAPER: Final = re.compile(
    rb"(?<![-\w])color\s*:\s*(#[0-9a-f]{3,8}|[a-z]{3,})\s*(?:;[^\"'{}]*?)?;\s*background(?:-color)?\s*:\s*\1"
    + _END
    + rb"|background(?:-color)?\s*:\s*(#[0-9a-f]{3,8}|[a-z]{3,})\s*(?:;[^\"'{}]*?)?;\s*color\s*:\s*\2"
    + _END
)
_NAMELESS: Final = frozenset({b"inherit", b"initial", b"unset", b"transparent", b"currentcolor"})
_WHITE: Final = re.compile(_COLOUR + rb"(?:" + _NO_COLOUR + rb")")
_PAPER_SAID: Final = (
    rb"(?:background(?:-color)?\s*:|bgcolor\s*=|background\s*=)\s*(?!\s)(?:[\"']\s*|(?![\"']))(?!\s)"
)
_PAPER: Final = re.compile(
    _PAPER_SAID + rb"(?!(?:" + _NO_COLOUR + rb"|none|transparent|inherit|initial)\s*(?:[;\"'}\s!>]|$))"
)
_WHITE_PAPER: Final = re.compile(
    _PAPER_SAID + rb"(?:" + _NO_COLOUR + rb")\s*(?:[;\"'}!>]|$|\s(?![^;\"']*url))"
)
_MOVED: Final = re.compile(rb"position\s*:\s*(?:absolute|fixed|sticky)|margin[^;\"'}]*:[^;\"'}]*-\d")
_SAYS: Final = {
    "visibility": re.compile(rb"(?<![-\w])visibility\s*:"),
    "clear": re.compile(rb"(?<![-\w])color\s*[:=]"),
    "white": re.compile(rb"(?<![-\w])color\s*[:=]"),
    "indent": re.compile(rb"text-indent\s*:"),
    "size": re.compile(rb"(?<![-\w])font(?:-size)?\s*:|(?<![-\w])size\s*="),
}
GROUPS: Final = frozenset(_SAYS)
"""What may be faded; ``white``: by white ink, which is only unseen on white paper."""
_CHANGES: Final = re.compile(
    rb"display|visibility|opacity|color|text-indent|left|top|clip|font|height|width|overflow|transform|text-decoration|filter"
)


def shuts(said: bytes) -> bool:
    """Whether nothing of an element is seen, whatever the elements within say."""
    return any(
        word in said
        and pattern.search(said) is not None
        and (word not in _PLACED or _IS_PLACED.search(said) is not None)
        for word, pattern in _SHUT.items()
    )


def flattens(said: bytes) -> bool:
    """Whether nothing of a block is seen, because it has no height or pushes its line out: lines and cells have the height of their text."""
    if any(word in said and pattern.search(said) is not None for word, pattern in _MOVE_BLOCKS.items()):
        return True
    if b"overflow" not in said or _CUT.search(said) is None or b"padding" in said:
        return False
    return _FLAT.search(said) is not None or (b"nowrap" in said and _PUSHED_OUT.search(said) is not None)


def makes_block(said: bytes) -> bool:
    """Whether an element is a block by its own words."""
    return _BLOCK.search(said) is not None


def fades(said: bytes) -> frozenset[str]:
    """By what the ink is gone until an element within says otherwise; white ink as well, whatever the paper."""
    gone = {
        group
        for group, (word, pattern) in _FADED.items()
        if word in said and pattern.search(said) is not None
    }
    if b"color" not in said:
        return frozenset(gone)
    if _WHITE.search(said) is not None:
        gone.add("white")
    if b"background" in said:
        same = _INK_AS_PAPER.search(said)
        if same is not None and (same[1] or same[2]) not in _NAMELESS:
            gone.add("clear")
    return frozenset(gone)


def says(said: bytes) -> frozenset[str]:
    """Of which groups declarations speak at all."""
    return frozenset(group for group, pattern in _SAYS.items() if pattern.search(said) is not None)


def changed_by(said: bytes) -> frozenset[bytes]:
    """What declarations speak of by which they may make seen what others hide."""
    return frozenset(_CHANGES.findall(said))


def colours_paper(said: bytes) -> bool:
    """Whether the paper of an element may have a colour, or may not be that of what stands around it."""
    return _PAPER.search(said) is not None or _MOVED.search(said) is not None


def whitens_paper(said: bytes) -> bool:
    """Whether the paper is white for certain."""
    return _WHITE_PAPER.search(said) is not None
