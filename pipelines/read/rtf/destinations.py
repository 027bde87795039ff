"""Groups of RTF by what they hold: printed text, something to be looked into, or nothing for a reader (1.9.1,
"Destinations").

Belongs here: the names. Does not belong here: what is done with them (interpreter).
"""

from __future__ import annotations

from enum import Enum
from typing import Final


class Kind(Enum):
    """What a group holds. SILENT groups are gone through for the groups inside them."""

    TEXT = "text"
    SILENT = "silent"
    FONTS = "fonts"
    STYLES = "styles"
    CODE = "code"
    FORM = "form"
    CHOICE = "choice"
    PICTURE = "picture"
    OBJECT_NAME = "object name"


# groups inside which the kind changes; everything else goes on as what it stands in
KINDS: Final = {
    b"fonttbl": Kind.FONTS,
    b"stylesheet": Kind.STYLES,
    b"fldinst": Kind.CODE,
    b"fldrslt": Kind.TEXT,
    b"formfield": Kind.FORM,
    b"ffl": Kind.CHOICE,
    b"pict": Kind.PICTURE,
    b"objclass": Kind.OBJECT_NAME,
    b"shp": Kind.SILENT,
    b"shpinst": Kind.SILENT,
    b"do": Kind.SILENT,
    b"upr": Kind.SILENT,
}
STORIES: Final = frozenset({b"footnote", b"shptxt", b"dptxbxtext", b"annotation"})
FURNITURE: Final = frozenset(
    {b"header", b"headerl", b"headerr", b"headerf", b"footer", b"footerl", b"footerr", b"footerf"}
)
# ignorable destinations (\*) that are not ignored
KNOWN: Final = frozenset(
    {b"shppict", b"shpinst", b"fldinst", b"formfield", b"ffl", b"nesttableprops", b"ud", b"do", b"objclass"}
    | {b"moMath", b"moMathPara", b"shptxt", b"listtext", b"footnote", b"annotation"}
)
# destinations without a star that hold nothing printed
SKIPPED: Final = frozenset(
    {
        b"colortbl",
        b"info",
        b"nonshppict",
        b"nonesttables",
        b"shprslt",
        b"sp",
        b"xe",
        b"rxe",
        b"txe",
        b"tc",
        b"tcn",
    }
    | {
        b"ftnsep",
        b"ftnsepc",
        b"ftncn",
        b"aftnsep",
        b"aftnsepc",
        b"aftncn",
        b"filetbl",
        b"revtbl",
        b"template",
    }
    | {b"mmathPict", b"falt", b"pntxta", b"pntxtb", b"objdata", b"private", b"comment", b"listtable"}
    | {b"listoverridetable", b"listname", b"ffname", b"ffdeftext", b"ffformat", b"ffhelptext", b"ffstattext"}
    | {b"ffentrymcr", b"ffexitmcr", b"mctrlPr", b"background", b"keycode", b"panose", b"fontemb", b"fontfile"}
    | {b"atnid", b"atnauthor", b"bkmkstart", b"bkmkend", b"pn", b"themedata", b"datastore"}
)
