"""Whether the engine that is chosen can work. Belongs here: that one look. Does not belong here: engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.engine import EngineLost
from pipelines.engine.choice import LOCAL
from pipelines.night.configuration import ConfigurationError
from pipelines.night.doctor.sign import Sign, fault, ok
from pipelines.night.engines import engine_settings, start_engine
from pipelines.night.settings import Settings

SUBJECT = "计算引擎 engine"
PATIENCE_SECONDS = 10.0


def examine_engine(settings: Settings) -> Iterator[Sign]:
    """Nothing where no cluster is configured; else whether it answers, and whether its workers are like this machine."""
    try:
        chosen = engine_settings(settings)
        if not chosen.cluster:
            return
        patience = min(chosen.patience_seconds, PATIENCE_SECONDS)
        workers = min(chosen.workers, 1) if chosen.cluster == LOCAL else chosen.workers
        with start_engine(settings, replace(chosen, patience_seconds=patience, workers=workers)) as engine:
            found = engine.workers
    except ConfigurationError:
        return  # said of the settings already
    except EngineLost as error:
        yield fault(
            SUBJECT,
            f"{error}",
            "no night that has something to read will run",
            "启动调度器与 worker（docs/operations.md），或删去 [engine] 的 cluster，改用本机进程",
        )
        return
    if chosen.cluster == LOCAL:
        yield ok(SUBJECT, "本机 Dask 集群能启动", "the local cluster starts")
    else:
        yield ok(
            SUBJECT,
            f"{chosen.cluster}：{found} 个处理线程，程序与仓库都一致",
            "workers have the same program and see the warehouse",
        )
