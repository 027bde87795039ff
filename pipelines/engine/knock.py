"""Whether a Dask scheduler answers. Belongs here: one greeting. Does not belong here: work (cluster)."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from distributed import Security
from distributed.comm import core
from distributed.comm.addressing import parse_address

_GARBLED: Final = (MemoryError, OverflowError, ValueError, KeyError, TypeError, IndexError)
"""What Dask makes of an answer in another language: its first bytes are taken for a length."""


def knock(address: str, patience_seconds: float) -> None:
    """Greet the scheduler; a client of Dask would wait for ever for whatever takes its call and says nothing.

    Raises OSError where nobody answers in time, or somebody else does; ValueError for what is no address.
    """
    parse_address(address, strict=True)
    try:
        asyncio.run(_greet(address, patience_seconds))
    except _GARBLED as error:
        raise ConnectionError(f"不是 Dask 调度器 / no Dask scheduler: {type(error).__name__}") from error


async def _greet(address: str, patience_seconds: float) -> None:
    comms: Any = core  # Dask's own annotations are partial
    security: Any = Security
    async with asyncio.timeout(patience_seconds):
        comm = await comms.connect(
            address, timeout=patience_seconds, **security().get_connection_args("client")
        )
        await comm.close()
