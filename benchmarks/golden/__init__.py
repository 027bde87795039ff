"""The golden set: documents in the layouts that counties publish, with what each of them truly says.

Belongs here: inventing reports, wording and laying them out, writing them in every format, and their truth, which comes
from what was invented and never from reading a document back. Does not belong here: reading, comparing, figures of how
well extraction does (benchmarks.accuracy). Wording is data: the TOML files beside this one.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The data file ``name``.toml beside this module."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
