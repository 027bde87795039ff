"""What the commands share: the two folders, and how a table is printed.

Belongs here: options that several files of commands use. Does not belong here: commands.
"""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines.night.settings import ROOT


def _folder(value: Path) -> Path:
    """``--raw --rebuild`` is a forgotten folder, not one of that name."""
    if str(value).startswith("--"):
        raise typer.BadParameter(f"'{value}' is an option, not a folder")
    return value


Warehouse = Annotated[
    Path,
    typer.Option(
        "--warehouse",
        help="仓库文件夹 folder of builds, documents and state",
        file_okay=False,
        callback=_folder,
    ),
]
Raw = Annotated[
    Path,
    typer.Option("--raw", help="收件箱 folder with the report files", file_okay=False, callback=_folder),
]
DecisionsRaw = Annotated[
    Path,
    typer.Option(
        "--raw",
        help="收件箱，写入其中的 decisions/ the inbox, written to in decisions/",
        file_okay=False,
        callback=_folder,
    ),
]
DEFAULT_WAREHOUSE = Path(os.environ.get("XIANJIAN_WAREHOUSE") or ROOT / "warehouse")
DEFAULT_RAW = Path(os.environ.get("XIANJIAN_RAW") or ROOT / "raw")


class TableFormat(StrEnum):
    """How a command prints a table."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
