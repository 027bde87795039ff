"""raw/sources.toml is read strictly, and names of fetched files are safe."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.http import Response

from pipelines.night.fetch.disclosure import read_sources
from pipelines.sources.crawl import Source
from pipelines.sources.crawl.source import is_private
from pipelines.sources.crawl.spider import file_name

GOOD = """
[[source]]
id = "yuanshi-czj"
county = "元氏县"
region_code = "130132"
pages = ["https://www.example.gov.cn/czj/list.html"]
next_pattern = "list_{page}.html"
link_words = ["绩效自评"]
unit_pattern = "(?P<unit>[^0-9]+?)(?P<year>20\\\\d\\\\d)年"
"""


def _read(folder: Path, text: str) -> tuple[tuple[Source, ...], list[str]]:
    (folder / "sources.toml").write_text(text, encoding="utf-8")
    outcome = read_sources(folder)
    return outcome.values, [problem.message_zh for problem in outcome.problems]


def test_a_source_of_a_few_lines_is_whole(tmp_path: Path) -> None:
    (source,), problems = _read(tmp_path, GOOD)
    assert problems == []
    assert source.all_hosts == {"www.example.gov.cn"}
    assert source.further_page(source.pages[0], 2) == "https://www.example.gov.cn/czj/list_2.html"
    assert source.further_page(source.pages[0], 101) is None
    assert source.unit_and_year("元氏县水利局2024年度部门整体绩效自评报告") == ("元氏县水利局", 2024)
    assert source.is_attachment("https://x/a/报告.PDF?download=1")
    assert not source.is_attachment("https://x/a/index.html")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("pagess = ['https://x/']", "pagess"),
        ("county = ''", "county"),
        ("region_code = '13'", "region_code"),
        ("next_pattern = 'list.html'", "next_pattern"),
        ("max_pages = 0", "max_pages"),
        ("unit_pattern = '(?P<unit>'", "unit_pattern"),
        ("unit_pattern = '(?P<name>.)'", "unit_pattern"),
        ("hosts = ['http://x']", "hosts"),
        ("allows_private = 1", "allows_private"),
    ],
)
def test_a_fault_is_named_with_its_line_and_the_other_sources_hold(
    tmp_path: Path, line: str, key: str
) -> None:
    text = f"[[source]]\nid = 'one'\npages = ['https://x/']\n{line}\n{GOOD}"
    sources, problems = _read(tmp_path, text)
    assert [source.source_id for source in sources] == ["yuanshi-czj"]
    assert len(problems) == 1
    assert "sources.toml:4" in problems[0]
    assert key in problems[0]


def test_the_example_of_the_docs_is_a_source(tmp_path: Path, project_root: Path) -> None:
    text = (project_root / "docs" / "sources.md").read_text(encoding="utf-8")
    (source,), problems = _read(tmp_path, text.split("```toml\n")[1].split("```")[0])
    assert problems == []
    assert source.unit_and_year("元氏县财政局2024年度绩效自评") == ("元氏县财政局", 2024)


def test_two_sources_of_one_name_and_a_file_that_is_no_toml_are_told(tmp_path: Path) -> None:
    sources, problems = _read(tmp_path, GOOD + GOOD)
    assert len(sources) == len(problems) == 1
    sources, problems = _read(tmp_path, "[[source]\n")
    assert sources == ()
    assert "sources.toml" in problems[0]


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "::1", "[fe80::1%eth0]", "::ffff:10.0.0.1", "0.0.0.0", "100.64.1.1"]
)  # fmt: skip
def test_addresses_of_no_public_host_are_private(address: str) -> None:
    assert is_private(address)
    assert not is_private("8.8.8.8")
    assert not is_private("www.example.gov.cn")


@pytest.mark.parametrize(
    ("url", "words", "header", "name"),
    [
        ("https://x/f/1.pdf", "附件：水利局报告.pdf", None, "附件：水利局报告.pdf"),
        ("https://x/f/1.pdf", "水利局报告", None, "水利局报告.pdf"),
        ("https://x/down?id=3", "", "attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A.doc", "报告.doc"),
        ("https://x/f/%E8%87%AA%E8%AF%84.doc", "", None, "自评.doc"),
        ("https://x/f/1.pdf", "../../etc/passwd.pdf", None, "etc_passwd.pdf"),
        ("https://x/f/1.pdf", "\u202egnp.报告.pdf", None, "gnp.报告.pdf"),
        ("https://x/f/1.pdf", "附件1.部门整体支出绩效自评报告", None, "附件1.部门整体支出绩效自评报告.pdf"),
        ("https://x/", "", None, "attachment"),
    ],
)
def test_a_fetched_file_has_a_name_for_people_that_leads_nowhere_else(
    url: str, words: str, header: str | None, name: str
) -> None:
    headers = {"Content-Disposition": header} if header else {}
    assert file_name(Response(url, headers=headers), words, is_page=False) == name


@pytest.mark.parametrize("words", ["报" * 400, "附件1." + "报" * 400])
def test_a_name_without_end_fits_a_file_system(words: str) -> None:
    name = file_name(Response("https://x/f/1.pdf"), words, is_page=False)
    assert len(name.encode()) <= 184
    assert name.endswith(".pdf")
