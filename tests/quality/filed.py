"""Real and sample files, read and filed into a house, for tests of the rules on whole reports."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipelines.night.settings import Settings
from pipelines.night.trial import check_copies, copy_for_trial, file_copies
from pipelines.quality.engine import RuleReport
from pipelines.read.reading import read_bytes
from pipelines.store import Store
from tests.quality.house import ROOT, House, rules

SETTINGS = Settings(raw=ROOT / "raw", warehouse=ROOT / "warehouse")


def judge_files(paths: Iterable[Path]) -> tuple[House, RuleReport]:
    """All rules over these files, each report a current version."""
    copies = []
    for path in paths:
        document = read_bytes(path.read_bytes(), path.name).document
        assert document is not None, path
        copies.append(copy_for_trial(document, path.name))
    house = House(Store.in_memory())
    file_copies(house.store, SETTINGS, copies)
    return house, check_copies(house.store, SETTINGS, rules(), copies)


def failing(house: House, file_name: str) -> dict[str, set[str]]:
    """Rules that fail on a file, with the severities of their failing branches."""
    found: dict[str, set[str]] = {}
    for row in house.rows(
        "SELECT rule_id, severity FROM quality.results r JOIN core.report_versions v USING (version_id)"
        " JOIN core.documents d ON d.document_id = v.document_id WHERE outcome = 'fail' AND file_name = ?",
        [file_name],
    ):
        found.setdefault(row["rule_id"], set()).add(row["severity"])
    return found
