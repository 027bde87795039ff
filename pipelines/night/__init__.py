"""The night: composes the hops and knows no Dagster.

Belongs here: what one run does from inbox to published build, and what people and Dagster ask of it. Does not belong
here: the work of a hop.
"""

from pipelines.night.alerts import deliver_waiting, tell_run_failure
from pipelines.night.checking import FAMILIES, FamilyCount
from pipelines.night.run import Night
from pipelines.night.settings import ROOT, Settings
from pipelines.sources.inbox import list_inbox

__all__ = [
    "FAMILIES",
    "ROOT",
    "FamilyCount",
    "Night",
    "Settings",
    "deliver_waiting",
    "list_inbox",
    "tell_run_failure",
]
