"""RTF: the same report gives the same outline, however its characters and merged cells are written."""

from __future__ import annotations

import pytest

from pipelines.read.reading import read_bytes
from tests.read.canon import expected, outline, reports
from tests.read.rtf.writer import Encode, gbk, render, unicode


@pytest.mark.parametrize("encode", [gbk, unicode])
@pytest.mark.parametrize("flags", [False, True])
def test_reports_read_as_they_were_written(encode: Encode, flags: bool) -> None:
    for name, parts in reports():
        result = read_bytes(render(parts, encode, flags=flags), name)
        assert result.document is not None, result.reason
        assert result.reader == "rtf"
        assert outline(result.document) == expected(parts), name
        assert result.document.losses == ()
