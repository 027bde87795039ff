"""The site of a build: its pages but those of reports, in order.

Belongs here: which pages a build gets, and what they need of other hops. Does not belong here: what a page shows, how it is
written (publish.site), the pages of reports (site_reports).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.night.settings import Settings
from pipelines.night.stamps import stage_stamp
from pipelines.publish import Build, Candidate
from pipelines.publish.dictionary import write_dictionary
from pipelines.publish.site import SITE, Site, start_site, write_contracts, write_findings
from pipelines.publish.site.counties import write_counties
from pipelines.publish.site.departments import write_departments
from pipelines.publish.site.images import link_pictures
from pipelines.publish.site.indicators import write_indicators
from pipelines.publish.site.methods import write_methods
from pipelines.publish.site.news import ChangedFigure
from pipelines.publish.site.nights import write_nights
from pipelines.publish.site.overview import write_overview
from pipelines.publish.site.restatements import write_restatements
from pipelines.publish.site.search import write_search
from pipelines.publish.site.units import write_units
from pipelines.store import Store

ACCURACY = "benchmarks/accuracy/recorded.toml"
"""What was last measured of how exactly is read, from the root of the checkout."""


def open_site(candidate: Candidate, store: Store, live: Build | None) -> Site:
    """The empty ``site/`` of a candidate; what has not changed since the live build will be linked from there."""
    return start_site(
        store,
        candidate.folder / SITE,
        candidate.build_id,
        live.folder / SITE if live else None,
        stage_stamp("pages"),
    )


def write_parts(
    settings: Settings, store: Store, site: Site, changed: Sequence[ChangedFigure] = ()
) -> Iterator[str]:
    """Write every page but those of reports, part by part; the name of each part once it is there. ``changed``: figures that differ
    from the live build's."""
    link_pictures(site.folder, settings.documents)
    write_overview(store, site, changed)
    yield "overview"
    write_counties(store, site)
    yield "counties"
    write_departments(store, site)
    yield "departments"
    indicators = write_indicators(store, site)
    yield "indicators"
    write_restatements(store, site)
    yield "restatements"
    write_methods(store, site, settings.root / ACCURACY)
    write_contracts(store, site)
    write_dictionary(store, site)
    write_nights(store, site)
    yield "methods, contracts, dictionary, nights"
    write_findings(store, site)
    yield "findings"
    write_units(store, site)
    yield "units"
    write_search(store, site, indicators)
    site.keep_keys()
    yield "search"
