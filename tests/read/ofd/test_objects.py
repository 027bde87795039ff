"""What OFD's objects show: repeated distances, matrices, composites, templates, what nobody sees."""

from __future__ import annotations

import pytest

from pipelines.model.document import LossKind
from tests.read.canon import outline
from tests.read.ofd.test_reports import read
from tests.read.ofd.writer import NAMESPACE, PageXml, content_xml, grid_xml, ofd_bytes, path_xml, text_xml

SENTENCE = "资金执行141.19万元，总体完成率100%。"
FOLDED = "资金执行141.19万元，总体完成率100%。"


def test_repeated_distances_are_spelled_out() -> None:
    deltas = "g 4 4 g 3 2 g 3 2 g 7 4 4 g 4 2"
    assert outline(read(ofd_bytes([text_xml(SENTENCE, 20, 20, 4, deltas)]))) == [FOLDED]


@pytest.mark.parametrize("deltas", ["", "g 999999999 4", "4 4 4", "g", "g x 4", "4 nan 1e999"])
def test_missing_or_broken_distances_lose_nothing(deltas: str) -> None:
    (text,) = outline(read(ofd_bytes([text_xml("本单位在职职工共九人", 20, 20, 4, deltas)])))
    assert text == "本单位在职职工共九人"


def test_numbers_set_apart_by_distance_alone_are_not_glued() -> None:
    text = "1,177.660.76"
    steps = [2.0] * 7 + [12.0] + [2.0] * 3
    (line,) = outline(read(ofd_bytes([text_xml(text, 20, 20, 4, " ".join(map(str, steps)))])))
    assert line == "1,177.66 0.76"


def test_figures_set_apart_evenly_are_not_glued() -> None:
    assert outline(read(ofd_bytes([text_xml("123", 20, 20, 4, "g 2 4")]))) == ["1 2 3"]


def test_text_drawn_twice_for_bold_is_there_once() -> None:
    twice = text_xml(SENTENCE, 20, 20, 4) + text_xml(SENTENCE, 20.1, 20, 4)
    assert outline(read(ofd_bytes([twice]))) == [FOLDED]


@pytest.mark.parametrize("more", [' Visible="false"', ' Alpha="0"', ' Fill="false"'])
def test_what_nobody_sees_is_left_out(more: str) -> None:
    unseen = text_xml("看不见的999万元", 20, 40, 4, more=more)
    assert outline(read(ofd_bytes([text_xml(SENTENCE, 20, 20, 4) + unseen]))) == [FOLDED]


WHITE = '<ofd:FillColor Value="255 255 255"/>'
HIDDEN = text_xml("决算999万元", 20, 40, 4)


def ground(colour: str, alpha: str = "") -> str:
    """A filled rectangle under, or over, the hidden text."""
    filled = path_xml(
        15, 38, 100, 10, "M 0 0 L 100 0 L 100 10 L 0 10 C", f' Fill="true" Stroke="false"{alpha}'
    )
    return filled.replace("<ofd:Abb", f'<ofd:FillColor Value="{colour}"/><ofd:Abb')


def white(text: str) -> str:
    return text.replace("<ofd:TextCode", f"{WHITE}<ofd:TextCode")


@pytest.mark.parametrize(
    ("objects", "is_seen"),
    [
        (white(HIDDEN), False),
        (HIDDEN.replace(' Font="3"', ' Font="3" DrawParam="50"'), False),
        (ground("0 0 255") + white(HIDDEN), True),
        (ground("0 0 255") + ground("255 255 255") + white(HIDDEN), False),
        (text_xml("决算999万元", 20, 40, 0.3), False),
        (HIDDEN + ground("255 255 255"), False),
        (HIDDEN + ground("255 255 255", ' Alpha="90"'), True),
        (ground("255 255 255") + HIDDEN, True),
    ],
)
def test_white_and_tiny_text_and_what_white_covers_is_no_part_of_the_report_and_is_told(
    objects: str, is_seen: bool
) -> None:
    parameter = f'<ofd:DrawParams><ofd:DrawParam ID="50">{WHITE}</ofd:DrawParam></ofd:DrawParams>'
    resources = f'<ofd:Res xmlns:ofd="{NAMESPACE}">{parameter}</ofd:Res>'
    document = read(
        ofd_bytes(
            [text_xml(SENTENCE, 20, 20, 4) + objects],
            common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>",
            parts={"Doc_0/Res.xml": resources},
        )
    )
    assert ("999" in document.text) == is_seen
    assert [loss.kind for loss in document.losses] == [LossKind.PART_NOT_READ] * (not is_seen)


def test_matrices_of_text_paths_and_nested_blocks_add_up() -> None:
    rows = [["甲", "1"], ["乙", "2"]]
    plain = read(ofd_bytes([grid_xml(rows)]))
    unit = f'<ofd:CompositeGraphicUnit ID="77" Width="1" Height="1"><ofd:Content>{grid_xml(rows)}</ofd:Content></ofd:CompositeGraphicUnit>'
    resources = f'<ofd:Res xmlns:ofd="{NAMESPACE}" BaseLoc="Res"><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>'
    drawn = '<ofd:PageBlock ID="5"><ofd:CompositeObject ID="6" ResourceID="77" Boundary="10 20 100 100" CTM="2 0 0 2 0 0"/></ofd:PageBlock>'
    document = read(
        ofd_bytes(
            [drawn], common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>", parts={"Doc_0/Res.xml": resources}
        )
    )
    assert outline(document) == outline(plain) == [rows]
    place = document.runs[0]
    assert place.edges[0] * 25.4 / 72 == pytest.approx(2 * (30 + 2) + 10, abs=0.01)
    assert place.top * 25.4 / 72 == pytest.approx(2 * (60 + 2) + 20, abs=0.01)


def test_composites_that_draw_themselves_end() -> None:
    unit = (
        '<ofd:CompositeGraphicUnit ID="7"><ofd:Content>'
        + '<ofd:CompositeObject ID="8" ResourceID="7" Boundary="0 0 9 9"/>' * 2
        + "</ofd:Content></ofd:CompositeGraphicUnit>"
    )
    resources = f'<ofd:Res xmlns:ofd="{NAMESPACE}">{unit}</ofd:Res>'
    page = text_xml(SENTENCE, 20, 20, 4) + '<ofd:CompositeObject ID="6" ResourceID="7" Boundary="0 0 9 9"/>'
    document = read(
        ofd_bytes([page], common="<ofd:PublicRes>R.xml</ofd:PublicRes>", parts={"Doc_0/R.xml": resources})
    )
    assert outline(document) == [FOLDED]
    assert [loss.kind for loss in document.losses] == [LossKind.PART_NOT_READ]


def test_templates_are_drawn_and_running_headers_set_apart() -> None:
    template = content_xml(text_xml("赵县总工会2024年度报告", 60, 10, 3))
    body = ["甲项目支出12.5万元。", "乙项目支出13.5万元。", "丙项目支出14.5万元。"]
    pages = [
        PageXml(text_xml(text, 20, 60, 4), '<ofd:Template TemplateID="90" ZOrder="Background"/>')
        for text in body
    ]
    common = '<ofd:TemplatePage ID="90" ZOrder="Background" BaseLoc="Tpls/T.xml"/>'
    document = read(ofd_bytes(pages, common=common, parts={"Doc_0/Tpls/T.xml": template}))
    assert outline(document) == body
    assert document.text.count("赵县总工会2024年度报告") == 3


def test_thin_filled_rectangles_are_ruling_lines_and_grounds_are_not() -> None:
    def bar(x: float, y: float, w: float, h: float) -> str:
        return path_xml(x, y, w, h, f"S 0 0 L {w} 0 L {w} {h} L 0 {h} C", ' Stroke="false" Fill="true"')

    bars = "".join(bar(30, 60 + 8 * n, 60, 0.2) for n in range(3)) + "".join(
        bar(30 + 30 * n, 60, 0.2, 16) for n in range(3)
    )
    cells = [("甲", 32, 62), ("1", 62, 62), ("乙", 32, 70), ("2", 62, 70)]
    texts = "".join(text_xml(text, x, y, 3.5) for text, x, y in cells)
    ground = bar(20, 50, 150, 40)
    assert outline(read(ofd_bytes([ground + bars + texts]))) == [[["甲", "1"], ["乙", "2"]]]


@pytest.mark.parametrize(("matrix", "corner"), [("0 1 -1 0 0 0", (180, 30)), ("0 -1 1 0 0 0", (30, 260))])
def test_a_page_drawn_sideways_is_turned(matrix: str, corner: tuple[float, float]) -> None:
    lines = ["一、部门概况", "本单位在职七人。", "支出141.19万元。"]
    down = 1 if matrix.startswith("0 1") else -1
    page = "".join(
        f'<ofd:TextObject ID="2" Boundary="{corner[0] - down * 8 * n} {corner[1]} 9 9" CTM="{matrix}" Font="1" Size="4">'
        f'<ofd:TextCode X="0" Y="0" DeltaX="g 3 4 g 6 2 g 3 4">{text}</ofd:TextCode></ofd:TextObject>'
        for n, text in enumerate(lines)
    )
    document = read(ofd_bytes([page]))
    assert [line.replace(" ", "") for line in outline(document) if isinstance(line, str)] == lines
    assert document.pages[0].width > document.pages[0].height


def test_text_aslant_is_no_part_of_the_report_and_is_said_once() -> None:
    mark = (
        '<ofd:TextObject ID="9" Boundary="50 100 90 90" CTM="0.7 -0.7 0.7 0.7 0 0" Font="1" Size="9">'
        '<ofd:TextCode X="0" Y="40" DeltaX="9 9 9">内部资料</ofd:TextCode></ofd:TextObject>'
    )
    document = read(ofd_bytes([text_xml(SENTENCE, 20, 20, 4) + mark] * 2))
    assert outline(document) == [FOLDED, FOLDED]
    assert [loss.place for loss in document.losses] == ["内部资料"]


def test_vertical_text_in_a_cell_reads_downwards() -> None:
    down = (
        '<ofd:TextObject ID="9" Boundary="40 62 5 20" Font="1" Size="3.5">'
        '<ofd:TextCode X="0" Y="3" DeltaY="4 4 4">产出指标</ofd:TextCode></ofd:TextObject>'
    )
    sides = path_xml(30, 60, 60, 20, "M 0 0 L 60 0 L 60 20 L 0 20 C M 30 0 L 30 20")
    assert outline(read(ofd_bytes([sides + down + text_xml("12", 70, 62, 3.5)]))) == [[["产出指标", "12"]]]


def test_glyphs_in_place_of_characters_leave_the_text() -> None:
    mapped = text_xml("数量12件", 20, 20, 4).replace(
        "<ofd:TextCode",
        '<ofd:CGTransform CodePosition="0" CodeCount="5" GlyphCount="5"><ofd:Glyphs>9 8 7 6 5</ofd:Glyphs>'
        "</ofd:CGTransform><ofd:TextCode",
    )
    assert outline(read(ofd_bytes([mapped]))) == ["数量12件"]
