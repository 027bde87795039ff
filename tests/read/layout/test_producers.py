"""The same tables printed by reportlab, LibreOffice and Chromium, with and without rules, are read alike."""

from __future__ import annotations

import pytest

from pipelines.read.reading import read_bytes
from pipelines.samples.parts import Part
from tests.read.canon import expected, outline
from tests.read.layout.composed import composed
from tests.read.layout.indicators import indicator_report
from tests.read.layout.printers import PRINTERS
from tests.read.layout.style import Rules, Style

LEAST = 0.97  # of the cells, where nothing is ruled


def tables_of(parts: list[Part], data: bytes) -> tuple[list[list[list[str]]], list[list[list[str]]]]:
    document = read_bytes(data, "report.pdf").document
    assert document is not None
    wanted, found = expected(parts), outline(document)
    return [x for x in wanted if isinstance(x, list)], [x for x in found if isinstance(x, list)]


@pytest.mark.slow
@pytest.mark.parametrize("producer", PRINTERS)
@pytest.mark.parametrize("rules", [Rules.NONE, Rules.THREE, Rules.ROWS])
def test_tables_without_rules_are_read_as_they_were_written(producer: str, rules: Rules) -> None:
    parts = composed(107)
    wanted, found = tables_of(parts, PRINTERS[producer](parts, Style(rules, size=9, across=4, down=1.5)))
    cells = sum(len(row) for table in wanted for row in table)
    read = sum(len(row) for table in wanted if table in found for row in table)
    assert read >= LEAST * cells
    assert len(found) <= len(wanted)


@pytest.mark.slow
@pytest.mark.parametrize("producer", ["libreoffice", "chromium"])
def test_ruled_tables_over_pages_are_read_as_they_were_written(producer: str) -> None:
    parts = indicator_report(106)
    style = Style(Rules.RULED, size=9, across=3, numbers="center", middle=True)
    wanted, found = tables_of(parts, PRINTERS[producer](parts, style))
    assert found == wanted
