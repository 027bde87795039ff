"""Whether a worker is like us: the same program, the same folder.

Belongs here: what a worker compares, on its own machine. Does not belong here: asking workers (cluster), what belongs to a
stage of the work (the caller's ``stamp``).
"""

from __future__ import annotations

import secrets
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Self

PROBE: Final = "probe-"
"""A worker must find the file of this name and the token in our folder: then it is the same folder."""
_FORGOTTEN: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """``stamps``: name and hash of each stage of the work, as ``stamp`` gives them here. ``folder``: where results go."""

    stamp: Callable[[str], str]
    stamps: tuple[tuple[str, str], ...]
    folder: Path
    probe: str
    python: tuple[int, int] = sys.version_info[:2]

    @classmethod
    def of(cls, stamp: Callable[[str], str], stages: Sequence[str], folder: Path) -> Self:
        """This process's own."""
        return cls(
            stamp, tuple((stage, stamp(stage)) for stage in stages), folder, f"{PROBE}{secrets.token_hex(8)}"
        )

    def put_probe(self) -> None:
        """Leave the probe in the folder, and take away those of killed nights."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / self.probe).touch()
        for probe in self.folder.glob(f"{PROBE}*"):
            with suppress(FileNotFoundError):
                if time.time() - probe.stat().st_mtime > _FORGOTTEN:
                    probe.unlink()

    def take_probe(self) -> None:
        """Take it away."""
        (self.folder / self.probe).unlink(missing_ok=True)

    def complaint(self) -> str | None:
        """Run by a worker: in what it is unlike, in Chinese and English; None where nothing is."""
        if sys.version_info[:2] != self.python:
            ours, theirs = ".".join(map(str, self.python)), ".".join(map(str, sys.version_info[:2]))
            return f"Python 是 {theirs}，不是 {ours} / other Python"
        for stage, expected in self.stamps:
            found = self.stamp(stage)
            if found != expected:
                return f"程序版本不同：{stage} 的指纹是 {found}，不是 {expected}，请更新并重启 / other version of the program"
        return self._complaint_of_folder()

    def _complaint_of_folder(self) -> str | None:
        own = self.folder / f"{self.probe}-{secrets.token_hex(8)}"
        try:
            if not (self.folder / self.probe).exists():
                return f"看到的 {self.folder} 不是同一个文件夹 / sees another folder there, or none"
            own.touch()
            own.unlink()
        except OSError as error:
            return f"写不了 {self.folder}（{error.strerror}） / cannot write the folder"
        return None


@cache
def complaint_once(likeness: Likeness) -> str | None:
    """The complaint of this process, looked for once."""
    return likeness.complaint()
