"""RTF: files that mean harm, or nothing, end with their reason and soon."""

from __future__ import annotations

import time

import pytest

from pipelines.read.reading import read_bytes
from tests.read.rtf.documents import body, texts


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{\\rtf1", "no_text"),
        (b"{\\rtf1}", "no_text"),
        (b"{\\rtf1" + b"{" * 1_000_000, "corrupt"),
        (b"{\\rtf1 a\\par" + b"}" * 1_000_000, None),
        (b"{\\rtf1 " + b"a\\par " * 210_000, "bomb"),
        (b"{\\rtf1 " + b"{\\footnote a}" * 30_000, "bomb"),
        (b"{\\rtf1 a\\bin9999999999 b\\par}", None),
        (b"{\\rtf1 a\\bin-5 b\\par}", None),
        (b"{\\rtf1 {\\*\\x " + b"\\bin2147483647 " * 10 + b"}a}", "no_text"),
        (b"{\\rtf1 \\u99999999999? \\uc999999999 \\u1 a}", None),
        (b"{\\rtf1 " + b"\\trowd\\cellx1 " * 50_000 + b"a\\cell\\row}", None),
        (b"{\\rtf1 \\trowd" + b"\\cellx1" * 100_000 + b"a\\cell b\\cell\\row}", None),
        (b"{\\rtf1 " + b"\\'d6\\'d0" * 150_000 + b"\\par}", None),
        (b"{\\rtf1 \\itap999999999\\intbl a\\nestcell\\nestrow}", None),
        (b"{\\rtf1 " + b"{\\field{\\*\\fldinst x}{\\fldrslt " * 900 + b"a" + b"}}" * 900 + b"}", None),
        (b"{\\rtf1 {\\fonttbl" + b"{\\f1 a;}" * 100_000 + b"}a\\par}", None),
        (b"{\\rtf1 \\f-1\\s-1\\ls-1\\outlinelevel-9 a\\par}", None),
        (b"{\\rtf1 " + b"\\'" * 100_000 + b"a}", None),
        (b"{\\rtf1 " + b"{\\shp{\\*\\shpinst{\\shptxt " * 600 + b"a" + b"}}}" * 600 + b"}", None),
    ],
)
def test_ends_with_its_reason(data: bytes, reason: str | None) -> None:
    started = time.process_time()
    assert read_bytes(data, "x.rtf").reason == reason
    assert time.process_time() - started < 10


def test_what_stands_behind_the_last_group_is_not_read() -> None:
    assert texts(body("\\pard A\\par}\0\0{\\pard B\\par")) == ["A"]
