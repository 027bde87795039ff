"""Indicator names that wait for a person: listed, judged, written down, and no longer listed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from pipelines.assemble.concept_decisions import read_concept_decisions
from pipelines.night.check.concepts import apply_concepts
from pipelines.night.exit_code import ExitCode
from pipelines.night.review.concept_desk import ConceptDesk
from pipelines.night.review.desk import Signature
from pipelines.night.settings import Settings
from pipelines.publish import DATABASE
from pipelines.store import Store
from tests.stores import copy_schema

WHO = Signature("绩效股-01", "看过评分标准")
NAMES = ("农产品抽检合格率", "农产品质量抽检合格率", "群众满意度")


@pytest.fixture
def desk(tmp_path: Path) -> ConceptDesk:
    """A published build with three names, two of them alike."""
    settings = Settings(tmp_path / "raw", tmp_path / "warehouse")
    build = settings.warehouse / "builds" / "20261120T020000Z-00000000"
    build.mkdir(parents=True)
    with Store.create(build / DATABASE) as store:
        copy_schema(store)
        for seq, name in enumerate(NAMES):
            store.execute(
                "INSERT INTO core.indicators BY NAME SELECT $seq AS seq, $name AS level3, '%' AS unit, '≥' AS operator",
                {"seq": seq, "name": name},
            )
        apply_concepts(store, settings.decisions)
        store.checkpoint_and_close()
    (build / "manifest.json").write_text("{}", encoding="utf-8")
    (settings.warehouse / "current").symlink_to(build)
    return ConceptDesk(settings, Console(file=io.StringIO(), width=200, soft_wrap=True))


def said(desk: ConceptDesk) -> str:
    out = desk.console.file
    assert isinstance(out, io.StringIO)
    return out.getvalue()


def waiting_id(desk: ConceptDesk) -> str:
    desk.list_concepts(None)
    (line,) = [line for line in said(desk).splitlines() if "农产品质量抽检合格率" in line]
    assert "群众满意度" not in said(desk)
    return line.split()[0]


def test_a_judged_pair_is_an_entry_of_the_file_and_waits_no_longer(desk: ConceptDesk) -> None:
    assert desk.has_build()
    found = waiting_id(desk)
    assert desk.judge_concept(found[:6], "same", "农产品抽检合格率", WHO) is ExitCode.OK
    (decision,) = read_concept_decisions(desk.settings.decisions / "concepts.toml").values
    assert (decision.action, set(decision.names), decision.name) == (
        "same",
        set(NAMES[:2]),
        "农产品抽检合格率",
    )
    desk.list_concepts(None)
    assert "没有待确认的同义指标" in said(desk)


def test_what_does_not_fit_is_not_written(desk: ConceptDesk) -> None:
    found = waiting_id(desk)
    assert desk.judge_concept(found, "perhaps", None, WHO) is ExitCode.UNFIT
    assert desk.judge_concept(found, "different", "统一名称", WHO) is ExitCode.UNFIT
    assert desk.judge_concept(found, "same", None, Signature(" ", "x")) is ExitCode.UNFIT
    assert desk.judge_concept("nothing", "same", None, WHO) is ExitCode.NOT_FOUND
    assert not (desk.settings.decisions / "concepts.toml").exists()
