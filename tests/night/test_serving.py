"""``xianjian serve``: the live build and nothing else, to this machine alone, and the next build without a restart."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from pipelines.model.codec import encode
from pipelines.night.publish.serving import SiteServer
from pipelines.night.settings import Settings
from pipelines.publish import begin, publish, seal
from pipelines.store import Store
from tests.documents import make_document
from tests.publish.candidates import inputs
from tests.stores import copy_schema

SHA = "cd" * 32
AT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def put_out(warehouse: Path, words: str) -> None:
    """A published build with one report and a site of one page."""
    candidate = begin(warehouse, inputs(words[0]), AT)
    site = candidate.folder / "site"
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_text(words, encoding="utf-8")
    (site / "assets" / "site.js").write_text("1", encoding="utf-8")
    with Store.create(candidate.database) as store:
        copy_schema(store)
        store.execute(
            f"INSERT INTO core.documents BY NAME SELECT 'd1' AS document_id, '{SHA}' AS sha256, '报告.txt' AS file_name;"
            "INSERT INTO core.reports BY NAME SELECT 'r-1' AS report_id, 'v1' AS version_id, 'd1' AS document_id, '云溪县水利局' AS"
            " unit_name, 2024 AS fiscal_year, 'department' AS report_type, 'unknown' AS scope;"
            "INSERT INTO core.report_versions BY NAME SELECT 'r-1' AS report_id, 'v1' AS version_id, 'd1' AS document_id,"
            " 1 AS version_no, true AS is_current, 'first' AS relation;"
        )
        seal(candidate, store, AT)
    publish(candidate)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve") / "warehouse"
    put_out(folder, "first")
    settings = Settings(folder, folder)
    settings.document(SHA).parent.mkdir(parents=True)
    settings.document(SHA).write_bytes(encode(make_document("本年执行96万元。", document_id="d1")))
    (folder / "state").mkdir()
    (folder / "state" / "state.sqlite").write_text("secret")
    return folder


@pytest.fixture(scope="module")
def server(warehouse: Path) -> Iterator[SiteServer]:
    with SiteServer(Settings(warehouse, warehouse), port=0) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def ask(
    server: SiteServer, path: str, method: str = "GET", host: str | None = None
) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request(method, path, headers={"Host": host} if host else {})
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response, body


def test_pages_come_with_their_type_and_the_policy(server: SiteServer) -> None:
    response, body = ask(server, "/")
    assert (response.status, body) == (200, "first")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert ask(server, "/assets/site.js")[0].headers["Content-Type"].startswith("text/javascript")
    assert ask(server, "/index.html", "HEAD")[1] == ""


@pytest.mark.parametrize(
    "path",
    [
        "/../manifest.json",
        "/%2e%2e/%2e%2e/%2e%2e/state/state.sqlite",
        "/assets/..%2f..%2fxianjian.duckdb",
        "/..\\..\\state\\state.sqlite",
        "//etc/passwd",
        "/pages/../../../../state/state.sqlite",
        "/index.html%00.js",
        "/xianjian.duckdb",
        "/nothing.html",
    ],
)
def test_nothing_but_the_site_is_given_out(server: SiteServer, path: str) -> None:
    response, body = ask(server, path)
    assert response.status == 404
    assert "secret" not in body


def test_another_name_for_this_machine_is_refused_and_nothing_can_be_changed(server: SiteServer) -> None:
    assert ask(server, "/", host="evil.example")[0].status == 421
    assert ask(server, "/", "POST")[0].status == 501


def test_a_report_page_that_was_not_written_is_made_when_asked_for(server: SiteServer) -> None:
    response, body = ask(server, "/reports/r-1.html")
    assert response.status == 200
    assert "本年执行96万元。" in body
    assert ask(server, "/reports/r-2.html")[0].status == 404


def test_the_next_build_is_shown_without_a_restart(server: SiteServer, warehouse: Path) -> None:
    put_out(warehouse, "second")
    assert ask(server, "/")[1] == "second"
