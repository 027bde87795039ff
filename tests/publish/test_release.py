"""A release says what it holds, in a standard form, and what changed since the one before."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from frictionless import Package

from pipelines.publish import Build, Candidate, Inputs, begin, seal
from pipelines.publish.release import PACKAGE, compare_builds, write_changes
from pipelines.store import Store, build_marts
from pipelines.store.marts import MARTS
from tests.marts.loaded import fill
from tests.publish.candidates import AT
from tests.warehouse_rows import Told

ONE = Told(
    money={("personnel", "executed"): "1411900.00", ("project", "executed"): "1786460.00"},
    staff={"on_post": 7},
)
GOES = Told(unit="赵县总工会", region="130133", county="赵县")
COMES = Told(unit="赵县总工会", region="130133", county="赵县", year=2024)
OTHER = replace(
    ONE, money={("personnel", "executed"): "1411900.00", ("project", "executed"): "1800000.00"}, filing="b"
)
RULE = """INSERT INTO quality.rules (rule_id, branch, family, slug, name_zh, name_en, grain, severity, formula, parameters, report_types,
    needs, suppressed_by, withholds, basis, version) VALUES ('B04', 'main', 'money', 's', '执行不超可用', 'n', 'fact', 'error', '{}', '{{}}',
    [], [], [], 'fact', '', 1)"""


def some_marts(folder: Path) -> Path:
    """The scripts that mart.unit_year needs; the others cost seconds and say nothing of a release."""
    folder.mkdir(parents=True)
    for name in ("00_usable", "02_figures", "10_expected", "12_known_figures", "20_unit_year"):
        shutil.copy(MARTS / f"{name}.sql", folder)
    return folder


def sealed(folder: Path, rule: str, *told: Told) -> Candidate:
    candidate = begin(folder, Inputs({}, "c", "r", "d", False), AT)
    with Store.create(candidate.database) as store:
        fill(store, folder / "rows", *told)
        store.execute(RULE.format(rule))
        build_marts(store, some_marts(folder / "marts"))
        seal(candidate, store, AT)
    return candidate


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Build:
    candidate = sealed(tmp_path_factory.mktemp("before"), "执行 ≤ 到位", ONE, GOES)
    return Build(candidate.build_id, candidate.folder)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    candidate = sealed(tmp_path_factory.mktemp("after"), "执行 ≤ 到位 ＋ 结转", OTHER, COMES)
    with Store.open_read_only(candidate.database) as store:
        yield store, candidate.folder


def test_the_package_is_a_valid_data_package_of_every_parquet_file(before: Build) -> None:
    package = Package(str(before.folder / PACKAGE))
    assert package.name == "xianjian"
    assert package.version == before.build_id
    assert (
        Package.metadata_validate_errors(package.to_descriptor()) == []
        if hasattr(Package, "metadata_validate_errors")
        else True
    )
    files = {
        path.relative_to(before.folder).as_posix() for path in (before.folder / "parquet").rglob("*.parquet")
    }
    assert {resource.path for resource in package.resources} == files
    assert list(Package.metadata_validate(package.to_descriptor())) == []


def test_the_package_describes_the_columns_that_the_files_have(before: Build) -> None:
    content = json.loads((before.folder / PACKAGE).read_text(encoding="utf-8"))
    told: dict[str, Any] = {resource["path"]: resource for resource in content["resources"]}
    for place, resource in told.items():
        file = pq.ParquetFile(before.folder / place)
        assert [field["name"] for field in resource["schema"]["fields"]] == file.schema_arrow.names
        assert resource["rows"] == file.metadata.num_rows
        assert resource["bytes"] == (before.folder / place).stat().st_size
        assert (
            resource["hash"] == f"sha256:{before.manifest_hash(place)}"
            if hasattr(before, "manifest_hash")
            else True
        )
        assert resource["hash"] == f"sha256:{before.manifest().files[place]}"
    fields = {field["name"]: field for field in told["parquet/mart/unit_year.parquet"]["schema"]["fields"]}
    assert (fields["on_post"]["type"], fields["on_post"]["unit"], fields["on_post"]["title"]) == (
        "integer",
        "人",
        "在职人数",
    )
    assert fields["evidence"]["type"] == "object"
    assert PACKAGE in before.manifest().files


def test_changes_name_reports_figures_files_and_rules(
    before: Build, after: tuple[Store, Path], tmp_path: Path
) -> None:
    store, _ = after
    write_changes(store, tmp_path, "20261127T000000Z-00000000", before)
    told = json.loads((tmp_path / "changes.json").read_text(encoding="utf-8"))
    assert {row["report_id"]: row["how"] for row in told["reports"]} == {
        COMES.report_id: "new",
        GOES.report_id: "gone",
        ONE.report_id: "changed",
    }
    figures = {row["figure"]: (row["old"], row["new"]) for row in told["figures"]}
    assert figures["project_executed_wan"] == ("178.646", "180")
    assert "personnel_executed_wan" not in figures
    assert [(row["rule_id"], row["how"]) for row in told["rules"]] == [("B04", "changed")]
    text = (tmp_path / "CHANGES.md").read_text(encoding="utf-8")
    assert "项目支出执行（万元）：178.646 → 180（元氏县总工会.txt）" in text
    assert "新增 1，变化 1，不再有 1" in text


def test_the_first_build_and_one_of_another_kind_say_why_nothing_is_compared(
    before: Build, after: tuple[Store, Path], tmp_path: Path
) -> None:
    store, _ = after
    write_changes(store, tmp_path, "b1", None)
    assert "第一次发布" in (tmp_path / "CHANGES.md").read_text(encoding="utf-8")
    with Store.in_memory() as samples:
        fill(samples, tmp_path, COMES)
        samples.execute("UPDATE core.documents SET is_sample = true")
        build_marts(samples, some_marts(tmp_path / "marts"))
        assert not compare_builds(samples, "b2", before).is_compared


def test_the_same_build_has_no_changes(before: Build) -> None:
    with Store.open_read_only(before.database) as store:
        changes = compare_builds(store, "again", before)
    assert changes.is_compared
    assert (changes.reports, changes.figures, changes.rules, changes.findings_new, changes.findings_gone) == (
        (),
        (),
        (),
        0,
        0,
    )
