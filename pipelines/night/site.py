"""The site of a build: every page, in order.

Belongs here: which pages a build gets, and what they need of other hops. Does not belong here: what a page shows, how it is
written (publish.site).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.night.building import Built
from pipelines.night.settings import Settings
from pipelines.night.site_news import figures_in_the_news
from pipelines.night.site_reports import write_reports
from pipelines.night.stamps import stage_stamp
from pipelines.publish import live_build
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


def write_site(settings: Settings, built: Built) -> None:
    """Write ``site/`` of the candidate; what has not changed since the live build is linked from there."""
    live = live_build(settings.warehouse)
    site = start_site(
        built.store,
        built.candidate.folder / SITE,
        built.candidate.build_id,
        live.folder / SITE if live else None,
        stage_stamp("pages"),
    )
    changed = figures_in_the_news(built.store, live, built.candidate.inputs)
    for _ in write_parts(settings, built.store, site, changed):
        pass


def write_parts(
    settings: Settings, store: Store, site: Site, changed: Sequence[ChangedFigure] = ()
) -> Iterator[str]:
    """Write every page, part by part; the name of each part once it is there. ``changed``: figures that differ from the live build's."""
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
    write_reports(settings, store, site)
    yield "reports"
    write_search(store, site, indicators)
    site.keep_keys()
    yield "search"
