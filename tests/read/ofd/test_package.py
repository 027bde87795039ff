"""OFD packages that are odd, damaged, locked or hostile: read, said what is lost, or refused with the true reason."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from pipelines.model.document import LossKind
from pipelines.read.reading import read_bytes
from pipelines.read.scan import page as scan_page
from tests.read.canon import outline
from tests.read.ofd.test_reports import read
from tests.read.ofd.writer import NAMESPACE, grid_xml, ofd_bytes, path_xml, text_xml

PAGE = text_xml("本单位在职7人，支出141.19万元。", 20, 20, 4)
FOLDED = "本单位在职7人，支出141.19万元。"


def reason(data: bytes) -> str | None:
    return read_bytes(data, "x.ofd").reason


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_paths_from_the_root_with_backslashes_or_in_other_case_are_found() -> None:
    parts = members(ofd_bytes([PAGE, PAGE]))
    document = parts["Doc_0/Document.xml"]
    for old, new in (
        (b'"Pages/Page_0', b'"/Doc_0/Pages/Page_0'),
        (b'"Pages/Page_0/', b'"Pages\\Page_0\\'),
        (b'"Pages/Page_0', b'"Doc_0/PAGES/page_0'),
        (b'"Pages/Page_0', b'"./x/../Pages/Page_0'),
    ):
        assert old in document
        assert (
            outline(read(zipped(parts | {"Doc_0/Document.xml": document.replace(old, new)}))) == [FOLDED] * 2
        )


@pytest.mark.parametrize(
    "location", ["../../etc/passwd", "/etc/passwd", "../../../Content.xml", "nowhere.xml", ""]
)
def test_a_page_that_is_not_in_the_package_is_said_to_be_missing(location: str) -> None:
    parts = members(ofd_bytes([PAGE, PAGE]))
    lost = parts["Doc_0/Document.xml"].replace(b"Pages/Page_1/Content.xml", location.encode())
    document = read(zipped(parts | {"Doc_0/Document.xml": lost}))
    assert outline(document) == [FOLDED]
    assert [(loss.kind, loss.page) for loss in document.losses] == [(LossKind.PAGE_NOT_READ, 2)]


def test_several_documents_in_one_file_are_read_in_order() -> None:
    parts = members(ofd_bytes([PAGE]))
    second = members(ofd_bytes([text_xml("第二份文件共三页。", 20, 20, 4)]))
    parts |= {name.replace("Doc_0", "Doc_1"): content for name, content in second.items() if "Doc_0" in name}
    body = b"<ofd:DocBody><ofd:DocRoot>/Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    parts["OFD.xml"] = parts["OFD.xml"].replace(b"</ofd:OFD>", body)
    document = read(zipped(parts))
    assert outline(document) == [FOLDED, "第二份文件共三页。"]
    assert [page.number for page in document.pages] == [1, 2]


def test_a_prefix_that_nobody_declared_is_read() -> None:
    parts = members(ofd_bytes([PAGE]))
    declared = f' xmlns:ofd="{NAMESPACE}"'.encode()
    assert outline(
        read(zipped({name: content.replace(declared, b"") for name, content in parts.items()}))
    ) == [FOLDED]


def test_attached_files_are_named_as_not_read() -> None:
    listed = f'<ofd:Attachments xmlns:ofd="{NAMESPACE}"><ofd:Attachment ID="1" Name="自评表.xls"><ofd:FileLoc>a.xls</ofd:FileLoc></ofd:Attachment></ofd:Attachments>'
    data = ofd_bytes(
        [PAGE],
        after_pages="<ofd:Attachments>Attachs/A.xml</ofd:Attachments>",
        parts={"Doc_0/Attachs/A.xml": listed},
    )
    assert [(loss.kind, loss.place) for loss in read(data).losses] == [(LossKind.PART_NOT_READ, "自评表.xls")]


def test_locked_files_are_encrypted() -> None:
    parts = members(ofd_bytes([PAGE]))
    assert reason(zipped(parts | {"Encryptions.xml": b"<a/>"})) == "encrypted"
    named = parts["OFD.xml"].replace(
        b"</ofd:DocBody>", b"<ofd:Encryptions>E.xml</ofd:Encryptions></ofd:DocBody>"
    )
    assert reason(zipped(parts | {"OFD.xml": named})) == "encrypted"
    flagged = bytearray(zipped(parts))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = flagged.find(mark)
        while at >= 0:
            flagged[at + place] |= 1
            at = flagged.find(mark, at + 4)
    assert reason(bytes(flagged)) == "encrypted"


def test_a_member_without_a_name_is_passed_over() -> None:
    data = zipped(members(ofd_bytes([PAGE])) | {"x": b""})
    at = data.rfind(b"PK\x01\x02")
    nameless = data[: at + 46] + b"\0" + data[at + 47 :]  # zipfile cuts a name at a zero byte
    assert outline(read(nameless)) == [FOLDED]


def test_damaged_files_are_corrupt() -> None:
    whole = ofd_bytes([PAGE])
    for share in (0.3, 0.6, 0.95):
        assert reason(whole[: int(len(whole) * share)]) == "corrupt"
    parts = members(whole)
    for name in parts:
        assert reason(zipped(parts | {name: b"<ofd:Page"})) == "corrupt", name
        assert reason(zipped(parts | {name: b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"})) == "corrupt", name
    assert reason(zipped({"OFD.xml": parts["OFD.xml"]})) == "corrupt"


def test_external_entities_are_not_fetched() -> None:
    hostile = f'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><ofd:Page xmlns:ofd="{NAMESPACE}">&x;</ofd:Page>'
    assert reason(ofd_bytes([PAGE], parts={"Doc_0/Pages/Page_0/Content.xml": hostile})) == "corrupt"


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    assert reason(ofd_bytes([PAGE], parts={"Doc_0/Pages/Page_0/Content.xml": b" " * 50_000_000})) == "bomb"
    assert reason(ofd_bytes([PAGE], parts={f"x/{n}": b"" for n in range(20_001)})) == "bomb"
    many = {f"Doc_0/{n}.xml": b" " * 1_000_000 for n in range(68)}  # each packed as tightly as it likes
    assert reason(ofd_bytes([PAGE], parts=many)) == "bomb"


def test_pages_without_end_are_too_large() -> None:
    listed = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * 2_001
    parts = members(ofd_bytes([PAGE]))
    document = parts["Doc_0/Document.xml"].replace(b"</ofd:Pages>", listed.encode() + b"</ofd:Pages>")
    assert reason(zipped(parts | {"Doc_0/Document.xml": document})) == "too_large"


def test_composites_that_multiply_are_too_large() -> None:
    inner = f'<ofd:CompositeGraphicUnit ID="1"><ofd:Content>{text_xml("数" * 1_000, 0, 0, 1)}</ofd:Content></ofd:CompositeGraphicUnit>'
    drawn = '<ofd:CompositeObject ResourceID="{}" Boundary="0 0 9 9"/>'
    units = inner + "".join(
        f'<ofd:CompositeGraphicUnit ID="{n}"><ofd:Content>{drawn.format(n - 1) * 10}</ofd:Content></ofd:CompositeGraphicUnit>'
        for n in range(2, 9)
    )
    resources = f'<ofd:Res xmlns:ofd="{NAMESPACE}">{units}</ofd:Res>'
    common = "<ofd:PublicRes>R.xml</ofd:PublicRes>"
    assert (
        reason(ofd_bytes([drawn.format(8)], common=common, parts={"Doc_0/R.xml": resources})) == "too_large"
    )


def test_a_page_of_very_many_lines_is_read_without_its_tables() -> None:
    lines = "".join(path_xml(20, 100, 100, 100, "M 0 0 L 90 0 " * 500) for _ in range(50))
    document = read(ofd_bytes([PAGE + lines]))
    assert outline(document) == [FOLDED]
    assert [(loss.kind, loss.page) for loss in document.losses] == [(LossKind.TABLE_NOT_READ, 1)]


def test_a_page_without_text_is_no_text() -> None:
    assert reason(ofd_bytes([""])) == "no_text"
    assert reason(ofd_bytes([grid_xml([["", ""], ["", ""]])])) == "no_text"


def test_private_characters_are_not_taken_for_text() -> None:
    garbled = "".join(text_xml("\ue001\ue002\ue003" * 10, 20, 20 + 8 * n, 4) for n in range(4))
    assert reason(ofd_bytes([garbled])) == "no_text"
    document = read(ofd_bytes([PAGE, garbled]))
    assert outline(document) == [FOLDED]
    assert [(loss.kind, loss.page) for loss in document.losses] == [(LossKind.PAGE_NOT_READ, 2)]


def scanned() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (210, 297), 255).save(stream, "PNG")
    drawn = '<ofd:ImageObject ID="3" ResourceID="50" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'
    media = '<ofd:MultiMedia ID="50" Type="Image" Format="PNG"><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia>'
    resources = (
        f'<ofd:Res xmlns:ofd="{NAMESPACE}" BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
    )
    return ofd_bytes(
        [PAGE, drawn],
        common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
        parts={"Doc_0/DocumentRes.xml": resources, "Doc_0/Res/scan.png": stream.getvalue()},
    )


def test_a_scanned_page_is_said_to_be_unread_where_recognition_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(*_: object) -> None:
        raise scan_page.RecognitionUnavailable("rapidocr")

    monkeypatch.setattr(scan_page, "recognise_page", missing)
    document = read(scanned())
    assert outline(document) == [FOLDED]
    assert [(loss.kind, loss.page) for loss in document.losses] == [(LossKind.PAGE_NOT_READ, 2)]


def test_a_scanned_page_is_handed_to_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.read.layout.page import Glyph, PageContent

    seen: list[tuple[tuple[int, int], int, float]] = []

    def recognise(image: Image.Image, number: int, width: float, height: float, _: object) -> PageContent:
        seen.append((image.size, number, round(height)))
        glyphs = tuple(Glyph(c, 60 + 12 * n, 90, 72 + 12 * n, 102, 0.9) for n, c in enumerate("识别的文字"))
        return PageContent(number, width, height, glyphs, ())

    monkeypatch.setattr(scan_page, "recognise_page", recognise)
    assert outline(read(scanned())) == [FOLDED, "识别的文字"]
    assert seen == [((210, 297), 2, 842)]
