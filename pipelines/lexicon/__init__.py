"""The wording of the reports as data: TOML files that a domain person can edit.

Belongs here: loading them. Does not belong here: what is done with them, nor any wording in Python.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The content of ``lexicon/<name>.toml``. Raises FileNotFoundError or TOMLDecodeError: both are faults of ours."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
