"""The summary of a night: nothing that waits for a person is left out of it, and a closed gate says why."""

from __future__ import annotations

from pipelines.night.summary import refused_lines, waiting_lines


def test_what_waits_is_counted_by_the_groups_of_the_desk_and_the_commonest_is_never_left_out() -> None:
    kinds = [
        {"kind": kind, "n": n, "message_zh": f"{kind} 的话", "file_name": "a.txt" if n > 1 else None}
        for kind, n in {
            "number_unexplained": 118,
            "stage_unsaid": 44,
            "adjustment_unclear": 5,
            "unit_missing": 4,
            "of_no_group": 1,
        }.items()
    ]
    assert waiting_lines(kinds) == [
        "  金额单位未定 ×4，如 〔a.txt〕unit_missing 的话",
        "  没有写明是哪一项 ×49，如 〔a.txt〕stage_unsaid 的话",
        "  未能解释的数字 ×118，如 〔a.txt〕number_unexplained 的话",
        "  其他 ×1，如 of_no_group 的话",
    ]


def test_a_refused_file_is_told_in_both_languages_and_where_it_lies() -> None:
    told = {"path": "下/a.docx", "message_zh": "文件“a.docx”已损坏。", "message_en": "“a.docx” is damaged."}
    assert list(refused_lines([{**told, "in_folder": True}, {**told, "in_folder": False}])) == [
        "  · 文件“a.docx”已损坏。〔下/a.docx〕",
        "    “a.docx” is damaged.",
        "  · 文件“a.docx”已损坏。",
        "    “a.docx” is damaged.",
    ]
