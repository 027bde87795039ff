"""What lies in raw/samples is what the generator makes, and every fault in it is declared."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from pipelines.lexicon import load
from pipelines.samples.__main__ import main
from pipelines.samples.faults import suits
from pipelines.samples.files import render
from pipelines.samples.invent import department_of, regions, unit
from pipelines.samples.retold import retold
from pipelines.samples.ship import planned, readme, ship
from pipelines.samples.truth import truth


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    ship(folder)
    return folder


def content(path: Path) -> object:
    """What a file says, apart from how a library of another version packs it."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            return archive.read("word/document.xml")
    if path.suffix == ".pdf":
        return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]
    return path.read_text(encoding="utf-8")


def test_the_folder_in_the_project_is_what_the_generator_makes(shipped: Path, project_root: Path) -> None:
    there = project_root / "raw" / "samples"
    names = sorted(p.name for p in shipped.iterdir())
    assert names == sorted(p.name for p in there.iterdir() if not p.name.startswith("."))
    assert [n for n in names if content(shipped / n) != content(there / n)] == []


def test_enough_reports_units_years_and_formats_and_small_files(shipped: Path) -> None:
    made = planned()
    invented = [m for m in made if not m.is_retold]
    assert len(invented) >= 24
    assert len({m.specimen.unit_name for m in invented}) >= 8
    assert len({m.specimen.department_type for m in invented}) >= 8
    assert {m.specimen.year for m in invented} == {2022, 2023, 2024}
    assert {Path(m.file_name).suffix for m in made} == {".docx", ".pdf", ".txt"}
    assert max(p.stat().st_size for p in shipped.iterdir()) < 60_000


def test_every_fault_is_in_the_readme_and_in_the_list(shipped: Path) -> None:
    text = (shipped / "README.md").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO((shipped / "faults.csv").read_text(encoding="utf-8"))))
    declared = {(row["file"], row["rule_id"]) for row in rows}
    assert declared == {(m.file_name, rule) for m in planned() for rule in m.specimen.faults}
    for file_name, rule in declared:
        assert any(f"`{file_name}`" in line and line.endswith(f"| {rule} |") for line in text.splitlines())
    assert text == readme(planned())


def test_at_least_ten_kinds_of_faults_one_to_a_report() -> None:
    planted = [m.specimen for m in planned() if not m.is_retold and m.specimen.faults]
    assert len({s.faults[0] for s in planted}) >= 10
    assert all(len(s.faults) == 1 for s in planted)


def test_planted_faults_agree_with_the_years_around_them() -> None:
    plan = load("sample_shipment")
    places = {region.code: region for region in regions()}
    for row in plan["unit"]:
        for specimen in unit(plan["seed"], places[row["county"]], department_of(row["type"]), plan["years"]):
            assert suits(specimen, row["faults"].get(str(specimen.year), ""))


def test_manifest_has_a_card_for_every_report(shipped: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((shipped / "manifest.csv").read_text(encoding="utf-8"))))
    assert [row["path"] for row in rows] == [m.file_name for m in planned()]
    assert all((shipped / row["path"]).is_file() and row["is_sample"] == "true" for row in rows)


def test_reports_of_an_earlier_plan_are_removed(tmp_path: Path) -> None:
    (tmp_path / "990101-old-2019.txt").write_text("x")
    (tmp_path / "notes.md").write_text("x")
    ship(tmp_path)
    assert not (tmp_path / "990101-old-2019.txt").exists()
    assert (tmp_path / "notes.md").exists()


def test_retold_figures_are_the_published_ones(shared: Path) -> None:
    for one in retold():
        s = one.specimen
        gold = json.loads((shared / "gold" / f"{s.region.code}-zonggonghui-{s.year}.json").read_text())
        mine = truth(s, "a.txt")
        for table, key, value in (
            ("budget_facts", ("category", "stage"), "amount_yuan"),
            ("stated_rates", ("category",), "rate_pct"),
            ("project_items", ("name", "doc_no"), "amount_yuan"),
            ("staff_facts", ("kind", "scope"), "headcount"),
            ("asset_facts", ("measure",), "amount_yuan"),
            ("indicators", ("level1", "level2", "level3", "operator"), "target_num"),
        ):
            assert sorted((tuple(r[k] for k in key), Decimal(r[value])) for r in mine[table]) == sorted(
                (tuple(r[k] for k in key), Decimal(r[value])) for r in gold[table]
            ), table
        for field in ("region_code", "county", "unit_name", "fiscal_year", "signed_on", "department_type"):
            assert mine["report"][field] == gold["report"][field]
        assert mine["score"] == gold["score"]
        assert len(mine["goals"]) == gold.get("goals_count", len(gold.get("goals", ())))
        assert set(mine["expect"]) <= set(gold["expect"])


def test_no_sentence_of_the_published_reports_is_taken_over(shared: Path) -> None:
    for one in retold():
        published = (
            shared / "reports" / f"{one.specimen.region.code}-zonggonghui-{one.specimen.year}.txt"
        ).read_text()
        joined = "".join(published.split())
        names = {i.name for i in one.specimen.items}
        for text in (
            *one.specimen.duties,
            *(g.content or "" for g in one.specimen.goals),
            *(g.result or "" for g in one.specimen.goals),
            *one.specimen.problems,
            *one.specimen.measures,
        ):
            runs = {text[i : i + 16] for i in range(len(text) - 15)}
            assert not [run for run in runs if run in joined and not any(run in name for name in names)]


def test_command_writes_reports_and_their_truth(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, answers = tmp_path / "out", tmp_path / "truth"
    code = main(
        ["--out", str(out), "--count", "6", "--seed", "2", "--truth", str(answers), "--faults", "0.5"]
    )
    assert code == 0
    assert len(list(out.iterdir())) == len(list(answers.iterdir())) == 6
    for path in answers.iterdir():
        (file_name,) = json.loads(path.read_text(encoding="utf-8"))["files"]
        assert (out / file_name).is_file()
    assert "6 份" in capsys.readouterr().out
    assert main([]) == 2


def test_files_do_not_depend_on_the_order_of_making() -> None:
    made = planned()
    backwards = {m.file_name: render(m.specimen, Path(m.file_name).suffix[1:]) for m in reversed(made[:6])}
    assert all(backwards[m.file_name] == render(m.specimen, Path(m.file_name).suffix[1:]) for m in made[:6])
