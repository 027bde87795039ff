"""The three formats say the same, in the same bytes each time."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import docx
import pypdfium2
import pytest

from pipelines.samples.compose import compose
from pipelines.samples.files import FORMATS, render, write, write_truth
from pipelines.samples.invent import invent
from pipelines.samples.lines import break_lines, columns
from pipelines.samples.model import Specimen, TextForm
from pipelines.samples.parts import Grid, Merge
from pipelines.samples.txt import cells, wrapped

FIGURE = re.compile(r"\d+(?:\.\d+)?")
SPECIMENS = tuple(invent(21, 12))


def printed(specimen: Specimen) -> list[str]:
    """Every text of the composed report."""
    texts: list[str] = []
    for part in compose(specimen):
        if isinstance(part, Grid):
            texts += [t for t in (part.title, part.note) if t]
            texts += [e for row in part.rows for e in row if isinstance(e, str)]
        else:
            texts.append(part.text)
    return texts


def squeezed(text: str) -> str:
    return "".join(text.split())


def read_back(data: bytes, ending: str) -> str:
    if ending == "txt":
        return data.decode()
    if ending == "pdf":
        return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
    document = docx.Document(io.BytesIO(data))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *tables])


@pytest.mark.parametrize("ending", FORMATS)
def test_same_specimen_same_bytes(ending: str) -> None:
    for specimen in SPECIMENS[:3]:
        assert render(specimen, ending) == render(specimen, ending)


@pytest.mark.parametrize("ending", FORMATS)
def test_every_figure_of_the_report_is_in_the_file(ending: str) -> None:
    for specimen in SPECIMENS[:4]:
        text = read_back(render(specimen, ending), ending)
        wanted = {figure for t in printed(specimen) for figure in FIGURE.findall(t)}
        assert wanted <= set(FIGURE.findall(text))


@pytest.mark.parametrize("ending", ["docx", "txt"])
def test_every_sentence_is_in_the_file(ending: str) -> None:
    specimen = SPECIMENS[0]
    text = read_back(render(specimen, ending), ending)
    joined = squeezed(re.sub(r"\n- \d+ -\n", "", text))
    assert [t for t in printed(specimen) if squeezed(t) not in joined] == []


def test_no_character_is_lost_in_the_pdf() -> None:
    for specimen in SPECIMENS[:4]:
        wanted = Counter("".join(squeezed(t) for t in printed(specimen)))
        found = Counter(squeezed(read_back(render(specimen, "pdf"), "pdf")))
        assert wanted - found == Counter()


def test_merged_cells_of_the_word_file_are_those_of_the_grid() -> None:
    for specimen in SPECIMENS[:4]:
        grids = [part for part in compose(specimen) if isinstance(part, Grid)]
        tables = docx.Document(io.BytesIO(render(specimen, "docx"))).tables
        assert len(tables) == len(grids)
        for grid, table in zip(grids, tables, strict=True):
            for cell in grid.cells():
                last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
                assert table.cell(cell.row, cell.column)._tc is last._tc
                assert last.text == cell.text


def test_cell_lines_have_a_tab_each_and_an_empty_line_after_each_row() -> None:
    for specimen in SPECIMENS[:4]:
        text = cells(compose(specimen))
        for grid in (part for part in compose(specimen) if isinstance(part, Grid)):
            for row in grid.rows:
                lines = ["" if e is Merge.UP else e for e in row if e is not Merge.LEFT]
                assert "".join(f"\t{line}\n" for line in lines) + "\n" in text


def test_wrapped_lines_are_narrow_and_never_break_a_number() -> None:
    for specimen in SPECIMENS:
        text = wrapped(compose(specimen))
        prose = [line for line in text.splitlines() if not line.startswith("\t")]
        assert max(columns(line) for line in prose) <= 31
        assert "- 1 -" in text
        figures = {f for t in printed(specimen) for f in FIGURE.findall(t)}
        assert set(FIGURE.findall(text)) >= figures


def test_breaking_loses_nothing_and_keeps_numbers_whole() -> None:
    text = "预算资金12345.67万元，" * 9
    lines = break_lines(text, 10, columns)
    assert "".join(lines) == text
    assert not any(line[0] in "，。" for line in lines)
    assert sum(line.count("12345.67") for line in lines) == 9


def test_a_format_without_a_writer_is_refused_and_a_folder_is_made(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no writer"):
        render(SPECIMENS[0], "odt")
    path = write(SPECIMENS[0], tmp_path / "new" / "a.txt")
    assert path.stat().st_size > 1000
    assert write_truth(SPECIMENS[0], path.name, tmp_path / "truth").name == "a.json"


def test_both_text_layouts_are_invented() -> None:
    assert {s.layout.text for s in SPECIMENS} == {TextForm.CELLS, TextForm.WRAPPED}
