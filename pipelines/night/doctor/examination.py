"""The examination: every look in order, and its print. Belongs here: the order. Does not belong here: any one look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table

from pipelines.night.doctor.builds import examine_builds
from pipelines.night.doctor.disk import examine_disk
from pipelines.night.doctor.engine import examine_engine
from pipelines.night.doctor.inputs import examine_inputs
from pipelines.night.doctor.lake import examine_lake
from pipelines.night.doctor.ledger import SUBJECT as LEDGER
from pipelines.night.doctor.ledger import examine_ledger
from pipelines.night.doctor.services import examine_channels, examine_nights, examine_outbox
from pipelines.night.doctor.setup import examine_setup
from pipelines.night.doctor.sign import Sign, fault, warn
from pipelines.night.settings import Settings
from pipelines.publish import builds
from pipelines.state import State, StateError

_LEVELS = {"ok": "正常 ok", "warn": "注意 note", "fault": "故障 fault"}
_COLOURS = {"ok": "green", "warn": "yellow", "fault": "red"}


def examine(settings: Settings) -> Iterator[Sign]:
    """Every sign, as it is found. Changes nothing."""
    yield from examine_setup(settings.root)
    yield from examine_disk(settings)
    yield from examine_inputs(settings)
    yield from examine_builds(settings.warehouse)
    yield from examine_lake(settings)
    yield from _examine_state(settings)
    yield from examine_engine(settings)
    yield from examine_channels()


def _examine_state(settings: Settings) -> Iterator[Sign]:
    if not (settings.warehouse / "state" / "state.sqlite").is_file():
        if builds(settings.warehouse):
            yield fault(
                LEDGER,
                "台账 state/state.sqlite 不见了，而版本还在",
                "the ledger is gone, the builds are there",
                "从备份恢复；没有备份就运行 xianjian run：重新登记全部文件，提醒可能重发一次",
            )
        else:
            yield warn(LEDGER, "还没有运行过，没有台账", "no run yet, no ledger", "运行 xianjian run")
        return
    try:
        with State.open(settings.warehouse) as state:
            yield from examine_ledger(settings, state)
            yield from examine_nights(settings.warehouse, state)
            yield from examine_outbox(state)
    except StateError as error:
        yield fault(LEDGER, error.message_zh, error.message_en, "按所说的做")


def print_signs(signs: Iterable[Sign], console: Console | None = None) -> bool:
    """Print them, a table on a terminal and plain lines when piped; whether none is a fault."""
    console = console or Console()
    found = list(signs)
    if console.is_terminal:
        table = Table("检查 looked at", "结果", "说明", show_lines=True)
        for sign in found:
            table.add_row(sign.subject, f"[{_COLOURS[sign.level]}]{_LEVELS[sign.level]}", _says(sign))
        console.print(table)
    else:
        for sign in found:
            print(f"[{_LEVELS[sign.level]}] {sign.subject}: {_says(sign)}")
    return all(sign.level != "fault" for sign in found)


def _says(sign: Sign) -> str:
    remedy = f" → {sign.remedy}" if sign.remedy else ""
    return f"{sign.message_zh} / {sign.message_en}{remedy}"
