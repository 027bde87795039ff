"""Writing a page: template and values → a file that opens offline and runs nothing but the site's own script.

Belongs here: escaping, what every page is given, the way back to the site's folder, hard links to what has not changed. Does
not belong here: what pages show, the files beside the pages (assets).

Everything that a report says reaches a page through autoescape; the policy of ``base.html`` forbids inline scripts and every
address but files of the site, so that text built to attack stays text. A page says nothing of the build that it belongs to
(``assets/build.js`` does), so that an unchanged page is the same file night after night. It is known to be unchanged before it is
rendered, by a hash of the values that it would show and of the code and templates that make pages (``pages.json``).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipelines.lexicon import load
from pipelines.publish.site.addresses import finding_anchor, report_file
from pipelines.publish.site.assets import copy_assets
from pipelines.publish.site.cells import Cells
from pipelines.publish.site.places import cities_of_namesakes
from pipelines.publish.site.shown import exact_number, is_rounded, join_lines, show_number, show_years
from pipelines.store import Store

TEMPLATES = Path(__file__).with_name("templates")
SITE = "site"
"""The folder of the pages within a build."""
KEYS = "pages.json"
"""What each page shows, as a hash: page → key. Report pages have an index of their own (report_keys)."""
MOST_REPORTS = 20_000
"""Above so many reports no report page is written: ``xianjian serve`` makes them when they are asked for."""
_ADDRESS = " at 0x"


class _Templates(Environment):
    """Looks for ``row.name`` among what a row holds before it asks for an attribute: pages do so millions of times, and an attribute
    that is not there is an exception each time."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def environment() -> Environment:
    """The templates, with the filters of :mod:`shown`."""
    made = _Templates(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"num": show_number, "exact": exact_number, "joined": join_lines, "years": show_years}
    made.tests["rounded"] = is_rounded
    made.globals |= {"finding_anchor": finding_anchor, "report_file": report_file}
    return made


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of one build in the making. ``previous``: the live build's, whose unchanged files are linked.

    ``serves_reports``: there are too many reports to write their pages. ``stamp``: of all that makes pages; without one every page
    is rendered. ``cities``: of counties that share their name (places). ``before`` and ``keys``: what the live build's pages show and what these do."""

    folder: Path
    build_id: str
    is_sample: bool
    previous: Path | None = None
    serves_reports: bool = False
    stamp: str = ""
    cities: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict, repr=False)
    keys: dict[str, str] = field(default_factory=dict, repr=False)

    def render(self, page: str, template: str, **values: object) -> str:
        """The text of ``page``; the template also knows ``root`` (the way back to the site's folder), ``words`` and ``cells``."""
        root, words = "../" * page.count("/"), load("site")
        given: dict[str, Any] = {
            "root": root,
            "page": page,
            "is_sample": self.is_sample,
            "serves_reports": self.serves_reports,
            "cities": self.cities,
            "words": words,
            "cells": Cells(root, words),
        }
        return environment().get_template(template).render(given | values)

    def write(self, page: str, template: str, **values: object) -> Path:
        """Render and write ``page``; where the live build's page shows the same, its file is taken."""
        key = self._key(page, template, values)
        if key is not None:
            self.keys[page] = key
            path = self.folder / page
            if self.previous is not None and self.before.get(page) == key:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True)
                if link(self.previous / page, path):
                    return path
        return self.put(page, self.render(page, template, **values).encode())

    def keep_keys(self) -> None:
        """Write down what the pages show, for the next build."""
        self.put(KEYS, json.dumps(dict(sorted(self.keys.items())), indent=0).encode())

    def _key(self, page: str, template: str, values: Mapping[str, object]) -> str | None:
        """Of all that decides a page. None where values cannot be told apart by their text: an object that shows its address in
        memory may be another one next night."""
        if not self.stamp:
            return None
        shown = repr(values)
        if _ADDRESS in shown:
            return None
        told = f"{self.stamp} {page} {template} {self.is_sample} {self.serves_reports} {self.cities} {shown}"
        return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:16]

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


def start_site(
    store: Store,
    folder: Path,
    build_id: str,
    previous: Path | None = None,
    stamp: str = "",
    most_reports: int = MOST_REPORTS,
) -> Site:
    """An empty site with its style, its scripts and the name of its build."""
    is_sample = bool(store.scalar("SELECT coalesce(bool_or(is_sample), false) FROM core.documents"))
    has_many = int(store.scalar("SELECT count(*) FROM core.reports")) > most_reports
    old = previous if previous is not None and previous.is_dir() else None
    site = Site(folder, build_id, is_sample, old, has_many, stamp, cities_of_namesakes(store), _keys(old))
    copy_assets(site.put, build_id)
    return site


def _keys(site: Path | None) -> dict[str, str]:
    """What the pages of a published site show; nothing where it does not say."""
    if site is None or not (site / KEYS).is_file():
        return {}
    keys: dict[str, str] = json.loads((site / KEYS).read_text(encoding="utf-8"))
    return keys
