"""Patience: how long the extraction of one document may take.

Belongs here: the limit (section ``[extract]`` of settings.toml), and what people are told of a document that is beyond it. Does
not belong here: breaking it off (engine.time_limit).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.night.configuration import read_section
from pipelines.night.settings import Settings
from pipelines.night.stamps import stamp_text


@dataclass(frozen=True, slots=True)
class Patience:
    """``seconds`` of wall clock for one document: most take hundredths, the largest known a few."""

    seconds: float = 120.0

    def __post_init__(self) -> None:
        if self.seconds <= 0:
            raise ValueError(f"seconds > 0（一份文件的提取最多几秒）/ must be positive: {self.seconds:g}")

    def stamp(self, stamp: str) -> str:
        """Stamp of a document that was broken off: it is tried again with another program, and with another limit."""
        return stamp_text(stamp, float(self.seconds))

    def say(self, file_name: str) -> tuple[str, str]:
        """What people are told, in Chinese and English."""
        return (
            f"文件“{file_name}”在 {self.seconds:g} 秒内没有提取完，已中止，其他文件不受影响。请检查文件是否异常（如丢了换行、"
            "把许多份并成一份），拆分后重新放入；确是一份正常的报告，把 raw/settings.toml 里 [extract] 的 seconds 调大再运行，"
            "并把文件交给维护人员。",
            f"extraction of {file_name!r} was stopped after {self.seconds:g} s; other files are not affected. Check the file (line"
            " breaks lost, many reports in one) and split it; for a sound report set a larger seconds in [extract] of"
            " raw/settings.toml, run again, and hand the file to the maintainers.",
        )


def read_patience(settings: Settings) -> Patience:
    """The limit of this installation. Raises ConfigurationError."""
    return read_section(settings.raw, "extract", Patience)
