"""Rule files are refused at the start, with file and line, for every slip that one can make in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.lexicon import load as lexicon
from pipelines.quality.loader import load_rules
from pipelines.quality.rules import Rule, RuleFileError
from pipelines.quality.text_rules import TEXT_RULES, text_parameters
from pipelines.quality.wording import fields
from tests.quality.house import rules

GOOD = """\
- id: X01
  slug: example
  name_zh: 例
  name_en: example
  grain: report
  severity: warn
  message_zh: "{n} 个"
  formula: 例
  query: q.sql
  params: {least: 1}
  values: {n: text}
  needs: [scores]
  basis: 例
  version: 1
"""


def load(folder: Path, text: str, sql: str = "SELECT $least -- $comment") -> tuple[Rule, ...]:
    (folder / "sql").mkdir()
    (folder / "sql" / "q.sql").write_text(sql, encoding="utf-8")
    (folder / "x_example.yml").write_text(text, encoding="utf-8")
    return load_rules(folder, {"known": {"least": int, "share": float, "parts": list}})


def test_a_sound_rule_is_taken(tmp_path: Path) -> None:
    (rule,) = load(tmp_path, GOOD)
    assert (rule.rule_id, rule.query, rule.params) == ("X01", "SELECT $least -- $comment", {"least": 1})
    assert [branch.severity for branch in rule.branches] == ["warn"]


def test_what_a_report_lacks_is_said_with_the_rules_own_parameters(tmp_path: Path) -> None:
    (rule,) = load(
        tmp_path, GOOD.replace("  query: q.sql", '  nothing_zh: "不足 {least} 个"\n  query: q.sql')
    )
    assert [branch.nothing_zh for branch in rule.branches] == ["不足 1 个"]


SLIPS = [
    (("  basis: 例\n", "  basis: 例\n  colour: red\n"), 14, "colour"),
    (("  basis: 例\n", ""), 1, "'basis' is missing"),
    (("  basis: 例\n", "  basis: 例\n  basis: 又\n"), 14, "stands twice"),
    (("query: q.sql", "query: missing.sql"), 9, "no file"),
    (("query: q.sql", "text: unheard_of"), 9, "unheard_of"),
    (("  query: q.sql\n", ""), 1, "a query, a text function, or both"),
    (("severity: warn", "severity: fatal"), 6, "severity must be one of"),
    (("{n} 个", "{m} 个"), 7, "uses m"),
    (("{n} 个", "{n:.2f} 个"), 7, "only plain"),
    (("{n} 个", "{n!r} 个"), 7, "only plain"),
    (("{n} 个", "{n.real} 个"), 7, "only plain"),
    (("{n} 个", "{n 个"), 7, "message_zh"),
    (("n: text", "n: money"), 11, "money"),
    (("{least: 1}", "{}"), 9, "$least"),
    (("{least: 1}", "{least: 1, most: 2}"), 10, "most"),
    (("grain: report", "grain: world"), 5, "grain"),
    (("  version: 1\n", "  version: 1\n  suppressed_by: [Z99]\n"), 1, "Z99"),
    (("  version: 1\n", "  version: 1\n  suppressed_by: [X01]\n"), 1, "suppress each other"),
    (("  version: 1\n", "  version: 1\n  withholds: all\n"), 15, "withholds"),
    (("  version: 1\n", "  version: 1\n  since: long ago\n"), 15, "since"),
    (
        ("  version: 1\n", "  version: 1\n  branches: {a: {severity: warn, message_zh: 例}}\n"),
        1,
        "either severity",
    ),
    (("  grain: report\n", "  grain: [report\n"), 6, "not YAML"),
    (("  grain: report\n", "  grain: !!python/name:os.system report\n"), 5, "not YAML"),
    (("  version: 1\n", "  version: 1\n  since: 2024-13-45\n"), 1, "not YAML"),
    (("  basis: 例\n", "  ? [a, b]\n  : 例\n"), 13, "one word"),
    (("{least: 1}", "{least: 1, least: 2}"), 10, "stands twice"),
    (("id: X01", "id: x1"), 1, "two digits"),
    (("id: X01", "id: 101"), 1, "id must be text"),
    (("version: 1", "version: one"), 14, "a whole number"),
    (("version: 1", "version: true"), 14, "a whole number"),
    (("{least: 1}", "least"), 10, "a mapping"),
    (("{n: text}", "text"), 11, "a mapping"),
    (("{n: text}", "{n: [text]}"), 11, "values.n must be one of"),
    (("grain: report", "grain: [report]"), 5, "grain must be one of"),
    (("[scores]", "scores"), 12, "a list"),
    (("[scores]", "[score]"), 12, "needs must be one of"),
    (("formula: 例", "formula: 不少于 {most} 个"), 8, "most"),
    (("formula: 例", "formula: 不少于 {least 个"), 8, "formula"),
    (("  query: q.sql", "  nothing_zh: 不足 {most} 个\n  query: q.sql"), 9, "nothing_zh uses most"),
    (("  query: q.sql", "  nothing_zh: {other: 没有}\n  query: q.sql"), 9, "other, which is no branch"),
    (("  query: q.sql", "  nothing_zh: [没有]\n  query: q.sql"), 9, "one sentence"),
    (("  version: 1\n", "  version: 1\n  report_types: [departments]\n"), 15, "report_types must be one of"),
    (("  version: 1\n", "  version: 1\n  sight: both\n"), 15, "sight must be one of"),
    (("  version: 1\n", "  version: 1\n  suppressed_by: X02\n"), 15, "a list"),
    (("  version: 1\n", "  version: 1\n  since: 2024-01-01\n  until: 2019-01-01\n"), 15, "later than until"),
    (('  severity: warn\n  message_zh: "{n} 个"\n', "  branches: {a: {severity: warn}}\n"), 6, "branch 'a'"),
    (('  severity: warn\n  message_zh: "{n} 个"\n', "  branches: [a, b]\n"), 6, "a mapping"),
]

TEXT = GOOD.replace("query: q.sql", "text: known").replace(
    "{least: 1}", "{least: 1, share: 0.5, parts: [goals]}"
)
PARAMETERS = [
    ("{least: 1, share: 0.5}", 9, "takes parts"),
    ("{least: 1, share: 0.5, parts: [goals], most: 2}", 10, "most"),
    ("{leest: 1, share: 0.5, parts: [goals]}", 9, "takes least"),
    ("{least: '1', share: 0.5, parts: [goals]}", 10, "least must be a whole number, not '1'"),
    ("{least: true, share: 0.5, parts: [goals]}", 10, "least must be a whole number, not True"),
    ("{least: 1, share: half, parts: [goals]}", 10, "share must be a number, not 'half'"),
    ("{least: 1, share: 1, parts: goals}", 10, "parts must be a list, not 'goals'"),
]


@pytest.mark.parametrize(("change", "line", "says"), SLIPS, ids=[s[2] + str(s[1]) for s in SLIPS])
def test_a_slip_is_refused_with_file_and_line(
    tmp_path: Path, change: tuple[str, str], line: int, says: str
) -> None:
    assert change[0] in GOOD
    with pytest.raises(RuleFileError) as refused:
        load(tmp_path, GOOD.replace(*change))
    assert f"x_example.yml:{line}:" in str(refused.value)
    assert says in str(refused.value)


def test_a_text_rule_with_all_its_parameters_is_taken(tmp_path: Path) -> None:
    (rule,) = load(tmp_path, TEXT)
    assert (rule.text, rule.params) == ("known", {"least": 1, "share": 0.5, "parts": ["goals"]})


@pytest.mark.parametrize(("params", "line", "says"), PARAMETERS, ids=[p[2] for p in PARAMETERS])
def test_parameters_of_a_text_function_are_checked_at_the_start(
    tmp_path: Path, params: str, line: int, says: str
) -> None:
    with pytest.raises(RuleFileError) as refused:
        load(tmp_path, TEXT.replace("{least: 1, share: 0.5, parts: [goals]}", params))
    assert f"x_example.yml:{line}:" in str(refused.value)
    assert says in str(refused.value)


def test_a_rule_with_query_and_text_may_give_each_its_parameters(tmp_path: Path) -> None:
    both = GOOD.replace("query: q.sql", "query: q.sql\n  text: known")
    (rule,) = load(tmp_path, both.replace("{least: 1}", "{least: 1, share: 1, parts: []}"))
    assert rule.query
    assert (rule.text, set(rule.params)) == ("known", {"least", "share", "parts"})


def test_every_parameter_that_a_text_function_reads_is_declared_and_no_other(project_root: Path) -> None:
    for name, declared in text_parameters().items():
        code = Path(TEXT_RULES[name].__code__.co_filename).read_text(encoding="utf-8")
        read = set(re.findall(r"params\[['\"](\w+)['\"]\]", code)) | set(_choices(code))
        assert set(declared) == read, name


def _choices(code: str) -> list[str]:
    """Names in params["a" if … else "b"]."""
    return [name for pair in re.findall(r'params\["(\w+)" if \w+ else "(\w+)"\]', code) for name in pair]


def test_a_refusal_is_told_in_chinese_and_in_english(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError) as refused:
        load(tmp_path, GOOD.replace("  basis: 例\n", "  basis: 例\n  colour: red\n"))
    assert "不认识的键 'colour'" in str(refused.value)
    assert "unknown key 'colour'" in str(refused.value)


@pytest.mark.parametrize("code", sorted(lexicon("refusals")["refusal"]))
def test_both_languages_of_a_refusal_say_the_same_things(code: str) -> None:
    said = lexicon("refusals")["refusal"][code]
    assert fields(said["zh"]) - {"form", "known"} == fields(said["en"]) - {"form_en", "known"}


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x_example.yml").write_bytes("- id: 例".encode("gb18030"))
    with pytest.raises(RuleFileError, match=r"x_example\.yml:1: .*not UTF-8"):
        load_rules(tmp_path, {})


def test_two_rules_of_one_slug_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match=r"x_example\.yml:16: .*slug example"):
        load(tmp_path, GOOD + GOOD.replace("X01", "X02"))


def test_a_rule_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match=r"x_example\.yml:15: .*rule X01 stands twice"):
        load(tmp_path, GOOD + GOOD)


@pytest.mark.parametrize("text", ["just words", "id: X01", "- words"])
def test_anything_but_a_list_of_mappings_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleFileError, match=r"x_example\.yml:1"):
        load(tmp_path, text)


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="no rule files"):
        load_rules(tmp_path, {})


REQUIRED = "A02 A06 A07 A10 A11 B02 B03 B04 B06 B07 B09 B10 B11 B13 C01 C02 C04 C06 C07 C08 D01 D02 D05 D09 E01 E02 E04 E05"


def test_the_rules_of_the_first_release_are_there_and_every_text_function_is_used() -> None:
    assert set(REQUIRED.split()) <= {rule.rule_id for rule in rules()}
    assert {rule.text for rule in rules() if rule.text} == set(TEXT_RULES)


def test_causes_come_before_their_consequences() -> None:
    order = [rule.rule_id for rule in rules()]
    for rule in rules():
        assert all(order.index(cause) < order.index(rule.rule_id) for cause in rule.suppressed_by)


def test_every_query_file_belongs_to_a_rule(project_root: Path) -> None:
    text = "".join(
        path.read_text(encoding="utf-8") for path in (project_root / "expectations").glob("[a-z]_*.yml")
    )
    files = {path.name for path in (project_root / "expectations" / "sql").glob("[!_]*.sql")}
    assert files == {name for name in files if f"query: {name}" in text}
