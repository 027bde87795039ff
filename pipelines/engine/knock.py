"""Whether a Dask scheduler answers. Belongs here: one greeting. Does not belong here: work (cluster)."""

from __future__ import annotations

import asyncio
from typing import Any

from distributed import Security
from distributed.comm import core


def knock(address: str, patience_seconds: float) -> None:
    """Greet the scheduler; a client of Dask would wait for ever for whatever takes its call and says nothing.

    Raises OSError where nobody answers in time, ValueError for what is no address.
    """
    asyncio.run(_greet(address, patience_seconds))


async def _greet(address: str, patience_seconds: float) -> None:
    comms: Any = core  # Dask's own annotations are partial
    security: Any = Security
    async with asyncio.timeout(patience_seconds):
        comm = await comms.connect(
            address, timeout=patience_seconds, **security().get_connection_args("client")
        )
        await comm.close()
