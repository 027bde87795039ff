"""Milliseconds of processor that a page takes in the browser's main thread until it can be used: read, laid out, its script run.

``python -m benchmarks.pages SITE``: the largest page of each folder of a site, and a list of 1,000 departments made for it, on a phone
and on a large screen. Thread time does not depend on what else runs on the machine: times four is a middling phone, times six a slow one.
The charts' library comes later, when the reader pauses, and is told separately.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.rules_store import SETTINGS
from pipelines.publish.site import start_site
from pipelines.store import Store, create_schema

ROWS = 1000
TIMES = 3
_PAINTED = (
    "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))"
)
_PARTS = {
    "TaskDuration": "all",
    "LayoutDuration": "layout",
    "RecalcStyleDuration": "style",
    "ScriptDuration": "script",
}


def largest(site: Path) -> Iterator[Path]:
    """The largest page of each folder."""
    for folder in (site, *sorted(path for path in site.iterdir() if path.is_dir())):
        if pages := list(folder.glob("*.html")):
            yield max(pages, key=lambda page: page.stat().st_size)


def long_table(folder: Path) -> Path:
    """A page whose table has :data:`ROWS` rows."""
    with Store.in_memory() as store:
        create_schema(store)
        site = start_site(store, folder, "long")
    departments = [
        {"page": "x.html", "name": f"第{n}局", "units": n, "counties": n, "reports": n, "years": [2023, 2024]}
        for n in range(ROWS)
    ]
    return site.write("departments/index.html", "departments_index.html", departments=departments, homeless=0)


def used(page: Page, path: Path) -> dict[str, int]:
    """Milliseconds by part, for opening a page anew."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(path.as_uri(), wait_until="load")
    page.evaluate(_PAINTED)
    metrics = {told["name"]: told["value"] for told in session.send("Performance.getMetrics")["metrics"]}
    return {name: round(metrics[code] * 1000) for code, name in _PARTS.items()}


def measure(browser: Browser, path: Path, width: int) -> None:
    """Print the best of some visits."""
    found = []
    for _ in range(TIMES):
        page = browser.new_page(viewport={"width": width, "height": 844}, is_mobile=width < 600)
        found.append(used(page, path))
        rows = page.locator("tr").count()
        page.close()
    best = min(found, key=lambda parts: parts["all"])
    print(
        f"{width} px, {path.parent.name}/{path.name}, {path.stat().st_size // 1000} kB, {rows} rows: {best}",
        flush=True,
    )


def main(site: Path) -> None:
    """Print the figures of each page."""
    program = shutil.which("chromium")
    if program is None:
        raise SystemExit("缺少系统软件包 chromium / the system package chromium is missing")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        pages = [*largest(site), long_table(Path(folder))]
        for width in (390, 1280):
            for page in pages:
                measure(browser, page, width)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SETTINGS.warehouse / "current" / "site")
