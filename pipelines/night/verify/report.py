"""``xianjian verify``: whether every quote of a build still gives the stored value, for people.

Belongs here: finding the build a person means, and printing. Does not belong here: verifying.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from pipelines.lexicon import load
from pipelines.night.settings import Settings
from pipelines.night.verify.nightly import verify_build
from pipelines.night.verify.verified import QUOTES, Verification
from pipelines.publish import Build, builds, live_build

SHOWN = 100
"""So many disagreements are printed one by one; the rest is counted."""


def find_build(warehouse: Path, wanted: str | None) -> Build | None:
    """The build of this id or its beginning, or the live one; None where there is no such build or several."""
    if wanted is None:
        return live_build(warehouse)
    found = [build for build in builds(warehouse) if build.build_id.startswith(wanted)]
    return found[0] if len(found) == 1 else None


def print_verification(warehouse: Path, build: Build) -> bool:
    """Verify a build, print what it came to; whether everything agrees."""
    started = perf_counter()
    verification = verify_build(Settings(warehouse, warehouse), build, "verify")
    seconds = perf_counter() - started
    console = Console(soft_wrap=True)
    _print_counts(console, verification)
    for failure in verification.failures[:SHOWN]:
        console.print(f"✗ {failure.message_zh}", markup=False, highlight=False)
        console.print(f"  {failure.message_en}", markup=False, highlight=False, style="dim")
    if len(verification.failures) > SHOWN:
        left = len(verification.failures) - SHOWN
        console.print(f"…… 另有 {left:,} 处不一致 / {left:,} more disagreements", highlight=False)
    wrong = verification.checked - verification.agreed + verification.contradicted
    rate = verification.checked / seconds if seconds else 0.0
    told = (
        "全部仍能读出所存之值 all still give the stored value"
        if not wrong
        else f"{wrong:,} 处不一致 disagree"
    )
    console.print(
        f"版本 build {build.build_id}：复核 {verification.checked:,} 处，{told}（{seconds:.1f} 秒，每秒 {rate:,.0f} 处）",
        markup=False,
        highlight=False,
        style="bold red" if wrong else "bold green",
    )
    return not wrong


def _print_counts(console: Console, verification: Verification) -> None:
    names = load("verify")["table"]
    table = Table(
        "表 table",
        "",
        "复核 read again",
        "一致 agree",
        "不一致 disagree",
        "口径相符 meant",
        "相反 other",
        "未明 untold",
    )
    for column in table.columns[2:]:
        column.justify = "right"
    for tally in sorted(verification.tallies, key=lambda t: t.table_name != QUOTES):
        wrong = tally.checked - tally.agreed
        table.add_row(
            tally.table_name,
            names[tally.table_name],
            f"{tally.checked:,}",
            f"{tally.agreed:,}",
            f"[red]{wrong:,}[/]" if wrong else "0",
            f"{tally.meanings_agreed:,}",
            f"[red]{tally.meanings_contradicted:,}[/]" if tally.meanings_contradicted else "0",
            f"{tally.meanings_untold:,}",
        )
    console.print(table)
