"""One real night, shared by the tests that look at it or take a copy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.once import made_once
from tests.system.processes import Ran, inbox, run

CLEAN = "990101-qingyan-sifaju-2022.txt"
FAULTY = "990102-qihe-minzhengju-2024.txt"
SAME_UNIT = "990102-qihe-minzhengju-2022.pdf"


@dataclass(frozen=True, slots=True)
class Published:
    """A warehouse, the inbox it was made of, and what the command said."""

    raw: Path
    warehouse: Path
    ran: Ran


@pytest.fixture(scope="session")
def samples(project_root: Path) -> Path:
    """The shipped samples."""
    return project_root / "raw" / "samples"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Published:
    """Three reports of two units, published by the real command; made once for all worker processes of a test run."""

    def make(home: Path) -> None:
        ran = run(inbox(home / "raw", samples, (CLEAN, FAULTY, SAME_UNIT)), home / "warehouse")
        assert ran.code == 0, ran.text
        (home / "said.json").write_text(json.dumps([ran.code, ran.out, ran.err]), encoding="utf-8")

    home = made_once(tmp_path_factory, "published", make)
    said = json.loads((home / "said.json").read_text(encoding="utf-8"))
    return Published(home / "raw", home / "warehouse", Ran(*said))
