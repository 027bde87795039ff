"""What a stage looks at is in its stamp, so that an edit redoes what depends on it; and nothing else is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.night.read.stamps import read_parts
from pipelines.night.stamps import EXTRACT_WORDS, PACKAGE, QUOTING, STAGES
from pipelines.read.reading import READERS

LEXICON = {place.stem for place in (PACKAGE / "lexicon").glob("*.toml")}
NO_FILE = {
    "read": {"site", "places", "goals", "indicators", "sections"},  # classes of a page, decimals, tables of core
    "extract": {"site", "measures"},  # a role of a name, a kind of section
    "check": {
        "alerts", "branches", "frames", "indicators", "measures", "parts", "refusals", "verify", "versions",
    },  # parts of a rule file, tables, parameters; the wording of refusals and of the gate changes no result
}  # fmt: skip
"""Words in the code of a stage that are spelled like a file of the lexicon and name none."""


def named(stage: str) -> Iterator[str]:
    """The files of the lexicon that the code of a stage may name, by every text in it: some loads are told a name."""
    for part in STAGES[stage]:
        place = PACKAGE / part
        for file in place.rglob("*.py") if place.is_dir() else [place] * (place.suffix == ".py"):
            texts = (
                n.value for n in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(n, ast.Constant)
            )
            yield from (text for text in texts if isinstance(text, str) and text in LEXICON)


@pytest.mark.parametrize("stage", sorted(NO_FILE))
def test_every_wording_that_a_stage_names_is_in_its_stamp_and_no_other(stage: str) -> None:
    stamped = {Path(part).stem for part in STAGES[stage] if part.endswith(".toml")}
    places = {name for name in LEXICON if name.startswith("places_")}  # found by their names
    assert set(named(stage)) - NO_FILE[stage] == stamped - places


def test_all_places_and_no_wording_of_alerts_and_pages_belong_to_what_is_extracted() -> None:
    assert {f"lexicon/{name}.toml" for name in LEXICON if name.startswith("places")} <= set(STAGES["extract"])
    assert {"alerts", "site", "workbook", "review"}.isdisjoint(EXTRACT_WORDS)
    assert "lexicon" not in STAGES["extract"]


def test_wording_of_alerts_and_pages_makes_no_rule_run_again() -> None:
    assert {"lexicon", "lexicon/alerts.toml", "lexicon/site.toml", "lexicon/workbook.toml"}.isdisjoint(
        STAGES["check"]
    )


def imported(module: str, seen: set[str], within: str = "pipelines.read") -> set[str]:
    """Modules of a package that this one needs, near or far, those imported late included."""
    place = PACKAGE.parent / Path(*module.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    if module in seen or not module.startswith(within) or not file.is_file():
        return seen
    seen.add(module)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                imported(name, seen, within)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                imported(alias.name, seen, within)
    return seen


@pytest.mark.parametrize(
    "module", [file.removesuffix(".py").replace("/", ".") for file in QUOTING if not file.startswith("night")]
)
def test_the_stamp_of_rules_covers_whatever_quoting_imports(module: str) -> None:
    needed = {"/".join(name.split(".")[1:]) for name in imported(f"pipelines.{module}", set(), "pipelines.")}
    stamped = {part.removesuffix(".py").removesuffix("/__init__") for part in STAGES["check"]}
    assert not {name for name in needed if name not in stamped and not name.startswith("model/")}


@pytest.mark.parametrize("module", sorted({module for _, module in READERS.values()}))
def test_a_reader_s_stamp_covers_whatever_it_imports(module: str) -> None:
    parts = module.split(".")
    covered = read_parts(parts[2] if len(parts) > 3 else None)
    needed = {"/".join(name.split(".")[1:]) for name in imported(module, set())}
    loose = {
        name
        for name in needed
        if not any(f"{name}.py" == part or f"{name}/".startswith(f"{part}/") for part in covered)
    }
    assert loose <= {"read"}  # the package itself, whose __init__ is among the shared files


def test_a_change_in_one_reader_leaves_the_stamps_of_the_others() -> None:
    assert "read/docx" not in read_parts("pdf")
    assert "read/pdf" not in read_parts("docx")
    assert "read/docx" in read_parts("doc")  # what LibreOffice makes of a DOC is read as DOCX
