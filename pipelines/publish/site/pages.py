"""Writing a page: template and values → a file that opens offline and runs nothing.

Belongs here: escaping, the content policy, links between folders, the style sheet. Does not belong here: what pages show.

Everything that a report says reaches a page through autoescape; the policy of ``base.html`` forbids scripts and every
address but the style sheet beside the pages, so that text built to attack stays text.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).with_name("templates")
SITE = "site"
"""The folder of the pages within a build."""
STYLE = "style.css"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def start_site(folder: Path) -> None:
    """The folder with its style sheet."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(TEMPLATES / STYLE, folder / STYLE)


def write_page(site: Path, page: str, template: str, **values: object) -> Path:
    """Write ``site/<page>``. ``root`` in the template is the way from the page back to the site's folder."""
    path = site / page
    path.parent.mkdir(parents=True, exist_ok=True)
    root = "../" * page.count("/")
    text = _environment().get_template(template).render(root=root, **values)
    path.write_text(text, encoding="utf-8")
    return path
