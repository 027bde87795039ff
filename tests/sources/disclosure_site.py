"""A disclosure site on loopback: lists with paging, report pages, attachments, and everything that goes wrong on the web."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROBOTS = "User-agent: *\nDisallow: /secret/\nCrawl-delay: 0.2\n"


def page(title: str, body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>".encode()


def links(*pairs: tuple[str, str]) -> str:
    return "<ul>" + "".join(f"<li><a href='{href}'>{words}</a></li>" for href, words in pairs) + "</ul>"


@dataclass
class Site:
    """What the site serves: bytes by path; ``asked``: every request, path and headers and time, in order."""

    pages: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    robots: str | None = ROBOTS
    robots_status: int = 200
    asked: list[tuple[str, dict[str, str], float]] = field(default_factory=list)
    port: int = 0

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

        def _answer(self, status: int, body: bytes, **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):  # the crawler hangs up on what is too large
                self.wfile.write(body)

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers), time.monotonic()))
            if self.path == "/robots.txt":
                if site.robots_status >= 500:
                    self._answer(site.robots_status, b"oh no")
                elif site.robots is None:
                    self._answer(404, b"")
                else:
                    self._answer(200, site.robots.encode(), Content_Type="text/plain")
            elif self.path in site.redirects:
                self._answer(302, b"", Location=site.redirects[self.path])
            elif self.path == "/broken.pdf":
                self._answer(500, b"broken")
            elif self.path == "/endless.pdf":
                self.send_response(200)
                self.send_header("Content-Type", "application/pdf")
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                try:
                    while True:
                        self.wfile.write(b"5\r\nabcde\r\n")
                        self.wfile.flush()
                        time.sleep(0.05)
                except OSError:
                    self.close_connection = True
            elif self.path in site.pages:
                body = site.pages[self.path]
                tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
                if self.headers.get("If-None-Match") == tag:
                    self._answer(304, b"", ETag=tag)
                    return
                kind = "text/html" if body.startswith(b"<!DOCTYPE") else "application/octet-stream"
                self._answer(200, body, Content_Type=kind, ETag=tag, Last_Modified=formatdate(0, usegmt=True))
            else:
                self._answer(404, b"")

    return Handler


@contextmanager
def disclosure_site(site: Site) -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
