"""The lake follows the file: what a night does for DuckLake, where an installation has one.

Belongs here: section ``[lake]`` of settings.toml, bringing the lake up to the live build, what alerts hear where that fails. Does
not belong here: DuckLake (store), the commands (report).

The file is the truth and is live before the lake is asked; a lake that lags is brought up on any later night.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

from pipelines.alert.message import Trouble
from pipelines.lexicon import load
from pipelines.night.configuration import read_section
from pipelines.night.journal import note
from pipelines.night.progress import say, stage
from pipelines.night.retention import read_retention
from pipelines.night.settings import Settings
from pipelines.publish import Build, live_build
from pipelines.store import Lake, LakePlace, StoreError

LAKE = "lake"
ATTEMPTS = 2
PAUSE_SECONDS = 5.0
"""Between two attempts: a Postgres that is restarted is back by then."""
_PASSWORD = re.compile(r"password\s*=|://[^/@]*:[^/@]*@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LakeSettings:
    """Section ``[lake]``: ``catalog``, a libpq connection string; ``data``, an absolute folder or s3://…; both or none."""

    catalog: str = ""
    data: str = ""

    def __post_init__(self) -> None:
        if bool(self.catalog) != bool(self.data):
            raise ValueError("catalog 与 data 要么都写，要么都不写 / both or none")
        if _PASSWORD.search(self.catalog):
            raise ValueError(
                "catalog 中不写口令，用环境变量 PGPASSWORD 或 ~/.pgpass / no password here: PGPASSWORD or ~/.pgpass"
            )
        if self.data and "://" not in self.data and not Path(self.data).is_absolute():
            raise ValueError(
                f"data 应为绝对路径或 s3://…，写的是 {self.data!r} / absolute folder or s3://… expected"
            )

    @property
    def place(self) -> LakePlace | None:
        """None: this installation has no lake."""
        return LakePlace(self.catalog, self.data) if self.catalog else None


def read_lake(settings: Settings) -> LakePlace | None:
    """The lake of this installation, None without one. Raises ConfigurationError."""
    return read_section(settings.raw, LAKE, LakeSettings).place


def bring_up(place: LakePlace, build: Build, keep: int) -> bool:
    """Publish the build unless the lake shows it; whether it was published now. ``keep``: how many snapshots stay. Raises StoreError."""
    with Lake.open(place) as lake:
        lags = lake.shown() != build.build_id
        if lags:
            rows = lake.publish(build.database, build.build_id)
            note("lake_published", build_id=build.build_id, rows=rows)
        if gone := lake.forget(keep):
            note("lake_forgot", snapshots=gone)
    return lags


def follow_lake(settings: Settings) -> tuple[Trouble, ...]:
    """Bring the lake up to the live build, also when nothing has changed; the trouble where it cannot be done tonight."""
    place, live = read_lake(settings), live_build(settings.warehouse)
    if place is None or live is None:
        return ()
    keep = read_retention(settings).builds
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(PAUSE_SECONDS)
        try:
            with stage("数据湖 lake"):
                bring_up(place, live, keep)
            return ()
        except StoreError as error:
            why = _one_line(str(error))
            note("lake_failed", build_id=live.build_id, reason=why)
    words = load("alerts")["lake"]
    message = words["lags"].format(build_id=live.build_id, reason=why)
    say(message)
    # One fingerprint for all reasons: they bear names and times that differ night by night, and it is the same trouble.
    return (Trouble("check", LAKE, LAKE, message, rule_id=LAKE, name_zh=words["name"]),)


def _one_line(text: str) -> str:
    return " ".join(text.split())
