"""A cell's text is what the spreadsheet prints, digit by digit."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.read.sheets.built_in import BUILT_IN
from pipelines.read.sheets.formats import parse_format
from pipelines.read.sheets.number_format import general, print_number, print_text, stored_number

ACCOUNTS = BUILT_IN[43]
PRINTED = [
    # General: the digits that are stored, without the noise of binary fractions
    ("8", "General", "8"),
    ("7.9878999999999998", "General", "7.9879"),
    ("141.19000000000001", "General", "141.19"),
    ("0.30000000000000004", "General", "0.3"),
    ("1.0", "General", "1"),
    ("1E-3", "General", "0.001"),
    ("-0.5", "General", "-0.5"),
    ("123456789012", "General", "123456789012"),
    ("99.848750000000003", "General", "99.84875"),
    ("1e300", "General", "1E+300"),
    ("1.5e-30", "General", "1.5E-30"),
    ("12", 'General"元"', "12元"),
    # digits, groups, scale
    ("7.9878999999999998", "0.0000", "7.9879"),
    ("1234.567", "#,##0.00", "1,234.57"),
    ("1.005", "0.00", "1.01"),
    ("2.675", "0.00", "2.68"),
    ("-1234.5", "#,##0.00", "-1,234.50"),
    ("0", "#,##0.00", "0.00"),
    ("0.5", "#.##", ".5"),
    ("12", "#.##", "12."),
    ("1234567", "#,##0,", "1,235"),
    ("1234567", "0.0,,", "1.2"),
    ("123456", r'0\.0,"万"', "12.3万"),
    ("123456", "0!.0,万", "12.3万"),
    ("141.19", '0.00"万元"', "141.19万元"),
    ("141.19", "0.00万元", "141.19万元"),
    ("12", "000000", "000012"),
    ("13912345678", "000-0000-0000", "139-1234-5678"),
    ("1234", "000,000,000", "000,001,234"),
    ("5", "+0.0;-0.0;0", "+5.0"),
    ("3.5", "[$¥-804]#,##0.00", "¥3.50"),
    ("3.5", '[Red][$-804]0.0"分"', "3.5分"),
    # per cent
    ("0.9987", "0.00%", "99.87%"),
    ("0.9987", "0%", "100%"),
    ("0.99848749999999997", "0.00%", "99.85%"),
    ("1", "0.00%", "100.00%"),
    ("99.87", '0.00"%"', "99.87%"),
    # sections
    ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
    ("-1234.5", "0.00;[Red]0.00", "-1234.50"),  # by colour alone below nought
    ("-1234.5", "0.0;0.0", "1234.5"),  # as shown: nothing says that it is below nought
    ("1234.5", "0.00;[Red]0.00", "1234.50"),
    ("-1234.5", "0.0;(0.0)", "(1234.5)"),
    ("-1234.5", '0.0;"负"0.0', "负1234.5"),
    ("-1234.5", '0.0;"无"', "无"),
    ("-5", "#,##0_);(#,##0)", "(5)"),
    ("5", "#,##0_);(#,##0)", "5"),
    ("0", '0.00;-0.00;"零"', "零"),
    ("0", "0.00;-0.00;", ""),
    ("5", ";;;", ""),
    ("1234.5", ACCOUNTS, "1,234.50"),
    ("-1234.5", ACCOUNTS, "-1,234.50"),
    ("0", ACCOUNTS, "-"),
    ("99", "[>=100]0.0;0.00", "99.00"),
    ("100", "[>=100]0.0;0.00", "100.0"),
    ("5", "0.0;@", "5.0"),
    ("12.5", "@", "12.5"),
    # exponents
    ("0.00012345", "0.00E+00", "1.23E-04"),
    ("9.999", "0.00E+00", "1.00E+01"),
    ("12345", "##0.0E+0", "12.3E+3"),
    ("0", "0.00E+00", "0.00E+00"),
    # dates
    ("43549", BUILT_IN[14], "2019/3/25"),
    ("43549", BUILT_IN[31], "2019年3月25日"),
    ("43549", BUILT_IN[57], "2019年3月"),
    ("43549", BUILT_IN[58], "3月25日"),
    ("43549.75", BUILT_IN[22], "2019/3/25 18:00"),
    ("43549.75", BUILT_IN[55], "下午6时00分"),
    ("43549", 'yyyy"年"m"月"d"日";@', "2019年3月25日"),
    ("43549", "yyyy年mm月dd日", "2019年03月25日"),
    ("43549", "YYYY-MM-DD", "2019-03-25"),
    ("43549", "yyyy.mm.dd", "2019.03.25"),
    ("43549", "[$-F800]dddd, mmmm dd, yyyy", "2019年3月25日"),
    ("43549", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇一九年三月二十五日"),
    ("43549", '[DBNum2][$-804]yyyy"年"m"月"d"日"', "贰零壹玖年叁月贰拾伍日"),
    ("43549", "[$-804]aaaa", "星期一"),
    ("43549", "[$-409]d-mmm-yy", "25-Mar-19"),
    ("43549", "[$-804]mmm", "3月"),
    ("60", "yyyy/m/d", "1900/2/29"),
    ("59", "yyyy/m/d", "1900/2/28"),
    ("1", "yyyy/m/d", "1900/1/1"),
    ("0.5", "h:mm", "12:00"),
    ("1.5", "[h]:mm:ss", "36:00:00"),
    ("0.0423", "mm:ss", "00:55"),
    ("0.99999999", "h:mm:ss", "0:00:00"),
    ("0.000011574", "mm:ss.0", "00:01.0"),
    # Chinese numerals
    ("12345", "[DBNum2][$-804]General", "壹万贰仟叁佰肆拾伍"),
    ("10010", "[DBNum1]G/通用格式", "一万〇一十"),
    ("123.45", "[DBNum2]General", "壹佰贰拾叁.肆伍"),
    ("2019", "[DBNum1]0", "二〇一九"),
    ("12.5", "[DBNum3]0.00", "１２.５０"),
    # what is not printed for certain stays the stored number, in full
    ("0.25", "# ?/?", "0.25"),
    ("123.456", "[DBNum2]0.0", "123.456"),
    ("-5", "[>=100]0.0;0.00", "-5"),
    ("-1.25", "0.0;", "-1.25"),
    ("-1.25", "yyyy/m/d", "-1.25"),
    ("9999999", "yyyy/m/d", "9999999"),
    ("1.25", "b0", "1.25"),
    ("1.25", "[ENG]0", "1.25"),
    ("1.25", "0" * 2000, "1.25"),
]
NUMBERS = st.decimals(-(10**12), 10**12, places=6)


@pytest.mark.parametrize(("stored", "code", "printed"), PRINTED)
def test_a_number_is_printed_by_its_format(stored: str, code: str, printed: str) -> None:
    value = stored_number(stored)
    assert value is not None
    assert print_number(value, code) == printed


def test_dates_that_count_from_1904() -> None:
    assert print_number(Decimal(42087), "yyyy/m/d", from_1904=True) == "2019/3/25"
    assert print_number(Decimal(0), "yyyy/m/d", from_1904=True) == "1904/1/1"


@pytest.mark.parametrize(
    ("text", "code", "printed"),
    [
        ("宁晋县", "General", "宁晋县"),
        ("宁晋县", "@", "宁晋县"),
        ("宁晋县", '@"统计局"', "宁晋县统计局"),
        ("宁晋县", "0.00", "宁晋县"),
        ("宁晋县", ACCOUNTS, " 宁晋县 "),
        ("宁晋县", ";;;", ""),
        ("宁晋县", '0;0;0;"无"', "无"),
        ("0012", "0.00;@", "0012"),
    ],
)
def test_a_text_is_printed_as_it_stands_unless_the_format_says_more(
    text: str, code: str, printed: str
) -> None:
    assert print_text(text, code) == printed


@pytest.mark.parametrize("text", ["", "abc", "1,5", "１", "nan", "inf", "1e999", "--1", "0x10", "1_000"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert stored_number(text) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_general_prints_fifteen_digits_and_no_more(number: float) -> None:
    value = stored_number(repr(number))
    assert value is not None
    printed = general(value)
    assert Decimal(printed) == Decimal(f"{number:.15g}")
    assert "." not in printed.partition("E")[0] or not printed.partition("E")[0].endswith("0")


@given(NUMBERS, st.integers(0, 6), st.booleans(), st.booleans())
def test_digits_are_those_of_exact_rounding(
    number: Decimal, places: int, grouped: bool, percent: bool
) -> None:
    value = stored_number(str(number))
    assert value is not None
    code = ("#,##0" if grouped else "0") + ("." + "0" * places if places else "") + ("%" if percent else "")
    printed = print_number(value, code)
    with localcontext() as context:
        context.prec = 50
        exact = (value * (100 if percent else 1)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert Decimal(printed.replace(",", "").rstrip("%")) == exact
    assert printed.endswith("%") == percent
    assert re.fullmatch(r"-?\d{1,3}(,\d{3})*(\.\d+)?%?" if grouped else r"-?\d+(\.\d+)?%?", printed)


@example("0D.", 0.0, False)  # a point at the end
@given(
    st.text(alphabet='0#?.,%E+-;@_*"\\[]ymdhs/: 年元$!aGeneralDBNum123<>=', max_size=30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)
def test_no_code_breaks_printing(code: str, number: float, from_1904: bool) -> None:
    value = stored_number(repr(number))
    assert value is not None
    assert isinstance(print_number(value, code, from_1904), str)
    assert isinstance(print_text("文", code), str)


def test_every_built_in_code_is_understood() -> None:
    assert [number for number, code in BUILT_IN.items() if parse_format(code) is None] == []


@given(NUMBERS, st.sampled_from(["0", "0.00", "#,##0.000", "0.0%", "#,##0.00_ ", "#,##0%"]))
def test_the_short_way_for_common_codes_prints_the_same(number: Decimal, code: str) -> None:
    value = stored_number(str(number))
    assert value is not None
    assert print_number(value, code) == print_number(value, "[$-804]" + code)
