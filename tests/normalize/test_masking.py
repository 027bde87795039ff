"""No person's name is published, and no offset moves for it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.claims import GoalClaim, ProblemItemClaim, Said, SectionClaim
from pipelines.model.document import Span
from pipelines.model.flow import Flow
from pipelines.model.problem import Problem
from pipelines.normalize.masking import STAR, Mask
from tests.documents import make_document
from tests.normalize.filings import claims, place, rows_of, staff

NAMES = st.text(st.sampled_from("康赵钱孙某明华红"), min_size=3, max_size=4)
WORDS = st.text(st.sampled_from("县总工会经费万元2025年 ，。\n"), min_size=0, max_size=12)


@given(name=NAMES, words=st.lists(WORDS, min_size=2, max_size=5))
def test_masking_covers_the_person_and_moves_nothing(name: str, words: list[str]) -> None:
    document = make_document(name.join(words).replace("\n", ""))
    text = document.text
    persons = [Span(i, i + len(name)) for i in range(len(text)) if text.startswith(name, i)]
    mask = Mask.of(document, persons)
    whole = Span(0, len(text))
    covered = {i for p in persons for i in range(p.start, p.end)}
    for masked in (mask.quote(whole), mask.text(text, whole), mask.text(text, None)):
        assert len(masked) == len(text)
        assert name not in masked
        assert all(m == t for i, (m, t) in enumerate(zip(masked, text, strict=True)) if i not in covered)
        assert all(masked[i] == STAR for i in covered)
    flow = document.flow(document.blocks[0])
    masked = mask.flow(flow)
    assert len(masked) == len(flow.text)
    assert name not in masked
    assert Flow.from_segments(masked, flow.segments()).offsets == flow.offsets


def test_a_telephone_number_is_covered_in_either_width() -> None:
    document = make_document("联系电话13812345678", "经费13812345.678万元")
    mask = Mask.of(document, [Span(4, 15)])
    for printed in ("13812345678", "１３８１２３４５６７８", "138 1234 ５６７８"):
        masked = mask.text(f"请拨{printed}咨询", None)
        assert masked == "请拨" + "".join(c if c == " " else STAR for c in printed) + "咨询"
    assert mask.text("支出8765432.1元", None) == "支出8765432.1元"


def test_names_are_masked_in_everything_that_is_published() -> None:
    document = make_document(
        "# 评价人员名单",
        "康某某\n元氏县总工会党组书记",
        "由康某某负责的帮扶工作，在职7人，由康某\n某签字。",
    )
    text = document.text
    persons = [place(document, "康某某"), place(document, "康某某", 2), place(document, "康某\n某")]
    line = place(document, "由康某某负责的帮扶工作，在职7人，由康某\n某签字。")
    words = "由康某某负责的帮扶工作"
    made = claims(
        persons=persons,
        title=Said("康某某", persons[0]),
        staff=[staff(line, "on_post", 7)],
        sections=[
            SectionClaim(
                1, "signers", "康某某评价人员名单", Span(0, len(text)), document.flow(document.blocks[2])
            )
        ],
        goals=[GoalClaim(1, "target", words, words, None, line)],
        problem_items=[ProblemItemClaim(1, "problem", words, line)],
    )
    problem = Problem("x", "“康某某”不明", "unclear: 康某某", line)
    rows = rows_of(document, made, problems=[problem])
    published = repr(rows)
    assert "康某" not in published
    assert published.count(STAR * 3) >= 8
    assert rows.sections[0].text == "由＊＊＊负责的帮扶工作，在职7人，由＊＊＊签字。"
    assert rows.sections[0].text_map == document.flow(document.blocks[2]).segments()
    quotes = {e.char_start: e.quote for e in rows.evidence}
    assert quotes[line.start] == "由＊＊＊负责的帮扶工作，在职7人，由＊＊\n＊签字。"


def test_a_name_of_two_characters_is_masked_where_the_person_stands_only() -> None:
    document = make_document("方正县总工会由方正负责。")
    mask = Mask.of(document, [place(document, "方正", 2)])
    assert mask.quote(Span(0, len(document.text))) == "方正县总工会由＊＊负责。\n"
    assert mask.text("方正县总工会", place(document, "方正县总工会")) == "方正县总工会"
    assert mask.text("由方正负责", place(document, "由方正负责")) == "由＊＊负责"


def test_a_name_printed_with_gaps_or_in_full_width_is_covered() -> None:
    document = make_document("联系人：李 某 某 电话１３８００００")
    mask = Mask.of(document, [place(document, "李 某 某"), place(document, "１３８００００")])
    assert mask.text("李某某、李　某 某 1380000", None) == "＊＊＊、＊　＊ ＊ ＊＊＊＊＊＊＊"


def test_without_persons_every_text_is_left_alone() -> None:
    document = make_document("在职7人。")
    rows = rows_of(
        document, claims(staff=[staff(place(document, "在职7人"), "on_post", 7, date(2025, 12, 31))])
    )
    assert rows.evidence[0].quote == "在职7人"
