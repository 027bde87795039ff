"""Hop 5: from the filings of all documents to reports and their versions.

Belongs here: which documents are versions of one report, which of them is current, and what people have decided. Does
not belong here: reading or changing a figure, SQL.
"""

from pipelines.assemble.corrections import FigureDecision, read_corrections
from pipelines.assemble.decisions import VersionDecision, read_decisions
from pipelines.assemble.identities import IdentityDecision, read_identities, stale_identities
from pipelines.assemble.replay import Correction, Replayed, Standing, replay
from pipelines.assemble.reports import Filed, Report, ReportVersion
from pipelines.assemble.versions import Assembly, assemble

__all__ = [
    "Assembly", "Correction", "FigureDecision", "Filed", "IdentityDecision", "Replayed", "Report", "ReportVersion", "Standing",
    "VersionDecision", "assemble", "read_corrections", "read_decisions", "read_identities", "replay", "stale_identities",
]  # fmt: skip
