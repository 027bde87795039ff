"""Disclosure pages into the inbox over several nights, from a real site on loopback: politely, once, and nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from pipelines.night.fetch.fetching import FetchReport, fetch_sources
from pipelines.night.fetch.sources_check import check_sources
from pipelines.night.settings import Settings
from pipelines.sources.crawl import Limits
from pipelines.sources.inbox import list_inbox
from pipelines.state import State
from tests.sources.disclosure_site import Site, disclosure_site, links, page

pytestmark = pytest.mark.slow

QUICK = Limits(seconds=1.5, run_seconds=60.0, retries=1, file_bytes=1_000_000)
REPORT = "元氏县水利局2024年度部门整体支出绩效自评报告"
SOURCE = """
[[source]]
id = "yuanshi"
county = "元氏县"
region_code = "130132"
pages = ["{root}/list.html"]
next_text = ["下一页"]
link_words = ["绩效自评"]
unit_pattern = "(?P<unit>元氏县[^0-9]+?)(?P<year>20\\\\d\\\\d)年"
allows_private = true
delay_seconds = 0.05
"""


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site(
        pages={
            "/list.html": page(
                "绩效公开",
                links(
                    ("/a/1.html", REPORT),
                    ("/files/b.docx", "元氏县教育局2023年度绩效自评报告.docx"),
                    ("/secret/x.pdf", "绩效自评报告 不许取"),
                    ("/news.html", "要闻"),
                    ("/gone.pdf", "绩效自评 已删"),
                    ("/broken.pdf", "绩效自评 坏的"),
                    ("/endless.pdf", "绩效自评 无尽"),
                    ("/large.pdf", "绩效自评 太大"),
                    ("http://example.invalid/z.pdf", "绩效自评 外站"),
                    ("/jump.pdf", "绩效自评 跳到内网"),
                    ("list_2.html", "下一页"),
                ),
            ),
            "/list_2.html": page("绩效公开", links(("/a/3.html", "元氏县民政局2024年度绩效自评报告"))),
            "/a/1.html": page(REPORT, f"<h1>{REPORT}</h1>" + links(("/files/1.pdf", "附件"))),
            "/a/3.html": page("民政局", "<h1>元氏县民政局2024年度绩效自评报告</h1><p>人员经费100万元</p>"),
            "/files/1.pdf": b"%PDF-1.4 first",
            "/files/b.docx": b"PK\x03\x04 docx",
            "/large.pdf": b"x" * 1_500_000,
        },
        redirects={"/jump.pdf": "http://10.0.0.1/secret.pdf"},
    )
    with disclosure_site(made):
        yield made


@pytest.fixture
def settings(site: Site, tmp_path: Path) -> Settings:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "sources.toml").write_text(SOURCE.format(root=site.root), encoding="utf-8")
    return Settings(raw, tmp_path / "warehouse")


def _fetch(settings: Settings) -> FetchReport:
    with State.open(settings.warehouse) as state:
        return fetch_sources(settings, state, QUICK)


def test_two_nights_with_changes_between(site: Site, settings: Settings) -> None:
    first = _fetch(settings)
    assert first.counts["fetched"] == 3
    assert first.counts["gone"] == 1
    kinds = Counter(p.kind for p in first.problems)
    assert kinds["fetch_failed"] == 3, "a fault of the server, an answer without end, one that is too large"
    assert kinds["fetch_gone"] == 1, "linked and never to be had"
    assert kinds["fetch_refused"] == 3, "robots.txt, another host, a private address"
    assert any("绩效自评 已删" in p.message_zh for p in first.problems)
    cards = {file.file_name.rsplit("-", 1)[0]: file.card for file in list_inbox(settings.raw).files}
    assert set(cards) == {"附件", "元氏县教育局2023年度绩效自评报告", "元氏县民政局2024年度绩效自评报告"}
    assert cards["附件"].unit_name == "元氏县水利局"
    assert cards["附件"].fiscal_year == 2024
    assert cards["附件"].region_code == "130132"
    assert cards["附件"].source_url == f"{site.root}/files/1.pdf"
    kept = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in settings.raw.glob("fetched/yuanshi/.cards/*.json")
    ]
    assert {card["title"] for card in kept if card["url"].endswith("1.pdf")} == {REPORT}
    assert all("etag" in card["headers"] for card in kept)
    paths = site.paths()
    assert not {"/secret/x.pdf", "/news.html", "/secret.pdf"} & set(paths)

    site.asked.clear()
    again = _fetch(settings)
    assert again.counts["unchanged"] == 3
    assert "fetched" not in again.counts
    conditional = {path for path, headers, _ in site.asked if "If-None-Match" in headers}
    assert conditional == {"/files/1.pdf", "/files/b.docx"}

    site.pages["/files/1.pdf"] = b"%PDF-1.4 second, corrected"
    site.pages["/list_2.html"] = page("绩效公开", "<p>已撤下</p>")
    site.pages["/a/3.html"] = page(
        "民政局", "<h1>元氏县民政局2024年度绩效自评报告</h1><p>人员经费100万元</p><script>hits=7</script>"
    )
    third = _fetch(settings)
    assert third.counts["fetched"] == third.counts["changed"] == 1
    assert third.counts["disappeared"] == 1
    assert len(list_inbox(settings.raw).files) == 4, "both versions stay, and what was withdrawn stays"


def test_the_delay_that_robots_txt_asks_for_is_kept(site: Site, settings: Settings) -> None:
    site.robots = "User-agent: *\nCrawl-delay: 0.6\n"
    site.pages["/list.html"] = page(
        "绩效公开", links(("/a/3.html", "绩效自评"), ("/files/b.docx", "绩效自评.docx"))
    )
    _fetch(settings)
    times = [at for path, _, at in site.asked if path != "/robots.txt"]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(gaps) == 2
    assert all(gap >= 0.29 for gap in gaps), (
        f"Scrapy varies a delay between half and one and a half of it: {gaps}"
    )


def test_no_robots_txt_allows_and_a_broken_one_forbids(site: Site, settings: Settings) -> None:
    site.robots_status = 503
    (problem,) = _fetch(settings).problems
    assert problem.kind == "source_unreachable"
    assert "HTTP 503" in problem.message_zh
    assert set(site.paths()) == {"/robots.txt"}
    site.robots_status, site.robots = 200, None
    assert _fetch(settings).counts["fetched"] == 3
    assert "/secret/x.pdf" in site.paths(), "what robots.txt no longer forbids"


def test_private_addresses_are_refused_unless_the_source_allows_them(site: Site, settings: Settings) -> None:
    sources = settings.raw / "sources.toml"
    sources.write_text(
        sources.read_text(encoding="utf-8").replace("allows_private = true\n", ""), encoding="utf-8"
    )
    (problem,) = _fetch(settings).problems
    assert problem.kind == "source_unreachable"
    assert "内网" in problem.message_zh
    named = sources.read_text(encoding="utf-8").replace("127.0.0.1", "localhost")
    sources.write_text(named, encoding="utf-8")
    (problem,) = _fetch(settings).problems
    assert "内网" in problem.message_zh, "a name that leads to a private address"
    assert site.asked == []


def test_a_killed_crawl_is_taken_in_and_goes_on(site: Site, settings: Settings) -> None:
    site.pages["/list.html"] = page(
        "绩效公开", links(("/endless.pdf", "绩效自评 无尽"), ("/files/b.docx", "绩效自评.docx"))
    )
    code = (
        "from pathlib import Path; from pipelines.night.fetch.fetching import fetch_sources; from pipelines.night.settings import Settings;"
        "from pipelines.sources.crawl import Limits; from pipelines.state import State;"
        f"s = Settings(Path({str(settings.raw)!r}), Path({str(settings.warehouse)!r}));"
        "fetch_sources(s, State.open(s.warehouse), Limits(seconds=60, run_seconds=90, retries=0))"
    )
    night = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    results = settings.warehouse / "state" / "crawl" / "results.jsonl"
    give_up = time.monotonic() + 40
    while (
        not (results.exists() and '"fetched"' in results.read_text(encoding="utf-8"))
        and time.monotonic() < give_up
    ):
        time.sleep(0.1)
    os.killpg(night.pid, signal.SIGKILL)
    night.wait()
    assert list_inbox(settings.raw).files == ()
    site.asked.clear()
    site.pages["/list.html"] = page(
        "绩效公开", links(("/files/b.docx", "绩效自评.docx"), ("/a/3.html", "绩效自评"))
    )
    report = _fetch(settings)
    assert report.counts["fetched"] == 1
    assert "/files/b.docx" not in site.paths(), "it came before the kill"
    assert len(list_inbox(settings.raw).files) == 2


def test_a_file_fetched_in_the_second_in_which_a_broken_crawl_began_is_not_asked_for_again(
    site: Site, settings: Settings
) -> None:
    site.pages["/list.html"] = page("绩效公开", links(("/files/b.docx", "绩效自评.docx")))
    _fetch(settings)
    with State.open(settings.warehouse) as state:
        (record,) = state.fetches()
        state.start_crawl(record.fetched_at + timedelta(milliseconds=900))
    site.asked.clear()
    _fetch(settings)
    assert "/list.html" in site.paths()
    assert "/files/b.docx" not in site.paths()


def test_check_says_what_each_source_has_and_fetches_nothing(
    site: Site, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/list.html"] = page("绩效公开", links(("/a/1.html", REPORT), ("/gone.html", "绩效自评 已删")))
    assert check_sources(settings.raw)
    said = capsys.readouterr().out
    assert "yuanshi（元氏县）：读了 2 页，找到 1 份附件（没有逐份试取），1 个页面读不到" in said
    assert "元氏县水利局 2024" in said
    assert "/files/1.pdf" not in site.paths()
    assert not (settings.raw / "fetched").exists()
