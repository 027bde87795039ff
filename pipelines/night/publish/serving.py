"""``xianjian serve``: the live build's site on loopback, for one machine's own people.

Belongs here: which address gives which file, pages and pictures that are made when they are asked for, headers. Does not belong
here: what pages show (publish.site). Nothing can be changed through it: it answers GET and HEAD, to this machine alone, and each
answer comes from the build that is live at that moment, so that a publish needs no restart.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from pipelines.night.exit_code import ExitCode
from pipelines.night.no_build import say_no_build
from pipelines.night.progress import say
from pipelines.night.publish.page_pictures import draw_document
from pipelines.night.publish.site_reports import render_page
from pipelines.night.settings import Settings
from pipelines.publish import Build, live_build
from pipelines.publish.site import SITE, Site
from pipelines.publish.site.images import LINK
from pipelines.publish.site.report_rows import gather
from pipelines.store import Store

PORT: Final = 8460
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".webp": "image/webp",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_BESIDE: Final = frozenset({"xianjian.xlsx", "manifest.json"})
"""Files of a build that its pages link to beside the site."""
_PICTURE: Final = re.compile(r"pages/([0-9a-f]{2}/([0-9a-f]{64})/[0-9]+-[0-9a-f]{8}\.webp)")
_REPORT: Final = re.compile(r"reports/([0-9A-Za-z_-]+)\.html")
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gives."""

    status: HTTPStatus
    media_type: str = "text/plain; charset=utf-8"
    body: bytes = b""


class SiteServer(ThreadingHTTPServer):
    """The site of a warehouse on 127.0.0.1. ``port`` 0: any free one."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, settings: Settings, port: int = PORT) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.settings = settings
        self.drawing = threading.Lock()
        own = self.server_address[1]
        self.names = frozenset({f"127.0.0.1:{own}", f"localhost:{own}"})

    def answer(self, address: str) -> Answer:
        """The answer to a request's path."""
        name = unquote(urlsplit(address).path).lstrip("/") or "index.html"
        if name.endswith("/"):
            name += "index.html"
        build = live_build(self.settings.warehouse)
        if build is None:
            return _said(HTTPStatus.SERVICE_UNAVAILABLE, "现在没有可看的版本，请告诉管理员")
        if "\0" in name or "\\" in name or any(part in {"", ".", ".."} for part in name.split("/")):
            return _said(HTTPStatus.NOT_FOUND, "没有这一页")
        if picture := _PICTURE.fullmatch(name):
            return self._picture(build, picture[1], picture[2])
        if name in _BESIDE:
            return _file(build.folder, name)
        answer = _file(build.folder / SITE, name)
        if answer.status is HTTPStatus.NOT_FOUND and (report := _REPORT.fullmatch(name)):
            return self._report(build, report[1])
        return answer

    def _report(self, build: Build, report_id: str) -> Answer:
        """A report's page, made now: there are too many of them to write them all."""
        with Store.open_read_only(build.database) as store:
            is_sample = bool(store.scalar("SELECT coalesce(bool_or(is_sample), false) FROM core.documents"))
            site = Site(build.folder / SITE, build.build_id, is_sample)
            for content in gather(store, [report_id]):
                page = render_page(self.settings, site, content)
                return Answer(HTTPStatus.OK, _TYPES[".html"], page.encode())
        return _said(HTTPStatus.NOT_FOUND, "没有这份报告")

    def _picture(self, build: Build, file: str, sha256: str) -> Answer:
        folder = self.settings.documents / LINK
        if not (folder / file).is_file():
            with (
                self.drawing,
                Store.open_read_only(build.database) as store,
            ):  # one at a time: drawing is dear
                draw_document(self.settings, store, sha256, file)
        return _file(folder, file)


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"
    server_version = "xianjian"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        self._reply(with_body=True)

    def do_HEAD(self) -> None:
        self._reply(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what a person looks at stays with them."""

    def _reply(self, *, with_body: bool) -> None:
        if self.headers.get("Host") in self.server.names:
            answer = self.server.answer(self.path)
        else:  # a page elsewhere that had its name point here must not read this one
            answer = _said(HTTPStatus.MISDIRECTED_REQUEST, "只在本机访问")
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        if with_body:
            self.wfile.write(answer.body)


def serve_site(settings: Settings, port: int) -> ExitCode:
    """Serve until Ctrl-C; the exit code."""
    if live_build(settings.warehouse) is None:
        say(say_no_build(settings.warehouse))
        return ExitCode.NOT_FOUND
    try:
        server = SiteServer(settings, port)
    except OSError as error:
        say(f"不能使用端口 {port}：{error.strerror} / port not available")
        return ExitCode.CRASH
    with server:
        print(f"http://127.0.0.1:{server.server_address[1]}/  （Ctrl-C 结束 to stop）", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return ExitCode.OK
    return ExitCode.OK


def _file(folder: Path, name: str) -> Answer:
    """A file below a folder, whatever links lie on the way; nothing outside of it."""
    path = folder / name
    if path.is_dir():
        path /= "index.html"
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        return _said(HTTPStatus.NOT_FOUND, "没有这一页")
    return Answer(
        HTTPStatus.OK, _TYPES.get(path.suffix.lower(), "application/octet-stream"), path.read_bytes()
    )


def _said(status: HTTPStatus, sentence: str) -> Answer:
    return Answer(status, body=f"{sentence}\n".encode())
