"""Publication: the places that a report's web site and folder stand for.

Belongs here: reading names of sites, host names (lexicon/hosts.toml) and folders as places. Does not belong here: what
they are worth against the report's own words (identity).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from pipelines.lexicon import load
from pipelines.model.claims import Card
from pipelines.normalize.places import Places, Region


def published_in(sites: Sequence[str], card: Card, year: int | None, places: Places) -> tuple[Region, ...]:
    """Places of the publishing bodies, of the host of ``source_url`` and of the folders, each once; shared names left out."""
    found = [*_of_host(card.source_url, year, places)]
    for name in sites:
        found += _of_name(name, year, places)
    found += _of_folder(card.folder, year, places)
    return tuple({region.code: region for region in found}.values())


def _of_name(name: str, year: int | None, places: Places) -> Iterator[Region]:
    counties = places.find_counties(name, year)
    if len(counties) == 1:
        yield counties[0]
    yield from (r for named in places.mentions(name, year) for r in named.regions if not r.is_county)


def _of_host(url: str | None, year: int | None, places: Places) -> Iterator[Region]:
    host = urlsplit(url).hostname if url else None
    labels = host.split(".") if host else []
    for first in range(len(labels) - 1):
        code = load("hosts")["host"].get(".".join(labels[first:]))
        region = places.by_code(code, year) or places.by_code(code, None) if code else None
        if region is not None:
            yield region
            return


def _of_folder(folder: str | None, year: int | None, places: Places) -> Iterator[Region]:
    """Folders from the outermost in: 石家庄/新华区 is 新华区 of 石家庄市."""
    names = [n for n in (folder or "").split("/") if n]
    full = [n if places.named(n, year) or not places.named(f"{n}市", year) else f"{n}市" for n in names]
    yield from _of_name("".join(full), year, places)
