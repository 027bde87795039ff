"""Which engine an installation has chosen. Belongs here: section ``[engine]`` of its configuration, and opening what it
names. Does not belong here: reading the file (night.configuration), any one engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.engine.here import Here
from pipelines.engine.interface import Engine, EngineLost
from pipelines.engine.likeness import Likeness
from pipelines.engine.pool import Pool

LOCAL: Final = "local"


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """``cluster``: empty for processes of this machine, ``local`` for a Dask cluster on it, or a scheduler's address
    (``tcp://host:8786``). ``workers``: processes of this machine, 0 for the program's own choice. ``memory_mb``: above so
    much memory a worker of the local cluster is ended. ``patience_seconds``: how long to wait for a scheduler that does not
    answer, and for workers when there are none."""

    cluster: str = ""
    workers: int = 0
    memory_mb: int = 2048
    patience_seconds: float = 60.0


def open_engine(settings: EngineSettings, likeness: Likeness, workers: int) -> Engine:
    """The engine that ``settings`` name, ready to work; ``workers`` where they leave the number open.

    Raises EngineLost where a cluster cannot be reached or used.
    """
    workers = settings.workers or workers
    if not settings.cluster:
        return Pool(workers) if workers > 1 else Here()
    if settings.cluster != LOCAL and "://" not in settings.cluster:
        raise EngineLost(
            f'[engine] cluster = {settings.cluster!r}：应为空、"local" 或调度器地址（如 tcp://主机:8786）'
            ' / neither empty, nor "local", nor an address'
        )
    try:
        from pipelines.engine.cluster import Cluster
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("distributed", "dask"):
            raise
        raise EngineLost(
            "配置了 Dask 集群，但没有安装 distributed：运行 pip install -e '.[cluster]'"
            " / a cluster is configured, but the extra 'cluster' is not installed"
        ) from error
    if settings.cluster == LOCAL:
        return Cluster.local(workers, settings.memory_mb, likeness, settings.patience_seconds)
    return Cluster.at(settings.cluster, likeness, settings.patience_seconds)
