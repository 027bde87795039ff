"""Quarantine holds what lies in the inbox: what was taken away or replaced is nobody's business, what an archive holds is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.model.claims import Card
from pipelines.night.check.quarantine import quarantine_rows
from pipelines.sources.intake import Intake
from pipelines.sources.store_files import Received
from pipelines.state import DocumentRecord
from tests.night.test_replaced import document


def refused(path: str, content: str, container: str | None = None) -> DocumentRecord:
    return replace(document(path, content, container), read_status="quarantined", read_reason="corrupt")


ARCHIVE, MEMBER = refused("a.zip", "2"), refused("a.zip!b.xls", "3", "2" * 16)
DEEPER = refused("a.zip!c.zip!d.xls", "4", "3" * 16)


@pytest.mark.parametrize(
    ("documents", "lying", "listed"),
    [
        ([refused("a.doc", "1")], "1", ["a.doc"]),
        ([refused("a.doc", "1")], "", []),
        ([refused("a.doc", "1"), document("a.doc", "2")], "2", []),
        ([refused("a.doc", "1"), document("b.doc", "2")], "12", ["a.doc"]),
        ([ARCHIVE, MEMBER, DEEPER], "2", ["a.zip", "a.zip!b.xls", "a.zip!c.zip!d.xls"]),
        ([ARCHIVE, MEMBER, DEEPER], "5", []),
    ],
    ids=[
        "lies there",
        "taken away",
        "replaced",
        "side by side",
        "in an archive",
        "the archive was taken away",
    ],
)
def test_only_what_lies_in_the_inbox_is_listed(
    documents: list[DocumentRecord], lying: str, listed: list[str]
) -> None:
    paths = {record.sha256[0]: record.path for record in documents}
    received = tuple(Received(c * 16, c * 64, 1, paths.get(c, ""), "", Card(), is_new=False) for c in lying)
    assert [row.path for row in quarantine_rows(documents, Intake(received, (), 0))] == listed


def test_every_file_with_a_refused_content_is_listed_under_its_own_name() -> None:
    first = replace(
        refused("甲.doc", "1"), message_zh="文件“甲.doc”是空文件。", message_en="“甲.doc” is empty."
    )
    received = tuple(
        Received("1" * 16, "1" * 64, 0, path, "", Card(), is_new=False) for path in ("甲.doc", "下/乙.doc")
    )
    rows = quarantine_rows([first], Intake(received, (), 0))
    assert [(row.path, row.file_name, row.message_zh, row.message_en) for row in rows] == [
        ("甲.doc", "甲.doc", "文件“甲.doc”是空文件。", "“甲.doc” is empty."),
        ("下/乙.doc", "乙.doc", "文件“乙.doc”是空文件。", "“乙.doc” is empty."),
    ]
