"""What a stage looks at is in its stamp, so that an edit redoes what depends on it; and nothing else is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.night.stamps import EXTRACT_WORDS, PACKAGE, STAGES

LEXICON = {place.stem for place in (PACKAGE / "lexicon").glob("*.toml")}
NO_FILE = {
    "read": {"site", "web", "places"},  # classes of a page, sorts of a document, decimal places
    "extract": {"site", "measures"},  # a role of a name, a kind of section
}
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
