"""Routing: which channels hear of which trouble.

Belongs here: what a route takes, and the default. Does not belong here: the file that people write (night.tell.routes), the
channels themselves.

A trouble goes to the channels of every route that takes it, to each channel once. Nothing is ever lost: what no route takes,
or only routes whose channels are not configured, goes to all channels, and so does everything while the file has a fault. All
channels are those without a label: a labelled one (``wecom.qihe``) is there for the routes that name it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.alert.labels import label_of
from pipelines.alert.message import SEVERITIES, Kind, Severity, Trouble


@dataclass(frozen=True, slots=True)
class Route:
    """One route. What is empty does not choose. ``regions``: beginnings of region codes. ``severity``: at least this."""

    name: str
    channels: tuple[str, ...]
    regions: tuple[str, ...] = ()
    department_types: tuple[str, ...] = ()
    severity: Severity = "info"
    kinds: tuple[Kind, ...] = ()

    def takes(self, trouble: Trouble) -> bool:
        """Whether it asks for this. A trouble without a region or department type is no route's that chooses by them."""
        return (
            (not self.kinds or trouble.kind in self.kinds)
            and SEVERITIES.index(trouble.severity) <= SEVERITIES.index(self.severity)
            and (not self.regions or (trouble.region_code or "").startswith(self.regions))
            and (not self.department_types or trouble.department_type in self.department_types)
        )


@dataclass(frozen=True, slots=True)
class Routing:
    """All routes. ``faults``: what is wrong with the file, one trouble each; then there are no routes."""

    routes: tuple[Route, ...] = ()
    faults: tuple[Trouble, ...] = ()

    def channels_for(self, trouble: Trouble, configured: Sequence[str]) -> frozenset[str]:
        """Those of the configured channels that hear of it: never none where there is one."""
        named = {name for route in self.routes if route.takes(trouble) for name in route.channels}
        chosen = frozenset(named & set(configured))
        return chosen or frozenset(name for name in configured if not label_of(name)) or frozenset(configured)

    def names_for(self, channel: str, troubles: Sequence[Trouble]) -> tuple[str, ...]:
        """The routes by which any of these come to the channel, for people who wonder why they got a message."""
        return tuple(
            route.name
            for route in self.routes
            if channel in route.channels and any(route.takes(trouble) for trouble in troubles)
        )
