"""The sample reports as office programs and browsers print them: every cell and every paragraph as it was written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipelines.read.reading import read_bytes
from pipelines.samples.parts import Part
from tests.read.canon import expected, outline, reports
from tests.read.pdf.producers import by_chromium, by_libreoffice

Print = Callable[[Sequence[Sequence[Part]], Path], list[bytes]]


@pytest.mark.slow
@pytest.mark.parametrize("printed_by", [by_libreoffice, by_chromium])
def test_every_cell_and_every_paragraph_is_read(printed_by: Print, tmp_path: Path) -> None:
    made = [parts for _, parts in reports()]
    for parts, data in zip(made, printed_by(made, tmp_path), strict=True):
        document = read_bytes(data, "报告.pdf").document
        assert document is not None
        assert document.losses == ()
        assert outline(document) == expected(parts)
