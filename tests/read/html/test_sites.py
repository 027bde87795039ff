"""The report as it stands on county sites: whole, and nothing of the site taken for the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipelines.model.document import BlockKind
from pipelines.model.flow import Flow
from pipelines.read.reading import read_bytes
from pipelines.samples.parts import Part
from tests.read.canon import expected, outline, reports
from tests.read.html.sites import SITES, TITLE, index_card

FOLDED_TITLE = Flow(TITLE, tuple(range(len(TITLE)))).folded().text


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.__name__)
@pytest.mark.parametrize("name", [name for name, _ in reports()])
def test_the_report_is_read_whole_and_alone(site: Callable[[Sequence[Part]], bytes], name: str) -> None:
    parts = dict(reports())[name]
    result = read_bytes(site(parts), "报告.html")
    assert result.document is not None, result.message_zh
    assert result.reader == "html"
    read = outline(result.document)
    if read[0] == FOLDED_TITLE:  # the site's own title of the page, which is part of what it publishes
        read = read[1:]
    if site is index_card:
        assert read.pop() == "附件:2024年度部门整体支出绩效自评表.xls"
    assert read == expected(parts)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.__name__)
def test_what_is_set_apart_can_be_looked_up(site: Callable[[Sequence[Part]], bytes]) -> None:
    document = read_bytes(site(reports()[0][1]), "x").document
    assert document is not None
    apart = "".join(document.flow(b).text for b in document.blocks if b.kind is BlockKind.FURNITURE)
    for words in ("网站标识码", "首页", "2025-03-12", "赵县财政局"):
        if words in site(reports()[0][1]).decode("gb18030" if site.__name__ == "nested_tables" else "utf-8"):
            assert words in apart
