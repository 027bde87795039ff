"""C rules over figures: what passes, what fails with which words, what nobody can judge."""

from __future__ import annotations

import pytest

from tests.quality.examples import Example, Judged

EXAMPLES = [
    # C01
    Example("C01", "pass", "with the retired", lambda h: h.staff(present=20, on_post=7, retired=13)),
    Example("C01", "pass", "in post only", lambda h: h.staff(present=7, on_post=7, retired=13)),
    Example("C01", "pass", "with contract staff", lambda h: h.staff(present=9, on_post=7, contract=2)),
    Example("C01", "pass", "with all of them", lambda h: h.staff(present=25, on_post=7, retired=13, veteran_retired=1, contract=4)),
    Example("C01", "fail", "nothing fits in one sentence", lambda h: h.staff(present=21, on_post=7, retired=13), says="实有 21 人"),
    Example("C01", "not_evaluable", "figures of different sentences", lambda h: h.staff(1, present=21).staff(2, on_post=7, retired=13), says="口径"),
    Example("C01", "not_evaluable", "nobody knows who the others are", lambda h: h.staff(present=16, on_post=10), says="组成部分"),
    Example("C01", "fail", "more in post than there are", lambda h: h.staff(present=9, on_post=10)),
    Example("C01", "not_evaluable", "nobody in post stated", lambda h: h.staff(present=20, retired=13)),
    Example("C01", "not_evaluable", "only administrative staff", lambda h: h.staff(administrative=4)),
    Example("C01", "not_evaluable", "one number read twice", lambda h: (h.put("staff_facts", staff_scope="unit", kind="present", basis="actual", headcount=4, sentence_no=1, evidence_id="same"), h.put("staff_facts", staff_scope="unit", kind="on_post", basis="actual", headcount=4, sentence_no=1, evidence_id="same"))),
    # C02
    Example("C02", "pass", "in post", lambda h: h.staff(present=7, on_post=7, retired=13)),
    Example("C02", "fail", "includes the retired", lambda h: h.staff(present=20, on_post=7, retired=13), says="在职只有 7 人"),
    Example("C02", "not_evaluable", "no retired", lambda h: h.staff(present=7, on_post=7)),
    Example("C02", "not_evaluable", "does not add up", lambda h: h.staff(present=21, on_post=7, retired=13), says="口径不明"),
    # C03
    Example("C03", "pass", "within", lambda h: h.staff(authorized=8, on_post=7)),
    Example("C03", "fail", "beyond", lambda h: h.staff(authorized=36, on_post=38), says="105.56%"),
    Example("C03", "not_evaluable", "no posts stated", lambda h: h.staff(on_post=7)),
    # C07
    Example("C07", "pass", "no liabilities", lambda h: h.asset("total", "400.21").asset("liabilities", "0.00").asset("net", "400.21")),
    Example("C07", "pass", "rounded", lambda h: h.asset("total", "400.21").asset("liabilities", "0.10").asset("net", "400.12")),
    Example("C07", "fail", "does not add up", lambda h: h.asset("total", "400.21").asset("liabilities", "100").asset("net", "400.21"), says="相差 100 万元"),
    Example("C07", "not_evaluable", "no liabilities stated", lambda h: h.asset("total", "400.21").asset("net", "400.21")),
    Example("C07", "not_evaluable", "stated twice", lambda h: h.asset("total", "400.21").asset("total", "36").asset("liabilities", "0").asset("net", "400.21")),
    # C08
    Example("C08", "pass", "alike", lambda h: h.asset("total", "400.21", "-1.9").asset("liabilities", "0").asset("net", "400.21", "-1.9")),
    Example("C08", "fail", "differ without liabilities", lambda h: h.asset("total", "400.21", "-1.9").asset("liabilities", "0", "0").asset("net", "400.21", "-2.4"), says="-2.4%"),
    Example("C08", "fail", "the words say that there were none", lambda h: h.section("assets", "负债总额0.00万元，较上年减少0%。").asset("total", "400.21", "-1.9").asset("liabilities", "0").asset("net", "400.21", "-2.4")),
    Example("C08", "not_evaluable", "there were some", lambda h: h.section("assets", "负债总额0.00万元，较上年减少100%。").asset("total", "400.21", "-1.9").asset("liabilities", "0").asset("net", "400.21", "-2.4")),
    Example("C08", "not_evaluable", "differ, last year unknown", lambda h: h.asset("total", "400.21", "-1.9").asset("liabilities", "0").asset("net", "400.21", "-2.4")),
    Example("C08", "not_evaluable", "liabilities exist", lambda h: h.asset("total", "400", "-1.9").asset("liabilities", "9").asset("net", "391", "-2.4")),
    Example("C08", "not_evaluable", "no rates", lambda h: h.asset("total", "400").asset("liabilities", "0").asset("net", "400")),
]  # fmt: skip


@pytest.fixture(scope="module")
def judged() -> Judged:
    return Judged(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_staff_and_asset_rules_tell_sound_from_unsound(judged: Judged, example: Example) -> None:
    judged.assert_holds(example)
