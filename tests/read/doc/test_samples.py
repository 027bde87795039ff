"""The sample reports, written as DOC in each way in which Word stores text and merged cells, read as what they are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipelines.model.document import BlockKind, Document
from pipelines.read.reading import read_bytes
from pipelines.samples.parts import Grid, Paragraph, Part
from tests.read import canon
from tests.read.doc.tables import Merging, paragraphs
from tests.read.doc.writer import WordFile

REPORTS = [pytest.param(parts, id=name) for name, parts in canon.reports()]


def read(data: bytes) -> Document:
    result = read_bytes(data, "报告.doc")
    assert result.document is not None, result.message_en
    assert result.document.reader == "doc"
    return result.document


@pytest.mark.parametrize("merging", list(Merging))
@pytest.mark.parametrize("parts", REPORTS)
def test_a_report_reads_as_it_was_written(parts: Sequence[Part], merging: Merging) -> None:
    document = read(WordFile(paragraphs(parts, merging)).to_bytes())
    assert canon.outline(document) == canon.expected(parts)
    assert document.losses == ()
    assert [t.header_rows for t in document.tables] == [p.header_rows for p in parts if isinstance(p, Grid)]


@pytest.mark.parametrize("piece", [1, 7, 1000])
def test_pieces_of_any_length_make_the_same_text(piece: int) -> None:
    _, parts = canon.reports()[0]
    document = read(WordFile(paragraphs(parts), piece=piece).to_bytes())
    assert canon.outline(document) == canon.expected(parts)


def test_headings_are_told_by_their_styles() -> None:
    parts = [Paragraph("单位概况", level=1), Paragraph("基本情况如下。", level=2), Paragraph("正文", level=9)]
    document = read(WordFile(paragraphs(parts)).to_bytes())
    assert [b.kind for b in document.blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,  # a sentence is no heading, whatever its style
        BlockKind.PARAGRAPH,
    ]
