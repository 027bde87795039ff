"""Which files are reports, and which card belongs to which."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.sources.inbox import Inbox, list_inbox


def _put(raw: Path, *paths: str) -> None:
    for path in paths:
        (raw / path).parent.mkdir(parents=True, exist_ok=True)
        (raw / path).write_text(path, encoding="utf-8")


def _paths(inbox: Inbox) -> list[str]:
    return [file.path for file in inbox.files]


def _kinds(inbox: Inbox) -> set[str]:
    return {problem.kind for problem in inbox.problems}


def test_our_own_lists_and_the_desktops_files_are_no_reports(tmp_path: Path) -> None:
    _put(
        tmp_path,
        "b/2024.docx",
        "a.txt",
        ".gitkeep",
        ".git/config",
        "sources.toml",
        "expected_units.csv",
        "decisions/versions.toml",
        "README.md",
        "readme.txt",
        "b/~$2024.docx",
        "b/big.pdf.part",
        "b/Thumbs.db",
        "__MACOSX/a.txt",
    )
    (tmp_path / "manifest.csv").write_text("path\n", encoding="utf-8")
    inbox = list_inbox(tmp_path)
    assert _paths(inbox) == ["a.txt", "b/2024.docx"]
    assert {"README.md", "b/~$2024.docx", "b/big.pdf.part", "decisions", "manifest.csv"} <= set(
        inbox.left_out
    )
    assert inbox.problems == ()


def test_only_at_the_top_are_list_names_ours(tmp_path: Path) -> None:
    _put(tmp_path, "county/decisions/a.txt", "county/expected_units.csv")
    assert _paths(list_inbox(tmp_path)) == ["county/decisions/a.txt", "county/expected_units.csv"]


def test_samples_count_only_while_nothing_real_is_there(tmp_path: Path) -> None:
    _put(tmp_path, "samples/one.txt", "samples/README.md", "samples/faults.csv")
    (tmp_path / "samples" / "manifest.csv").write_text(
        "path,county,is_sample\none.txt,云溪县,true\n", encoding="utf-8"
    )
    inbox = list_inbox(tmp_path)
    assert (_paths(inbox), inbox.samples_used) == (["samples/one.txt"], True)
    assert inbox.files[0].card.is_sample
    assert inbox.files[0].card.county == "云溪县"

    _put(tmp_path, "real.txt")
    inbox = list_inbox(tmp_path)
    assert (_paths(inbox), inbox.samples_used, inbox.problems) == (["real.txt"], False, ())
    assert not inbox.files[0].card.is_sample


def test_a_sample_without_a_card_is_a_sample_all_the_same(tmp_path: Path) -> None:
    _put(tmp_path, "samples/one.txt")
    assert list_inbox(tmp_path).files[0].card.is_sample


def test_an_empty_and_a_missing_inbox_are_told_apart(tmp_path: Path) -> None:
    assert list_inbox(tmp_path) == Inbox((), False, (), ())
    assert _kinds(list_inbox(tmp_path / "nowhere")) == {"inbox_missing"}


def test_a_link_out_of_the_inbox_is_not_followed_and_said(tmp_path: Path) -> None:
    raw, outside = tmp_path / "raw", tmp_path / "outside"
    _put(raw, "real.txt")
    _put(outside, "secret.txt")
    (raw / "out.txt").symlink_to(outside / "secret.txt")
    (raw / "out").symlink_to(outside)
    (raw / "loop").symlink_to(raw)
    (raw / "self.txt").symlink_to(raw / "self.txt")
    (raw / "gone.txt").symlink_to(raw / "nothing")
    (raw / "inside.txt").symlink_to(raw / "real.txt")
    inbox = list_inbox(raw)
    assert _paths(inbox) == ["inside.txt", "real.txt"]
    assert set(inbox.left_out) == {"out.txt", "out", "loop", "self.txt", "gone.txt"}
    assert len(inbox.problems) == 5


def test_a_pipe_in_the_inbox_does_not_hold_up_the_night(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    inbox = list_inbox(tmp_path)
    assert (_paths(inbox), _kinds(inbox)) == ([], {"not_a_file"})


def test_a_name_in_gb18030_becomes_text(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "赵县2024.txt".encode("gb18030"))).write_text("x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (file,) = list_inbox(tmp_path).files
    assert file.path == "赵县2024.txt"
    assert file.absolute.read_text() == "x"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\x1b[31m红.txt", "\\x1b[31m红.txt"),
        ("a\nb.txt", "a\\nb.txt"),
        ("表\u202etxt.exe", "表\\u202etxt.exe"),
        ("全角　空格.txt", "全角　空格.txt"),
    ],
)
def test_a_name_commands_no_terminal(tmp_path: Path, name: str, shown: str) -> None:
    _put(tmp_path, name)
    (file,) = list_inbox(tmp_path).files
    assert file.path == shown
    assert file.absolute.is_file()


def test_the_inbox_may_itself_be_a_link(tmp_path: Path) -> None:
    _put(tmp_path / "real", "a.txt")
    (tmp_path / "raw").symlink_to(tmp_path / "real")
    assert _paths(list_inbox(tmp_path / "raw")) == ["a.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="not run: the superuser may open every folder")
def test_a_folder_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    _put(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    try:
        inbox = list_inbox(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o755)
    assert (_paths(inbox), _kinds(inbox)) == (["a.txt"], {"inbox_unreadable"})


def test_a_folder_that_vanishes_while_it_is_listed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(tmp_path, "a.txt", "closed/b.txt")
    scandir = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    inbox = list_inbox(tmp_path)
    assert (_paths(inbox), _kinds(inbox)) == (["a.txt"], {"inbox_unreadable"})
    assert "closed" in inbox.problems[0].message_zh


def test_the_shared_reports_are_an_inbox_without_any_list(shared: Path) -> None:
    inbox = list_inbox(shared / "reports")
    assert {"130132-zonggonghui-2025.txt", "130133-zonggonghui-2024.txt"} <= set(_paths(inbox))
    assert inbox.problems == ()
    assert not inbox.samples_used
