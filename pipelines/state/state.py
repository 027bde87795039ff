"""State: the tables of state.sqlite behind one object.

Belongs here: nothing but their sum. Does not belong here: what any table means (its own module), SQL beyond it.
"""

from __future__ import annotations

from pipelines.state.fetches import Fetches
from pipelines.state.intentions import Intentions
from pipelines.state.ledger import Ledger
from pipelines.state.outbox import Outbox
from pipelines.state.runs import Runs
from pipelines.state.told import Told
from pipelines.state.verifications import Verifications


class State(Ledger, Runs, Outbox, Told, Verifications, Fetches, Intentions):
    """``with State.open(warehouse) as state: …``"""
