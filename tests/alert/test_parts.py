"""A long message loses nothing on its way through parts, and no part is too long."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.alert.harmless import without_markup
from pipelines.alert.parts import label, numbered, room, split, split_lines, weight

TEXTS = st.text(st.sampled_from('长a1 "\\é🙂\u0301\u20e3\n') | st.characters(codec="utf-8"), max_size=200)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(8, 60), st.sampled_from(["\n", "  \n"]))
def test_every_part_fits_and_all_characters_arrive_in_order(text: str, limit: int, line_break: str) -> None:
    parts = split(text, limit, line_break)
    assert all(weight(part) <= limit for part in parts)
    pieces = [piece for part in split_lines(text.split("\n"), limit, weight(line_break)) for piece in part]
    assert "".join(pieces) == text.replace("\n", "")
    assert parts == tuple(
        line_break.join(part) for part in split_lines(text.split("\n"), limit, weight(line_break))
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from('长a"🙂'), max_size=6), max_size=30))
def test_lines_that_fit_are_never_cut(lines: list[str]) -> None:
    parts = split_lines(lines or [""], 40, 2)
    assert [line for part in parts for line in part] == (lines or [""])


def test_a_part_ends_between_two_findings_where_it_can_and_is_never_less_than_half_full_for_that() -> None:
    findings = ["◆甲", "引文" * 8, "", "◆乙", "引文" * 8, "", "◆丙"]
    assert list(split_lines(findings, 100, 2)) == [findings[:3], findings[3:]]
    assert list(split_lines([*findings[:3], "长" * 30], 100, 2)) == [findings[:3], ["长" * 30]]
    assert list(split_lines(["甲", "", *["乙" * 6] * 9], 80, 2)) == [
        ["甲", "", *["乙" * 6] * 3],
        ["乙" * 6] * 4,
        ["乙" * 6] * 2,
    ]


def test_a_line_too_long_is_cut_between_characters_and_not_before_a_mark() -> None:
    assert split("长长长", 7) == ("长长", "长")
    assert split("ab" + "e\u0301" * 2, 5) == ("abe\u0301", "e\u0301")
    assert split("长👍🏽", 8) == ("长", "👍🏽")
    assert split("e" + "\u0301" * 9, 8) == ("e" + "\u0301" * 3, "\u0301" * 4, "\u0301" * 2)


def test_the_limit_counts_what_json_makes_of_the_text() -> None:
    assert weight('"') == weight("\\") == weight("\n") == 2
    assert weight("长") == 3
    assert room(100, "长") == 100 - 3 - len("（999/999）".encode())


def test_parts_are_numbered_unless_there_is_only_one() -> None:
    assert (numbered("题", 1, 1), numbered("题", 2, 3), label(2, 3)) == ("题", "题（2/3）", "part:2/3")


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_harmless_text_has_the_same_number_of_lines_and_stays_harmless(text: str) -> None:
    once = without_markup(text)
    assert without_markup(once) == once
    assert not set("<>@*_`[]#\\&") & set(once)
