"""One report is one report: whatever format it is saved in, text, tables and figures are the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.read.reading import read_bytes
from pipelines.samples import docx, pdf, txt
from pipelines.samples.parts import Part
from tests.read.canon import Outline, expected, outline, reports
from tests.read.doc.tables import paragraphs
from tests.read.doc.writer import WordFile
from tests.read.html.sites import bare
from tests.read.odf.files import render as odt
from tests.read.ofd.writer import report_ofd
from tests.read.rtf.writer import render as rtf
from tests.read.sheets.books import by_openpyxl, by_xlwt

Write = Callable[[Sequence[Part]], bytes]
Figures = dict[str, list[tuple[tuple[str, Any], ...]]]

FORMATS: dict[str, Write] = {
    "text": lambda parts: txt.cells(parts).encode(),
    "docx": docx.render,
    "odt": odt,
    "doc": lambda parts: WordFile(paragraphs(parts)).to_bytes(),
    "rtf": rtf,
    "pdf": pdf.render,
    "ofd": report_ofd,
    "xlsx": by_openpyxl,
    "xls": by_xlwt,
    "html": bare,
}
REPORTS = dict(reports())
FIGURES = ("budget", "rates", "items", "staff", "assets", "goals", "indicators", "scores")
PLACES = {"span", "spans", "sentence"}


@cache
def read(file_name: str, reader: str) -> tuple[Outline, Figures]:
    """Outline and figures of a report that was saved in the format of this reader."""
    result = read_bytes(FORMATS[reader](REPORTS[file_name]), "报告")
    assert (result.reader, result.reason) == (reader, None)
    assert result.document is not None
    assert result.document.losses == ()
    outcome = extract(result.document, Card())
    (claims,) = outcome.values
    found: Figures = {
        name: [
            tuple((f.name, getattr(claim, f.name)) for f in fields(claim) if f.name not in PLACES)
            for claim in getattr(claims, name)
        ]
        for name in FIGURES
    }
    found["identity"] = [
        (("year", claims.identity.fiscal_year), ("units", sorted({u.text for u in claims.identity.units})))
    ]
    return outline(result.document), found


@pytest.mark.parametrize("reader", FORMATS)
@pytest.mark.parametrize("file_name", REPORTS)
def test_text_and_tables_are_those_of_the_report(file_name: str, reader: str) -> None:
    found, wanted = read(file_name, reader)[0], expected(REPORTS[file_name])
    if (
        reader == "text"
    ):  # plain text cannot print that a cell is merged, so its tables are compared by their words
        found, wanted = _words(found), _words(wanted)
    assert found == wanted


@pytest.mark.parametrize("reader", [reader for reader in FORMATS if reader != "docx"])
@pytest.mark.parametrize("file_name", REPORTS)
def test_figures_are_the_same_in_every_format(file_name: str, reader: str) -> None:
    found, told = read(file_name, reader)[1], read(file_name, "docx")[1]
    assert sum(map(len, told.values())) > 20
    assert found == told


def _words(read_as: Outline) -> Outline:
    """Paragraphs, and of each table the words in its cells, each once."""
    return [
        part if isinstance(part, str) else [sorted({c for row in part for c in row if c})] for part in read_as
    ]
