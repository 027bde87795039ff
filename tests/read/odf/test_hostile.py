"""OpenDocument: whatever is done to its parts, a file is read or refused with a reason; nothing else leaves the readers."""

from __future__ import annotations

import io
import random
import zipfile
from itertools import cycle

import pytest

from pipelines.model.document import LossKind
from pipelines.read.reading import read_bytes
from pipelines.read.result import Reason
from pipelines.read.sniff import ODS as SNIFFED_ODS
from pipelines.read.sniff import ODT as SNIFFED_ODT
from pipelines.read.sniff import sniff
from tests.read.canon import reports
from tests.read.mutations import mutated
from tests.read.odf.files import (
    ODS,
    ODT,
    content,
    flat,
    ods,
    odt,
    p,
    package,
    read,
    render,
    styles,
    tbl,
    tc,
    tr,
)
from tests.read.odf.test_sheets import sheet

BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
)
ROUNDS = 400
VALUES = rb'"[^":]{0,9}"'  # addresses of namespaces stay
NAMES = (b"text:p", b"text:span", b"table:table-cell", b"table:table-row", b"table:covered-table-cell", b"text:list", b"text:list-item", b"text:note", b"draw:frame")  # fmt: skip


def reason(data: bytes) -> str | None:
    return read_bytes(data, "报告.odt").reason


@pytest.mark.parametrize(
    ("mimetype", "wanted"),
    [
        (ODT, SNIFFED_ODT),
        (ODT + "-template", SNIFFED_ODT),
        (ODS, SNIFFED_ODS),
        (ODS + "-template\n", SNIFFED_ODS),
        ("application/vnd.oasis.opendocument.presentation", "application/vnd.oasis.opendocument"),
    ],
)
def test_a_package_is_known_by_what_it_says_of_itself(mimetype: str, wanted: str) -> None:
    assert sniff(package({"content.xml": content(p("x"))}, mimetype)) == wanted
    manifest = f'<m xmlns:manifest="x"><manifest:file-entry manifest:media-type="{mimetype}"/></m>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content(p("x")))
    assert sniff(stream.getvalue()) == wanted
    assert sniff(flat(p("x"), mimetype=mimetype.strip())) == wanted


def test_presentations_are_refused_by_name() -> None:
    result = read_bytes(
        package({"content.xml": content("", kind="presentation")}, ODT[:-4] + "presentation"), "x"
    )
    assert (result.reason, "其他 ODF 文件" in result.message_zh) == (Reason.UNSUPPORTED, True)


@pytest.mark.parametrize("mimetype", [ODT, ODS])
@pytest.mark.parametrize("member", ["content.xml", "encrypted-package"])
def test_encrypted_files_are_told(mimetype: str, member: str) -> None:
    manifest = (
        styles("")
        .replace("document-styles", "manifest")
        .replace(
            "<office:styles></office:styles>",
            f'<manifest:file-entry manifest:full-path="{member}"><manifest:encryption-data/></manifest:file-entry>',
        )
    )
    assert (
        reason(package({member: b"\x01\x02", "META-INF/manifest.xml": manifest}, mimetype))
        == Reason.ENCRYPTED
    )


@pytest.mark.parametrize("whole", [odt(p("字" * 4000)), ods(sheet(("甲", "1"), ("乙", "2")))])
def test_a_file_that_breaks_off_is_corrupt(whole: bytes) -> None:
    for share in (3, 6, 9):
        assert reason(whole[: len(whole) * share // 10]) == Reason.CORRUPT


def test_missing_or_other_content_is_corrupt() -> None:
    assert reason(package({"content.xml": "<x/>"})) == Reason.CORRUPT
    assert reason(package({"content.xml": content(p("x"), kind="spreadsheet")})) == Reason.CORRUPT
    assert reason(flat(p("x"), kind="spreadsheet")) == Reason.CORRUPT


def test_entities_are_refused() -> None:
    hostile = BOMB + content(p("&c;"))
    assert reason(package({"content.xml": hostile})) == Reason.CORRUPT
    assert reason(package({"content.xml": content(p("x")), "styles.xml": BOMB + styles("")})) is None
    assert reason(BOMB.encode() + flat(p("&c;"))) is not None


def test_a_damaged_part_beside_the_content_is_a_loss() -> None:
    document = read(package({"content.xml": content(p("预算30")), "styles.xml": "<broken"}))
    assert [loss.place for loss in document.losses] == ["styles.xml"]


def test_zip_bombs_are_refused() -> None:
    blanks = content(p("x") + " " * 3_000_000)
    assert reason(package({"content.xml": blanks})) == Reason.BOMB
    assert (
        reason(
            package({"content.xml": content(tbl(tr(tc(p("x")))), kind="spreadsheet") + " " * 3_000_000}, ODS)
        )
        == Reason.BOMB
    )


@pytest.mark.parametrize("times", ["1000000000", "9" * 30])
def test_cells_repeated_without_end_are_cut_and_told(times: str) -> None:
    across = tbl(tr(tc(p("甲")), tc(p("1"), f'table:number-columns-repeated="{times}"')), tr(tc(p("乙"))))
    document = read(odt(across))
    assert document.tables[0].columns == 256
    assert [loss.kind for loss in document.losses] == [LossKind.TABLE_NOT_READ]
    down = tbl(tr(tc(p("甲")), tc(p("1")), attributes=f'table:number-rows-repeated="{times}"'))
    assert [loss.kind for loss in read(odt(down)).losses] == [LossKind.TABLE_NOT_READ]
    spans = f'table:number-columns-spanned="{times}" table:number-rows-spanned="{times}"'
    wide = read(odt(tbl(tr(tc(p("甲"), spans), tc(p("1"))), tr(tc(p("乙")), tc(p("2"))))))
    assert (wide.text.strip(), len(wide.losses)) == ("甲", 1)


def test_spaces_and_styles_without_end_are_cut() -> None:
    text = read(odt(p('甲<text:s text:c="999999999"/>乙'))).text
    assert len(text) < 2_000
    circle = '<style:style style:name="A" style:family="paragraph" style:parent-style-name="A"/>'
    assert read(odt(p("甲", "A"), circle)).text.strip() == "甲"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_mutated_files_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    whole = (render(reports()[seed][1][:14]), ods(sheet(("甲", "1"), ("乙", "2"))))[seed % 2]
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != "mimetype"}
    for _, name in zip(range(ROUNDS), cycle(members), strict=False):
        changed = dict(members) | {name: mutated(members[name], chance, NAMES, VALUES)}
        result = read_bytes(package(changed, (ODT, ODS)[seed % 2]), "x")
        assert (result.document is None) == (result.reason is not None)
