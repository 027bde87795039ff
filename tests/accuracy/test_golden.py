"""The golden set is the same for the same seed, covers every form and format, and states only what it prints."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.golden import load
from benchmarks.golden.documents import COUNT, documents
from benchmarks.golden.files import WRITERS
from benchmarks.golden.forms.registry import FORMS
from benchmarks.golden.purse import Purse, purse
from pipelines.normalize.registry import load_places
from pipelines.samples.parts import Grid


def printed(form: object, seed: int) -> tuple[str, list[dict[str, object]]]:
    """All text of a document without spaces, and the answers of its reports."""
    written = form(Random(seed))  # type: ignore[operator]
    texts = []
    for part in written.parts:
        if isinstance(part, Grid):
            texts += [entry for row in part.rows for entry in row if isinstance(entry, str)]
        else:
            texts.append(part.text)
    return "\n".join(texts), [truth.answers("x.docx", written.form) for truth in written.truths]


def test_the_set_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    first = [(g.file_name, g.data, g.answers) for g in documents(7, 3)]
    assert first == [(g.file_name, g.data, g.answers) for g in documents(7, 3)]
    assert [data for _, data, _ in first] != [g.data for g in documents(8, 3)]


def test_the_set_is_large_and_holds_every_form() -> None:
    assert COUNT >= 60
    assert len(FORMS) * 2 <= COUNT  # each form in several formats
    assert {ending for form in FORMS for ending in form(Random(1)).formats} == set(WRITERS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_score_weight_and_headcount_of_the_answers_is_printed(form: object) -> None:
    text, answers = printed(form, 3)
    for answer in answers:
        staff: list[dict[str, object]] = answer["staff_facts"]  # type: ignore[assignment]
        indicators: list[dict[str, object]] = answer["indicators"]  # type: ignore[assignment]
        said = [str(row["headcount"]) for row in staff]
        said += [
            str(row[cell])
            for row in indicators
            for cell in ("weight", "score", "target_num", "actual_num")
            if cell in row
        ]
        assert [number for number in said if number not in text] == []


def test_every_county_has_the_code_and_the_city_of_the_national_standard() -> None:
    places = load_places()
    for province in load("places").values():
        for row in province:
            year = row.get("years", [2022])[0]
            known = places.by_code(row["code"], year)
            assert known is not None, row
            above = places.city_of(known, year) or places.province_of(known)
            assert above is not None, row
            assert (known.name, above.name) == (row["name"], row["city"])


def test_no_two_documents_report_on_the_same_unit_and_year() -> None:
    seen: Counter[tuple[object, ...]] = Counter()
    for golden in documents(1, 2 * len(FORMS)):
        reports = [answer["report"] for _, answer in golden.answers]
        for unit in {(r["unit_name"], r["fiscal_year"]) for r in reports if r["unit_name"]}:
            seen[unit] += 1
    assert [unit for unit, count in seen.items() if count > 1] == []


@given(seed=st.integers(0, 10**9), low=st.integers(1, 50))
@settings(max_examples=60, deadline=None)
def test_an_amount_is_printed_exactly(seed: int, low: int) -> None:
    rng = Random(seed)
    money = purse(rng)
    amount = money.some(rng, low, low + 500)
    plain = Purse(money.unit, money.decimals, False, False, False).show(amount)
    assert Decimal(plain) * {"元": 1, "万元": 10000}[money.unit] == amount


def test_the_set_is_written_as_files_beside_its_answers(tmp_path: Path) -> None:
    from benchmarks.golden.__main__ import write_set

    assert write_set(tmp_path, 5, 4) == 4
    names = {path.name for path in (tmp_path / "reports").iterdir()}
    assert len(names) == 4
    assert all((tmp_path / "gold" / f"{name.partition('.')[0]}.json").is_file() for name in names)
