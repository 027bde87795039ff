"""Writing a page: template and values → a file that opens offline and runs nothing but the site's own script.

Belongs here: escaping, what every page is given, the way back to the site's folder, hard links to what has not changed. Does
not belong here: what pages show, the files beside the pages (assets).

Everything that a report says reaches a page through autoescape; the policy of ``base.html`` forbids inline scripts and every
address but files of the site, so that text built to attack stays text. A page says nothing of the build that it belongs to
(``assets/build.js`` does), so that an unchanged page is the same file night after night.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipelines.lexicon import load
from pipelines.publish.site.assets import copy_assets
from pipelines.publish.site.cells import number_cell
from pipelines.publish.site.shown import exact_number, is_rounded, show_number
from pipelines.store import Store

TEMPLATES = Path(__file__).with_name("templates")
SITE = "site"
"""The folder of the pages within a build."""


@cache
def environment() -> Environment:
    """The templates, with the filters of :mod:`shown`."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"num": show_number, "exact": exact_number}
    made.tests["rounded"] = is_rounded
    made.globals["number_cell"] = number_cell
    return made


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of one build in the making. ``previous``: the live build's, whose unchanged files are linked."""

    folder: Path
    build_id: str
    is_sample: bool
    previous: Path | None = None

    def render(self, page: str, template: str, **values: object) -> str:
        """The text of ``page``; the template also knows ``root`` (the way back to the site's folder) and ``words``."""
        given: dict[str, Any] = {
            "root": "../" * page.count("/"),
            "page": page,
            "is_sample": self.is_sample,
            "words": load("site"),
        }
        return environment().get_template(template).render(given | values)

    def write(self, page: str, template: str, **values: object) -> Path:
        """Render and write ``page``."""
        return self.put(page, self.render(page, template, **values).encode())

    def put(self, name: str, data: bytes) -> Path:
        """A file of these bytes: the previous build's own file where it has the very same ones."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if self.previous is not None:
            old = self.previous / name
            if (
                old.is_file()
                and old.stat().st_size == len(data)
                and old.read_bytes() == data
                and link(old, path)
            ):
                return path
        path.write_bytes(data)
        return path


def link(old: Path, path: Path) -> bool:
    """A hard link to a published file; False where the file system has no more room for links or knows none."""
    try:
        os.link(old, path)
    except OSError:
        return False
    return True


def start_site(store: Store, folder: Path, build_id: str, previous: Path | None = None) -> Site:
    """An empty site with its style, its scripts and the name of its build."""
    is_sample = bool(store.scalar("SELECT coalesce(bool_or(is_sample), false) FROM core.documents"))
    site = Site(folder, build_id, is_sample, previous if previous is not None and previous.is_dir() else None)
    copy_assets(site.put, build_id)
    return site
