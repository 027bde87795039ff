"""Archives give their members, whatever the names, and cannot swell, lie or hide one."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile

import pytest

from pipelines.model.document import LossKind
from pipelines.read.archive import rar
from pipelines.read.reading import read_bytes
from pipelines.read.result import ReadResult
from tests.read.archive.packed import (
    gbk_zip_bytes,
    rar_bytes,
    seven_zip_bytes,
    with_encrypted_flag,
    zip_bytes,
)

REPORT = "一、部门概况\n在职7人。\n".encode()
OTHER = "二、预算执行\n".encode()


def unpack(data: bytes) -> ReadResult:
    return read_bytes(data, "甲县.zip")


def members(data: bytes) -> dict[str, bytes]:
    result = unpack(data)
    assert result.is_ok, result
    return {member.name: member.data for member in result.members}


def test_a_zip_gives_every_file_with_its_folder() -> None:
    data = zip_bytes({"2024/民政局.txt": REPORT, "2024/水利局.txt": OTHER, "2024/": b""})
    assert members(data) == {"2024/民政局.txt": REPORT, "2024/水利局.txt": OTHER}
    result = unpack(data)
    assert (result.reader, result.document and result.document.text) == (
        "zip",
        "2024/民政局.txt\n2024/水利局.txt\n",
    )


def test_a_7z_gives_every_file() -> None:
    data = seven_zip_bytes({"2024/民政局.txt": REPORT, "水利局.txt": OTHER})
    assert members(data) == {"2024/民政局.txt": REPORT, "水利局.txt": OTHER}
    assert unpack(data).reader == "7z"


def test_names_in_gbk_are_read_as_packed() -> None:
    assert members(gbk_zip_bytes("民政局2024年自评报告.txt", REPORT)) == {"民政局2024年自评报告.txt": REPORT}


def test_the_unicode_name_of_info_zip_counts() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("bad name.txt")
        given = "水利局.txt".encode()
        info.extra = struct.pack("<HHBI", 0x7075, 5 + len(given), 1, 0) + given
        archive.writestr(info, REPORT)
    assert members(stream.getvalue()) == {"水利局.txt": REPORT}


def test_no_name_leads_out_of_the_archive() -> None:
    data = zip_bytes({"../../etc/甲.txt": REPORT, "/乙.txt": OTHER, "c\\丙\n.txt": OTHER})
    assert list(members(data)) == ["etc/甲.txt", "乙.txt", "c/丙\ufffd.txt"]


def test_what_the_packer_put_in_is_passed_over() -> None:
    data = zip_bytes({"__MACOSX/._甲.txt": b"x", "甲.txt": REPORT, "a/Thumbs.db": b"x", "~$甲.docx": b"x"})
    assert list(members(data)) == ["甲.txt"]


def test_a_member_without_a_name_is_a_member_all_the_same() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = ""
        archive.writestr(info, REPORT)
    assert members(stream.getvalue()) == {"?": REPORT}


def test_one_locked_member_costs_itself_alone_and_is_told() -> None:
    data = with_encrypted_flag(zip_bytes({"a.txt": REPORT, "b.txt": OTHER}), "a.txt")
    result = unpack(data)
    assert [member.name for member in result.members] == ["b.txt"]
    assert result.document is not None
    (loss,) = result.document.losses
    assert (loss.kind, loss.place) == (LossKind.MEMBER_NOT_READ, "a.txt（encrypted）")


def test_one_damaged_member_costs_itself_alone_and_is_told() -> None:
    data = bytearray(zip_bytes({"a.txt": REPORT * 9, "b.txt": OTHER}, zipfile.ZIP_STORED))
    at = data.find(REPORT)
    data[at] ^= 0xFF
    result = unpack(bytes(data))
    assert [member.name for member in result.members] == ["b.txt"]
    assert result.document is not None
    assert [loss.place for loss in result.document.losses] == ["a.txt（corrupt）"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zip_bytes({}), "empty"),
        (zip_bytes({"__MACOSX/x": b"x"}), "empty"),
        (with_encrypted_flag(zip_bytes({"a.txt": REPORT}), "a.txt"), "encrypted"),
        (seven_zip_bytes({"a.txt": REPORT}, "geheim"), "encrypted"),
        (seven_zip_bytes({"a.txt": REPORT}, "geheim", hidden=True), "encrypted"),
        (zip_bytes({"a.txt": REPORT * 50})[:-30], "corrupt"),
        (seven_zip_bytes({"a.txt": REPORT})[:-9], "corrupt"),
        (zip_bytes({"a.txt": bytes(30_000_000)}), "bomb"),
        (seven_zip_bytes({"a.txt": bytes(30_000_000)}), "bomb"),
        (zip_bytes({f"{n}.txt": b"" for n in range(2_001)}), "bomb"),
    ],
    ids=[
        "no files",
        "only the packer's files",
        "locked zip",
        "locked 7z",
        "7z with locked names",
        "cut zip",
        "cut 7z",
        "zip bomb",
        "7z bomb",
        "too many files",
    ],
)
def test_an_archive_that_gives_nothing_says_why(data: bytes, reason: str) -> None:
    result = unpack(data)
    assert (result.reason, result.members) == (reason, ())
    assert "甲县.zip" in result.message_zh


def test_entries_that_share_their_bytes_are_a_bomb() -> None:
    data = zip_bytes({"a.txt": b"x" * 4_000}, zipfile.ZIP_STORED)
    directory = data[data.find(b"PK\x01\x02") : data.find(b"PK\x05\x06")]
    start = data.find(b"PK\x01\x02")
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, 9 * len(directory), start, 0)
    assert unpack(data[:start] + directory * 9 + end).reason == "bomb"


def test_a_member_larger_than_announced_is_a_bomb() -> None:
    data = bytearray(zip_bytes({"a.txt": b"x" * 1000}))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    result = unpack(bytes(data))
    assert result.reason in ("bomb", "corrupt")
    assert result.members == ()


def test_rar_names_the_package_where_no_program_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    result = unpack(b"Rar!\x1a\x07\x01\x00" + bytes(100))
    assert result.reason == "unsupported"
    assert "unar" in result.message_zh
    assert "libarchive-tools" in result.message_en


@pytest.mark.slow
@pytest.mark.parametrize("program", ["unar", "bsdtar"])
def test_a_rar_gives_every_file(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = shutil.which
    assert found(program), (
        f"缺少系统软件包 {rar.PACKAGES[program]} / install the package {rar.PACKAGES[program]}"
    )
    monkeypatch.setattr(shutil, "which", lambda name: found(name) if program in ("unar", name) else None)
    data = rar_bytes({"2024/a.txt": REPORT, "b.txt": OTHER})
    assert members(data) == {"2024/a.txt": REPORT, "b.txt": OTHER}
    assert unpack(data).reader == "rar"
    assert unpack(data[:60]).reason == "corrupt"
