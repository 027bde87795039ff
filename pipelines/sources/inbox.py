"""The inbox: which files of ``raw/`` are reports to be read.

Belongs here: the rules of what is left out, and the card of each file. Does not belong here: opening a report.
"""

from __future__ import annotations

import os
import posixpath
import stat
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipelines.model.claims import Card
from pipelines.model.problem import Problem
from pipelines.sources.cards import EXPECTED_UNITS, MANIFEST, path_key, read_cards

SAMPLES = "samples"
FETCHED = "fetched"
"""The folder of what was fetched from disclosure pages: one folder a source, each with its own manifest."""
# ours or the desktop's, never a report
_OWN_FILES = frozenset({MANIFEST, EXPECTED_UNITS, "sources.toml", "settings.toml"})
_OWN_FOLDERS = frozenset({"decisions"})
_SAMPLE_LISTS = frozenset({"faults.csv", "expected.csv"})
_TURNS = frozenset({"LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_DESKTOP_FILES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as listed. ``path``: below ``raw/`` with ``/``, printable; ``place``: where its bytes are."""

    path: str
    place: str
    size: int
    mtime_ns: int
    ctime_ns: int
    card: Card

    @property
    def absolute(self) -> Path:
        """Where its bytes are; made when asked for, as most of 100,000 files are not opened."""
        return Path(self.place)

    @property
    def file_name(self) -> str:
        """The last part of the path."""
        return posixpath.basename(self.path)


@dataclass(frozen=True, slots=True)
class Inbox:
    """What lies in ``raw/``. ``left_out``: paths that are no reports; ``problems``: what a person should look at.

    ``member_cards``: cards of files inside archives, by ``a.zip!b.xls``.
    """

    files: tuple[SourceFile, ...]
    samples_used: bool
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]
    member_cards: Mapping[str, Card] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    files: list[SourceFile]
    left_out: list[str]
    problems: list[Problem]


def list_inbox(raw: Path) -> Inbox:
    """Every file below ``raw`` that is to be read, by path, each with its card.

    Left out: names that begin with ``.`` or ``~$``, ``README*``, ``*.part``, our own lists and ``decisions/``, links
    that lead out of ``raw`` or to a folder, and what is no regular file. Samples count only while nothing else is
    there. Problems: ``inbox_missing``, ``inbox_unreadable``, ``link_not_followed``, ``not_a_file``,
    ``card_without_file`` and those of the manifests.
    """
    if not raw.is_dir():
        problem = Problem(
            "inbox_missing",
            f"收件箱 {raw} 不存在或不是文件夹。请用 --raw 指明放报告的文件夹。",
            f"{raw} is not a folder. Name the folder of reports with --raw.",
        )
        return Inbox((), False, (), (problem,))
    root = raw.resolve()
    found = _Found([], [], [])
    _walk(root, root, "", found)
    real = [file for file in found.files if not _is_below_samples(file.path)]
    samples_used = not real and bool(found.files)
    files = found.files if samples_used else real
    there = frozenset(path_key(file.path) for file in files)
    cards, problems = _cards(root, samples_used, there)
    return Inbox(
        tuple(sorted((_with_card(file, cards) for file in files), key=lambda file: file.path)),
        samples_used,
        tuple(sorted(found.left_out)),
        (*found.problems, *problems),
        {path: card for path, card in cards.items() if _names_member(path, there)},
    )


def _walk(root: Path, folder: Path, below: str, found: _Found) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        found.problems.append(
            Problem(
                "inbox_unreadable",
                f"文件夹“{below or '.'}”打不开（{error.strerror}），其中的文件没有读。",
                f"folder {below or '.'!r} cannot be opened ({error.strerror}); its files were not read.",
            )
        )
        return
    for entry in entries:
        path = posixpath.join(below, printable_path(entry.name))
        if _is_left_out(path, is_folder=entry.is_dir(follow_symlinks=False)):
            found.left_out.append(path)
        elif entry.is_dir(follow_symlinks=False):
            _walk(root, folder / entry.name, path, found)
        else:
            _take(root, entry, path, found)


def _take(root: Path, entry: os.DirEntry[str], path: str, found: _Found) -> None:
    is_link = entry.is_symlink()
    try:
        # folders are never links here, so a plain file lies where it is listed: asking for each part of its path costs most
        target = Path(entry.path).resolve(strict=True) if is_link else None
        status = entry.stat()
    except (OSError, RuntimeError) as error:  # vanished, no permission, a link to nothing or in a circle
        _refuse("inbox_unreadable", path, f"读不到（{error}）", f"cannot be reached ({error})", found)
        return
    if target is not None and not (target.is_relative_to(root) and stat.S_ISREG(status.st_mode)):
        _refuse(
            "link_not_followed",
            path,
            "是通向收件箱之外或文件夹的链接",
            "is a link out of the inbox or to a folder",
            found,
        )
    elif not stat.S_ISREG(status.st_mode):
        _refuse("not_a_file", path, "不是普通文件", "is no regular file", found)
    else:
        card = Card(is_sample=_is_below_samples(path))
        found.files.append(
            SourceFile(
                path, str(target or entry.path), status.st_size, status.st_mtime_ns, status.st_ctime_ns, card
            )
        )


def _refuse(kind: str, path: str, why_zh: str, why_en: str, found: _Found) -> None:
    found.left_out.append(path)
    found.problems.append(
        Problem(kind, f"“{path}”{why_zh}，没有读。", f"{path!r} {why_en}; it was not read.")
    )


def _is_left_out(path: str, *, is_folder: bool) -> bool:
    folder, name = posixpath.split(path)
    lower = name.lower()
    if name.startswith((".", "~$")) or lower in _DESKTOP_FILES:
        return True
    if is_folder:
        return not folder and name in _OWN_FOLDERS
    if lower.startswith("readme") or lower.endswith(".part"):
        return True
    if not folder:
        return name in _OWN_FILES
    if posixpath.dirname(folder) == FETCHED:
        return name == MANIFEST
    return folder == SAMPLES and (name == MANIFEST or name in _SAMPLE_LISTS)


def _is_below_samples(path: str) -> bool:
    return path.startswith(SAMPLES + "/")


def _cards(root: Path, samples_used: bool, there: Set[str]) -> tuple[dict[str, Card], list[Problem]]:
    sources = sorted(path.parent for path in root.glob(f"{FETCHED}/*/{MANIFEST}"))
    sets = [read_cards(root, folder.relative_to(root).as_posix(), samples=False) for folder in sources]
    sets.append(read_cards(root, "", samples=False))  # last: what people write counts before what a page said
    if samples_used:
        sets.insert(0, read_cards(root, SAMPLES, samples=True))
    cards = {path: card for one in sets for path, card in one.by_path.items()}
    problems = [problem for one in sets for problem in one.problems]
    for path in sorted(set(cards) - there):
        if (samples_used or not _is_below_samples(path)) and not _names_member(path, there):
            problems.append(
                Problem(
                    "card_without_file",
                    f"登记表写有“{path}”，但收件箱里没有这个文件。",
                    f"the manifest names {path!r}, but the inbox holds no such file.",
                )
            )
    return cards, problems


def _names_member(path: str, there: Set[str]) -> bool:
    """Whether a card's path leads into a file of the inbox; ``there``: the keys of their paths."""
    archive, between, _ = path.partition("!")
    return bool(between) and archive in there


def _with_card(file: SourceFile, cards: dict[str, Card]) -> SourceFile:
    card = cards.get(path_key(file.path))
    if card is None:
        return file
    if file.card.is_sample and not card.is_sample:
        card = replace(card, is_sample=True)
    return replace(file, card=card)


def printable_path(name: str) -> str:
    """The name as text. Archives packed on Windows leave names in GB18030, which no table could hold as they are; characters that
    would command a terminal or turn what follows around (``\\x1b``, ``\\u202e``) are written out."""
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", errors="backslashreplace")
    return name if name.isprintable() else "".join(map(_written_out, name))


def _written_out(character: str) -> str:
    commands = unicodedata.category(character) == "Cc" or unicodedata.bidirectional(character) in _TURNS
    return character.encode("unicode_escape").decode() if commands else character
