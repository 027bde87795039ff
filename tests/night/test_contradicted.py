"""A figure that the words beside it call something else enters no comparison, night after night, until it is read rightly."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card, ReportClaims
from pipelines.model.document import Document
from pipelines.model.problem import Outcome
from pipelines.night.extract import batch as extract_batch
from pipelines.publish import live_build
from tests.night.nights import ask, inbox_of, run_night

FIRST, SECOND = "990101-qingyan-sifaju-2022.txt", "990101-qingyan-canlian-2022.docx"
HELD = "SELECT w.causes, b.category, b.stage FROM quality.waiting AS w JOIN core.budget_facts AS b USING (fact_id)"
MART = "SELECT personnel_executed_wan, personnel_received_wan, missing['personnel_received_wan'] AS why FROM mart.unit_year WHERE unit_name LIKE '%司法局'"


def misfiling(document: Document, card: Card) -> Outcome[ReportClaims]:
    """The extractor with one fault: what was spent on staff is filed as what was received for it."""
    outcome = extract(document, card)

    def wrong(claims: ReportClaims) -> ReportClaims:
        return replace(
            claims,
            budget=tuple(
                replace(one, stage="received")
                if (one.category, one.stage) == ("personnel", "executed")
                else one
                for one in claims.budget
                if (one.category, one.stage) != ("personnel", "received")
            ),
        )

    return replace(outcome, values=tuple(map(wrong, outcome.values)))


@pytest.mark.slow
def test_a_misfiled_figure_stays_out_over_nights_and_comes_in_when_read_rightly(
    tmp_path: Path, project_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = project_root / "raw" / "samples"
    raw, home = inbox_of(tmp_path / "raw", [samples / FIRST]), tmp_path / "warehouse"

    def is_held() -> None:
        assert ask(home, HELD) == [
            {"causes": ["words_contradict"], "category": "personnel", "stage": "received"}
        ]
        (row,) = ask(home, MART)
        assert row == {"personnel_executed_wan": None, "personnel_received_wan": None, "why": "unresolved"}
        (problem,) = ask(home, "FROM quality.problems WHERE kind = 'words_contradict'")
        assert "环节记作“到位”" in problem["message_zh"]
        assert "“执行”" in problem["message_zh"]
        live = live_build(home)
        assert live is not None
        pages = [page.read_text("utf-8") for page in (live.folder / "site" / "reports").glob("*.html")]
        assert sum("等人核对，未进入比较表" in page and "环节记作“到位”" in page for page in pages) == 1

    with monkeypatch.context() as patch:
        patch.setattr(extract_batch, "extract", misfiling)
        record = run_night(raw, home)
    assert (record.status, record.counts["meanings_contradicted"]) == ("published", 1)
    assert record.counts["meanings_agreed"] > 20
    is_held()

    assert run_night(raw, home).status == "unchanged"
    is_held()
    shutil.copy(samples / SECOND, raw / SECOND)
    record = run_night(raw, home)
    assert record.status == "published"
    is_held()

    assert run_night(raw, home, rebuild=True).status == "published"
    assert ask(home, HELD) == []
    (row,) = ask(home, MART)
    assert row["personnel_executed_wan"] > 0
