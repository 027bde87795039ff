"""Comparing: copies are found whatever the size of the corpus, form text is nobody's, and the likely donor is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from pipelines.compare import Compared, KeptShingles, Limits, Part, Text, TextPair, compare, load_limits
from pipelines.compare.candidates import counted, hashed
from pipelines.compare.texts import Shingles, shingle

LIMITS = replace(load_limits(), min_whole=40, min_section=40, full_whole=40)


def words(seed: int, length: int = 400) -> str:
    """Chinese characters by chance: two seeds share no five in a row."""
    rng = Random(seed)
    return "".join(chr(rng.randint(0x4E00, 0x9000)) for _ in range(length))


def text(name: str, year: int = 2024, **values: object) -> Text:
    given = {
        "version_id": name, "report_id": f"r-{name}", "document_id": f"d-{name}", "unit": name, "unit_name": f"{name}局", "county": None,
        "department_type": None, "fiscal_year": year, "signed_on": None, "first_seen_at": datetime(2026, 1, 1), "stamp": name,
    } | values  # fmt: skip
    return Text(**given)  # type: ignore[arg-type]


def part(words: str, code: str = "achievement") -> Part:
    return Part(code, words, (0, 0))


def all_compared(filed: Sequence[tuple[Text, Sequence[Part]]], limits: Limits = LIMITS) -> Compared:
    parts = {t.version_id: tuple(p) for t, p in filed}
    made = {t.version_id: shingle(t, parts[t.version_id]) for t, _ in filed}
    return compare([t for t, _ in filed], made, lambda versions: parts, limits)


def compared(filed: Sequence[tuple[Text, Sequence[Part]]], limits: Limits = LIMITS) -> list[TextPair]:
    return all_compared(filed, limits).pairs


def test_a_copied_section_is_found_and_quoted_in_both_reports() -> None:
    copied = words(1, 200)
    filed = [
        (text("甲", 2023), [part(words(2)), part(copied, "measures")]),
        (text("乙", 2024), [part(words(3)), part("开头。" + copied, "measures")]),
    ]
    (pair,) = (p for p in compared(filed) if p.section_a)
    assert (pair.version_a, pair.version_b, pair.section_a) == ("乙", "甲", "measures")
    assert (pair.char_start_a, pair.char_start_b) == (3, 0)
    assert pair.common_text == copied
    assert (pair.donor_version, pair.donor_reason) == ("甲", "earlier_year")


def test_texts_that_share_nothing_are_no_pair() -> None:
    assert compared([(text("甲"), [part(words(1))]), (text("乙"), [part(words(2))])]) == []


def test_duties_are_the_same_every_year_and_nobody_copied_them() -> None:
    filed = [
        (text(name), [part(words(1), "duties"), part(words(n))]) for n, name in enumerate("甲乙", start=7)
    ]
    assert compared(filed) == []


def test_the_order_of_the_texts_changes_nothing() -> None:
    filed = [(text(name), [part(words(n // 2) + words(n + 50, 90))]) for n, name in enumerate("甲乙丙丁戊己")]
    assert compared(filed) == compared(filed[::-1]) != []


def test_what_many_units_write_is_the_form_and_what_two_of_them_share_is_not() -> None:
    form, copied = words(1), words(2)
    filed = [
        (text(f"单位{n:02d}"), [part(form), part(copied if n in (3, 4) else words(100 + n), "measures")])
        for n in range(30)
    ]
    assert {(p.version_a, p.version_b) for p in compared(filed)} == {("单位04", "单位03")}


def test_versions_of_one_report_are_no_pairs_and_do_not_push_out_the_report_that_another_unit_copied() -> (
    None
):
    versions = [
        (text(f"甲{n:02d}", report_id="r", unit="甲"), [part(words(1) + words(n, 9))]) for n in range(9)
    ]
    found = compared([*versions, (text("乙", 2025), [part(words(1))])])
    assert {(p.version_a, p.version_b[0]) for p in found} == {("乙", "甲")}
    assert (
        len({p.version_b for p in found}) == LIMITS.partners + 4
    )  # the four others have it as their nearest


def test_phrases_of_the_form_are_discounted_where_only_two_reports_are_there() -> None:
    phrases = [part(phrase) for phrase in load_limits().phrases]
    filed = [(text(name), [*phrases, part(words(n, 60))]) for n, name in enumerate("甲乙")]
    assert compared(filed) == []


def in_pieces(share: int, units: Sequence[str], length: int = 40) -> list[tuple[Text, list[Part]]]:
    """Reports of twenty sentences: ``share`` of each ten are the same in all, none beside another."""
    return [
        (
            text(unit, 2020 + n),
            [
                part(
                    "。".join(
                        words(k if k % 2 and k % 10 < 2 * share else 1000 * (n + 1) + k, length)
                        for k in range(20)
                    )
                )
            ],
        )
        for n, unit in enumerate(units)
    ]


def test_sentences_taken_here_and_there_are_each_quoted_in_both_reports() -> None:
    filed = in_pieces(4, "甲乙")
    found = all_compared(filed)
    assert found.pairs == [], "as a whole they are not alike"
    assert [piece.seq for piece in found.pieces] == list(range(1, 9))
    assert {(p.version_a, p.version_b, p.donor_version) for p in found.pieces} == {("乙", "甲", "甲")}
    printed = {t.version_id: parts[0].text for t, parts in filed}
    for piece in found.pieces:
        assert piece.text == printed["乙"][piece.char_start_a : piece.char_end_a]
        assert piece.text == printed["甲"][piece.char_start_b : piece.char_end_b]
        assert len(piece.text) == 40


@pytest.mark.parametrize(
    ("filed", "why"),
    [
        (in_pieces(2, "甲乙"), "too little of the text"),
        (in_pieces(4, "甲乙丙丁戊"), "so many units write it that it is nobody's"),
        (in_pieces(4, "甲乙", 15), "no whole sentence is the same"),
        ([(replace(t, unit="甲"), p) for t, p in in_pieces(4, "甲乙")], "one unit repeats itself"),
    ],
)
def test_what_is_no_copy_in_pieces(filed: list[tuple[Text, list[Part]]], why: str) -> None:
    assert all_compared(filed).pieces == [], why


def test_pieces_are_found_among_many_texts_and_the_order_of_the_texts_changes_nothing() -> None:
    filed = [
        (text(f"单位{n:02d}"), [part("。".join(words(9000 + 100 * n + k, 40) for k in range(20)))])
        for n in range(30)
    ]
    filed += in_pieces(5, "甲乙")
    pieces = all_compared(filed).pieces
    assert {(p.version_a, p.version_b) for p in pieces} == {("乙", "甲")}
    assert all_compared(filed[::-1]).pieces == pieces


@pytest.mark.parametrize(
    ("of_a", "of_b", "donor", "reason"),
    [
        ({}, {}, None, "unknown"),
        ({"signed_on": date(2025, 3, 1)}, {"signed_on": date(2025, 4, 1)}, "甲", "earlier_signed"),
        ({}, {"first_seen_at": datetime(2025, 12, 1)}, "乙", "earlier_seen"),
        ({"fiscal_year": 2023}, {"signed_on": date(2020, 1, 1)}, "甲", "earlier_year"),
        ({"department_type": "总工会"}, {"department_type": "水利局"}, "甲", "own_words"),
    ],
)
def test_who_copied_from_whom_is_told_only_where_something_tells_it(
    of_a: dict[str, Any], of_b: dict[str, Any], donor: str | None, reason: str
) -> None:
    copied = words(1) + "做好劳模的推荐和困难职工帮扶"
    (pair,) = (
        p
        for p in compared([(text("甲", **of_a), [part(copied)]), (text("乙", **of_b), [part(copied)])])
        if p.section_a is None
    )
    assert (pair.donor_version, pair.donor_reason) == (donor, reason)


@pytest.fixture(scope="module")
def family() -> list[np.ndarray[tuple[int], np.dtype[np.uint32]]]:
    """Sets of every likeness: each half of the time a copy of an earlier one with some members exchanged."""
    rng = np.random.default_rng(5)
    sets: list[np.ndarray[tuple[int], np.dtype[np.uint32]]] = []
    for n in range(240):
        fresh = np.unique(rng.integers(0, 2**32, 500, dtype=np.uint32))
        if n % 2:
            kept = rng.permutation(sets[int(rng.integers(0, n))])[: int(rng.integers(250, 500))]
            fresh = np.unique(np.concatenate((kept, fresh[: 500 - len(kept)])))
        sets.append(fresh)
    return sets


@pytest.mark.parametrize("least", [0.6, 0.8])
def test_minhash_finds_what_counting_finds(
    family: list[np.ndarray[tuple[int], np.dtype[np.uint32]]], least: float
) -> None:
    exact = set(counted(family, least))
    assert len(exact) > 15
    assert len(exact - set(hashed(family, least))) <= len(exact) * 0.01


def test_a_text_that_all_share_makes_no_square_of_pairs() -> None:
    same = [np.arange(300, dtype=np.uint32)] * 400
    pairs = list(hashed(same, 0.6))
    assert len(pairs) < 400 * 13
    assert {j for _, j in pairs} == set(range(1, 400))


def test_kept_shingles_come_back_the_same_and_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    shelf, made = (
        KeptShingles(tmp_path / "shingles"),
        shingle(text("甲"), [part(words(1)), part("短", "measures")]),
    )
    shelf.add({"stamp": made}, {})
    (back,) = shelf.read(["stamp", "other"]).values()
    assert (back.codes, back.lengths) == (made.codes, made.lengths)
    assert np.array_equal(back.hashes, made.hashes)
    next(shelf.folder.iterdir()).write_bytes(b"PAR1 damaged")
    assert shelf.read(["stamp"]) == {}
    shelf.add({"stamp": made}, {})
    assert set(shelf.read(["stamp"])) == {"stamp"}


def test_many_files_of_kept_shingles_become_one_and_lose_nothing(tmp_path: Path) -> None:
    shelf, known = KeptShingles(tmp_path), dict[str, Shingles]()
    for n in range(40):
        fresh = {f"{n}": shingle(text("甲"), [part(words(n, 30))])}
        shelf.add(fresh, known)
        known |= fresh
    assert set(shelf.read(known)) == set(known)
    assert len(list(tmp_path.iterdir())) < 31
