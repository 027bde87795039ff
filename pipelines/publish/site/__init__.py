"""Static pages of a build, readable from the disk without any network.

Belongs here: which pages there are. Does not belong here: how a page is written (pages), what each shows (findings,
contracts), in which order they are written (night.publish.site).
"""

from pipelines.publish.site.contracts import write_contracts
from pipelines.publish.site.findings import write_findings
from pipelines.publish.site.pages import SITE, Site, start_site

__all__ = ["SITE", "Site", "start_site", "write_contracts", "write_findings"]
