"""What the lake shows, for whoever keeps the system running: the answers of ``xianjian lake``.

Belongs here: comparing the lake with the live build's manifest, and what is printed. Does not belong here: bringing the lake up
(following), DuckLake (store).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.night.exit_code import ExitCode
from pipelines.night.lake.following import bring_up, read_lake
from pipelines.night.no_build import say_no_build
from pipelines.night.retention import read_retention
from pipelines.night.settings import Settings
from pipelines.publish import Build, live_build
from pipelines.state import Lock
from pipelines.store import Lake, LakePlace, Snapshot


@dataclass(frozen=True, slots=True)
class LakeState:
    """``snapshots``: the newest first. ``differing``: rows in the lake and in the manifest, by table, where they are not the same."""

    build: Build
    snapshots: tuple[Snapshot, ...]
    tables: int
    rows: int
    differing: Mapping[str, tuple[int, int]]

    @property
    def shown(self) -> str | None:
        """The build that readers of the lake see."""
        return self.snapshots[0].build_id

    @property
    def lags(self) -> bool:
        """Whether it is another one than the live build."""
        return self.shown != self.build.build_id


def look_at(place: LakePlace, live: Build) -> LakeState:
    """How the lake stands to the live build. Raises StoreError."""
    expected = live.manifest().tables
    with Lake.open_read_only(place) as lake:
        snapshots, found = lake.snapshots(), lake.count_tables()
    differing = {
        table: (found.get(table, 0), rows) for table, rows in expected.items() if found.get(table) != rows
    }
    return LakeState(live, snapshots, len(found), sum(found.values()), differing)


def print_status(settings: Settings) -> ExitCode:
    """Print it; the exit code. Raises ConfigurationError, StoreError."""
    place, live = _asked(settings)
    if place is None or live is None:
        return ExitCode.NOT_FOUND
    state = look_at(place, live)
    print(f"现行版本 live build       {live.build_id}")
    print(
        f"数据湖显示 the lake shows  {state.shown or '—'}（{state.tables} 张表 tables，{state.rows} 行 rows）"
    )
    for snapshot in state.snapshots[1:]:
        print(
            f"  可回看 AT (VERSION => {snapshot.snapshot_id})  {snapshot.build_id or '—'}  {snapshot.written_at:%Y-%m-%d %H:%M}"
        )
    if state.lags:
        print("数据湖落后，下一夜自动补上，或现在运行 xianjian lake publish / the lake lags")
        return ExitCode.DISAGREES
    for table, (found, expected) in state.differing.items():
        print(f"行数不符 rows differ: {table}：{found}，清单 manifest {expected}")
    if state.differing:
        return ExitCode.DISAGREES
    print("各表行数与清单一致 every table has the rows of the manifest")
    return ExitCode.OK


def publish_now(settings: Settings) -> ExitCode:
    """Publish the live build unless the lake shows it; the exit code. Raises ConfigurationError, LockHeld, StoreError."""
    place, live = _asked(settings)
    if place is None or live is None:
        return ExitCode.NOT_FOUND
    with Lock(settings.warehouse, "xianjian lake publish"):
        live = live_build(settings.warehouse) or live  # a night may have ended meanwhile
        is_new = bring_up(place, live, read_retention(settings).builds)
    said = "已发布到数据湖 published" if is_new else "数据湖已经是这一版 the lake shows it already"
    print(f"{live.build_id}：{said}")
    return ExitCode.OK


def _asked(settings: Settings) -> tuple[LakePlace | None, Build | None]:
    """The lake and the live build; what is missing is said."""
    place, live = read_lake(settings), live_build(settings.warehouse)
    if place is None:
        print(f"没有配置数据湖：{settings.raw / 'settings.toml'} 中没有 [lake] / no lake is configured")
    elif live is None:
        print(say_no_build(settings.warehouse))
    return place, live
