"""What people write in the two lists is used exactly, and a bad line spoils only itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.claims import Card
from pipelines.sources.cards import ExpectedUnit, read_cards, read_expected_units
from pipelines.sources.inbox import list_inbox

HEADER = "path,county,region_code,unit_name,fiscal_year,source_url\n"
ROW = "赵县/2024.txt,赵县,130133,赵县总工会,2024,https://example.org/a\n"
CARD = Card("赵县", "130133", "赵县总工会", 2024, "https://example.org/a", False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_and_line_end_is_read(tmp_path: Path, encoding: str, newline: str) -> None:
    text = (HEADER + ROW).replace("\n", newline)
    (tmp_path / "manifest.csv").write_bytes(text.encode(encoding))
    cards = read_cards(tmp_path, "", samples=False)
    assert (dict(cards.by_path), cards.problems) == ({"赵县/2024.txt": CARD}, ())


def test_chinese_headers_full_width_digits_and_windows_paths_are_read(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text(
        "文件,县,行政区划代码,单位名称,年度,来源网址,是否样例\n.\\赵县\\2024.txt,赵县,１３０１３３,赵县总工会,2024年度,https://example.org/a,否\n",
        encoding="utf-8",
    )
    assert dict(read_cards(tmp_path, "", samples=False).by_path) == {"赵县/2024.txt": CARD}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("a.txt,赵县,13013,赵县总工会,2024,", "13013"),
        ("a.txt,赵县,130133,赵县总工会,二四,", "二四"),
        ("a.txt,赵县,130133,赵县总工会,1024,", "1024"),
        ("a.txt,赵县,130133,赵县总工会,2024,javascript:alert(1)", "javascript"),
        ("../etc/passwd,,,,,", "passwd"),
        ("C:\\a.txt,,,,,", "C:"),
        (",赵县,130133,赵县总工会,2024,", "path"),
        ('"a.txt,赵县,130133,赵县总工会,2024,', "引号"),
        ("a.txt,赵县,130133,赵县总工会,2024,,多,余", "格数"),
    ],
)
def test_a_bad_row_is_named_by_line_and_the_others_go_on(tmp_path: Path, row: str, says: str) -> None:
    (tmp_path / "manifest.csv").write_text(HEADER + row + "\n\n" + ROW, encoding="utf-8")
    cards = read_cards(tmp_path, "", samples=False)
    assert dict(cards.by_path) == {"赵县/2024.txt": CARD}
    (problem,) = cards.problems
    assert problem.kind == "register_bad_row"
    assert "manifest.csv 第 2 行" in problem.message_zh
    assert says in problem.message_zh


def test_an_unknown_column_is_said_and_the_known_ones_are_used(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("path,备注,county\na.txt,旧,赵县\n", encoding="utf-8")
    cards = read_cards(tmp_path, "", samples=False)
    assert dict(cards.by_path) == {"a.txt": Card(county="赵县")}
    assert [problem.kind for problem in cards.problems] == ["register_unknown_column"]
    assert "备注" in cards.problems[0].message_zh


def test_two_cards_that_disagree_are_both_left_out(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text(
        "path,county\na.txt,赵县\na.txt,元氏县\nb.txt,赵县\nb.txt,赵县\n", encoding="utf-8"
    )
    cards = read_cards(tmp_path, "", samples=False)
    assert set(cards.by_path) == {"b.txt"}
    assert [problem.kind for problem in cards.problems] == ["card_twice"]


def test_a_list_in_no_encoding_or_without_its_key_column_is_said(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_bytes(b"path,county\na.txt,\xff\xff\xff\n")
    assert [p.kind for p in read_cards(tmp_path, "", samples=False).problems] == ["register_unreadable"]
    (tmp_path / "manifest.csv").write_text("county\n赵县\n", encoding="utf-8")
    assert [p.kind for p in read_cards(tmp_path, "", samples=False).problems] == ["register_unreadable"]


def test_a_card_meets_its_file_whatever_the_unicode_form_and_a_typo_is_said(tmp_path: Path) -> None:
    (tmp_path / "e\u0301.txt").write_text("x")
    (tmp_path / "manifest.csv").write_text("path,county\n\u00e9.txt,赵县\ntypo.txt,赵县\n", encoding="utf-8")
    inbox = list_inbox(tmp_path)
    assert inbox.files[0].card.county == "赵县"
    assert [problem.kind for problem in inbox.problems] == ["card_without_file"]


@given(content=st.binary(max_size=200))
def test_no_bytes_make_a_list_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    raw = tmp_path_factory.mktemp("raw")
    (raw / "manifest.csv").write_bytes(b"path,county\n" + content)
    read_cards(raw, "", samples=False)
    (raw / "expected_units.csv").write_bytes(content)
    read_expected_units(raw)


def test_expected_units_with_open_ends(tmp_path: Path) -> None:
    assert read_expected_units(tmp_path).values == ()
    (tmp_path / "expected_units.csv").write_text(
        "region_code,unit_name,department_type,from_year,to_year\n"
        "130133,赵县总工会,群团组织,2020,\n"
        "130133,赵县总工会,群团组织,2020,\n"
        "130133,赵县财政局,,,2022\n"
        "130133,赵县审计局,,2024,2022\n"
        ",赵县统计局,,,\n",
        encoding="utf-8",
    )
    outcome = read_expected_units(tmp_path)
    assert outcome.values == (
        ExpectedUnit("130133", "赵县总工会", "群团组织", 2020, None),
        ExpectedUnit("130133", "赵县财政局", None, None, 2022),
    )
    assert ["第 5 行" in outcome.problems[0].message_zh, "第 6 行" in outcome.problems[1].message_zh] == [
        True,
        True,
    ]
