"""The table of hostile files and of what must become of each.

Belongs here: one row per file. Does not belong here: how the files are made (pdfs, office, markup, archives) and how
the table is tried (test_hostile).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from typing import Final

from pipelines.read.reading import LARGEST_BYTES
from pipelines.read.result import Reason
from tests.read.files import docx_bytes, pdf_bytes
from tests.read.hostile import archives, markup, office, pdfs, pictures
from tests.read.hostile.case import Case, Reads, Refused

SENTENCE: Final = office.SENTENCE
ENGLISH: Final = pdfs.SENTENCE
EXTENSIONS: Final = [
    "pdf",
    "doc",
    "docx",
    "wps",
    "xls",
    "xlsx",
    "et",
    "ofd",
    "rtf",
    "htm",
    "html",
    "txt",
    "csv",
    "png",
    "jpg",
    "tif",
    "zip",
    "7z",
    "rar",
]
_CAN_UNPACK_RAR: Final = bool((shutil.which("unar") and shutil.which("lsar")) or shutil.which("bsdtar"))


def _bytes(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _docx() -> bytes:
    return docx_bytes(SENTENCE)


def _many_lines() -> bytes:
    return f"{SENTENCE}\n".encode() * 10_000_000


NOTHING: Final = [
    *(Case("no bytes at all", f"空.{end}", bytes, Refused(Reason.EMPTY)) for end in EXTENSIONS),
    Case("nothing but white space", "空白.doc", _bytes(b" \r\n\t" * 1000), Refused(Reason.EMPTY)),
    Case("more than 200 MiB", "大.txt", lambda: bytes(LARGEST_BYTES + 1), Refused(Reason.TOO_LARGE)),
    Case("150 MB of short lines", "长.txt", _many_lines, Refused(Reason.TOO_LARGE), slow=True),
    Case("bytes of no format", "乱.doc", _bytes(b"\0\1\2\3" * 999), Refused(Reason.UNSUPPORTED)),
]

NAMES_THAT_LIE: Final = [
    Case("DOCX named .pdf", "报告.pdf", _docx, Reads("docx", (SENTENCE,))),
    Case("PDF named .docx", "报告.docx", lambda: pdf_bytes(SENTENCE), Reads("pdf", (SENTENCE,))),
    Case(
        "HTML named .doc", "报告.doc", lambda: markup.page(f"<p>{SENTENCE}</p>"), Reads("html", (SENTENCE,))
    ),
    Case("RTF named .doc", "报告.doc", lambda: markup.rtf(SENTENCE), Reads("rtf", (SENTENCE,))),
    Case("text named .doc", "报告.doc", _bytes(SENTENCE.encode("gb18030")), Reads("text", (SENTENCE,))),
    Case("DOC named .docx, locked", "报告.docx", office.locked_doc, Refused(Reason.ENCRYPTED)),
]

PDF: Final = [
    Case("password to open", "锁.pdf", partial(pdfs.locked_pdf, "user", "owner"), Refused(Reason.ENCRYPTED)),
    Case("password to print only", "锁.pdf", partial(pdfs.locked_pdf, "", "owner"), Reads("pdf", (ENGLISH,))),
    Case("the first 60 %", "断.pdf", pdfs.truncated_pdf, Refused(Reason.CORRUPT)),
    Case("a page tree in a circle", "圈.pdf", pdfs.circular_pdf, Refused(Reason.CORRUPT)),
    Case("two thousand million pages, it says", "虚.pdf", pdfs.boasting_pdf, Reads("pdf", (ENGLISH,))),
    Case(
        "a form that draws itself, nested arrays",
        "深.pdf",
        partial(pdfs.nested_pdf, 100_000),
        Reads("pdf", (ENGLISH,)),
    ),
    Case("a font of negative size", "负.pdf", pdfs.negative_pdf, Reads("pdf", (ENGLISH,))),
    Case("a line on its head", "倒.pdf", pdfs.upside_down_pdf, Reads("pdf", (ENGLISH, "Budget 12.50"))),
    Case("nothing on the page", "白.pdf", pdfs.blank_pdf, Refused(Reason.NO_TEXT)),
    Case("a page of a square kilometre", "广.pdf", pdfs.vast_pdf, Refused(Reason.NO_TEXT), slow=True),
    Case(
        "a content of 600 MB", "胀.pdf", partial(pdfs.inflating_pdf, 600), Reads("pdf", (ENGLISH,)), slow=True
    ),
    Case(
        "1,000,000 paths on a page",
        "画.pdf",
        partial(pdfs.painted_pdf, 1_000_000),
        Reads("pdf", (ENGLISH,), loses=("table_not_read",)),
        slow=True,
    ),
    Case("5,000 pages", "长.pdf", partial(pdfs.long_pdf, 5_000), Refused(Reason.TOO_LARGE), slow=True),
]

DOCX: Final = [
    Case("password to open", "锁.docx", office.locked_word, Refused(Reason.ENCRYPTED)),
    Case("the first 60 %", "断.docx", lambda: _docx()[: len(_docx()) * 6 // 10], Refused(Reason.CORRUPT)),
    Case(
        "600 MB of text",
        "胀.docx",
        partial(office.word_of, ("零".encode() * 100_000, 2000)),
        Refused(Reason.BOMB),
    ),
    Case(
        "3,000,000 paragraphs",
        "段.docx",
        partial(office.word_of, (b"<w:p/>" * 1000, 3000)),
        Refused(Reason.BOMB),
    ),
    Case(
        "600 MB said to be 999 bytes",
        "谎.docx",
        partial(office.lying, "word/document.xml"),
        Refused(Reason.CORRUPT),
    ),
    Case(
        "1,200,000 paragraphs that differ",
        "段.docx",
        partial(office.numbered_word, 1_200_000),
        Refused(Reason.BOMB),
        slow=True,
    ),
    Case("an entity that is a file", "偷.docx", office.word_with_external_entity, Refused(Reason.CORRUPT)),
    Case("billion laughs", "笑.docx", office.word_of_billion_laughs, Refused(Reason.CORRUPT)),
    Case(
        "100,000 tables in one another",
        "深.docx",
        partial(office.nested_word, 100_000),
        Refused(Reason.CORRUPT),
    ),
]

OLE2: Final = [
    Case("DOC with a password", "锁.doc", office.locked_doc, Refused(Reason.ENCRYPTED)),
    Case("XLS with a password", "锁.xls", office.locked_xls, Refused(Reason.ENCRYPTED)),
    Case("Word 6", "旧.doc", office.old_doc, Refused(Reason.UNSUPPORTED), slow=True),
    Case("offsets out of the file", "谎.doc", office.boasting_doc, Refused(Reason.CORRUPT), slow=True),
    Case("a chain of sectors in a circle", "圈.doc", office.circular_doc, Refused(Reason.CORRUPT), slow=True),
    Case("the first 600 bytes", "断.doc", lambda: office.locked_doc()[:600], Refused(Reason.CORRUPT)),
]

SHEETS: Final = [
    Case(
        "one cell in the last corner of the sheet",
        "角.xlsx",
        lambda: office.workbook(office.cell("XFD1048576", SENTENCE)),
        Reads("xlsx", (SENTENCE,)),
    ),
    Case(
        "the whole sheet merged into one cell",
        "并.xlsx",
        lambda: office.workbook(
            office.cell("A1", SENTENCE), '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        Reads("xlsx", (SENTENCE,)),
    ),
    Case(
        "600 MB said to be 999 bytes",
        "谎.xlsx",
        partial(office.lying, "xl/workbook.xml"),
        Refused(Reason.CORRUPT),
    ),
    Case("a sheet of 600 MB", "胀.xlsx", partial(office.inflating_workbook, 600), Refused(Reason.BOMB)),
    Case("billion laughs", "笑.xlsx", office.workbook_of_billion_laughs, Refused(Reason.CORRUPT)),
]

OFD: Final = [
    Case("600 MB of text", "胀.ofd", partial(office.ofd_of, (b" " * 1024 * 1024, 600)), Refused(Reason.BOMB)),
    Case("600 MB said to be 999 bytes", "谎.ofd", partial(office.lying, "OFD.xml"), Refused(Reason.CORRUPT)),
    Case("a document outside the package", "外.ofd", office.ofd_pointing_out, Refused(Reason.CORRUPT)),
    Case("no document", "空.ofd", partial(office.ofd_of, (b"<OFD/>", 1)), Refused(Reason.CORRUPT)),
]

MARKUP: Final = [
    Case(
        "200,000 divisions in one another",
        "深.html",
        partial(markup.nested_page, 200_000),
        Refused(Reason.TOO_LARGE),
    ),
    Case(
        "20,000 tables in one another",
        "深.html",
        partial(markup.nested_tables, 20_000),
        Refused(Reason.TOO_LARGE),
    ),
    Case(
        "cells of 99,999,999 rows and columns",
        "跨.html",
        markup.spanning_page,
        Reads("html", (SENTENCE, "甲", "乙", "丙", "丁")),
    ),
    Case(
        "10,000 cells of a thousand by a thousand",
        "跨.html",
        partial(markup.wide_spans, 1000),
        Refused(Reason.TOO_LARGE),
    ),
    Case(
        "200,000 groups in one another",
        "深.rtf",
        partial(markup.nested_rtf, 200_000),
        Refused(Reason.CORRUPT),
    ),
    Case("two thousand million bytes announced", "谎.rtf", markup.lying_rtf, Reads("rtf", (SENTENCE,))),
]

PICTURES: Final = [
    Case(
        "40,000 by 40,000 points in a few bytes",
        "广.png",
        partial(pictures.png, 40_000, 40_000, 99),
        Refused(Reason.BOMB),
    ),
    Case("nothing drawn", "白.png", partial(pictures.png, 800, 600, 600), Refused(Reason.NO_TEXT), slow=True),
    Case("half a picture", "断.png", lambda: pictures.png(800, 600, 600)[:60], Refused(Reason.CORRUPT)),
]

ARCHIVES: Final = [
    Case(
        "members that would land elsewhere",
        "穿.zip",
        partial(archives.zip_with_names, "../../一.txt", "/etc/二.txt", "C:\\..\\三.txt"),
        Reads("zip", members=("一.txt", "etc/二.txt", "C:/三.txt")),
    ),
    Case(
        "full-width names",
        "全角.zip",
        partial(archives.zip_with_names, "２０２３年度（定稿）．ｔｘｔ"),
        Reads("zip", members=("２０２３年度（定稿）．ｔｘｔ",)),
    ),
    Case(
        "names in GBK, and not said so",
        "国标.zip",
        partial(archives.zip_with_names, "元氏县总工会自评报告.txt".encode("gbk")),
        Reads("zip", members=("元氏县总工会自评报告.txt",)),
    ),
    Case("a password", "锁.zip", archives.locked_zip, Refused(Reason.ENCRYPTED)),
    Case(
        "a password on one of two",
        "半.zip",
        partial(archives.locked_zip, also_open=True),
        Reads("zip", members=("公开.txt",), loses=("加密.txt",)),
    ),
    Case(
        "a damaged one of two",
        "坏.zip",
        archives.damaged_zip,
        Reads("zip", members=("好.txt",), loses=("坏.txt",)),
    ),
    Case("600 MB of zeros", "胀.zip", partial(archives.inflating_zip, 600), Refused(Reason.BOMB)),
    Case("600 MB said to be 999 bytes", "谎.zip", partial(archives.lying_zip, 600), Refused(Reason.CORRUPT)),
    Case(
        "one megabyte listed 1,500 times",
        "叠.zip",
        partial(archives.overlapping, 1_500),
        Refused(Reason.BOMB),
    ),
    Case("3,000 members", "挤.zip", partial(archives.crowded_zip, 3_000), Refused(Reason.BOMB)),
    Case("no member", "空.zip", archives.zip_with_names, Refused(Reason.EMPTY)),
    Case(
        "cut off before its directory",
        "断.zip",
        lambda: archives.zip_with_names("一.txt", "二.txt")[:60],
        Refused(Reason.CORRUPT),
    ),
    Case("sound", "好.7z", archives.seven_zip, Reads("7z", members=("报告一.txt", "报告二.txt"))),
    Case("a password", "锁.7z", partial(archives.seven_zip, "password"), Refused(Reason.ENCRYPTED)),
    Case(
        "a password, names hidden too",
        "锁.7z",
        partial(archives.seven_zip, "password", hide_names=True),
        Refused(Reason.ENCRYPTED),
    ),
    Case("cut off", "断.7z", lambda: archives.seven_zip()[:50], Refused(Reason.CORRUPT)),
    Case("120 MB of zeros", "胀.7z", partial(archives.inflating_7z, 120), Refused(Reason.BOMB), slow=True),
    Case(
        "rubbish behind a true beginning",
        "坏.rar",
        _bytes(b"Rar!\x1a\x07\x00" + b"\x5a" * 999),
        Refused(Reason.CORRUPT if _CAN_UNPACK_RAR else Reason.UNSUPPORTED),
    ),
]

CASES: Final = [*NOTHING, *NAMES_THAT_LIE, *PDF, *DOCX, *OLE2, *SHEETS, *OFD, *MARKUP, *PICTURES, *ARCHIVES]
