"""Whether the lake, where there is one, shows what is live. Belongs here: that one look. Does not belong here: publishing to it."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.night.configuration import ConfigurationError
from pipelines.night.doctor.sign import Sign, fault, ok, warn
from pipelines.night.lake.following import read_lake
from pipelines.night.lake.report import look_at
from pipelines.night.settings import Settings
from pipelines.publish import SealError, live_build
from pipelines.store import StoreError

SUBJECT = "数据湖 lake"


def examine_lake(settings: Settings) -> Iterator[Sign]:
    """Nothing where no lake is configured; else its build and its rows against the live build."""
    try:
        place, live = read_lake(settings), live_build(settings.warehouse)
        if place is None or live is None:
            return
        state = look_at(place, live)
    except ConfigurationError:
        return  # said of the settings already
    except StoreError as error:
        said = " ".join(str(error).split())
        yield fault(SUBJECT, said, "the lake cannot be opened", "检查 PostgreSQL 和 [lake] 设置")
        return
    except SealError:
        return  # said of the live build already
    if state.lags:
        yield warn(
            SUBJECT,
            f"显示的是 {state.shown or '别人写入的内容'}，现行版本是 {live.build_id}",
            "the lake lags behind the live build",
            "下一夜自动补上，或运行 xianjian lake publish",
        )
    elif state.differing:
        table, (found, expected) = next(iter(state.differing.items()))
        yield fault(
            SUBJECT,
            f"{len(state.differing)} 张表行数与清单不符，如 {table} {found} 行，应为 {expected} 行",
            f"{len(state.differing)} tables have other rows than the manifest says",
            "查明是谁写入了数据湖；下一次发布会整个换掉",
        )
    else:
        yield ok(SUBJECT, f"{live.build_id}，{state.tables} 张表", "it shows the live build")
