"""Attacks: plausible wording that would give a wrong figure is read right or refused, never taken silently.

The attacks are data (attacks.toml beside it): a text below the title of a department's report, and the figures that may be
claimed of it. Nothing else may be; where ``right`` is empty the text gives no figure at all. What is refused is no
fault here, but where ``read`` is true: the near wording that must be read. The gold files and the tests of each wording
watch over the rest.
"""

from __future__ import annotations

import tomllib
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import BudgetClaim, Card
from tests.documents import Rows, make_document

TITLE = "石桥县民政局2024年度部门整体支出绩效自评报告"
CARRIER = (
    "八、其他情况",
    "2024年机关运行经费年初预算7.11万元，决算6.22万元，2023年机关运行经费年初预算7.01万元，决算6.02万元。",
)
"""A report with no figures but those of the attack would be taken for none, and nothing would be tried."""
ATTACKS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("attacks.toml").read_text("utf-8"))[
    "attack"
]


@pytest.mark.parametrize("attack", ATTACKS, ids=[str(attack["text"])[:40] for attack in ATTACKS])
def test_an_attack_gives_no_wrong_figure(attack: dict[str, Any]) -> None:
    parts = [attack.get("below", "二、预算执行情况"), *parts_of(str(attack["text"]))]
    said = claimed(*parts, title=attack.get("title", TITLE))
    assert said - set(attack["right"]) == set()
    if attack.get("read"):
        assert said == set(attack["right"])


def parts_of(text: str) -> list[str | Rows]:
    """The paragraphs of a text; lines of cells set apart by ``|`` are the rows of a table."""
    parts: list[str | Rows] = []
    for is_table, run in groupby(text.split("\n"), lambda line: "|" in line):
        lines = list(run)
        parts += [[line.split("|") for line in lines]] if is_table else lines
    return parts


def claimed(*parts: str | Rows, title: str = TITLE) -> set[str]:
    """What a report of these paragraphs states, as short words: ``project executed 2024 100`` in 万元."""
    outcome = extract(make_document(title, *parts, *CARRIER), Card())
    said: set[str] = set()
    for claims in outcome.values:
        said |= {
            f"{_money(c)} {c.stage} {c.fact_year} {(c.amount.value / 10000).normalize():f}"
            for c in claims.budget
            if c.category != "agency_running"
        }
        said |= {f"{c.category} {c.kind} {c.rate.value.normalize():f}%" for c in claims.rates}
        said |= {f"{c.name} {c.stage} {(c.amount.value / 10000).normalize():f}" for c in claims.items}
        said |= {f"{c.staff_scope} {c.kind} {c.basis} {c.headcount}" for c in claims.staff}
        said |= {f"{c.measure} {(c.amount.value / 10000).normalize():f}" for c in claims.assets}
        said |= {f"{c.scorer} {c.total} {c.grade}" for c in claims.scores}
    return said


def _money(claim: BudgetClaim) -> str:
    return claim.category if claim.fund_source == "all" else f"{claim.category}:{claim.fund_source}"
