"""单个文件网页: the page in a mail message, its frames and sheets with it."""

from __future__ import annotations

from base64 import b64encode
from email.message import EmailMessage

from pipelines.read.reading import read_bytes
from tests.read.canon import expected, outline, reports
from tests.read.html.sites import office, trs


def mhtml(*parts: tuple[str, bytes, str], related: bool = True) -> bytes:
    """A message of these parts: location, content, charset."""
    message = EmailMessage()
    message["Subject"] = "报告"
    message["MIME-Version"] = "1.0"
    message.make_related() if related else message.make_alternative()
    for location, content, charset in parts:
        part = EmailMessage()
        part.set_content(content, "text", "html", cte="quoted-printable")
        if charset:
            part.set_param("charset", charset)
        part["Content-Location"] = location
        message.attach(part)
    return message.as_bytes()


def test_a_page_saved_as_one_file_reads_like_the_page() -> None:
    for _, parts in reports()[:2]:
        for page, charset in ((trs(parts), ""), (trs(parts), "gb2312"), (office(parts), "unicode")):
            result = read_bytes(mhtml(("file:///C:/1/report.htm", page, charset)), "报告.doc")
            assert result.document is not None, result.message_zh
            assert result.reader == "mhtml"
            assert outline(result.document)[-len(expected(parts)) :] == expected(parts)


def test_the_sheets_of_a_workbook_are_read_in_order() -> None:
    book = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><link id="shLink" href="b.files/sheet001.htm">'
        '<link id="shLink" href="b.files/sheet002.htm"><link id="shLink"></head><frameset rows="*,39">'
        '<frame src="b.files/sheet001.htm"><frame src="b.files/tabstrip.htm"></frameset></html>'
    )
    sheets = [
        f"<table><tr><td>项目<td>金额<tr><td>{name}<td>{n}2.50</table>" for n, name in enumerate("甲乙", 1)
    ]
    data = mhtml(
        ("file:///C:/0/b.htm", book.encode(), "utf-8"),
        ("file:///C:/0/b.files/sheet001.htm", sheets[0].encode("gbk"), "gb2312"),
        ("file:///C:/0/b.files/sheet002.htm", sheets[1].encode("gbk"), "gb2312"),
    )
    document = read_bytes(data, "x.xls").document
    assert document is not None
    assert outline(document) == [[["项目", "金额"], ["甲", "12.50"]], [["项目", "金额"], ["乙", "22.50"]]]
    assert [loss.place for loss in document.losses] == ["b.files/tabstrip.htm"]


def test_messages_without_a_page_are_corrupt_and_circles_end() -> None:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    assert read_bytes(head + b"--x\nContent-Type: image/png\n\nabc\n--x--\n", "x.mht").reason == "corrupt"
    assert read_bytes(head, "x.mht").reason == "corrupt"
    circle = b'<p>\xe4\xb8\x80\xe3\x80\x81\xe6\xa6\x82\xe5\x86\xb5</p><iframe src="a.htm"></iframe>'
    document = read_bytes(mhtml(("http://x/a.htm", circle, "utf-8")), "x.mht").document
    assert document is not None
    assert outline(document) == ["一、概况"]


def test_frames_of_a_page_that_chromium_saves_are_found_by_their_id() -> None:
    page = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://county.example/a.html\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n------x\r\n'
        b"Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://county.example/a.html\r\n\r\n"
        b'<html><head><meta http-equiv=3D"Content-Type" content=3D"text/html; charset=3DUTF-8"></head><body>'
        b'<h1>=E4=B8=80=E3=80=81=E6=A6=82=E5=86=B5</h1><iframe src=3D"cid:frame-2@mhtml.blink"></iframe></body></html>\r\n'
        b"------x\r\nContent-Type: text/html\r\nContent-ID: <frame-2@mhtml.blink>\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: https://county.example/b.html\r\n\r\n"
        + b64encode("<meta charset=gb2312><p>在职7人，支出141.19万元。</p>".encode("gbk"))
        + b"\r\n------x--\r\n"
    )
    document = read_bytes(page, "x.mhtml").document
    assert document is not None
    assert outline(document) == ["一、概况", "在职7人，支出141.19万元。"]
    assert document.losses == ()
